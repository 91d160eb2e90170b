from django.apps import AppConfig


class DesignAreaConfig(AppConfig):
    name = "openpes.web.design"
    label = "web_design"

    def ready(self) -> None:
        from . import frame, pack_site

        frame.tell_site(pack_site.site)
