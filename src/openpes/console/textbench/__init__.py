"""Benches of the text rankers: sets of published forms are read, judged by the rules of their authors, and compared."""
