"""What the API's documents hold. OpenAPI and JSON Schema are made from these very types.

Records appear as they are written wherever that shape is right; the types here add ids, and say
prices and tables in the way that programs read them. Exact numbers are text, unknown is absent.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from llmanac.pricing.entries import Bands
from llmanac.pricing.moments import Day, Moment
from llmanac.schema import evaluation, model, provider, vocabulary
from llmanac.schema.model import Kind, Modalities
from llmanac.schema.offer import Example, Limits, Status
from llmanac.schema.provider import Api
from llmanac.schema.record import (
    Count,
    Digits,
    Localised,
    SlashId,
    Slug,
    Source,
    Text,
    Url,
)

_EXPLAINED = ConfigDict(use_attribute_docstrings=True)


class Shape(BaseModel):
    """Something published. Fields are only ever added."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Model(model.Model):
    """A model, whoever sells it."""

    id: SlashId
    """The model's id, `lab/name`."""
    lab: Slug
    """The lab that made it."""


class ModelSummary(Shape):
    """A model in brief; `models/<id>.json` tells the rest."""

    id: SlashId
    """The model's id, `lab/name`."""
    lab: Slug
    """The lab that made it."""
    name: Text
    """The name, as its lab spells it."""
    series: Text | None
    """The family that it belongs to."""
    kind: Kind
    """What it is for."""
    capabilities: tuple[Slug, ...]
    """Ids from `capabilities.json`, the most telling first."""
    modalities: Modalities | None
    """What goes in and what comes out."""
    context: Count | None
    """The native context window, in tokens."""
    output: Count | None
    """The most tokens in one response."""
    released: Day | None
    """The day on which it came out."""
    size: Text | None
    """The number of parameters as the lab writes it."""
    open_weights: bool | None
    """Whether the weights can be downloaded."""
    summary: Localised
    """What it is."""
    offers: tuple[SlashId, ...]
    """Keys of the offers that sell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One figure of one model."""

    __pydantic_config__ = _EXPLAINED  # a dataclass, because there are ten thousands of them

    benchmark: Slug
    """The benchmark's id."""
    score: Digits
    """The figure, with the digits that were published."""
    label: Text
    """The model, as the table calls it."""
    evaluation: SlashId
    """The table that reports it."""


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


class PriceEntry(Dated):
    """What an offer costs from a day on, in one currency."""

    bands: Bands | None
    """Ranges of request size with prices of their own."""
    rates: tuple[Rate, ...]
    """The price of each meter; what has none here is not sold, or its price is not known."""


class Price(Rate, Dated):
    """One price of one offer, by itself."""

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
    dialect: Slug
    """How this API reports usage: a name in `dialects.json`."""


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


class Provider(provider.Provider):
    """A seller of access over an API."""

    id: Slug
    """The provider's id."""


class Lab(vocabulary.Lab):
    """Who makes models."""

    id: Slug
    """The lab's id."""
    models: tuple[SlashId, ...]
    """Ids of the models that it made."""


class Benchmark(vocabulary.Benchmark):
    """A measure that evaluations report."""

    id: Slug
    """The benchmark's id."""
    evaluations: tuple[SlashId, ...]
    """Ids of the tables that report it."""


class Capability(vocabulary.Capability):
    """Something that a model can do."""

    id: Slug
    """The capability's id."""


class Parameter(vocabulary.Parameter):
    """A request parameter."""

    id: Slug
    """The parameter's name in a request."""


class Calendar(vocabulary.Calendar):
    """Named days, such as a country's public holidays."""

    id: Slug
    """The calendar's name."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One benchmark's figures."""

    __pydantic_config__ = _EXPLAINED

    benchmark: Slug
    """The benchmark's id."""
    scores: tuple[Digits | None, ...]
    """One figure per column, with the digits published; `null` where the table has none."""


class Group(Shape):
    """Rows under one heading."""

    title: Localised | None
    """The heading."""
    rows: tuple[ScoreRow, ...]
    """The rows, in the published order."""


class Evaluation(Shape):
    """One published table: columns are models, rows are benchmarks in groups."""

    id: SlashId
    """The table's id, `lab/name`."""
    title: Localised
    """What the table is about."""
    source: Source
    """Where it was published."""
    columns: tuple[evaluation.Column, ...]
    """The models, in the published order."""
    groups: tuple[Group, ...]
    """The rows, in the published order."""
    notes: tuple[evaluation.Note, ...]
    """How it was measured."""


class EvaluationSummary(Shape):
    """A table in brief; `evaluations/<id>.json` tells the rest."""

    id: SlashId
    """The table's id, `lab/name`."""
    title: Localised
    """What the table is about."""
    source: Source
    """Where it was published."""
    models: tuple[SlashId, ...]
    """The models of the catalogue that have a column."""
    benchmarks: tuple[Slug, ...]
    """The benchmarks that it reports."""


class Alias(Shape):
    """What one name stands for."""

    name: Text
    """An id, an alias, or the id of a record that was renamed or withdrawn."""
    kind: Literal["model", "offer-key", "offer-id", "offer-alias", "redirect"]
    """What sort of name it is: the same text can be several things."""
    model: SlashId | None
    """The model's id."""
    offer: SlashId | None
    """The offer's key, where the name is one of a single offer."""


class Counts(Shape):
    """Numbers of records, by kind."""

    labs: int
    """Labs."""
    models: int
    """Models."""
    providers: int
    """Providers."""
    offers: int
    """Offers."""
    benchmarks: int
    """Benchmarks."""
    evaluations: int
    """Evaluations."""


class Entrance(Shape):
    """One document of the API."""

    path: Text
    """Where it is, relative to this file; `{…}` stands for an id's part."""
    about: Text
    """What it holds."""
