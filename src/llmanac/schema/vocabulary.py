"""The terms that records use: one mapping per file, from an id to what it means."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from llmanac.pricing import calendars
from llmanac.pricing.moments import Day
from llmanac.schema.record import Link, Localised, Number, Record, Slug, Source, Text, Url


class Lab(Record):
    """Who makes models."""

    name: Localised
    """The name, as it calls itself."""
    home: Url | None = None
    """Its home page."""
    links: tuple[Link, ...] = ()
    """Where to read on."""


class Capability(Record):
    """Something that a model can do."""

    label: Localised
    """A word or two."""
    about: Localised | None = None
    """What it means."""


class Parameter(Record):
    """A request parameter."""

    label: Localised
    """Its name, in words."""
    type: Literal["number", "integer", "boolean", "string", "array", "object", "enum"]
    """What a request gives."""
    minimum: Number | None = None
    """The least value."""
    maximum: Number | None = None
    """The greatest value."""
    values: tuple[Text, ...] = ()
    """The values of an enum."""
    default: Text | None = None
    """What holds when a request says nothing, as JSON text."""
    meaning: Localised
    """What it does."""
    caution: Localised | None = None
    """What to look out for."""


class Benchmark(Record):
    """A measure that evaluations report."""

    name: Text
    """The name, as its makers spell it."""
    names: tuple[Text, ...] = ()
    """What feeds call it beside that; case, blanks and hyphens make no difference. A part or a
    version that is measured by itself is a benchmark of its own."""
    link: Url | None = None
    """Where it is described."""
    scale: Literal["percent", "elo", "count", "score"]
    """The unit of its figures; figures on different scales never share an axis."""
    direction: Literal["higher", "lower"]
    """Which figures are better."""
    about: Localised | None = None
    """What it measures."""


def heard(name: str) -> str:
    """A benchmark's name by which it is known again: `SWE Bench Pro` is `SWE-bench Pro`."""
    said = name.casefold().replace("\u2019", "'")
    return "".join(char for char in said if not char.isspace() and char not in "-_\u2010\u2011")


class MeterLabel(Record):
    """What people call a meter; the meters themselves are defined in `pricing`."""

    label: Localised
    """As on a price list."""
    short: Localised | None = None
    """As on a receipt, where space is short."""


class Calendar(Record):
    """Named days, such as a country's public holidays."""

    name: Localised
    """What the days are."""
    source: Source
    """Who says so."""
    start: Annotated[Day, Field(alias="from")]
    """The first day of which it speaks. Of days outside of its time nothing is known: a price that
    depends on one lies in a range."""
    until: Day
    """The first day of which it no longer speaks."""
    days: tuple[Day, ...]
    """The days, in order."""

    def known(self) -> calendars.Calendar:
        """What an estimate needs to know of it."""
        return calendars.Calendar(frozenset(self.days), self.start, self.until)


class Labs(RootModel[dict[Slug, Lab]]):
    """`labs.yaml`: lab id → who it is."""


class Capabilities(RootModel[dict[Slug, Capability]]):
    """`capabilities.yaml`: capability id → what it is called."""


class Parameters(RootModel[dict[Slug, Parameter]]):
    """`parameters.yaml`: parameter name → what it does."""


class Benchmarks(RootModel[dict[Slug, Benchmark]]):
    """`benchmarks.yaml`: benchmark id → what it measures."""


MeterId = Annotated[str, Field(pattern=r"^[a-z0-9]+(\.[a-z0-9]+)*$")]


class MeterLabels(RootModel[dict[MeterId, MeterLabel]]):
    """`meters.yaml`: meter → what people call it."""


class Calendars(RootModel[dict[Slug, Calendar]]):
    """`calendars.yaml`: calendar name → its days."""
