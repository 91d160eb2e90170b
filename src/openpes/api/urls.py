"""The API under /api/v1/: OpenAPI document at openapi.json, no page that asks another site for anything."""

from django.conf import settings
from django.urls import path, re_path
from django.utils.module_loading import import_string
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from openpes.api import errors
from openpes.api.door import nothing_here, through_the_door
from openpes.api.parsing import StrictJson
from openpes.api.reference import reference_page

ROUTERS = ("public", "lookups", "own", "employers", "statistics")


class Readable(JSONRenderer):
    """Letters as they are: an Arabic answer is half as long as with escapes."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Operations are named after their module and function: ``own.matches``."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return f"{operation.view_func.__module__.rsplit('.', 1)[-1]}.{operation.view_func.__name__}"


api = Api(
    title="OpenPES",
    version="1",
    description="Vacancies for everyone; the own profile, an employer's vacancies and service events with a key.",
    urls_namespace="api",
    docs_url=None,
    parser=StrictJson(),
    renderer=Readable(),
    servers=[{"url": settings.SITE_URL}],
)
errors.register(api)
for name in ROUTERS:
    api.add_router("", import_string(f"openpes.api.{name}.router"))

_patterns, _app, _namespace = api.urls
for pattern in _patterns:
    pattern.callback = through_the_door(pattern.callback)

app_name = "api"
urlpatterns = [
    path("", reference_page(api.get_openapi_schema), name="reference"),
    *_patterns,
    re_path(r"^(?P<path>.*)$", through_the_door(nothing_here), name="nothing"),
]
