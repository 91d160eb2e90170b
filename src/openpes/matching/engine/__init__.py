"""The engine: plain arrays in, plain values out."""
