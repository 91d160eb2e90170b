"""States of a consultation in words."""

from django.utils.translation import gettext_lazy as _

STATES = {
    "draft": _("Draft"),
    "coming": _("Begins later"),
    "open": _("Open"),
    "late": _("Its time is over; it waits to be closed"),
    "closed": _("Closed"),
}
