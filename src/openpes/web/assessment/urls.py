"""Addresses of the assessment; each part keeps its own list."""

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
urlpatterns = [path(prefix, include(f"openpes.web.assessment.{part}.urls")) for part, prefix in PARTS.items()]
