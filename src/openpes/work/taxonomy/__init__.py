"""Occupations and skills: reading classifications, loading them with their history, and finding by ordinary words."""
