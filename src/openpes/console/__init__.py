"""The commands of `./pes`: one module per command under `commands/`, and what they share."""
