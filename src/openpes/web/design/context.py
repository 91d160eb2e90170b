"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict:
    """Demo flag and the actor of this request (see ``openpes.base.actor``)."""
    return {"demo": settings.DEMO, "actor": getattr(request, "actor", None)}
