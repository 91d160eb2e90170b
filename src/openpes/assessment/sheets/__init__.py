"""Answer sheets: begun, shared out, answered, verified, taken out and read back."""
