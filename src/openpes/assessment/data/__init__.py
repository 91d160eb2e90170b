"""The published figures of the survey of 2020, as files that come with the program. Sources: README.md beside this."""
