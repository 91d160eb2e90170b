"""OpenPES: one program that runs a whole public employment service."""
