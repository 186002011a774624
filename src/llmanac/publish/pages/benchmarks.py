"""The pages of benchmarks: what each measures, who leads, the tables as published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from llmanac.publish.pages import scores
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.edition import outward, root_from
from llmanac.publish.slots import Format, TocEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page
    from llmanac.schema.record import BenchmarkId, EvaluationId

_WHOLE: Final = 3
"""A benchmark that no more tables report shows them whole. Of more it shows its own rows: a page
that repeats hundreds of tables helps nobody, and each stands whole on the pages of its models."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one table says of the benchmark."""

    bars: scores.Bars
    notes: list[Markup]
    title: Markup
    source: str | None
    seen: str


def drafts(edition: Edition) -> Iterator[Draft]:
    """The list of benchmarks, and the page of each that a table reports."""
    catalog = edition.catalog
    every = [f"evaluations/{key}.yaml" for key in catalog.evaluations]
    key = edition.key("benchmarks", "benchmarks/", ("benchmarks.yaml", *every))
    yield Draft(edition.language, "benchmarks/", key, lambda: _index(edition))
    for benchmark in catalog.evaluations_by_benchmark:
        if benchmark in catalog.benchmarks:
            yield _draft(edition, benchmark)


def _draft(edition: Edition, id_: BenchmarkId) -> Draft:
    catalog, path = edition.catalog, f"benchmarks/{id_}/"
    tables = catalog.evaluations_by_benchmark[id_]
    models = [edition.linked(c.model) for key in tables for c in catalog.evaluations[key].columns]
    evaluations = [f"evaluations/{key}.yaml" for key in tables]
    key = edition.key("benchmark", path, ("benchmarks.yaml", *evaluations, *models))
    return Draft(edition.language, path, key, lambda: _benchmark(edition, id_))


def _index(edition: Edition) -> Page:
    catalog = edition.catalog
    lists = [
        (
            edition.say(evaluation.title),
            [
                (
                    edition.say(group.title),
                    [(row, scores.name_of(edition, row)) for row in group.rows],
                )
                for group in evaluation.groups
            ],
            edition.count("models", len(evaluation.columns)),
        )
        for evaluation in catalog.evaluations.values()
    ]
    title = edition.word("benchmarks.title")
    formats = (Format("application/json", "api/v1/benchmarks.json"),)
    return edition.page("benchmarks", "benchmarks/", title, {"lists": lists}, formats=formats)


def _benchmark(edition: Edition, id_: BenchmarkId) -> Page:
    catalog, path = edition.catalog, f"benchmarks/{id_}/"
    benchmark, root = catalog.benchmarks[id_], root_from(path)
    reports = catalog.evaluations_by_benchmark[id_]
    parts = [_part(edition, key, id_, root) for key in reports]
    whole = reports if len(reports) <= _WHOLE else ()
    view = {
        "benchmark": benchmark,
        "parts": parts,
        "tables": [scores.table(edition, key, root) for key in whole],
        "places": max(part.bars.places for part in parts),
    }
    toc = [TocEntry(edition.word("benchmark.table"), "table")] if whole else []
    return edition.page("benchmark", path, benchmark.name, view, toc=toc)


def _part(edition: Edition, key: EvaluationId, id_: BenchmarkId, root: str) -> Part:
    table = edition.catalog.evaluations[key]
    return Part(
        bars=scores.bars(edition, key, id_, root),
        notes=[edition.say(note.text) for note in table.notes if id_ in note.benchmarks],
        title=edition.say(table.title),
        source=outward(table.source.url),
        seen=table.source.seen.text(),
    )
