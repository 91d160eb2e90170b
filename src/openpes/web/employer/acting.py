"""Calling an act from a form: what cannot be used stands beside its field, and nothing typed is lost."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django import forms

from openpes.base.errors import ActionError, NotAllowed, NotFound

Result = TypeVar("Result")


def act_with(form: forms.Form, act: Callable[[], Result], names: Mapping[str, str] | None = None) -> Result | None:
    """The act's result; None when the form is not valid, or when the act said why not: the reason is then an error of ``form``.

    ``names``: field of the act → field of the form. NotFound and NotAllowed are pages of their own and go on.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except (NotFound, NotAllowed):
        raise
    except ActionError as problem:
        name = (names or {}).get(problem.field, problem.field)
        form.add_error(name if name in form.fields else None, str(problem))
        return None
