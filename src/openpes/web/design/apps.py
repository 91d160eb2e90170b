from django.apps import AppConfig
from django.core.checks import register


class DesignAreaConfig(AppConfig):
    name = "openpes.web.design"
    label = "web_design"

    def ready(self) -> None:
        from . import checks, frame, pack_site

        frame.tell_site(pack_site.site)
        register(checks.country_colours)
