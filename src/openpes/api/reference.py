"""The list of operations as a page for people, drawn from the OpenAPI document. Nothing is fetched from elsewhere."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


def reference_page(document: Callable[[], dict[str, Any]]) -> Callable[[HttpRequest], HttpResponse]:
    """The view; ``document`` gives the OpenAPI document when it is first asked for."""

    @require_safe
    def reference(request: HttpRequest) -> HttpResponse:
        return render(request, "api/reference.html", {"groups": _groups(document())})

    return reference


def _groups(document: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, ways in document["paths"].items():
        for method, told in ways.items():
            groups.setdefault(told["tags"][0], []).append(_operation(document, path, method, told))
    return list(groups.items())


def _operation(document: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> dict[str, Any]:
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    fields = _resolved(document, body).get("properties", {})
    needed = _resolved(document, body).get("required", ())
    inputs = [
        {
            "name": p["name"], "kind": _kind(document, p["schema"]), "needed": p["required"],
            "words": p["schema"].get("description", ""),
        }
        for p in told["parameters"]
    ]  # fmt: skip
    inputs += [
        {"name": name, "kind": _kind(document, schema), "needed": name in needed, "words": schema.get("description", "")}
        for name, schema in fields.items()
    ]
    return {
        "id": told["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": told["summary"],
        "words": told["description"],
        "key": "security" in told,
        "scope": told.get("x-scope", ""),
        "inputs": inputs,
    }


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema a reference stands for; of several choices the first that says something."""
    if "$ref" in schema:
        return document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if len(schema.get("allOf", ())) == 1:
        return _resolved(document, schema["allOf"][0])
    return schema


def _kind(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """The kind of a value in a few words: its choices, its limits, its type."""
    schema = _resolved(document, schema)
    choices = [c for c in schema.get("anyOf", ()) if c.get("type") != "null"]
    if choices:
        return _(" or ").join(_kind(document, c) for c in choices)
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"] if value != "")
    if schema.get("type") == "array":
        return _("list: %(kind)s") % {"kind": _kind(document, schema.get("items", {}))}
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"{schema['type']} {low}–{high}"
    return str(schema.get("format") or schema.get("type", ""))
