"""Benchmark tables and where a model stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from llmanac.publish.pages import figures
from llmanac.publish.pages.edition import model_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.record import BenchmarkId, EvaluationId, ModelId

Cells = tuple[Markup, ...]

_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Row:
    """A benchmark's row, or a group's heading where there are no cells."""

    head: Markup
    cells: Cells = ()
    id: str = ""
    """The benchmark's."""


@dataclass(frozen=True, slots=True)
class Table:
    """A published table."""

    title: Markup
    heads: Cells
    own: int
    """How many columns, from the left, are the page's own model."""
    places: int
    rows: tuple[Row, ...]
    notes: tuple[tuple[Markup, Markup], ...]
    """What a note is about, and the note."""
    link: str
    seen: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One benchmark of the dot chart; a group's heading where there is no score."""

    name: Markup
    score: str = ""
    place: str = ""
    dots: Markup = _NOTHING
    """The range and the others, drawn in percent."""
    sentence: Markup = _NOTHING


@dataclass(frozen=True, slots=True)
class Bar:
    """One model's bar."""

    place: str
    name: Markup
    path: str | None
    width: str
    score: str
    best: bool
    own: bool


def table(edition: Edition, key: EvaluationId, root: str, own: ModelId | None = None) -> Table:
    """A table as published; with `own`, that model's columns come first."""
    made = edition.shared.get((table, key, root))
    if made is None:
        made = edition.shared[table, key, root] = _published(edition, key, root)
    if own is None:
        return made
    columns = edition.catalog.evaluations[key].columns
    mine = [index for index, column in enumerate(columns) if column.model == own]
    order = [*mine, *(index for index in range(len(columns)) if index not in mine)]
    return Table(
        title=made.title,
        heads=tuple(made.heads[index] for index in order),
        own=len(mine),
        places=made.places,
        rows=tuple(
            Row(row.head, tuple([row.cells[index] for index in order]) if row.cells else ())
            for row in made.rows
        ),
        notes=made.notes,
        link=made.link,
        seen=made.seen,
    )


def _published(edition: Edition, key: EvaluationId, root: str) -> Table:
    evaluation = edition.catalog.evaluations[key]
    rows: list[Row] = []
    for group in evaluation.groups:
        if group.title:
            rows.append(Row(edition.say(group.title)))
        for benchmark, scores in group.rows.items():
            head = _linked(root, f"benchmarks/{benchmark}/", name_of(edition, benchmark))
            rows.append(Row(head, _cells(edition, benchmark, scores), benchmark))
    every = (score for group in evaluation.groups for row in group.rows.values() for score in row)
    return Table(
        title=edition.say(evaluation.title),
        heads=tuple(
            _column(edition, column.label, column.model, root) for column in evaluation.columns
        ),
        own=0,
        places=figures.places(figures.text(score) for score in every if score is not None),
        rows=tuple(rows),
        notes=tuple(
            (
                edition.label("comma").join(name_of(edition, each) for each in note.benchmarks),
                edition.say(note.text),
            )
            for note in evaluation.notes
        ),
        link=evaluation.source.url,
        seen=evaluation.source.seen.text(),
    )


def _column(edition: Edition, label: str, model: str | None, root: str) -> Markup:
    if model is None or model not in edition.catalog.models:
        return escape(label)
    return _linked(root, model_path(model), escape(label))


def _linked(root: str, path: str, text: Markup) -> Markup:
    return Markup('<a href="{}{}">{}</a>').format(root, path, text)


def name_of(edition: Edition, benchmark: str) -> Markup:
    """A benchmark's name; its id where the vocabulary lacks it."""
    known = edition.catalog.benchmarks.get(benchmark)  # type: ignore[call-overload]
    return escape(known.name if known else benchmark)


def _cells(edition: Edition, benchmark: str, scores: Sequence[Decimal | None]) -> Cells:
    best = _best(edition, benchmark, scores)
    said = Markup('<span class="la-vh"> {}</span>').format(edition.label("scores.best"))
    return tuple(_cell(score, said if score == best else None) for score in scores)


def _cell(score: Decimal | None, best: Markup | None) -> Markup:
    """A whole cell: a page has hundreds, and they are most of its bytes."""
    if score is None:
        return Markup('<td class="la-d la-nil">–<i></i></td>')
    whole, point, fraction = figures.text(score).partition(".")
    digits = f"{whole}<i>{point}{fraction}</i>"
    if best is None:
        return Markup(f'<td class="la-d">{digits}</td>')
    return Markup(f'<td><b class="la-d la-best">{digits}</b>{best}</td>')


def _best(edition: Edition, benchmark: str, scores: Sequence[Decimal | None]) -> Decimal | None:
    """The best of a row in which there is something to compare."""
    there = [score for score in scores if score is not None]
    if len(there) < 2:
        return None
    return (min if _lower(edition, benchmark) else max)(there)


def _lower(edition: Edition, benchmark: str) -> bool:
    known = edition.catalog.benchmarks.get(benchmark)  # type: ignore[call-overload]
    return known is not None and known.direction == "lower"


def place(score: Decimal, scores: Sequence[Decimal], *, lower: bool = False) -> tuple[int, bool]:
    """The rank among scores, and whether it is shared."""
    ahead = sum(other < score if lower else other > score for other in scores)
    return ahead + 1, scores.count(score) > 1


def strips(edition: Edition, key: EvaluationId, own: ModelId) -> list[Strip]:
    """Where a model stands, on one scale from 0 to 100; other scales stay in the table."""
    evaluation = edition.catalog.evaluations[key]
    mine = next(i for i, column in enumerate(evaluation.columns) if column.model == own)
    made: list[Strip] = []
    for group in evaluation.groups:
        lines = [
            _strip(edition, benchmark, mine, scores)
            for benchmark, scores in group.rows.items()
            if scores[mine] is not None and _percent(edition, benchmark)
        ]
        if lines and group.title:
            made.append(Strip(edition.say(group.title)))
        made += lines
    return made


def _percent(edition: Edition, benchmark: str) -> bool:
    known = edition.catalog.benchmarks.get(benchmark)  # type: ignore[call-overload]
    return known is not None and known.scale == "percent"


def _strip(edition: Edition, benchmark: str, mine: int, scores: Sequence[Decimal | None]) -> Strip:
    there = [score for score in scores if score is not None]
    score = scores[mine]
    assert score is not None
    rank, shared = place(score, there, lower=_lower(edition, benchmark))
    name = name_of(edition, benchmark)
    low, high = figures.text(min(there)), figures.text(max(there))
    facts = {"score": figures.text(score), "rank": rank, "of": len(there), "low": low, "high": high}
    return Strip(
        name=name,
        score=figures.text(score),
        place=f"{rank}/{len(there)}{'=' if shared else ''}",
        dots=_dots(there, [other for index, other in enumerate(scores) if index != mine]),
        sentence=edition.label("standing.strip", name=name, **facts),
    )


def _dots(there: Sequence[Decimal], others: Sequence[Decimal | None]) -> Markup:
    """Where and how wide; all else about them is in the style sheet."""
    low, high = min(there), max(there)
    drawn = [f'<rect x="{figures.text(low)}%" width="{figures.text(high - low)}%"/>']
    drawn += (f'<circle cx="{figures.text(other)}%"/>' for other in others if other is not None)
    return Markup("".join(drawn))  # digits only


def bars(
    edition: Edition, key: EvaluationId, benchmark: BenchmarkId, own: ModelId | None = None
) -> list[Bar]:
    """The models of a row, best first; bars start at zero and end at 100, or at the highest."""
    evaluation = edition.catalog.evaluations[key]
    row = next(group.rows[benchmark] for group in evaluation.groups if benchmark in group.rows)
    scored = [
        (score, column)
        for score, column in zip(row, evaluation.columns, strict=True)
        if score is not None
    ]
    lower = _lower(edition, benchmark)
    scores = [score for score, _ in scored]
    full = Decimal(100) if _percent(edition, benchmark) else max(scores, default=Decimal(1))
    models = edition.catalog.models
    made = []
    for score, column in sorted(scored, key=lambda each: each[0], reverse=not lower):
        rank, shared = place(score, scores, lower=lower)
        made.append(
            Bar(
                place=f"{rank}{'=' if shared else ''}",
                name=escape(column.label),
                path=model_path(column.model) if column.model in models else None,  # type: ignore[arg-type]
                width=figures.percent(max(score, Decimal(0)), full),
                score=figures.text(score),
                best=rank == 1 and len(scored) > 1,
                own=own is not None and column.model == own,
            )
        )
    return made
