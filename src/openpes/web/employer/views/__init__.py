"""Pages for employers."""
