"""Ways from a public page into a dialogue. A dialogue that is not installed leaves no dead button behind."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from openpes.dialogues.definitions import is_known


def dialogue_url(name: str, **context: str) -> str:
    """Where the dialogue ``name`` begins, with what it starts from; empty when there is no web door for dialogues."""
    if not is_known(name):
        return ""
    try:
        url = reverse("dialogues:start", kwargs={"name": name})
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode(context)}" if context else url
