"""What is wrong with a request: method, address, key, headers, and the body against its schema."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from prover.apis import APIS, Api

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KEY = "sk-right-0123456789"
MODEL = "acme/Nova_2.5-chat:free~a@b+c"
"""An id with every mark that an id may hold, so that none of them upsets a language."""


@dataclass(frozen=True)
class Request:
    """What arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    """By names in lower case."""
    body: bytes


@dataclass(frozen=True)
class Refusal:
    """A status, and a message for whoever sent the request."""

    status: int
    message: str


def api_at(path: str) -> Api | None:
    """The API whose endpoint stands at a path."""
    return next((api for api in APIS.values() if api.path == path), None)


def refusals(request: Request) -> Iterator[Refusal]:
    """Everything that is wrong with a request, the first of which is the answer to it."""
    api = api_at(request.path)
    if api is None:
        yield Refusal(404, f"Nothing is served at {request.path}.")
        return
    if request.method != "POST":
        yield Refusal(405, f"{request.method} is not allowed here; use POST.")
    yield from _of_headers(request, api)
    yield from _of_body(request.body, api)


def _of_headers(request: Request, api: Api) -> Iterator[Refusal]:
    version = request.headers.get(api.version, "")
    key = api.keys.get(version)
    if key is None:
        yield Refusal(400, f"{api.version}: {' or '.join(api.keys)} is required, not '{version}'.")
    elif request.headers.get(key.header) != key.scheme + KEY:
        yield Refusal(401, f"Incorrect API key provided in {key.header}.")
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != "application/json":
        yield Refusal(400, f"The content type must be application/json, not '{kind}'.")


def _of_body(body: bytes, api: Api) -> Iterator[Refusal]:
    try:
        asked: Any = json.loads(body.decode())
    except ValueError as error:
        yield Refusal(400, f"The body is no JSON: {error}.")
        return
    for wrong in Draft202012Validator(api.body).iter_errors(asked):
        yield Refusal(400, f"{wrong.json_path}: {wrong.message}")
    if isinstance(asked, dict) and asked.get("model") != MODEL:
        yield Refusal(400, f"There is no model {asked.get('model')!r}.")
