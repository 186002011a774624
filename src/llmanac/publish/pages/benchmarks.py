"""The pages of benchmarks: what each measures, who leads, the tables as published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from llmanac.publish.pages import scores
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.edition import outward, root_from
from llmanac.publish.slots import Format, Link, NavList, TocEntry
from llmanac.schema.record import BenchmarkId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page
    from llmanac.schema.evaluation import Evaluation
    from llmanac.schema.record import EvaluationId, Localised

_FORMATS: Final = (Format("application/json", "api/v1/benchmarks.json"),)

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
    lists = [
        (
            edition.say(evaluation.title),
            [
                (edition.say(title), [(row, scores.name_of(edition, row)) for row in rows])
                for title, rows in groups
            ],
            edition.count("models", len(evaluation.columns)),
        )
        for evaluation, groups in _firsts(edition.catalog.evaluations.values())
    ]
    title = edition.word("benchmarks.title")
    view = {
        "lists": lists,
        "record": edition.record("benchmarks.yaml", "benchmarks/"),
    }
    return edition.page("benchmarks", "benchmarks/", title, view, formats=_FORMATS)


def _firsts(
    tables: Iterable[Evaluation],
) -> Iterator[tuple[Evaluation, list[tuple[Localised | None, list[str]]]]]:
    """Each benchmark under the first table that reports it: those that sort their benchmarks into
    groups come first, then the longest. A table with nothing else of its own is left out."""
    listed: set[str] = set()
    for table in sorted(tables, key=_is_long):
        groups = []
        for group in table.groups:
            if rows := [row for row in group.rows if row not in listed]:
                groups.append((group.title, rows))
                listed.update(rows)
        if groups:
            yield table, groups


def _is_long(table: Evaluation) -> tuple[bool, int]:
    if any(group.title for group in table.groups):
        return False, 0
    return True, -sum(len(group.rows) for group in table.groups)


def _benchmark(edition: Edition, id_: BenchmarkId) -> Page:
    catalog, path = edition.catalog, f"benchmarks/{id_}/"
    benchmark, root = catalog.benchmarks[id_], root_from(path)
    reports = catalog.evaluations_by_benchmark[id_]
    parts = [_part(edition, key, id_, root) for key in reports]
    whole = reports if len(reports) <= _WHOLE else ()
    kin = list(_kin(edition, reports[0], id_, root))
    view = {
        "benchmark": benchmark,
        "parts": parts,
        "tables": [scores.table(edition, key, root, here=id_) for key in whole],
        "places": max(part.bars.places for part in parts),
        "kin": kin,
        "record": edition.record("benchmarks.yaml", path),
    }
    sections = {"kin": kin, "table": whole}
    toc = [TocEntry(edition.word(f"benchmark.{name}"), name) for name, it in sections.items() if it]
    page = edition.page("benchmark", path, benchmark.name, view, toc=toc, formats=_FORMATS)
    return replace(page, nav=_beside(edition, reports[:_WHOLE]))


def _kin(
    edition: Edition, key: EvaluationId, id_: BenchmarkId, root: str
) -> Iterator[tuple[str, Markup, scores.Bars]]:
    """The benchmarks that follow in the same group of a table, in a circle; three at most."""
    groups = edition.catalog.evaluations[key].groups
    rows = next([*group.rows] for group in groups if id_ in group.rows)
    here = rows.index(id_)
    for each in (rows[here + 1 :] + rows[:here])[:3]:
        bars = scores.bars(edition, key, BenchmarkId(each), root)
        yield f"benchmarks/{each}/", scores.name_of(edition, each), bars


def _part(edition: Edition, key: EvaluationId, id_: BenchmarkId, root: str) -> Part:
    table = edition.catalog.evaluations[key]
    return Part(
        bars=scores.bars(edition, key, id_, root),
        notes=[edition.say(note.text) for note in table.notes if id_ in note.benchmarks],
        title=edition.say(table.title),
        source=outward(table.source.url),
        seen=table.source.seen.text(),
    )


def _beside(edition: Edition, tables: Iterable[EvaluationId]) -> tuple[NavList, ...]:
    """All benchmarks of the first tables that report one."""
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
