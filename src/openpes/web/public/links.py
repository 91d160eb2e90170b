"""Ways from a public page into a dialogue. A dialogue that is not installed leaves no dead button behind."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from openpes.dialogues import definitions


def url_if_there(name: str, otherwise: str) -> str:
    """The address of a page of another area, or ``otherwise`` where that area is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise


def dialogue_url(request: HttpRequest, name: str, **context: str) -> str:
    """Where the dialogue ``name`` begins, with what it starts from; empty when no room offers it to this role.

    A visitor is led there in any case: the dialogue asks to sign in when it must.
    """
    role = request.actor.role  # type: ignore[attr-defined]
    try:
        if role not in definitions.get(name).roles | {"visitor"}:
            return ""
        url = reverse("dialogues:start", kwargs={"name": name})
    except (KeyError, NoReverseMatch):
        return ""
    return f"{url}?{urlencode(context)}" if context else url
