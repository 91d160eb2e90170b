"""Addresses of the assessment; each part keeps its own list."""

from importlib.util import find_spec

from django.urls import include, path

app_name = "assessment"
# Part and what its addresses begin with.
PARTS = {
    "overview": "",
    "results": "results/",
    "sheets": "sheets/",
    "evidence": "evidence/",
    "matrix": "matrix/",
    "benchmark": "benchmark/",
    "roadmap": "plan/",
    "registers": "registers/",
    "training": "training/",
}
urlpatterns = [
    path(prefix, include(f"openpes.web.assessment.{part}.urls"))
    for part, prefix in PARTS.items()
    if find_spec(f"openpes.web.assessment.{part}") and find_spec(f"openpes.web.assessment.{part}.urls")
]
