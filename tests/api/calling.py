"""Calling the API as programs do: with a key, in JSON."""

import json
from typing import Any

from django.test import Client

from openpes.base.actor import Actor
from openpes.people.actions import create_token

ROOT = "/api/v1"


def make_key(actor: Actor, *scopes: str, days: int = 30) -> str:
    return create_token(actor=actor, name="Trial", scopes=scopes, days=days)[1]


class Program:
    """A program with a key, or without one."""

    def __init__(self, key: str = "", language: str = "en"):
        self.client = Client(raise_request_exception=False)
        self.headers = {"Accept-Language": language} | ({"Authorization": f"Bearer {key}"} if key else {})

    @classmethod
    def of(cls, actor: Actor, *scopes: str) -> "Program":
        return cls(make_key(actor, *scopes))

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        told = {"content_type": "application/json"}
        if body is not None:
            told["data"] = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.generic(method, ROOT + path, **told, headers=self.headers | headers)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any) -> Any:
        return self.call("PATCH", path, body)


def problem(response: Any) -> dict[str, str]:
    """The error of an answer, after a look at its shape."""
    body = response.json()
    assert list(body) == ["error"]
    assert set(body["error"]) == {"code", "message", "field"}
    return body["error"]
