"""Where a model stands in a table: a dot chart, or its own figures beside the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from llmanac.publish.pages import figures
from llmanac.publish.pages.scores import (
    Table,
    best_first,
    column_head,
    heading,
    is_percent,
    name_of,
    place,
    row,
    scale_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.record import EvaluationId, ModelId

    Row = tuple[Decimal | None, ...]


def subject(edition: Edition, key: EvaluationId) -> str | None:
    """The model with which a table was published: the one whose id begins the table's."""
    models = [each.model for each in edition.catalog.evaluations[key].columns if each.model]
    named = [each for each in models if f"{key}-".startswith(f"{each}-")]
    return max(named, key=len, default=None)


def strips(edition: Edition, key: EvaluationId, own: ModelId) -> Markup:
    """Where a model stands, on one scale from 0 to 100; other scales stay in the table.

    Among itself it has no place, nor where it ran in several ways: the table tells these apart.
    """
    columns = [column.model for column in edition.catalog.evaluations[key].columns]
    made: list[str] = []
    if columns.count(own) > 1:
        return Markup("")
    for title, rows in _groups(edition, key, own):
        lines = [
            _strip(edition, benchmark, mine, scores)
            for benchmark, mine, scores in rows
            if is_percent(edition, benchmark) and len(scores) > scores.count(None) + 1
        ]
        if lines and title:
            made.append(f"<p>{title}</p>\n")
        made += lines
    return Markup("".join(made))


def abridged(edition: Edition, key: EvaluationId, root: str, own: ModelId) -> Table:
    """A table cut down to one model that was compared in it: its figure, the best, and its place.

    The whole table stands on the page of the model that it presents. A second copy of it would be
    most of this page.
    """
    evaluation = edition.catalog.evaluations[key]
    made: list[str] = []
    for title, rows in _groups(edition, key, own):
        if title:
            made.append(heading(title, 3))
        made += (_short(edition, *each) for each in rows)
    columns = {column.model: column.label for column in evaluation.columns}
    presented = subject(edition, key)
    every = (score for group in evaluation.groups for line in group.rows.values() for score in line)
    return Table(
        title=edition.say(evaluation.title),
        heads=(
            escape(columns[own]),
            edition.label("standing.best", n=len(evaluation.columns)),
            edition.label("standing.rank"),
        ),
        own=1,
        places=figures.places(figures.text(score) for score in every if score is not None),
        rows=Markup("".join(made)),
        notes=(),
        link=evaluation.source.url,
        seen=evaluation.source.seen.text(),
        whole=column_head(edition, columns[presented], presented, root, "#scores"),
    )


def _groups(
    edition: Edition, key: EvaluationId, own: ModelId
) -> Iterator[tuple[Markup, list[tuple[str, int, Row]]]]:
    """The rows in which a model has a figure: benchmark, the place of its column, all figures."""
    evaluation = edition.catalog.evaluations[key]
    mine = next(i for i, column in enumerate(evaluation.columns) if column.model == own)
    for group in evaluation.groups:
        rows = [(name, mine, row) for name, row in group.rows.items() if row[mine] is not None]
        if rows:
            yield edition.say(group.title), rows


def _short(edition: Edition, benchmark: str, mine: int, scores: Row) -> str:
    score, ranked, standing = _ranked(edition, benchmark, mine, scores)
    figure, best = (figures.split(figures.text(each)) for each in (score, ranked[0]))
    cells = f"<td>{figure}<td>{best}<td>{standing}"
    return row(name_of(edition, benchmark), cells, scale_of(edition, benchmark), marked=False)


def _strip(edition: Edition, benchmark: str, mine: int, scores: Row) -> str:
    """A line of the dot chart: a benchmark's name, the chart, the score and its place."""
    score, ranked, standing = _ranked(edition, benchmark, mine, scores)
    name, own = name_of(edition, benchmark), figures.text(score)
    low, high = sorted((ranked[0], ranked[-1]))
    said = edition.label("standing.strip", low=figures.text(low), high=figures.text(high))
    others = [other for index, other in enumerate(scores) if index != mine]
    return (
        f'<div><span>{name}</span><svg role="img" aria-label="{said}">'
        f'{_dots(low, high, others)}<circle cx="{own}%"/></svg><b>{figures.split(own)}</b>'
        f"<span>{standing}</span></div>\n"
    )


def _ranked(
    edition: Edition, benchmark: str, mine: int, scores: Row
) -> tuple[Decimal, list[Decimal], str]:
    """The model's figure, all figures from the best on, and its place among them: `1/6=`."""
    ranked = best_first(edition, benchmark, [each for each in scores if each is not None])
    score = scores[mine]
    assert score is not None
    rank, shared = place(score, ranked)
    return score, ranked, f"{rank}/{len(ranked)}{'=' if shared else ''}"


def _dots(low: Decimal, high: Decimal, others: Iterable[Decimal | None]) -> str:
    """Where and how wide; all else about them is in the style sheet."""
    drawn = [f'<rect x="{low:f}%" width="{high - low:f}%"/>']
    drawn += (f'<circle cx="{other:f}%"/>' for other in others if other is not None)
    return "".join(drawn)
