"""Where the employer's services begin: each is a dialogue."""

from django.urls import NoReverseMatch, reverse


def dialogue_url(name: str) -> str:
    """The address that starts the dialogue ``room.name``; "" in an installation without the web renderer."""
    room, _, rest = name.partition(".")
    try:
        return reverse("dialogue_start", kwargs={"room": room, "name": rest})
    except NoReverseMatch:
        return ""
