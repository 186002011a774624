"""What the API says of selling: offers, prices, meters.

Records name a price by its place; here every price names its meter, currency and unit.
"""

from typing import Annotated, Literal

from pydantic import Field

from llmanac.pricing.entries import Bands
from llmanac.pricing.given import Given
from llmanac.pricing.moments import Day, Moment
from llmanac.publish.api.things import Shape
from llmanac.schema.offer import Example, Limits, Status
from llmanac.schema.provider import Api
from llmanac.schema.record import Count, Digits, Localised, SlashId, Slug, Source, Text, Url


class Rate(Shape):
    """The price of one meter. A request pays `amount` × count ÷ `units`."""

    meter: Text
    """The billable quantity, from `meters.json`."""
    amount: Digits
    """The price exactly as published, in the currency beside it."""
    per: Text
    """What the amount buys, as the seller writes it: `1k`, `1M`, `1h`."""
    units: Annotated[str, Field(pattern=r"^[1-9]\d*(/[1-9]\d*)?$")]
    """The same as a number of the meter's own units; a fraction where it is less than one."""
    unit: Text
    """The meter's own unit: `token`, `image`, `second`, …"""
    amount_per_million: Digits | None
    """The exact price of a million units; absent where decimals cannot say it."""
    min_input_tokens: Count | None
    """The smallest input to which it applies; absent: no lower bound. The band of a request is
    picked by all of its input, and prices the whole request."""
    max_input_tokens: Count | None
    """The largest input to which it applies; absent: no upper bound."""


class Dated(Shape):
    """From when to when a price holds, and who says so."""

    currency: Annotated[str, Field(pattern=r"^[A-Z]{3,8}$")]
    """ISO 4217 code, or a credit of the provider."""
    start: Annotated[Moment | None, Field(serialization_alias="from")]
    """The day or instant from which it holds; absent: not known. A bare day begins at 00:00 UTC."""
    until: Moment | None
    """The moment at which it no longer holds: its own end, or the start of the next entry in the
    same currency; absent: no end is known."""
    current: bool
    """Whether it is in force on the day `as_of`."""
    seen: Day
    """The earliest day on which it was recorded."""
    checked: Day | None
    """The last day on which somebody read the seller's own page."""
    source: Text
    """Where it stands."""


class Condition(Shape):
    """What changes under a condition. A table of prices is a condition for each of its cells."""

    given: Annotated[Given, Field(serialization_alias="if")]
    """When it holds."""
    rates: tuple[Rate, ...]
    """The price of each meter then, before scales."""
    rest: Literal["keep", "unknown"] | None
    """What becomes of content meters that are left out: they keep their price, or it is unknown."""
    unsold: tuple[Text, ...]
    """Meters that the seller does not sell then, or whose price it does not publish."""
    scale: Digits | None
    """By what the prices of content are multiplied; the scales of all conditions that hold do."""
    only: tuple[Text, ...]
    """What the scale is for, each with all of its parts; empty: all content."""
    drop: tuple[Text, ...]
    """Meters that have no rate of their own then, and cost what they fall back to."""


class Least(Shape):
    """How much of a meter is billed at least."""

    meter: Text
    """The billable quantity, from `meters.json`."""
    count: Digits
    """In the meter's own unit; less than that is billed as that."""


class Quota(Shape):
    """What costs nothing. No price here subtracts it."""

    meter: Text
    """The billable quantity, from `meters.json`."""
    count: Digits
    """How many of the meter's own units."""
    every: Literal["minute", "hour", "day", "week", "month", "year"] | None
    """After what time there are as many again; absent: they are given once."""
    shared: Text | None
    """With what it is shared, in the seller's words."""


class Typical(Shape):
    """What something typically comes to. It never bills."""

    given: Annotated[Given, Field(serialization_alias="if")]
    """For which requests."""
    rates: tuple[Rate, ...]
    """What one of each meter comes to."""


class PriceEntry(Dated):
    """What an offer costs from a day on, in one currency."""

    last_seen: Day | None
    """The last day on which anybody saw it, feeds among them; of a price in force only."""
    agree: tuple[Slug, ...]
    """Feeds and pages that state the same; of a price in force only."""
    differ: tuple[Slug, ...]
    """Those that state another; `evidence` has what they say."""

    bands: Bands | None
    """Ranges of request size with prices of their own."""
    rates: tuple[Rate, ...]
    """The price of each meter; what has none here is not sold, or its price is not known."""
    when: tuple[Condition, ...]
    """Conditions under which other prices hold; of those that hold, the later wins."""
    minimum: tuple[Least, ...]
    """The least that is billed of meters of which something was used."""
    free: tuple[Quota, ...]
    """Quotas that cost nothing."""
    typical: tuple[Typical, ...]
    """What calls typically come to."""


class Price(Rate, Dated):
    """One price of one offer, by itself: what a request pays of which all of `if` is so and nothing
    of `unless`."""

    given: Annotated[tuple[Given, ...] | None, Field(serialization_alias="if")]
    """Conditions that all hold; absent for the ordinary price."""
    unless: tuple[Given, ...] | None
    """Conditions of which none holds: each would set another price; absent: nothing would."""
    holds: Text | None
    """The same as text; absent for a price that nothing changes."""
    scale: Digits | None
    """By what the published amount was multiplied to give this one."""
    offer: SlashId
    """The offer's key, `provider/slug`."""
    provider: Slug
    """Who sells it."""
    model: SlashId | None
    """The model's id, where the offer is of a model in the catalogue."""
    id: Text
    """Exactly what a request names."""


class OfferEndpoint(Shape):
    """Where a request for an offer goes."""

    api: Api
    """The shape of request and response."""
    url: Url
    """The whole address."""
    dialect: Slug | None = None
    """How this API reports usage: a name in `dialects.json`; absent where it does not."""


class Offer(Shape):
    """One model on sale at one provider."""

    key: SlashId
    """The offer's key, `provider/slug`."""
    provider: Slug
    """Who sells it."""
    model: SlashId | None
    """The model's id, where the offer is of a model in the catalogue."""
    unlinked: Text | None
    """Why no model is named."""
    id: Text
    """Exactly what a request names."""
    aliases: tuple[Text, ...]
    """Other ids that the provider takes for the same offer, or answers with."""
    endpoints: tuple[OfferEndpoint, ...]
    """Where a request goes, for each API that serves it."""
    limits: Limits | None
    """What one request may hold here."""
    status: Status
    """Whether it can be had."""
    retires: Day | None
    """The last day, where one is announced."""
    successor: Text | None
    """The offer id that the provider names instead."""
    prices: tuple[PriceEntry, ...]
    """Price entries, oldest first; empty where no price is known."""
    example: Example | None
    """A response with its usage."""
    note: Localised | None
    """What a buyer should know."""
    sources: dict[str, Source]
    """Where each field's fact stands, by the field's name."""


class Fallback(Shape):
    """Whose rate a meter takes when an entry does not price it."""

    meter: Text
    """The other meter."""
    how: Literal["same", "assume"]
    """`same`: that is its price by the seller's own terms. `assume`: a receipt marks the line."""


class Meter(Shape):
    """One billable quantity. Counts of different meters never overlap."""

    id: Text
    """The meter's id."""
    kind: Literal["content", "tool"]
    """Content scales with tiers and regions; tools never do."""
    unit: Text
    """What one of it is."""
    counts_as_input: bool
    """Whether it is part of the input that picks a band."""
    fallback: Fallback | None
    """Whose rate it takes where it has none of its own; absent: it stays unpriced."""
    label: Localised | None
    """As on a price list."""
    short: Localised | None
    """As on a receipt, where space is short."""
