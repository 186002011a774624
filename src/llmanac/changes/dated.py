"""Changes on their days, as one state of a catalogue tells them: past ones and announced ones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from llmanac.changes.moves import Move, conditions_differ, moves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.changes.state import Sale, State
    from llmanac.pricing.entries import Entry

What = Literal["price", "end", "retirement", "release"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day."""

    day: str
    """`2026-11-23`: that of the seller's own clock where it names an instant."""
    what: What
    """A new price, the end of a price without a successor, the last day of an offer, or the day
    on which a model came out."""
    coming: bool
    """Whether it lies after the catalogue's day."""
    model: str | None
    key: str | None = None
    """The offer's key, `provider/slug`; None where it is about a model, whoever sells it."""
    sale: Sale | None = None
    """The offer."""
    currency: str | None = None
    source: str | None = None
    moves: tuple[Move, ...] = ()
    conditions: bool = False
    """Whether conditions, bands, quotas or least counts change."""


_ORDER = {"retirement": 0, "price": 1, "end": 2, "release": 3}


def dated(state: State) -> tuple[Event, ...]:
    """Everything of which the day is known, the latest first; of a day in the order of ids."""
    today = state.as_of.text()
    found = [*_releases(state, today)]
    for key, sale in state.sales.items():
        found += (*_retires(key, sale, today), *_priced(key, sale, today))
    found.sort(key=lambda one: (_ORDER[one.what], one.key or "", one.model or ""))
    return tuple(sorted(found, key=lambda one: one.day, reverse=True))


def _releases(state: State, today: str) -> Iterator[Event]:
    for model, (_, released) in state.models.items():
        if released:
            yield Event(released, "release", released > today, model)


def _retires(key: str, sale: Sale, today: str) -> Iterator[Event]:
    if sale.retires:
        yield Event(sale.retires, "retirement", sale.retires > today, sale.model, key, sale)


def _priced(key: str, sale: Sale, today: str) -> Iterator[Event]:
    """Each new price, and the end of the last one of a currency where nothing comes after it."""
    entries = sorted(sale.prices, key=lambda entry: entry.currency)
    for before, after in pairwise((*entries, None)):
        assert before
        follows = after is not None and after.currency == before.currency
        changed = _changed(before, after) if follows and after else _ended(before)
        if changed:
            day, what, source, moved, other = changed
            yield Event(day, what, day > today, sale.model, key, sale, before.currency,
                        source, moved, other)  # fmt: skip


_Changed = tuple[str, What, str, tuple[Move, ...], bool]


def _changed(before: Entry, after: Entry) -> _Changed | None:
    moved, other = tuple(moves(before, after)), conditions_differ(before, after)
    if after.start and (moved or other):
        return after.start.text()[:10], "price", after.source, moved, other
    return None


def _ended(last: Entry) -> _Changed | None:
    return (last.until.text()[:10], "end", last.source, (), False) if last.until else None
