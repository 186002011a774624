"""Tables of benchmark figures in a draft. The line of a first model knows what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.catalog import Catalog, lab_of
from llmanac.schema.record import ModelId
from llmanac.sync.writing.evaluations import Known, tables
from llmanac.sync.writing.facts import digest
from llmanac.sync.writing.planned import Dropped, Unwritable
from llmanac.sync.writing.tables import mark, placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from llmanac.pricing.moments import Day
    from llmanac.sync.decisions import Scored
    from llmanac.sync.writing.draft import Draft
    from llmanac.sync.writing.evaluations import Table


Made = tuple[list["Table"], list[Dropped]]
"""Tables, and the figures that are in none."""


def made_of(
    scores: tuple[Scored, ...], draft: Draft, catalog: Catalog, days: Mapping[str, Day]
) -> Made:
    """The tables of all figures of models that are there, or come with the draft."""
    known = Known(catalog=catalog, names=dict(_names(draft, catalog)), days=days)
    whole, left_out = tables(scores, known)
    return list(whole), list(left_out)


def place_tables(
    draft: Draft, made: Made, catalog: Catalog, folder: Path, blocked: Mapping[str, Dropped]
) -> None:
    """Put every table into the draft that nothing speaks against."""
    whole, left_out = made
    draft.unscored += left_out
    for table in whole:
        about = f"evaluations/{table.key}"
        if (found := blocked.get(f"{about}.yaml")) is not None:
            draft.dropped.append(found)
            continue
        try:
            _place(draft, table, catalog, folder)
        except Unwritable as error:
            draft.dropped.append(Dropped(about, error.code, error.says))


def _place(draft: Draft, table: Table, catalog: Catalog, folder: Path) -> None:
    lines = draft.testimonies.get(lab_of(ModelId(table.models[0])), {})
    told = [lines[model] for model in table.models if model in lines]
    if not told:
        raise Unwritable("no-model")
    name = mark(table.key)
    line = next((line for line in lines.values() if name in line.wrote), told[0])
    done = placed(table, catalog, folder, line.wrote.get(name))
    draft.tables[table.key] = done
    draft.figures += table.figures
    if done.planned:
        wrote = {**line.wrote, name: digest(done.planned.text)}
        lines[line.model] = line.model_copy(update={"wrote": dict(sorted(wrote.items()))})


def _names(draft: Draft, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every model that has a record, or gets one, with its name."""
    for id_, model in catalog.models.items():
        yield id_, model.name
    for name, outcome in draft.models.items():
        if outcome.planned:
            yield name, outcome.planned.record.name
