"""Calling an act from a form: what cannot be used stands beside its field, and nothing typed is lost."""

from collections.abc import Callable, Mapping

from django import forms

from openpes.base.errors import ActionError, NotAllowed, NotFound


def act_with(form: forms.Form, act: Callable[[], object], names: Mapping[str, str] | None = None) -> bool:
    """True when it was done; False when the form is not valid, or the act said why not: the reason is then an error of ``form``.

    ``names``: field of the act → field of the form. NotFound and NotAllowed are pages of their own and go on.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except ActionError as problem:
        name = (names or {}).get(problem.field, problem.field)
        form.add_error(name if name in form.fields else None, str(problem))
        return False
    return True
