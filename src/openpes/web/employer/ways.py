"""Where the employer's services begin: each is a dialogue."""

from django.urls import NoReverseMatch, reverse


def dialogue_url(name: str) -> str:
    """The address that starts the dialogue ``room.name``; "" in an installation without the web renderer."""
    try:
        return reverse("dialogues:start", kwargs={"name": name})
    except NoReverseMatch:
        return ""
