"""The index: columns and word index in the data folder, shared by all processes, always to be rebuilt from the database."""
