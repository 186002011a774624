"""What feeds say, before anybody has weighed it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from llmanac.pricing.entries import Entry
    from llmanac.pricing.moments import Day

Json = Any
"""Parsed JSON; numbers are int or Decimal, never float."""

OFFER_FIELDS = ("name", "context", "input", "output", "status", "retires", "successor", "apis")
"""What is said of one offer: its name as the seller shows it (text); the most tokens that a
request, its input, its answer may have here (int); `schema.offer.Status` (text); a day (text
`2026-11-23`); an offer id (text); APIs of `schema.provider.Api` (tuple)."""

MODEL_FIELDS = (
    "name",  # the model's own name
    "series",  # text
    "kind",  # `schema.model.Kind`
    "capabilities",  # tuple of ids of capabilities.yaml: those that the feed says it has
    "context",  # int, tokens: the model's own
    "output",  # int, tokens: the model's own
    "dimensions",  # int
    "released",  # text, a day
    "knowledge",  # text: 2025, 2025-01 or 2025-01-31
    "modalities.input",  # tuple of `schema.model.Modality`, sorted
    "modalities.output",
    "weights.open",  # bool
    "weights.licence",  # text
    "weights.links",  # tuple of addresses
    "parameters",  # tuple of ids of parameters.yaml, as the API calls them
    "reasoning",  # bool
    "reasoning.options",  # JSON text of `schema.model.Reasoning`, keys sorted
)
"""What is said of the model behind an offer."""

Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """What a feed says on which model an offer sells."""

    how: str
    """`canonical`, `base`, `match`, `weights` (a repository `org/name`) or `name` (`lab/name`), as
    in `schema.evidence.Linked`."""
    key: str
    """As the feed writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one feed says of one offer, in one state of the feed."""

    where: str
    """The entry in the feed: its key or path there, without blanks."""
    provider: str
    """The seller, as the feed calls it."""
    offer: str
    """What a request names, without prefixes that are the feed's own."""
    region: str | None = None
    """The region of which the prices are, in the provider's own words; None: everywhere, or not
    said. A region is a condition of a price and no part of a name."""
    tier: str | None = None
    """The service tier of which the prices are, where the feed has an entry of its own for it."""
    of_offer: Mapping[str, Value] = field(default_factory=dict)
    """`OFFER_FIELDS` → value; what the feed does not say is absent."""
    of_model: Mapping[str, Value] = field(default_factory=dict)
    """`MODEL_FIELDS` → value."""
    prices: tuple[Entry, ...] = ()
    """In the price language, oldest first; their source is `feed@day:where`, or the seller's page
    that the feed names for them. Empty where the feed states none."""
    hints: tuple[Hint, ...] = ()
    """Which model it sells, the surest first."""
    matches: Json | None = None
    """Which other ids a request may name for it, by the feed: a clause as plain JSON, one of
    `{equals: …}`, `{starts_with: …}`, `{ends_with: …}`, `{contains: …}` and `{regex: …}` (found
    anywhere in the id) with text, or `{or: […]}`, `{and: […]}` with clauses. Ids are held against
    it in lower case. A pattern is text of the feed's: whoever runs it bounds what it may cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """What a feed says of a provider."""

    provider: str
    """As the feed calls it in statements."""
    name: str | None = None
    base_url: str | None = None
    """To which paths such as `/chat/completions` are appended."""
    shape: str | None = None
    """The feed's word for the kind of API: `@ai-sdk/openai-compatible`, `anthropic`."""
    documentation: str | None = None
    key_variable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of a benchmark, of a model."""

    model: str
    """As the feed calls it: `lab/name`."""
    benchmark: str
    """As the feed calls it."""
    figure: Decimal
    metric: str | None = None
    """The unit, in the feed's words."""
    source: str | None = None
    """The page that published it."""
    harness: str | None = None
    """The program that ran the model."""
    variant: str | None = None
    """How it was run: an effort, a mode."""
    dataset: str | None = None
    """The part of the benchmark that was run."""
    day: str | None = None
    """When, in the feed's words."""


Why = Literal[
    "ambiguous",
    "by-character",
    "cache-above-input",
    "cache-doubted",
    "contradicts",
    "default-no-limit",
    "default-no-price",
    "dynamic",
    "filled-in",
    "free-as-empty",
    "half-an-offer",
    "inexpressible",
    "negative",
    "noisy",
    "not-a-day",
    "not-a-fact",
    "not-a-flag",
    "not-a-list",
    "not-a-number",
    "not-an-address",
    "not-an-object",
    "not-an-offer",
    "not-text",
    "other-unit",
    "out-of-order",
    "out-of-range",
    "prose",
    "seller-unknown",
    "told-by-tokens",
    "told-in-halves",
    "unit-unclear",
    "unknown-field",
    "unknown-value",
    "unreadable",
    "zero-for-unbilled",
    "zero-for-unknown",
]
"""Why something of a feed does not come across: codes with sentences in `messages`."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something in a feed that does not come across: not expressible, or not credible by itself."""

    where: str
    """The entry in the feed."""
    field: str
    """The name in the feed."""
    value: str
    """What it says, shortened."""
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one state of a feed says."""

    feed: str
    """Its id in `feeds.yaml`."""
    as_of: Day
    statements: tuple[Statement, ...] = ()
    """In a stable order."""
    sellers: tuple[Seller, ...] = ()
    scores: tuple[Score, ...] = ()
    left: tuple[Left, ...] = ()
    """What was left out, each with its reason: nothing is dropped silently."""
