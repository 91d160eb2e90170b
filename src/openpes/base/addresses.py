"""Where a call comes from, for limits per address."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The caller's address. Behind ``TRUSTED_PROXIES`` proxies it is the one that the outermost of them saw (X-Forwarded-For).

    Without trusted proxies the header counts for nothing: everybody can write it.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return direct
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return seen[-min(settings.TRUSTED_PROXIES, len(seen))][:64] if seen else direct
