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


ENVELOPES = (
    Envelope(shown_by=("success", "errors", "result"), inside=("result",)),  # Cloudflare
    Envelope(
        shown_by=("custom_id", "response"),  # a line of OpenAI's batches: the body says `default`
        inside=("response", "body"),
        said=(("service_tier", "batch"),),
    ),
    Envelope(shown_by=("custom_id", "result"), inside=("result", "message")),  # Anthropic's batches
)


def unwrapped(data: dict[str, Any]) -> dict[str, Any]:
    """Return the body inside of an envelope; what is in none as it is."""
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
