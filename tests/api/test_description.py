"""The OpenAPI document is true: whatever it allows or forbids, the answers are those it describes, and never an error of ours."""

import json

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from api.calling import make_key
from openpes.api.urls import api
from openpes.people.scopes import SCOPES, scopes_of
from people.factories import make_client, make_staff
from web.public.world import SomeVacancies
from work.factories import VacancyFactory, make_employer_actor

DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 15
KEYS = ["jobseeker", "employer", "manager"]


def operations():
    return [(path, method, told) for path, ways in DOCUMENT["paths"].items() for method, told in ways.items()]


def role_of(told: dict) -> str:
    """Whose key an operation needs; "" for the public ones."""
    if "security" not in told:
        return ""
    return next((role for role in KEYS if told["x-scope"] in scopes_of(role)), "jobseeker")


def test_it_is_openapi_3_1_and_reachable(client):
    told = client.get("/api/v1/openapi.json")
    assert told.status_code == 200
    assert told.json()["openapi"].startswith("3.1")


def test_every_operation_is_named_once_says_what_it_does_and_which_scope_it_needs():
    names = [told["operationId"] for _, _, told in operations()]
    assert len(names) == len(set(names))
    for path, method, told in operations():
        assert told["summary"], path
        assert told["description"], path
        if "security" in told:
            assert told["x-scope"] in {*SCOPES, ""}, path
            assert {"401", "403"} <= set(told["responses"]), path
        else:
            assert method == "get", f"{path} can be written to without a key"


def test_the_document_asks_no_other_site_for_anything():
    assert "cdn" not in json.dumps(DOCUMENT)


def test_people_read_the_same_as_a_page(client, db):
    page = client.get("/api/v1/").content.decode()
    for path, method, told in operations():
        assert f"{method.upper()} {path}" in page
        assert told["summary"].replace("'", "&#x27;") in page
    assert (
        "http" not in page.replace("http://testserver", "").replace("http://localhost", "").split("<main")[1].split("</main")[0]
    )


@pytest.fixture
def keys(db):
    """A key of each role with all its scopes, and a reference that each may use."""
    world = SomeVacancies.make()
    employer = make_employer_actor()
    actors = {"jobseeker": make_client(), "employer": employer, "manager": make_staff("manager")}
    own = VacancyFactory(employer_id=employer.employer_id, status="draft", published_at=None)
    found = {role: make_key(actor, *scopes_of(role)) for role, actor in actors.items()}
    return found | {"": ""}, {"employer": own.reference}.get, world.open.reference


@pytest.mark.parametrize("role", ["", *KEYS], ids=["without a key", *KEYS])
def test_every_answer_is_one_that_is_described(role, keys, monkeypatch):
    monkeypatch.setattr("openpes.base.limits.count", lambda *args, **kwargs: None)
    secrets, own_reference, open_reference = keys
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.app = get_wsgi_application()
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {secrets[role]}"} if role else {})
    reference = own_reference(role) or open_reference
    tried = [schema[path][method.upper()] for path, method, told in operations() if role_of(told) == role]
    assert tried
    for operation in tried:
        has_input = bool(operation.definition.raw.get("parameters") or operation.definition.raw.get("requestBody"))
        for mode in GenerationMode if has_input else [GenerationMode.POSITIVE]:  # without input nothing can be wrong about it
            try_out(operation, mode, headers, reference)


def try_out(operation, mode, headers, reference):
    """Call one operation with input that fits (or does not) the description, half of the time with a reference that exists."""

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    def call(case, real):
        if real and "reference" in (case.path_parameters or {}):
            case.path_parameters["reference"] = reference
        response = case.call(headers=headers)
        sent = [part for value in (case.query or {}).values() for part in (value if isinstance(value, list) else [value])]
        left_empty = any(part in ("", None) for part in sent)  # counts as left out, on purpose
        case.validate_response(response, checks=CHECKS if left_empty else [*CHECKS, negative_data_rejection])

    call()
