"""What a gateway, a batch or a client of streams wraps around a body, taken off again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Envelope:
    """One way to wrap a body: the fields that show it, and where the body stands inside."""

    shown_by: tuple[str, ...]
    inside: tuple[str, ...]
    said: tuple[tuple[str, str], ...] = ()
    """What the envelope says of the body, as the body's own field would."""


_BATCH = (("service_tier", "batch"),)

ENVELOPES = (
    Envelope(shown_by=("success", "errors", "result"), inside=("result",)),  # Cloudflare
    Envelope(
        shown_by=("custom_id", "response"),  # a line of OpenAI's batches: the body says `default`
        inside=("response", "body"),
        said=_BATCH,
    ),
    Envelope(
        shown_by=("completion_window", "usage"), inside=(), said=_BATCH
    ),  # OpenAI's whole batch
    Envelope(shown_by=("custom_id", "result"), inside=("result", "message")),  # Anthropic's batches
)


def unwrapped(data: dict[str, Any]) -> dict[str, Any]:
    """Return the body inside of an envelope; what is in none as it is."""
    data = _with_attributes(data)
    for envelope in ENVELOPES:
        if all(name in data for name in envelope.shown_by):
            body = _inside(data, envelope)
            if body is not None:
                return {**body, **dict(envelope.said)}
    return data


def _inside(data: Any, envelope: Envelope) -> dict[str, Any] | None:  # noqa: ANN401  # any JSON
    for name in envelope.inside:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else None


def _with_attributes(data: dict[str, Any]) -> dict[str, Any]:
    """Return a span with its attributes by name, where OTLP lists them as keys and values."""
    listed = data.get("attributes")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return data
    return {**data, "attributes": {one.get("key"): _attribute(one.get("value")) for one in listed}}


def _attribute(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """Return what an attribute says: OTLP names its type, and writes whole numbers as text."""
    for kind, said in value.items() if isinstance(value, dict) else ():
        whole = kind == "intValue" and isinstance(said, str) and said.isdecimal() and len(said) < 20
        return int(said) if whole else said
    return value
