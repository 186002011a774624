"""What the API's documents hold. OpenAPI and JSON Schema are made from these very types.

Records appear as they are written wherever that shape is right; the types here add ids, and say
prices and tables in the way that programs read them. Exact numbers are text, unknown is absent.
"""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from llmanac.pricing.moments import Day
from llmanac.schema import evaluation, evidence, model, provider, vocabulary
from llmanac.schema.model import Kind, Modalities
from llmanac.schema.record import (
    Count,
    Digits,
    Localised,
    SlashId,
    Slug,
    Source,
    Text,
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
    summary: Localised
    """What it is, in the record's own words, else in a sentence from its facts."""


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
    """What it is, in the record's own words, else in a sentence from its facts."""
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


class Evidence(evidence.Evidence):
    """What was claimed of one offer at one provider."""

    provider: Slug
    """The provider's id; the catalogue may have no record of it."""


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
    """One kind of file of the API."""

    path: Text
    """Where it is, relative to this file; `{…}` stands for an id's part."""
    about: Localised
    """What it holds."""
