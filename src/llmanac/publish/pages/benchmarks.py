"""The pages of benchmarks: what each measures, who leads, the tables as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.publish.pages import figures, scores
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.edition import root_from
from llmanac.publish.slots import Format, TocEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page
    from llmanac.schema.record import BenchmarkId


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
    models = [f"models/{c.model}.yaml" for key in tables for c in catalog.evaluations[key].columns]
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
    parts = []
    for key in catalog.evaluations_by_benchmark[id_]:
        evaluation = catalog.evaluations[key]
        bars = scores.bars(edition, key, id_)
        notes = [edition.say(note.text) for note in evaluation.notes if id_ in note.benchmarks]
        parts.append((scores.table(edition, key, root), bars, notes))
    view = {
        "benchmark": benchmark,
        "parts": parts,
        "places": figures.places(bar.score for _, bars, _ in parts for bar in bars),
    }
    toc = [TocEntry(edition.word("benchmark.table"), "table")]
    return edition.page("benchmark", path, benchmark.name, view, toc=toc)
