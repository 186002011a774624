"""Vocabularies in Markdown: parameters, benchmarks, and the laws of good data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.messages import messages
from llmanac.publish import markdown as md
from llmanac.publish.twins.pages import parameter_cells
from llmanac.publish.twins.writer import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.evaluation import Evaluation
    from llmanac.schema.record import BenchmarkId
    from llmanac.schema.vocabulary import Benchmark


def parameters(writer: Writer) -> str:
    """Every request parameter: what it takes, what it does, what to look out for."""
    heads = writer.heads("parameter", "type", "range", "default", "meaning", "caution")
    rows = (
        [*parameter_cells(writer, name, one), writer.said(one.caution)]
        for name, one in writer.catalog.parameters.items()
    )
    return md.page([f"# {writer.words['parameters']}", md.table(heads, rows)])


def benchmarks(writer: Writer) -> str:
    """The list of all benchmarks."""
    heads = writer.heads("benchmark", "scale", "direction", "meaning")
    rows = (
        [
            md.link(md.text(one.name), writer.url(writer.path(f"benchmarks/{id_}/"))),
            *_measure(writer, one),
            writer.said(one.about),
        ]
        for id_, one in writer.catalog.benchmarks.items()
    )
    return md.page([f"# {writer.words['benchmarks']}", md.table(heads, rows)])


def benchmark(writer: Writer, id_: BenchmarkId) -> str:
    """One benchmark: what it measures, and every figure that is published on it."""
    one = writer.catalog.benchmarks[id_]
    scale, direction = _measure(writer, one)
    facts = {
        "id": md.code(id_),
        "scale": scale,
        "direction": direction,
        "home": address(one.link) if one.link else "",
    }
    tables = (
        _figures(writer, id_, writer.catalog.evaluations[key])
        for key in writer.catalog.evaluations_by_benchmark.get(id_, ())
    )
    return md.page(
        [
            f"# {md.text(one.name)}",
            f"> {writer.said(one.about)}" if one.about else "",
            writer.facts(facts),
            *tables,
            writer.data("benchmarks.json"),
        ]
    )


def _measure(writer: Writer, one: Benchmark) -> tuple[str, str]:
    return writer.words[f"scale.{one.scale}"], writer.words[f"direction.{one.direction}"]


def _figures(writer: Writer, id_: BenchmarkId, one: Evaluation) -> str:
    row = next(group.rows[id_] for group in one.groups if id_ in group.rows)
    rows = (
        [md.text(column.label), "–" if figure is None else format(figure, "f")]
        for column, figure in zip(one.columns, row, strict=True)
    )
    table = md.table(writer.heads("model", "figure"), rows)
    return f"## {writer.said(one.title)}\n\n{table}\n\n{writer.source(one.source)}"


def rules(writer: Writer) -> str:
    """Every code of a finding: what it says, why it is a law, how to mend it."""
    return md.page([f"# {writer.words['rules']}", *_laws(writer)])


def _laws(writer: Writer) -> Iterator[str]:
    for code, said in messages(writer.language).items():
        if said.why:
            yield f"## {code}\n\n> {said.says}\n\n{said.why}\n\n{said.fix}"
