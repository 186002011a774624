"""A checker that cannot fail proves nothing: the server refuses each kind of wrong request."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
from prover.answers import ANSWER
from prover.apis import APIS
from prover.checking import KEY, MODEL, Request, refusals
from prover.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prover.server import Server

HELLO = [{"role": "user", "content": "Hello!"}]
RIGHT: dict[str, dict[str, Any]] = {
    "chat-completions": {"model": MODEL, "messages": HELLO},
    "responses": {"model": MODEL, "input": "Hello!"},
    "messages": {"model": MODEL, "max_tokens": 9, "messages": HELLO},
    "embeddings": {"model": MODEL, "input": "Hello!"},
}
BEARER = {"content-type": "application/json", "authorization": f"Bearer {KEY}"}
DATED = {"content-type": "application/json", "x-api-key": KEY, "anthropic-version": "2023-06-01"}


def headers(api: str) -> dict[str, str]:
    """What a right request has above its body."""
    return DATED if api == "messages" else BEARER


def refused(api: str, body: object, **more: Any) -> list[int]:  # noqa: ANN401
    """The statuses with which a request is refused."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    asked = {"method": "POST", "path": APIS[api].path, "headers": headers(api), "body": data}
    return [refusal.status for refusal in refusals(Request(**asked | more))]


@pytest.mark.parametrize("api", APIS)
def test_a_right_request_is_taken(api: str) -> None:
    """Nothing is wrong with what the API asks for."""
    assert refused(api, RIGHT[api]) == []


def test_a_key_goes_where_its_version_has_it() -> None:
    """The two versions of the messages API differ in it, and none takes the other's."""
    dated = {"content-type": "application/json", "anthropic-version": "2026-10-21"}
    body = RIGHT["messages"]
    assert refused("messages", body, headers=dated | {"authorization": f"Bearer {KEY}"}) == []
    assert refused("messages", body, headers=dated | {"x-api-key": KEY}) == [401]
    assert refused("messages", body, headers=BEARER) == [400]


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"method": "GET"}, 405),
        ({"method": "PUT"}, 405),
        ({"path": "/v1/chat/completions"}, 404),
        ({"path": "/openai/v1/chat/completions/"}, 404),
        ({"path": "/openai/v1/chat/completions?x=1"}, 404),
    ],
)
def test_an_address_is_exact(api: str, more: dict[str, str], status: int) -> None:
    """Another method or path is no way to call the API."""
    assert refused(api, RIGHT[api], **more) == [status]


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("name", ["authorization", "x-api-key", "content-type"])
@pytest.mark.parametrize("value", [None, "", "Bearer sk-wrong", KEY + "0", "text/plain"])
def test_headers_are_needed_as_they_are(api: str, name: str, value: str | None) -> None:
    """A missing or wrong key is 401, a missing or wrong type 400."""
    if name not in headers(api):
        return
    others = {key: each for key, each in headers(api).items() if key != name}
    changed = others if value is None else others | {name: value}
    assert refused(api, RIGHT[api], headers=changed) == [400 if name == "content-type" else 401]


def test_a_type_may_name_its_charset() -> None:
    """Some libraries say that JSON is UTF-8."""
    said = BEARER | {"content-type": "application/json; charset=utf-8"}
    assert refused("embeddings", RIGHT["embeddings"], headers=said) == []


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("body", [b"", b"{", b'"Hello!"', b"[]", b"null", b"model=x", b"{}\xff"])
def test_a_body_is_a_json_object(api: str, body: bytes) -> None:
    """Anything else is refused."""
    assert 400 in refused(api, body)


@pytest.mark.parametrize("api", APIS)
def test_every_field_of_a_right_request_is_needed(api: str) -> None:
    """Without any one of them it is refused."""
    for name in RIGHT[api]:
        assert set(refused(api, {k: v for k, v in RIGHT[api].items() if k != name})) == {400}


@pytest.mark.parametrize(
    ("api", "field", "value"),
    [
        *((api, "model", value) for api in APIS for value in ("", "gpt", None, MODEL + " ")),
        *((api, "modle", MODEL) for api in APIS),
        *(
            (api, "messages", value)
            for api in ("chat-completions", "messages")
            for value in (
                HELLO[0],
                [],
                "Hello!",
                [HELLO],
                [{"role": "user"}],
                [{"content": "Hello!"}],
                [{"role": "usr", "content": "Hello!"}],
                [{"role": "user", "content": ""}],
                [{"role": "user", "content": None}],
                [{"role": "user", "content": "Hello!", "nmae": "x"}],
            )
        ),
        ("messages", "messages", [{"role": "system", "content": "Hello!"}]),
        *(("messages", "max_tokens", value) for value in (0, "9", 1.5, None)),
        ("chat-completions", "stream", "true"),
        ("chat-completions", "stream_options", {"include_usage": True}),
        ("chat-completions", "temperature", 2.1),
        *(("responses", "input", value) for value in ("", [], {}, [{"text": "Hello!"}])),
        ("responses", "messages", HELLO),
        *(("embeddings", "input", value) for value in ("", [], {}, [""])),
        ("embeddings", "encoding_format", "int8"),
    ],
)
def test_a_body_is_as_the_api_has_it(api: str, field: str, value: object) -> None:
    """An object in an array's place, a misspelt field, an unknown role: all are refused."""
    assert set(refused(api, RIGHT[api] | {field: value})) == {400}


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of the test's own."""
    with serving() as it:
        yield it


def post(server: Server, api: str, body: object, **more: str) -> tuple[int, str, str]:
    """Status, content type and text of a real response."""
    request = urllib.request.Request(
        server.root + APIS[api].path, json.dumps(body).encode(), headers(api) | more
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers["content-type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["content-type"], error.read().decode()


def test_it_answers_and_remembers(server: Server) -> None:
    """A right request gets the answer; what was asked is known until it is taken."""
    status, kind, text = post(server, "chat-completions", RIGHT["chat-completions"])
    assert (status, kind) == (200, "application/json")
    assert json.loads(text)["choices"][0]["message"]["content"] == ANSWER
    [seen] = server.take()
    assert (seen.api, seen.refused, seen.stream) == ("chat-completions", (), False)
    assert server.take() == []


@pytest.mark.parametrize("usage", [True, False])
def test_a_stream_gives_the_answer_in_pieces(server: Server, usage: bool) -> None:
    """Joined, they are the answer; the usage comes last, in a chunk without choices, if asked."""
    options = {"stream_options": {"include_usage": True}} if usage else {}
    body = RIGHT["chat-completions"] | {"stream": True} | options
    status, kind, text = post(server, "chat-completions", body)
    assert (status, kind.partition(";")[0]) == (200, "text/event-stream")
    *events, done, rest = (event.removeprefix("data: ") for event in text.split("\n\n"))
    assert (done, rest) == ("[DONE]", "")
    chunks = [json.loads(event) for event in events]
    deltas = [choice["delta"] for chunk in chunks for choice in chunk["choices"]]
    assert "".join(delta.get("content", "") for delta in deltas) == ANSWER
    assert (chunks[-1]["choices"] == []) is usage
    assert (chunks[-1].get("usage") is not None) is usage


@pytest.mark.parametrize("api", APIS)
def test_an_error_has_the_apis_own_shape(server: Server, api: str) -> None:
    """It tells what was wrong."""
    name = "x-api-key" if api == "messages" else "authorization"
    status, kind, text = post(server, api, RIGHT[api], **{name: "wrong"})
    error = json.loads(text)["error"]
    assert (status, kind) == (401, "application/json")
    assert (error["type"], "API key" in error["message"]) == ("authentication_error", True)
    assert json.loads(text).get("type") == ("error" if api == "messages" else None)
    assert post(server, api, {**RIGHT[api], "model": "gpt"})[0] == 400
