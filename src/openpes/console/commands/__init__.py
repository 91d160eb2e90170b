"""One module per command, `<word>.py` or `<group>_<name>.py`; `console/registry.py` says what is in one."""
