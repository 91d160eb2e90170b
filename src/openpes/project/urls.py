"""Every address of the program: one line per area, each area keeps its own ``urls.py``."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

PREFIXES = {
    "public": "",
    "design": "",
    "health": "health/",
    "account": "account/",
    "dialogues": "d/",
    "files": "files/",
    "certificates": "verify/",
    "jobseeker": "me/",
    "employer": "employer/",
    "counsellor": "office/",
    "manager": "manage/",
    "assessment": "assessment/",
    "admin": "admin/",
    "demo": "demo/",
}

urlpatterns = [
    path(prefix, include(f"openpes.web.{area}.urls"))
    for area, prefix in PREFIXES.items()
    if area in settings.AREAS and find_spec(f"openpes.web.{area}.urls")
]
if find_spec("openpes.api.urls"):
    urlpatterns.append(path("api/v1/", include("openpes.api.urls")))

handler400 = "openpes.web.design.errors.bad_request"
handler403 = "openpes.web.design.errors.forbidden"
handler404 = "openpes.web.design.errors.not_found"
handler500 = "openpes.web.design.errors.server_error"
