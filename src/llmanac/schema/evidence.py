"""Who said what, as of when: `catalog/evidence/<provider>.ndjson`, one line per offer.

A record holds what we decided; its evidence holds every claim that was weighed, the losers among
them. It is written by programs and read by people who ask why.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, RootModel

from llmanac.pricing.amounts import Unit
from llmanac.pricing.moments import Day
from llmanac.schema.record import Digits, Record, SlashId, Slug, Text
from llmanac.schema.vocabulary import MeterId

Claimed = Literal[
    "name", "series", "kind", "capabilities", "context", "output", "input", "released", "knowledge",
    "dimensions", "modalities.input", "modalities.output", "weights.open", "weights.licence",
    "weights.links", "parameters", "reasoning", "reasoning.options", "status", "retires",
    "successor", "apis", "price",
]  # fmt: skip
"""What a claim can be about: a field of a model, of an offer or of its limits, or the price."""


class ClaimedPrice(Record):
    """A price as somebody states it."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3,8}$")]
    """In which currency."""
    per: Unit
    """For how much: `1k`, `1M`."""
    rates: Annotated[dict[MeterId, Digits], Field(min_length=1)]
    """Meter → amount as text, with the digits published; that of the smallest requests where the
    price has bands."""
    banded: bool = False
    """Whether larger requests cost something else."""


Value = str | int | bool | tuple[Text, ...] | ClaimedPrice


class Claim(Record):
    """A statement of one fact, and whose it is."""

    about: Claimed
    """The fact."""
    value: Value
    """What it is, by those who say so."""
    by: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Who says so: feeds such as `models.dev`, or `page` for a page of the web; each has its place
    in the line's `where`."""
    refused: Slug | None = None
    """Why the value is kept out of the record, whoever says it: the code of a guard."""


class Linked(Record):
    """Why an offer is taken to sell a model."""

    how: Literal["person", "canonical", "base", "alias", "match", "weights", "name"]
    """By what: a person's word; a feed's own canonical id; a map of base models; an alias of ours;
    a feed's match clause; the repository of the weights; the same name after normalising."""
    key: Text
    """What was matched."""
    by: tuple[Slug, ...] = ()
    """The feeds that say so."""


class Saying(NamedTuple):
    """One claim of one witness."""

    about: str
    value: Value
    feed: str
    where: str


class Evidence(Record):
    """What was claimed of one offer."""

    offer: Text
    """The id that a request names."""
    model: SlashId | None = None
    """The model that it sells, where the catalogue has it."""
    link: Linked | None = None
    """Why it is that model."""
    where: Annotated[dict[Slug, Text], Field(min_length=1)]
    """Who speaks → the entry in the feed, or the page's address. A second page is `page.2`. The day
    of a feed's state stands in `feeds.yaml`."""
    claims: tuple[Claim, ...] = ()
    """All claims, in a stable order."""
    wrote: dict[Text, Text] = Field(default_factory=dict)
    """Field → digest of the value that `sync` wrote there: what differs now was changed by a
    person."""
    missed: tuple[Day, ...] = ()
    """The days of the feeds' states, one after another, in which nobody listed it any more."""

    def sayings(self) -> Iterator[Saying]:
        """Every claim of every witness."""
        return _sayings(self.claims, self.where)


def _sayings(claims: tuple[Claim, ...], where: Mapping[str, str]) -> Iterator[Saying]:
    for claim in claims:
        for name in claim.by:
            yield Saying(claim.about, claim.value, feed_of(name), where[name])


def feed_of(name: str) -> str:
    """The feed of a witness: of `page.2` it is `page`."""
    return re.sub(r"\.\d+$", "", name)


class EvidenceFile(RootModel[tuple[Evidence, ...]]):
    """`evidence/<provider>.ndjson`: its lines, sorted by offer. The schema is that of all lines
    as one list."""


class ModelEvidence(Record):
    """What was claimed of one model, whoever sells it."""

    model: SlashId
    """The model's id."""
    where: Annotated[dict[Slug, Text], Field(min_length=1)]
    """Who speaks → the entry in the feed, or the page's address."""
    claims: tuple[Claim, ...] = ()
    """All claims, in a stable order."""
    wrote: dict[Text, Text] = Field(default_factory=dict)
    """Field → digest of the value that `sync` wrote there."""

    def sayings(self) -> Iterator[Saying]:
        """Every claim of every witness."""
        return _sayings(self.claims, self.where)


class ModelEvidenceFile(RootModel[tuple[ModelEvidence, ...]]):
    """`evidence/models/<lab>.ndjson`: its lines, sorted by model."""
