"""Names of languages."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _


def language_name(tag: str) -> str:
    """The name of a language in the reader's language; its tag where none is known."""
    info = LANG_INFO.get(tag)
    return _(info["name"]) if info and "name" in info else tag
