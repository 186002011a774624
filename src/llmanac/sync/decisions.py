"""What was made of the claims: who says what of which offer and model, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.entries import Entry
    from llmanac.pricing.moments import Day
    from llmanac.schema.evidence import Evidence, Linked, ModelEvidence
    from llmanac.sync.claims import Score, Statement, Value


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with the feed whose it is."""

    feed: str
    as_of: Day
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One offer as several feeds tell of it: what `identity` makes of readings."""

    provider: str
    """Our id."""
    offer: str
    """What a request names, spelled as the best witness spells it."""
    model: str | None
    """Our id, `lab/name`; None where nothing tells which model it is."""
    link: Linked | None
    """Why it is that model."""
    unlinked: str | None = None
    """Why there is none, as a sentence that a record can carry."""
    told: tuple[Told, ...] = ()
    """All that is said of it, in the order of feeds; one feed may speak several times (regions,
    tiers, aliases)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A statement that no provider of ours takes."""

    feed: str
    provider: str
    """As the feed calls it."""
    offers: int
    why: str
    """A code with a sentence in `messages`."""


Scored = tuple[str, str, "Score"]
"""Model id, feed, figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """All readings, sorted by what they are about."""

    listings: tuple[Listing, ...]
    """By provider and offer."""
    models: Mapping[str, str]
    """Model id → its name as its lab spells it, for every model that a listing names."""
    unplaced: tuple[Unplaced, ...] = ()
    scores: tuple[Scored, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """One fact with its witnesses."""

    value: Value
    by: tuple[str, ...]
    """Feeds that say so."""
    source: str
    """An address, or `feed@day:entry`, where it stands."""
    seen: Day
    """The day of the newest state in which it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A claim that is kept out, with what speaks against it."""

    about: str
    """The record: `offers/openai/gpt-4o`, `models/openai/gpt-4o`."""
    field: str
    code: str
    """The guard, such as `power-of-ten`; a sentence for it is in `messages`."""
    feed: str
    where: str
    value: str
    against: str
    """What the others say, or what the record has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDecision:
    """What an offer's record should say."""

    provider: str
    offer: str
    model: str | None
    unlinked: str | None
    fields: Mapping[str, Settled] = field(default_factory=dict)
    """`name`, `context`, `input`, `output`, `status`, `retires`, `successor`, `apis`."""
    prices: tuple[Entry, ...] = ()
    """All entries of the offer as the feeds have them now, oldest first."""
    evidence: Evidence | None = None
    """Its line, without `wrote` and `missed`, which the writer keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDecision:
    """What a model's record should say."""

    model: str
    provisional: bool
    fields: Mapping[str, Settled] = field(default_factory=dict)
    """`MODEL_FIELDS`."""
    evidence: ModelEvidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What all records should say by the feeds, and what was kept out."""

    offers: tuple[OfferDecision, ...]
    models: tuple[ModelDecision, ...]
    quarantined: tuple[Quarantined, ...] = ()
    agreeing: Mapping[str, int] = field(default_factory=dict)
    """How many facts of each sort have two or more independent witnesses that agree: `price`,
    `context`, …"""
    alone: Mapping[str, int] = field(default_factory=dict)
    """How many have one."""
    disputed: Mapping[str, int] = field(default_factory=dict)
    """How many have witnesses that differ."""
