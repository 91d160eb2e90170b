"""Words that employers' pages say in their own way: ``{% load employer %}``."""

from django import template
from django.utils.translation import gettext_lazy as _

from openpes.placement.enums import ApplicationStatus
from openpes.work.queries import words_of

register = template.Library()

# The jobseeker reads "seen by the employer"; the employer reads the same step from its own side.
_STATUS = {
    ApplicationStatus.SENT: _("New"),
    ApplicationStatus.SEEN: _("You have looked"),
    ApplicationStatus.SHORTLISTED: _("On your shortlist"),
    ApplicationStatus.INTERVIEW: _("Invited to an interview"),
    ApplicationStatus.OFFERED: _("You offered the job"),
    ApplicationStatus.HIRED: _("Hired"),
    ApplicationStatus.REJECTED: _("Not chosen"),
    ApplicationStatus.WITHDRAWN: _("Withdrawn by the person"),
}


register.filter("reason_words", words_of)


@register.simple_tag
def applicant_status(status: str) -> object:
    """The status of an application as the employer reads it."""
    return _STATUS[ApplicationStatus(status)]
