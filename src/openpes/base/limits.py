"""How often something may be tried: counted per key in the cache, within a window that begins with the first try."""

from django.core.cache import cache
from django.utils.translation import gettext as _

from openpes.base.errors import TooMany


def count(name: str, key: str, *, limit: int, seconds: int) -> None:
    """Count one try of ``name`` by ``key`` (an account id, an address). Raises TooMany beyond ``limit`` tries in ``seconds``."""
    slot = f"limit:{name}:{key}"
    cache.add(slot, 0, seconds)
    try:
        tries = cache.incr(slot)
    except ValueError:  # ran out between the two calls
        cache.set(slot, 1, seconds)
        tries = 1
    if tries > limit:
        raise TooMany(_("Too many tries. Please wait a while, or ask at an office."))
