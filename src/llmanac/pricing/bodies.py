"""Whatever a caller has in hand, as the plain data that a dialect reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from llmanac.pricing.envelopes import unwrapped
from llmanac.pricing.paths import BadBody
from llmanac.pricing.texts import parsed
from llmanac.pricing.written import shown

_PLAIN = (str, int, float, Decimal, type(None))
_DEPTH = 50


def plain(body: object) -> dict[str, Any] | list[dict[str, Any]]:
    """Return a body as a mapping, a stream as the list of its events; raises `BadBody`.

    Takes JSON as Python reads it or as text, server-sent events as text, and the objects of SDKs:
    pydantic models, dataclasses, mappings, messages of protobuf, anything with `to_dict`. What a
    gateway or a batch wraps around a body is taken off.
    """
    data = _plain(_read(body) if isinstance(body, str | bytes) else body, _DEPTH)
    if isinstance(data, dict):
        return unwrapped(data)
    if isinstance(data, list) and data and all(isinstance(event, dict) for event in data):
        return [unwrapped(event) for event in data]
    raise BadBody("body-not-a-mapping", path="", value=shown(data))


def _read(text: str | bytes) -> Any:  # noqa: ANN401  # any JSON
    """Read text as it came; raises `BadBody` that says where it is no JSON."""
    try:
        return parsed(text if isinstance(text, str) else text.decode(json.detect_encoding(text)))
    except json.JSONDecodeError as error:
        at = {"line": error.lineno, "column": error.colno, "reason": error.msg}
    except (UnicodeDecodeError, RecursionError) as error:
        at = {"line": 1, "column": 1, "reason": str(error)}
    raise BadBody("text-not-json", path="", **at)


def _plain(value: Any, depth: int) -> Any:  # noqa: ANN401  # whatever a caller has
    if isinstance(value, _PLAIN) or not depth:
        return value
    if isinstance(value, dict):
        return {name: _plain(inner, depth - 1) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, depth - 1) for inner in value]
    return _plain(_fields(value), depth - 1)


def _fields(value: Any) -> Any:  # noqa: ANN401
    """Take an object apart, by the way that its makers offer for it."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, type):
        return None
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, warnings=False)
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return value.to_dict() if hasattr(value, "to_dict") else _message(value)


def _message(value: Any) -> Any:  # noqa: ANN401
    """Take a message of protobuf apart; nothing else is one."""
    message = getattr(value, "_pb", value)  # proto-plus keeps the message inside
    if not hasattr(message, "DESCRIPTOR") or not hasattr(message, "ListFields"):
        return None
    return {field.json_name: _of_message(field, said) for field, said in message.ListFields()}


def _of_message(field: Any, said: Any) -> Any:  # noqa: ANN401  # no protobuf is imported here
    """Return what a field of a message says, as its JSON has it: enums by name."""
    if isinstance(said, Sequence) and not isinstance(said, str | bytes):
        return [_of_message(field, one) for one in said]
    if field.enum_type is not None and isinstance(said, int):
        named = field.enum_type.values_by_number.get(said)
        return said if named is None else named.name
    return said
