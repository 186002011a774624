"""Benchmark tables and where a model stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from llmanac.publish.pages import figures
from llmanac.publish.pages.edition import model_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.record import BenchmarkId, EvaluationId, ModelId


@dataclass(frozen=True, slots=True)
class Table:
    """A published table."""

    title: Markup
    heads: tuple[Markup, ...]
    own: int
    """How many columns, from the left, are the page's own model."""
    places: int
    rows: Markup
    """The whole body: a page has hundreds of cells, and they are most of its bytes."""
    notes: tuple[tuple[Markup, Markup], ...]
    """What a note is about, and the note."""
    link: str
    seen: str
    whole: Markup | None = None
    """Of a table cut down to one model: a link to the model whose page has all of it."""

    @property
    def compares(self) -> bool:
        """Whether models stand side by side in it, with more of them than the page's own."""
        return not self.whole and len(self.heads) > 1


@dataclass(frozen=True, slots=True)
class Bars:
    """A benchmark's row of a table as bars, the best first."""

    lines: Markup
    places: int
    """How many decimals the longest score has."""


class _Ranked(NamedTuple):
    """One model's bar, the same in every language."""

    rank: int
    place: str
    name: Markup
    path: str | None
    width: str
    score: str
    best: bool


def table(
    edition: Edition,
    key: EvaluationId,
    root: str,
    own: ModelId | None = None,
    here: BenchmarkId | None = None,
) -> Table:
    """A table as published; `own` is the model whose columns come first, `here` a row to mark."""
    evaluation = edition.catalog.evaluations[key]
    columns = evaluation.columns
    mine = [index for index, column in enumerate(columns) if own and column.model == own]
    order = [*mine, *(index for index in range(len(columns)) if index not in mine)]
    rows: list[str] = []
    for group in evaluation.groups:
        if group.title:
            rows.append(heading(edition.say(group.title), len(columns)))
        for benchmark, scores in group.rows.items():
            head = _linked(root, f"benchmarks/{benchmark}/", name_of(edition, benchmark))
            cells, scale = _cells(edition, benchmark, scores, order), scale_of(edition, benchmark)
            rows.append(row(head, cells, scale, benchmark == here))
    every = (score for group in evaluation.groups for row in group.rows.values() for score in row)
    return Table(
        title=edition.say(evaluation.title),
        heads=tuple(
            escape(columns[index].label)
            if index in mine  # the page itself
            else column_head(edition, columns[index].label, columns[index].model, root)
            for index in order
        ),
        own=len(mine),
        places=figures.places(figures.text(score) for score in every if score is not None),
        rows=Markup("".join(rows)),
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


def column_head(edition: Edition, label: str, model: str | None, root: str, at: str = "") -> Markup:
    """The head of a column; a link where the catalogue has the model."""
    if model is None or model not in edition.catalog.models:
        return escape(label)
    return _linked(root, model_path(model) + at, escape(label))


def _linked(root: str, path: str, text: Markup) -> Markup:
    return Markup(f'<a href="{root}{path}">{text}</a>')  # ids have nothing to escape


def name_of(edition: Edition, benchmark: str) -> Markup:
    """A benchmark's name; its id where the vocabulary lacks it."""
    known = edition.catalog.benchmarks.get(benchmark)  # type: ignore[call-overload]
    return escape(known.name if known else benchmark)


def heading(title: Markup, width: int) -> str:
    """A row that begins a group; the table has so many columns beside the first."""
    return f'<tr class="la-group"><th scope="rowgroup">{title}<td colspan="{width}">\n'


def row(head: Markup, cells: str, scale: str, marked: bool) -> str:
    """Without end tags, which HTML lets a row and its cells do without.

    `data-of` keeps figures on other scales apart where a reader sorts the rows.
    """
    mark = ' class="la-own-row"' if marked else ""
    apart = f' data-of="{scale}"' if scale != "percent" else ""
    return f'<tr{mark}{apart}><th scope="row">{head}{cells}\n'


def _cells(
    edition: Edition, benchmark: str, scores: Sequence[Decimal | None], order: Sequence[int]
) -> str:
    best = best_of(edition, benchmark, scores)
    said = edition.label("scores.best")
    ordered = [scores[index] for index in order]
    return "".join([_cell(score, said if score == best else None) for score in ordered])


def _cell(score: Decimal | None, best: Markup | None) -> str:
    if score is None:
        return f"<td>{figures.NIL}"
    digits = figures.split(figures.text(score))
    return f"<td>{digits}" if best is None else f"<td>{_marked(digits, best)}"


def _marked(digits: Markup, best: Markup) -> Markup:
    """The best of a row, for eyes and ears."""
    return Markup(f"<b>{digits}</b><small> {best}</small>")


def best_of(edition: Edition, benchmark: str, scores: Sequence[Decimal | None]) -> Decimal | None:
    """The best of a row in which there is something to compare."""
    there = [score for score in scores if score is not None]
    if len(there) < 2:
        return None
    return (min if _lower(edition, benchmark) else max)(there)


def _lower(edition: Edition, benchmark: str) -> bool:
    known = edition.catalog.benchmarks.get(benchmark)  # type: ignore[call-overload]
    return known is not None and known.direction == "lower"


def place(score: Decimal, ranked: Sequence[Decimal]) -> tuple[int, bool]:
    """The rank among scores, the best of which stands first, and whether it is shared."""
    return ranked.index(score) + 1, ranked.count(score) > 1


def is_percent(edition: Edition, benchmark: str) -> bool:
    """Whether a benchmark's figures lie between 0 and 100."""
    return scale_of(edition, benchmark) == "percent"


def scale_of(edition: Edition, benchmark: str) -> str:
    """The unit of a benchmark's figures, as its vocabulary says."""
    known = edition.catalog.benchmarks.get(benchmark)  # type: ignore[call-overload]
    return known.scale if known else "unknown"


def best_first(edition: Edition, benchmark: str, scores: Iterable[Decimal]) -> list[Decimal]:
    """Scores in the order of their places."""
    return sorted(scores, reverse=not _lower(edition, benchmark))


def bars(edition: Edition, key: EvaluationId, benchmark: BenchmarkId, root: str) -> Bars:
    """The models of a row, best first; bars start at zero and end at 100, or at the highest."""
    ranked = edition.once(("bars", key, benchmark), lambda: _ranked(edition, key, benchmark))
    best = edition.label("scores.best")
    return Bars(
        lines=Markup("".join([_bar(each, root, best) for each in ranked])),
        places=figures.places(each.score for each in ranked),
    )


def _ranked(edition: Edition, key: EvaluationId, benchmark: BenchmarkId) -> list[_Ranked]:
    evaluation = edition.catalog.evaluations[key]
    row = next(group.rows[benchmark] for group in evaluation.groups if benchmark in group.rows)
    scores = best_first(edition, benchmark, [score for score in row if score is not None])
    full = Decimal(100) if is_percent(edition, benchmark) else max(scores, default=Decimal(1))
    models = edition.catalog.models
    made = []
    for score, column in zip(row, evaluation.columns, strict=True):
        if score is None:
            continue
        rank, shared = place(score, scores)
        line = _Ranked(
            rank=rank,
            place=f"{rank}{'=' if shared else ''}",
            name=escape(column.label),
            path=model_path(column.model) if column.model in models else None,  # type: ignore[arg-type]
            width=figures.percent(max(score, Decimal(0)), full),
            score=figures.text(score),
            best=rank == 1 and len(scores) > 1,
        )
        made.append(line)
    return sorted(made, key=lambda each: each.rank)


def _bar(each: _Ranked, root: str, best: Markup) -> str:
    """A whole line: a benchmark that many tables report has hundreds."""
    name = each.name if each.path is None else _linked(root, each.path, each.name)
    score, own = figures.split(each.score), ' class="own"' if each.path else ""
    if each.best:
        score = _marked(score, best)
    return (
        f"<li><span>{each.place}</span><span>{name}</span>"
        f'<svg aria-hidden="true"><rect{own} width="{each.width}%"/></svg><span>{score}</span>\n'
    )
