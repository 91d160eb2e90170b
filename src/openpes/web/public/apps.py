from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def is_signed_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


class PublicAreaConfig(AppConfig):
    name = "openpes.web.public"
    label = "web_public"

    def ready(self) -> None:
        from openpes.web.design.frame import Place, add_place

        add_place("client", Place(_("Find work"), "public:vacancies", "search", order=10))
        add_place("client", Place(_("Help near you"), "public:offices", "place", order=20))
        add_place("client", Place(_("My page"), "account_start", "person", order=5, visible=is_signed_in))
        add_place("foot", Place(_("All our pages"), "public:pages", order=10))
        add_place("foot", Place(_("Information for employers"), "public:page", order=15, url_kwargs={"slug": "employers"}))
        add_place("foot", Place(_("Your data and your rights"), "public:page", order=20, url_kwargs={"slug": "your-data"}))
        add_place(
            "foot", Place(_("Beware of false job offers"), "public:page", order=30, url_kwargs={"slug": "false-job-offers"})
        )
        add_place("foot", Place(_("Accessibility"), "public:page", order=40, url_kwargs={"slug": "accessibility"}))
