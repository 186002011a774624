"""What one state of a catalogue has that another has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from llmanac.changes.moves import conditions_differ, moves
from llmanac.pricing.moments import start_of
from llmanac.pricing.tariff import Tariff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.changes.moves import Move
    from llmanac.changes.state import Sale, State
    from llmanac.pricing.entries import Entry

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Repriced:
    """An offer whose price is another, or will be."""

    key: str
    currency: str
    day: str | None
    """From which day; None where the newer state does not say."""
    coming: bool
    """Whether that lies after the newer state's day."""
    source: str
    moves: tuple[Move, ...]
    conditions: bool
    """Whether conditions, bands, quotas or least counts change."""


@dataclass(frozen=True, slots=True)
class Restated:
    """An offer whose status or end is another."""

    key: str
    before: str
    after: str
    """`available`, `preview`, `deprecated`, `withdrawn`."""
    retires: str | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two states, each list in the order of ids."""

    old: State
    new: State
    models: tuple[str, ...]
    """Models that are new."""
    models_gone: tuple[str, ...]
    providers: tuple[str, ...]
    providers_gone: tuple[str, ...]
    offers: tuple[str, ...]
    """Keys of offers that are new."""
    offers_gone: tuple[str, ...]
    repriced: tuple[Repriced, ...]
    restated: tuple[Restated, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        told = (self.models, self.models_gone, self.providers, self.providers_gone)
        return not any((*told, self.offers, self.offers_gone, self.repriced, self.restated))


def difference(old: State, new: State) -> Difference:
    """Compare two states of one catalogue, or of two."""
    both = sorted(old.sales.keys() & new.sales.keys())
    return Difference(
        old,
        new,
        *_apart(frozenset(old.models), frozenset(new.models)),
        *_apart(old.providers, new.providers),
        *_apart(frozenset(old.sales), frozenset(new.sales)),
        repriced=tuple(
            one for key in both for one in _repriced(key, old.sales[key], new.sales[key], new)
        ),
        restated=tuple(
            one for key in both for one in _restated(key, old.sales[key], new.sales[key])
        ),
    )


def _apart(old: frozenset[str], new: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(new - old)), tuple(sorted(old - new))


def _restated(key: str, old: Sale, new: Sale) -> Iterator[Restated]:
    if (old.status, old.retires) != (new.status, new.retires):
        yield Restated(key, old.status, new.status, new.retires, new.successor)


def _repriced(key: str, old: Sale, new: Sale, state: State) -> Iterator[Repriced]:
    """Each currency in which the price in force differs, then each entry that is yet to come."""
    now = start_of(state.as_of)
    before, after = Tariff(old.prices), Tariff(new.prices)
    for currency in dict.fromkeys((*before.currencies, *after.currencies)):
        held, holds = (_in_force(tariff, currency, now) for tariff in (before, after))
        if held and holds:
            yield from _between(key, held, holds, coming=False)
        announced = [deck.entry.to_json() for deck in before.decks(currency)]
        entries = (deck.entry for deck in after.decks(currency))
        coming = [entry for entry in entries if _begins(entry) > now]
        for last, entry in pairwise((holds, *coming)):
            if last and entry and entry.to_json() not in announced:
                yield from _between(key, last, entry, coming=True)


def _in_force(tariff: Tariff, currency: str, at: datetime) -> Entry | None:
    deck, _ = tariff.deck(currency, at)
    return deck.entry if deck else None


def _begins(entry: Entry) -> datetime:
    return entry.start.instant if entry.start else _EVER


def _between(key: str, before: Entry, after: Entry, *, coming: bool) -> Iterator[Repriced]:
    moved, other = tuple(moves(before, after)), conditions_differ(before, after)
    if moved or other:
        day = after.start.text()[:10] if after.start else None
        yield Repriced(key, after.currency, day, coming, after.source, moved, other)
