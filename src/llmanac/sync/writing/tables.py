"""Tables of scores against those that are there: what `sync` wrote whole it may write anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from llmanac.schema.evaluation import Evaluation
from llmanac.schema.record import EvaluationId
from llmanac.sync.writing.facts import digest, plain
from llmanac.sync.writing.planned import Change, Planned, new
from llmanac.sync.writing.whose import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from llmanac.catalog import Catalog
    from llmanac.sync.writing.evaluations import Table

ORDER: Final = tuple(Evaluation.model_fields)


@dataclass(frozen=True, slots=True)
class Placed:
    """What becomes of a table."""

    planned: Planned | None
    """None where nothing changes."""
    kept: Kept | None = None


def mark(key: str) -> str:
    """The field under which a model's line of evidence knows the text of a table."""
    return f"evaluations/{key.partition('/')[2]}"


def placed(table: Table, catalog: Catalog, folder: Path, wrote: str | None) -> Placed:
    """Plan a table's record; `wrote` is the digest of the text that `sync` wrote last.

    A table that says the same needs nothing, on whichever day. One that a person wrote, changed or
    took out stays as it is, a comment in it included. Raises `Unwritable`.
    """
    about = f"evaluations/{table.key}"
    path = f"{about}.yaml"
    held = catalog.evaluations.get(EvaluationId(table.key))
    if held is None and wrote is not None:
        return Placed(None, Kept(about, "groups", None, _shown(table), "removed"))
    text, made = new("evaluation", _filled(table), ORDER)
    if held is None:
        return Placed(Planned(path, text, made, is_new=True))
    if _is_same(held, made):
        return Placed(None)
    if wrote != digest((folder / path).read_bytes().decode()):
        return Placed(None, Kept(about, "groups", None, _shown(table), "person"))
    return Placed(Planned(path, text, made, tuple(_changes(about, held, made))))


def _filled(table: Table) -> Mapping[str, Any]:
    return {name: value for name, value in table.data.items() if value}


def _shown(table: Table) -> Mapping[str, Any]:
    rows = table.data["groups"][0]["rows"]
    return {row: [str(one) for one in figures if one is not None] for row, figures in rows.items()}


def _is_same(held: Evaluation, made: Evaluation) -> bool:
    """Whether two tables say the same; the day on which the page was seen is no figure."""
    source = made.source.model_copy(update={"seen": held.source.seen})
    return bool(made.model_copy(update={"source": source}) == held)


def _changes(about: str, held: Evaluation, made: Evaluation) -> Iterator[Change]:
    """Each figure that differs, else the parts that do: its words, its days, a name."""
    before, after = cells(held), cells(made)
    moved = [place for place in {**before, **after} if before.get(place) != after.get(place)]
    for place in moved:
        yield Change(about, place, before.get(place), after.get(place))
    for part in ORDER if not moved else ():
        was, now = (plain(getattr(one, part)) for one in (held, made))
        if was != now:
            yield Change(about, part, was, now)


def cells(table: Evaluation) -> Mapping[str, str]:
    """Every figure of a table by benchmark and column."""
    return {
        f"{row}: {column.label}": str(figure)
        for group in table.groups
        for row, figures in group.rows.items()
        for column, figure in zip(table.columns, figures, strict=True)
        if figure is not None
    }
