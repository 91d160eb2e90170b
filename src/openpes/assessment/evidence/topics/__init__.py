"""The stored queries by topic."""
