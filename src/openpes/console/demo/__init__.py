"""The made-up country filled with made-up people: a pure generator and the loader that writes it to the tables."""
