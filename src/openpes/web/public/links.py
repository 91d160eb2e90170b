"""Ways from a public page into a dialogue. A dialogue that is not installed leaves no dead button behind."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from openpes.dialogues import definitions


def url_if_there(name: str, otherwise: str) -> str:
    """The address of a page of another area, or ``otherwise`` where that area is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise


def dialogue_url(name: str, **context: str) -> str:
    """Where the dialogue ``name`` begins, with what it starts from; empty when no room offers it."""
    try:
        definitions.get(name)
        url = reverse("dialogues:start", kwargs={"name": name})
    except (KeyError, NoReverseMatch):
        return ""
    return f"{url}?{urlencode(context)}" if context else url
