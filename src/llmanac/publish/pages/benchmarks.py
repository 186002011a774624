"""The pages of benchmarks: what each measures, who leads, the tables as published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from llmanac.publish.pages import figures, scores
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.edition import root_from
from llmanac.publish.slots import Format, Link, NavList, TocEntry
from llmanac.schema.record import BenchmarkId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.pages.scores import Bar
    from llmanac.publish.slots import Page
    from llmanac.schema.record import EvaluationId

_FORMATS: Final = (Format("application/json", "api/v1/benchmarks.json"),)


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
    view = {
        "lists": lists,
        "record": edition.record("benchmarks.yaml", "benchmarks/"),
        "report": catalog.site.report,
    }
    return edition.page("benchmarks", "benchmarks/", title, view, formats=_FORMATS)


def _benchmark(edition: Edition, id_: BenchmarkId) -> Page:
    catalog, path = edition.catalog, f"benchmarks/{id_}/"
    benchmark, root = catalog.benchmarks[id_], root_from(path)
    parts = []
    for key in catalog.evaluations_by_benchmark[id_]:
        evaluation = catalog.evaluations[key]
        bars = scores.bars(edition, key, id_)
        notes = [edition.say(note.text) for note in evaluation.notes if id_ in note.benchmarks]
        parts.append((scores.table(edition, key, root), bars, notes))
    kin = list(_kin(edition, catalog.evaluations_by_benchmark[id_][0], id_))
    view = {
        "id": id_,
        "benchmark": benchmark,
        "parts": parts,
        "places": figures.places(bar.score for _, bars, _ in parts for bar in bars),
        "kin": kin,
        "record": edition.record("benchmarks.yaml", path),
        "report": catalog.site.report,
    }
    sections = ("kin", "table") if kin else ("table",)
    toc = [TocEntry(edition.word(f"benchmark.{each}"), each) for each in sections]
    page = edition.page("benchmark", path, benchmark.name, view, toc=toc, formats=_FORMATS)
    return replace(page, nav=_beside(edition, catalog.evaluations_by_benchmark[id_]))


def _kin(
    edition: Edition, key: EvaluationId, id_: BenchmarkId
) -> Iterator[tuple[str, Markup, list[Bar], int]]:
    """The benchmarks that follow in the same group of a table, in a circle; three at most."""
    groups = edition.catalog.evaluations[key].groups
    rows = next([*group.rows] for group in groups if id_ in group.rows)
    here = rows.index(id_)
    for each in (rows[here + 1 :] + rows[:here])[:3]:
        bars = scores.bars(edition, key, BenchmarkId(each))
        places = figures.places(bar.score for bar in bars)
        yield f"benchmarks/{each}/", scores.name_of(edition, each), bars, places


def _beside(edition: Edition, tables: Iterable[EvaluationId]) -> tuple[NavList, ...]:
    """All benchmarks of the tables that report one."""
    return tuple(
        NavList(
            edition.plain(evaluation.title),
            tuple(
                Link(scores.name_of(edition, row), f"benchmarks/{row}/")
                for group in evaluation.groups
                for row in group.rows
            ),
        )
        for evaluation in map(edition.catalog.evaluations.__getitem__, tables)
    )
