"""`./pes bench build`: a made-up market in a database of its own, and what building the index from it takes."""
