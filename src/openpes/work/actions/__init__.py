"""Acts of employers and of those who look after them."""
