"""What a lab made, whoever sells it: `catalog/models/<lab>/<name>.yaml`."""

from typing import Annotated, Literal

from pydantic import Field

from llmanac.pricing.moments import Day
from llmanac.schema.record import Count, Link, Localised, Record, Slug, Source, Text

Kind = Literal[
    "chat", "completion", "embedding", "rerank", "image", "video", "speech", "transcription",
    "ocr", "moderation", "realtime", "music",
]  # fmt: skip
Modality = Literal["text", "image", "video", "audio", "pdf", "embedding"]


class Modalities(Record):
    """What goes in and what comes out."""

    input: Annotated[tuple[Modality, ...], Field(min_length=1)]
    """What a request may contain."""
    output: Annotated[tuple[Modality, ...], Field(min_length=1)]
    """What a response may contain."""


class Weights(Record):
    """Whether one can have the weights, and where."""

    open: bool
    """Whether the weights can be downloaded."""
    licence: Text | None = None
    """SPDX identifier, or the licence's own name."""
    links: tuple[Link, ...] = ()
    """Where they are."""


class Row(Record):
    """One row of the architecture, as the lab publishes it; rows nest."""

    label: Localised
    """What the row is about."""
    value: Localised | None = None
    """What it says; absent where the row only heads others."""
    rows: "tuple[Row, ...]" = ()
    """The rows beneath it."""


class Highlight(Record):
    """One thing that the lab says is new or strong."""

    title: Localised
    """A few words."""
    text: Localised
    """A sentence or two, in our own words."""


class Reasoning(Record):
    """How a request asks for reasoning."""

    always: bool = False
    """Whether it cannot be turned off."""
    toggle: bool = False
    """Whether a request can turn it on and off."""
    efforts: tuple[Slug, ...] = ()
    """The efforts to choose from, the least first: `low`, `high`."""
    budget: bool = False
    """Whether a request can bound it in tokens."""
    budget_minimum: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    """The least budget, in tokens."""
    budget_maximum: Count | None = None
    """The largest budget, in tokens."""


class Model(Record):
    """A model. Its id `lab/name` is the record's path."""

    name: Text
    """The name, as its lab spells it."""
    series: Text | None = None
    """The family that it belongs to."""
    kind: Kind
    """What it is for."""
    capabilities: tuple[Slug, ...] = ()
    """Ids from `capabilities.yaml`, the most telling first."""
    modalities: Modalities | None = None
    """What goes in and what comes out."""
    context: Count | None = None
    """The native context window, in tokens."""
    context_extended: Count | None = None
    """The window to which the lab says it can be extended, in tokens."""
    output: Count | None = None
    """The most tokens in one response."""
    dimensions: Count | None = None
    """The length of an embedding."""
    released: Day | None = None
    """The day on which it came out."""
    knowledge: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}){0,2}$")] | None = None
    """The knowledge cut-off, as exactly as the lab gives it: `2025`, `2025-01` or `2025-01-31`."""
    size: Text | None = None
    """The number of parameters as the lab writes it, such as `27B` or `35B-A3B`."""
    weights: Weights | None = None
    """Whether the weights are open."""
    architecture: tuple[Row, ...] = ()
    """The spec as the lab publishes it."""
    summary: Localised | None = None
    """What it is, in a sentence or two of our own; where there is none, pages say it from facts."""
    highlights: tuple[Highlight, ...] = ()
    """What is new or strong."""
    parameters: tuple[Slug, ...] = ()
    """Request parameters that it takes: ids from `parameters.yaml`."""
    reasoning: Reasoning | None = None
    """How a request asks for reasoning; absent where it does not reason, or nothing is known."""
    links: tuple[Link, ...] = ()
    """Where to read on."""
    provisional: bool = False
    """Whether a single source vouches for it."""
    pinned: tuple[Text, ...] = ()
    """Fields that `sync` leaves as they are: `context`, `weights.open`."""
    sources: dict[str, Source]
    """Where each field's fact stands, by the field's name."""
