"""The published results of the survey of 2020, open to everybody."""
