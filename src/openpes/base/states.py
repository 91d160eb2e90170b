"""Status changes by a table of allowed steps and one conditional UPDATE: two at once give one winner."""

from collections.abc import Mapping, Set
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from openpes.base.errors import Conflict

Steps = Mapping[Any, Set[Any]]  # values of one TextChoices each


def move(row: models.Model, steps: Steps, to: str, *, field: str = "status", **changes: Any) -> None:
    """Move ``row`` to status ``to`` and set ``changes`` with it.

    Raises Conflict when the table does not allow the step or another process moved the row first.
    """
    before = getattr(row, field)
    if to not in steps.get(before, frozenset()):
        raise Conflict(_("This cannot be done now: the status has changed. Reload the page."), code="wrong_state")
    manager = type(row)._default_manager
    if not manager.filter(pk=row.pk, **{field: before}).update(**{field: to}, **changes):
        raise Conflict(_("Somebody else changed this a moment ago. Reload the page."), code="changed_meanwhile")
    setattr(row, field, to)
    for name, value in changes.items():
        setattr(row, name, value)
