"""The made-up country filled with made-up people: a pure generator and the loader that writes it to the tables.

`./pes up` calls `load_demo` or `load_minimal`; both may be called again without harm.
"""


def load_demo() -> None:
    """The demo country with its people. Does nothing when it is there already."""
    from .load import load_demo as load

    load()


def load_minimal() -> None:
    """The country pack in force and an administrator's office, without people."""
    from .load import load_minimal as load

    load()


def sign_ins() -> list[dict[str, str]]:
    """The named people who can sign in: role, email, password."""
    from . import accounts

    return accounts.sign_ins()
