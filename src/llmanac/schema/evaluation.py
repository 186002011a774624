"""Benchmark tables as published: `catalog/evaluations/<lab>/<name>.yaml`."""

from typing import Annotated

from pydantic import Field

from llmanac.schema.record import Localised, Number, Record, SlashId, Slug, Source, Text


class Column(Record):
    """One model of the table, in the catalogue or not."""

    label: Text
    """The head, as published."""
    model: SlashId | None = None
    """The model's id, where the catalogue has it."""


Scores = tuple[Number | None, ...]
"""One figure per column, with the digits published; `null` where the table has `--`."""


class Group(Record):
    """Rows under one heading."""

    title: Localised | None = None
    """The heading."""
    rows: Annotated[dict[Slug, Scores], Field(min_length=1)]
    """Benchmark id from `benchmarks.yaml` → its figures."""


class Note(Record):
    """What the table's makers say about how they measured, in our own words."""

    benchmarks: tuple[Slug, ...] = ()
    """The benchmarks it is about; none means the whole table."""
    text: Localised
    """The note."""


class Evaluation(Record):
    """One published table: columns are models, rows are benchmarks in groups."""

    title: Localised
    """What the table is about."""
    source: Source
    """Where it was published."""
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    """The models, in the published order."""
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    """The rows, in the published order."""
    notes: tuple[Note, ...] = ()
    """How it was measured."""
