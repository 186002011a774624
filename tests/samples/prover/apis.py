"""What each API asks of a request: its address, its headers, and the JSON Schema of its body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

JsonSchema = dict[str, Any]

TEXT: JsonSchema = {"type": "string", "minLength": 1}
COUNT: JsonSchema = {"type": "integer", "minimum": 1}
FLAG: JsonSchema = {"type": "boolean"}
SHARE: JsonSchema = {"type": "number", "minimum": 0, "maximum": 1}


@dataclass(frozen=True)
class Key:
    """Where a request has its key."""

    header: str = "authorization"
    scheme: str = "Bearer "
    """What stands before the key there."""


@dataclass(frozen=True)
class Api:
    """One API as this server offers it."""

    name: str
    base: str
    """The path that its SDK takes for a base."""
    path: str
    """The path of its endpoint."""
    body: JsonSchema
    """What a request may say."""
    version: str = ""
    """The header that names the API's version, if it has versions."""
    keys: Mapping[str, Key] = field(default_factory=lambda: {"": Key()})
    """Version → where a request of that version has its key."""


def _object(*required: str, **fields: JsonSchema) -> JsonSchema:
    """Exactly these fields, some of which must be there."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(required),
        "additionalProperties": False,
    }


def _messages(*roles: str) -> JsonSchema:
    message = _object("role", "content", role={"enum": list(roles)}, content=TEXT)
    return {"type": "array", "minItems": 1, "items": message}


CHAT = _object(
    "model",
    "messages",
    model=TEXT,
    messages=_messages("developer", "system", "user", "assistant"),
    max_completion_tokens=COUNT,
    max_tokens=COUNT,
    stream=FLAG,
    stream_options=_object("include_usage", include_usage=FLAG),
    temperature={"type": "number", "minimum": 0, "maximum": 2},
    top_p=SHARE,
) | {
    "dependentSchemas": {
        "stream_options": {"required": ["stream"], "properties": {"stream": {"const": True}}}
    }
}

RESPONSES = _object(
    "model",
    "input",
    model=TEXT,
    input={"anyOf": [TEXT, _messages("developer", "system", "user", "assistant")]},
    instructions=TEXT,
    max_output_tokens=COUNT,
    temperature={"type": "number", "minimum": 0, "maximum": 2},
    top_p=SHARE,
)

MESSAGES = _object(
    "model",
    "max_tokens",
    "messages",
    model=TEXT,
    max_tokens=COUNT,
    messages=_messages("user", "assistant"),
    system=TEXT,
    temperature=SHARE,
    top_p=SHARE,
)

EMBEDDINGS = _object(
    "model",
    "input",
    model=TEXT,
    input={"anyOf": [TEXT, {"type": "array", "minItems": 1, "items": TEXT}]},
    dimensions=COUNT,
    encoding_format={"enum": ["float", "base64"]},
)

_OPENAI = "/openai/v1"

APIS = {
    api.name: api
    for api in (
        Api("chat-completions", _OPENAI, f"{_OPENAI}/chat/completions", CHAT),
        Api("responses", _OPENAI, f"{_OPENAI}/responses", RESPONSES),
        Api("embeddings", _OPENAI, f"{_OPENAI}/embeddings", EMBEDDINGS),
        Api(
            "messages",
            "/anthropic",
            "/anthropic/v1/messages",
            MESSAGES,
            version="anthropic-version",
            keys={"2023-06-01": Key("x-api-key", ""), "2026-10-21": Key()},
        ),
    )
}
"""The APIs by the names that the catalogue has for them.

Where a key goes is what Anthropic's SDK for Python does: 1.17 sends the first version with
`x-api-key`, 2.12 the second with a bearer.
"""
