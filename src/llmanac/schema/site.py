"""What a catalogue's site is called and shows: `catalog/site.yaml`; and what became of old ids."""

from typing import Annotated, Literal

from pydantic import Field

from llmanac.pricing.moments import Day
from llmanac.schema.record import (
    Language,
    Localised,
    Number,
    Record,
    SlashId,
    Slug,
    Url,
)


class Featured(Record):
    """A list of models, on the home page and beside every page."""

    title: Localised
    """Its heading."""
    models: Literal["newest"] | Annotated[tuple[SlashId, ...], Field(min_length=1)]
    """Model ids, in order; or `newest` for those that came out last."""


class Contact(Record):
    """Whom to ask."""

    text: Localised
    """For what, in a sentence."""
    url: Url | None = None
    """Where."""
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = None
    """To whom."""


class Exchange(Record):
    """A rate of exchange, shown beside what it converts; it never enters the data."""

    base: Annotated[str, Field(alias="from", pattern=r"^[A-Z]{3}$")]
    """One unit of this currency …"""
    to: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """… in this one …"""
    rate: Annotated[Number, Field(gt=0, json_schema_extra={"exclusiveMinimum": 0})]
    """… is so much."""
    day: Day
    """On this day."""
    source: Url
    """Says this page."""


class Freshness(Record):
    """After how many days a price that nobody has seen again is called old."""

    ageing: Annotated[int, Field(gt=0, le=10_000)] = 60
    """So many days after it was last seen, a price is marked."""
    stale: Annotated[int, Field(gt=0, le=10_000)] = 180
    """So many days after, it is marked as out of date."""


class Site(Record):
    """The site as a whole."""

    title: Localised
    """Its name."""
    tagline: Localised
    """A few words beside the name."""
    description: Localised
    """A sentence on what it is."""
    base_url: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")] | None = None
    """Scheme and host under which it is published; absent: no absolute links are written."""
    path: Annotated[str, Field(pattern=r"^/([A-Za-z0-9._~-]+/)*$")] = "/"
    """The path on that host."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    """The languages, in the order of the switch."""
    root: Language
    """The language at the root; the others stand under `/<language>/`."""
    default_provider: Slug | None = None
    """The provider whose offer a page shows first."""
    featured: tuple[Featured, ...] = ()
    """Lists of models."""
    contact: Contact | None = None
    """Whom to ask."""
    exchange: tuple[Exchange, ...] = ()
    """Rates of exchange for display."""
    freshness: Freshness = Freshness()
    """When prices are called old."""
    repository: Url | None = None
    """Where the records are kept; pages link to theirs."""
    publish_records: bool = False
    """Whether the records are published as they stand, comments and all, so that pages have
    something to link to where there is no repository."""
    report: Url | None = None
    """Where to report a mistake."""


class Redirects(Record):
    """`redirects.yaml`: an id never dies."""

    models: dict[SlashId, SlashId] = Field(default_factory=dict)
    """Model ids."""
    providers: dict[Slug, Slug] = Field(default_factory=dict)
    """Provider ids."""
    labs: dict[Slug, Slug] = Field(default_factory=dict)
    """Lab ids."""
    benchmarks: dict[Slug, Slug] = Field(default_factory=dict)
    """Benchmark ids."""
    offers: dict[SlashId, SlashId] = Field(default_factory=dict)
    """Offer keys, `provider/slug`."""
    evaluations: dict[SlashId, SlashId] = Field(default_factory=dict)
    """Evaluation ids."""
