"""Decisions and records as plain data by dotted path: what is wanted, and what is held."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from llmanac.pricing.entries import Entry
from llmanac.pricing.written import Written
from llmanac.schema.model import Reasoning
from llmanac.schema.record import FeedId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.schema.feeds import Feed
    from llmanac.sync.decisions import ModelDecision, OfferDecision, Settled

Plain = Any
"""dict with text keys, list, text, int, Decimal, bool; None is absent."""

OFFER_PATHS: Final = {
    "context": "limits.context",
    "input": "limits.input",
    "output": "limits.output",
    "status": "status",
    "retires": "retires",
    "successor": "successor",
}
"""Field of a decision → where an offer's record has it; its APIs and prices go ways of their own,
and its name is that of its model."""

BOTH: Final = ("modalities.input", "modalities.output")
"""A record has both or neither."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that a record should have, and where it stands."""

    value: Plain
    source: Mapping[str, str] | None = None
    """`url` and `seen`."""
    by: tuple[str, ...] = ()


class Sources:
    """Where a fact stands, as a record says it: an address and a day."""

    def __init__(self, feeds: Mapping[FeedId, Feed]) -> None:
        self._feeds = feeds

    def of(self, settled: Settled) -> Mapping[str, str] | None:
        """The page that states it, else the feed that does; None where the feed is unknown."""
        url: str | None = settled.source
        if not settled.source.startswith(("http://", "https://")):
            feed = self._feeds.get(FeedId(settled.source.partition("@")[0]))
            url = (feed.url or feed.home) if feed else None
        return {"url": url, "seen": settled.seen.text()} if url else None


def offer_facts(decision: OfferDecision, sources: Sources) -> dict[str, Fact]:
    """What an offer's record should say, but for its link, APIs and prices."""
    return {
        path: Fact(plain(settled.value), sources.of(settled), settled.by)
        for name, path in OFFER_PATHS.items()
        if (settled := decision.fields.get(name)) is not None
    }


def model_facts(decision: ModelDecision, sources: Sources) -> dict[str, Fact]:
    """What a model's record should say."""
    return {
        path: Fact(value, sources.of(settled), settled.by)
        for name, settled in decision.fields.items()
        if (wanted := _of_model(name, settled)) is not None
        for path, value in (wanted,)
    }


def _of_model(name: str, settled: Settled) -> tuple[str, Plain] | None:
    """A field's path and value; None for what a record says in another way, or not at all."""
    if name == "reasoning":  # whether it reasons is a capability; how, is `reasoning.options`
        return None
    if name == "reasoning.options":
        try:
            how = Reasoning.model_validate_json(str(settled.value))
        except ValidationError:
            return None
        return "reasoning", plain(how)
    if name == "weights.links" and isinstance(settled.value, tuple):
        return name, [{"kind": "weights", "url": url} for url in settled.value]
    return name, plain(settled.value)


def held(record: BaseModel, path: str) -> Plain:
    """What a record has at a dotted path; None where it has nothing."""
    value: Any = record
    for name in path.split("."):
        value = getattr(value, name, None)
    found = plain(value)
    return None if found in ([], "") else found


def plain(value: object) -> Plain:
    """Any part of a record as plain data; what is not said is left out."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in sorted(value.model_fields_set)}
    if isinstance(value, Entry):
        return value.to_json()
    if isinstance(value, Written):
        return value.text()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def digest(value: Plain) -> str:
    """Names a value."""
    said = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(said.encode()).hexdigest()[:12]


def nested(flat: Mapping[str, Plain], order: tuple[str, ...]) -> dict[str, Plain]:
    """Values by dotted path as a record has them, its fields in order."""
    made: dict[str, Plain] = {}
    for path, value in sorted(flat.items(), key=lambda one: _place(one[0], order)):
        *outer, last = path.split(".")
        inner = made
        for name in outer:
            inner = inner.setdefault(name, {})
        inner[last] = value
    return made


def _place(path: str, order: tuple[str, ...]) -> tuple[int, int]:
    top, _, rest = path.partition(".")
    inner = _INNER.get(top, ())
    return (
        order.index(top) if top in order else len(order),
        inner.index(rest) if rest in inner else len(inner),
    )


_INNER: Final = {
    "limits": ("context", "context_shown", "input", "output"),
    "modalities": ("input", "output"),
    "weights": ("open", "licence", "links"),
}


def with_sources(facts: Mapping[str, Fact]) -> Iterator[tuple[str, Plain]]:
    """The source of each top field, by its path in `sources`; of several the first."""
    said: set[str] = set()
    for path, fact in facts.items():
        top = path.partition(".")[0]
        if fact.source is not None and top not in said:
            said.add(top)
            yield f"sources.{top}", dict(fact.source)
