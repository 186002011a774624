"""What `llmanac estimate --json` prints, as types: the schema of a receipt is made of them.

Unlike the API's documents a receipt has every field, null where there is nothing to say.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from llmanac.pricing.meters import MeterId
from llmanac.schema.record import Digits

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3,8}$")]
Instant = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
Count = Annotated[int, Field(ge=0)] | Digits
"""A whole number, or exact decimal text where time is measured."""


class Part(BaseModel):
    """A part of a receipt. Fields are only ever added."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)


class Remark(Part):
    """A warning, or the reason for a range."""

    code: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    """Stable; sentences for people are made of it."""
    params: dict[str, Any]
    """What a sentence needs."""


class Range(Part):
    """Between what the request cost; both ends are the total where nothing is open."""

    low: Digits
    """The least."""
    high: Digits | None
    """The most; null where nothing bounds it."""
    reasons: tuple[Remark, ...]
    """Why it is open."""


class Entry(Part):
    """The price entry in force."""

    index: int
    """Its place among the offer's entries, counted from 0."""
    start: Annotated[str | None, Field(alias="from")]
    """The day or instant from which the seller says it holds."""
    until: str | None
    """When it ends by itself."""
    seen: Date
    """The earliest day on which it was recorded."""
    checked: Date | None
    """The last day on which somebody read the seller's own page."""
    source: str
    """Where it stands."""
    conditions: tuple[int, ...]
    """Which of its conditions hold, by their place."""
    held: tuple[dict[str, Any], ...]
    """What those conditions ask for, as a record writes it."""


class Line(Part):
    """One meter: how many, at what rate, and what that comes to."""

    offer: str | None
    """The id that a request names; null where prices stand in no catalogue."""
    entry: int | None
    """Which of that offer's entries, counted from 0."""
    meter: MeterId
    """The billable quantity."""
    count: Count
    """How many there were. Counts of different meters never overlap."""
    billed: Count
    """How many are billed: more where the seller bills a least quantity."""
    rate: Digits | None
    """As published; null where the meter has no price."""
    factor: Annotated[str, Field(pattern=r"^\d+(\.\d+)?$")] | None
    """By what the rate is multiplied."""
    unit: str | None
    """What the rate buys, as the seller writes it: `1k`, `1M`, `1h`."""
    fallback: MeterId | None
    """The meter whose rate it is, where it is not its own."""
    assumed: bool
    """Whether that rate is an assumption rather than the seller's own terms."""
    amount: Digits | None
    """billed × rate × factor ÷ unit, with at most 18 decimals, rounded half to even."""


class Free(Part):
    """A quota that costs nothing; nothing on the receipt is less for it."""

    meter: MeterId
    """Of what."""
    count: Digits
    """How many."""
    every: str = ""
    """After what time there are as many again; absent: they are given once."""
    shared: str = ""
    """With what else it is shared; absent: with nothing."""


class Typical(Part):
    """What so many of a meter typically come to, beside a meter that has no price of its own."""

    meter: MeterId
    """Of what."""
    count: Count
    """How many."""
    low: Digits
    """The least."""
    high: Digits
    """The most."""
    unstated: tuple[str, ...]
    """On what it depends and of which nothing is said."""


class Checksum(Part):
    """The vendor's own total against the numbers that make it up."""

    path: str
    """Where it stands in the body."""
    total: Count
    """The vendor's total."""
    parts: dict[str, Count]
    """What was added up, by where it stands."""
    holds: bool
    """Whether they make the total."""


class Reported(Part):
    """What the vendor itself says that the request cost."""

    amount: Digits
    """How much."""
    currency: Currency | None
    """In which currency; null where the body does not say."""


class Requests(Part):
    """So many such requests: `--requests`."""

    count: Annotated[int, Field(gt=1)]
    """How many."""
    total: Digits | None
    """What all of them come to."""
    low: Digits
    """The least."""
    high: Digits | None
    """The most; null where nothing bounds it."""


class Rate(Part):
    """A rate of exchange."""

    base: Annotated[Currency, Field(alias="from")]
    """One unit of this currency …"""
    to: Currency
    """… in this one …"""
    rate: Digits
    """… was so much …"""
    day: Date
    """… on this day."""
    source: str | None
    """Where it stands; null where the caller said so."""


class Exchanged(Part):
    """The total in another currency, for reading only: `--in`."""

    currency: Currency
    """Which."""
    total: Digits | None
    """The total of all requests, with at most 18 decimals."""
    rate: Rate
    """The rate that made it so."""


class Receipt(Part):
    """What one request cost, line by line."""

    schema_version: Literal[1]
    """The version of this shape."""
    provider: str | None
    """Who sold it; null where prices stand in no catalogue."""
    offer: str | None
    """The id that a request names."""
    model: str | None
    """The model's id."""
    api: str | None
    """The API that gave the body; null where there was none."""
    dialect: str | None
    """How the body was read."""
    catalogue: str | None
    """The catalogue's revision."""
    at: Instant
    """The moment for which it is priced."""
    at_from: Literal["caller", "body", "now"]
    """Who says so."""
    currency: Currency
    """The currency of all amounts."""
    total: Digits | None
    """The sum of the lines' amounts; null where nothing has a price."""
    complete: bool
    """Whether everything that was used has a price."""
    range: Range
    """Between what it cost."""
    entry: Entry | None
    """The price entry in force; null where no price holds."""
    band: int | None
    """The band of request size, counted from 0; null where the entry has none."""
    lines: tuple[Line, ...]
    """One for each meter of which something was used."""
    free: tuple[Free, ...]
    """Quotas of what was used."""
    typical: tuple[Typical, ...]
    """What that which has no price typically comes to; it is not in the total."""
    checksum: Checksum | None
    """The vendor's total against its parts; null where the body has none."""
    reported: Reported | None
    """What the vendor itself says that it cost; null where it does not."""
    warnings: tuple[Remark, ...]
    """What to know before trusting the total."""
    requests: Requests | None = None
    """Only where several such requests were asked for."""
    exchanged: Exchanged | None = None
    """Only where another currency was asked for."""
