"""The API's documents: an envelope, and what each holds."""

from typing import Literal

from llmanac.pricing.dialect import Dialect
from llmanac.pricing.moments import Day
from llmanac.publish.api.changing import Change
from llmanac.publish.api.selling import Meter, Offer, Price
from llmanac.publish.api.things import (
    Alias,
    Benchmark,
    Calendar,
    Capability,
    Counts,
    Entrance,
    Evaluation,
    EvaluationSummary,
    Evidence,
    Lab,
    Model,
    ModelSummary,
    Parameter,
    Provider,
    Score,
    Shape,
)
from llmanac.schema import site
from llmanac.schema.evidence import ModelEvidence
from llmanac.schema.record import Language, Localised, Slug

SCHEMA_VERSION: Literal["1.0"] = "1.0"
"""The first number changes with the API's path, the second with every addition."""


class Envelope(Shape):
    """What every document begins with."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    """The version of the documents' shape."""
    as_of: Day
    """The day for which the catalogue was read: `current` prices are those in force then."""


class IndexDocument(Envelope):
    """The entrance: what this catalogue is, and what there is to fetch."""

    revision: str
    """Names the state of the catalogue; other documents change only when their own facts do."""
    title: Localised
    """The catalogue's name."""
    description: Localised
    """What it is."""
    languages: tuple[Language, ...]
    """The languages of its text."""
    default_provider: Slug | None
    """The provider whose offer comes first."""
    counts: Counts
    """How many records there are."""
    exchange: tuple[site.Exchange, ...]
    """Rates of exchange for display; they never enter the data."""
    documents: tuple[Entrance, ...]
    """What there is to fetch."""


class ModelsDocument(Envelope):
    """Every model, in brief."""

    models: tuple[ModelSummary, ...]
    """The models, in the order of their ids."""


class ModelDocument(Envelope):
    """One model: what it is, who sells it and for how much, and what it scores."""

    model: Model
    """What it is."""
    offers: tuple[Offer, ...]
    """Who sells it, the default provider first."""
    scores: tuple[Score, ...]
    """Its figures in every table."""
    evidence: tuple[Evidence, ...]
    """Who claims what of its offers, those among them whom the records do not follow."""
    testimony: ModelEvidence | None
    """Who claims what of the model itself, whoever sells it."""


class ProvidersDocument(Envelope):
    """Every provider."""

    providers: tuple[Provider, ...]
    """The providers, in the order of their ids."""


class ProviderDocument(Envelope):
    """One provider and all that it sells."""

    provider: Provider
    """Who it is."""
    offers: tuple[Offer, ...]
    """What it sells, in the order of the offers' keys."""


class ChangesDocument(Envelope):
    """What changes on which day: prices, their ends, retirements, releases; past and to come."""

    changes: tuple[Change, ...]
    """The changes, the latest day first."""


class LabsDocument(Envelope):
    """Every lab."""

    labs: tuple[Lab, ...]
    """The labs, in the order of their ids."""


class BenchmarksDocument(Envelope):
    """Every benchmark."""

    benchmarks: tuple[Benchmark, ...]
    """The benchmarks, in the order of their ids."""


class EvaluationsDocument(Envelope):
    """Every benchmark table, in brief."""

    evaluations: tuple[EvaluationSummary, ...]
    """The tables, in the order of their ids."""


class EvaluationDocument(Envelope):
    """One benchmark table, as published."""

    evaluation: Evaluation
    """The table."""


class CapabilitiesDocument(Envelope):
    """The words for what models can do."""

    capabilities: tuple[Capability, ...]
    """The capabilities, in the order of their ids."""


class ParametersDocument(Envelope):
    """The request parameters that models take."""

    parameters: tuple[Parameter, ...]
    """The parameters, in the order of their names."""


class MetersDocument(Envelope):
    """The billable quantities: a closed vocabulary."""

    meters: tuple[Meter, ...]
    """The meters, in the order in which a receipt lists them."""


class CalendarsDocument(Envelope):
    """Named days on which prices may differ."""

    calendars: tuple[Calendar, ...]
    """The calendars, in the order of their names."""


class PricesDocument(Envelope):
    """Every price, flat and dated: one row for each offer, entry, meter and band."""

    prices: tuple[Price, ...]
    """The rows, in the order of offers, entries, meters and bands."""


class AliasesDocument(Envelope):
    """Every name by which a model or an offer is known, and what became of old ids."""

    aliases: tuple[Alias, ...]
    """The names, in order."""
    redirects: site.Redirects
    """Ids that were renamed or withdrawn, and what to read instead, for every kind of record."""


class DialectsDocument(Envelope):
    """How each API reports usage: data that an estimator runs."""

    dialects: dict[Slug, Dialect]
    """Dialect by name."""
