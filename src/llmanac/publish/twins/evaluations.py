"""Benchmark tables in Markdown, as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.publish import markdown as md
from llmanac.schema.record import BenchmarkId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.evaluation import Evaluation, Group, Note
    from llmanac.schema.record import ModelId


def tables(writer: Writer, model: ModelId) -> Iterator[str]:
    """Every table in which the model has a column."""
    for key in writer.catalog.evaluations_by_model.get(model, ()):
        if key not in writer.tables:
            writer.tables[key] = _table(writer, writer.catalog.evaluations[key])
        yield writer.tables[key]


def _table(writer: Writer, one: Evaluation) -> str:
    heads = [writer.words["benchmark"], *(md.text(column.label) for column in one.columns)]
    rows = (row for group in one.groups for row in _group(writer, group, len(heads)))
    parts = (
        f"### {writer.said(one.title)}",
        md.table(heads, rows),
        md.bullets(_note(writer, note) for note in one.notes),
        writer.labelled("source", writer.source(one.source)),
    )
    return "\n\n".join(part for part in parts if part)


def _group(writer: Writer, group: Group, width: int) -> Iterator[list[str]]:
    if group.title:
        yield [f"**{writer.said(group.title)}**", *[""] * (width - 1)]
    for benchmark, row in group.rows.items():
        figures = ("–" if figure is None else format(figure, "f") for figure in row)
        yield [_name(writer, benchmark), *figures]


def _note(writer: Writer, note: Note) -> str:
    about = writer.listed(_name(writer, benchmark) for benchmark in note.benchmarks)
    text = writer.said(note.text)
    return f"{about}{writer.words['colon']}{text}" if about else text


def _name(writer: Writer, benchmark: str) -> str:
    known = writer.catalog.benchmarks.get(BenchmarkId(benchmark))
    return md.text(known.name if known else benchmark)
