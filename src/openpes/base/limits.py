"""How often something may be tried: counted per key in the cache, within a window that begins with the first try."""

import math
import time

from django.core.cache import cache
from django.utils.translation import gettext as _

from openpes.base.errors import TooMany


def count(name: str, key: str, *, limit: int, seconds: int) -> None:
    """Count one try of ``name`` by ``key`` (an account id, an address). Raises TooMany beyond ``limit`` tries in ``seconds``.

    The end of the window is kept beside the count: the file cache would begin a new hour with every try.
    """
    slot = f"limit:{name}:{key}"
    now = time.time()
    tries, until = cache.get(slot) or (0, now + seconds)
    if until <= now:
        tries, until = 0, now + seconds
    tries += 1
    cache.set(slot, (tries, until), max(1, math.ceil(until - now)))
    if tries > limit:
        raise TooMany(_("Too many tries. Please wait a while, or ask at an office."), retry_after=max(1, math.ceil(until - now)))
