"""The seven services in plain words, each with the way that leads to it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .links import dialogue_url, url_if_there


@dataclass(frozen=True)
class Offer:
    icon: str
    title: Any
    text: Any
    url: str


def offers(request: HttpRequest) -> list[Offer]:
    """What the service does, in the order in which people ask for it. Each way ends at a page or a person."""

    def page(slug: str) -> str:
        return reverse("public:page", args=[slug])

    offices = reverse("public:offices")
    return [
        Offer("search", _("Find work"), _("Search all open vacancies. See why each one fits."), reverse("public:vacancies")),
        Offer(
            "person",
            _("Register as a jobseeker"),
            _("Tell us once what you can do. We look with you."),
            dialogue_url(request, "placement.register_jobseeker") or page("jobseekers"),
        ),
        Offer("chat", _("Talk to a counsellor"), _("Advice and a plan, in an office or by phone."), offices),
        Offer("school", _("Learn something new"), _("Courses and training that lead to work."), page("how-it-works")),
        Offer("money", _("Help while you look"), _("What support there is and where to ask for it."), page("contact")),
        Offer(
            "chart", _("Know the labour market"), _("Which work is wanted, where, and what it pays."), reverse("public:vacancies")
        ),
        Offer(
            "employer",
            _("Find people"),
            _("Employers post vacancies free of charge."),
            url_if_there("employer_start", page("employers")),
        ),
    ]
