"""Who said what, as of when: `catalog/evidence/<provider>.ndjson`, one line per offer.

A record holds what we decided; its evidence holds every claim that was weighed, the losers among
them. It is written by programs and read by people who ask why.
"""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from llmanac.pricing.amounts import Unit
from llmanac.pricing.moments import Day
from llmanac.schema.record import Digits, Record, SlashId, Slug, Text
from llmanac.schema.vocabulary import MeterId

Claimed = Literal[
    "context", "output", "input", "released", "knowledge", "dimensions", "modalities.input",
    "modalities.output", "weights.open", "reasoning", "price",
]  # fmt: skip
"""What a claim can be about: a field of a model or of an offer's limits, or the price."""


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
    """One source's statement of one fact."""

    about: Claimed
    """The fact."""
    value: Value
    """What it is, by this source."""
    feed: Slug
    """Whose statement it is: a feed such as `models.dev`, or `page` for a page of the web."""
    where: Text
    """The entry in the feed, or the page's address."""
    as_of: Day | None = None
    """The day of the feed's state; absent where it is not known."""


class Evidence(Record):
    """What was claimed of one offer."""

    offer: Text
    """The id that a request names."""
    model: SlashId | None = None
    """The model that it sells, where the catalogue has it."""
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    """All claims, in a stable order."""


class EvidenceFile(RootModel[tuple[Evidence, ...]]):
    """`evidence/<provider>.ndjson`: its lines, sorted by offer. The schema is that of all lines
    as one list."""
