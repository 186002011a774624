"""An offer's entries in time: which one holds when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from llmanac.pricing.deck import Deck
from llmanac.pricing.moments import start_of
from llmanac.pricing.remarks import Remark, instant_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.pricing.calendars import Calendar
    from llmanac.pricing.card import Card
    from llmanac.pricing.entries import Entry


_EVER = datetime.min.replace(tzinfo=UTC)


class Tariff:
    """All entries of one offer, by currency and in time."""

    def __init__(
        self, entries: Iterable[Entry], calendars: Mapping[str, Calendar] | None = None
    ) -> None:
        """Take the entries in any order; the one without a start is the first of its currency.

        `calendars` are those that the entries' windows may name.
        """
        self._decks: dict[str, list[Deck]] = {}
        for index, entry in enumerate(entries):
            self._decks.setdefault(entry.currency, []).append(Deck(entry, index, calendars or {}))
        for decks in self._decks.values():
            decks.sort(key=lambda deck: deck.entry.start.instant if deck.entry.start else _EVER)

    @property
    def currencies(self) -> list[str]:
        """Which currencies it has prices in, in the order of the record."""
        return [*self._decks]

    def decks(self, currency: str) -> list[Deck]:
        """Return the entries of a currency, the oldest first."""
        return self._decks.get(currency, [])

    def in_force(self, currency: str, at: datetime) -> tuple[Card | None, list[Remark]]:
        """Return the prices that hold at a moment where no condition does; see `deck`."""
        deck, remarks = self.deck(currency, at)
        return deck.plain if deck else None, remarks

    def deck(self, currency: str, at: datetime) -> tuple[Deck | None, list[Remark]]:
        """Return what holds at a moment, and why that is uncertain; None where no price holds.

        No price holds in another currency, nor after an entry's `until`: the remark `no-price`.
        A request older than the first entry's start, or older than the day on which an entry
        without a start was first seen, is priced by it with the remark `start-unknown`.
        """
        decks = self.decks(currency)
        if not decks:
            return None, [self._no_price(currency, at)]
        deck = next((deck for deck in reversed(decks) if _began(deck.entry, at)), decks[0])
        entry = deck.entry
        if entry.until and entry.until.instant <= at:
            return None, [self._no_price(currency, at)]
        known_from = entry.start.instant if entry.start else start_of(entry.seen)
        if at < known_from:
            first = (entry.start or entry.seen).text()
            return deck, [Remark("start-unknown", {"at": instant_text(at), "first": first})]
        return deck, []

    def _no_price(self, currency: str, at: datetime) -> Remark:
        facts = {"currency": currency, "at": instant_text(at), "currencies": self.currencies}
        return Remark("no-price", facts)


def _began(entry: Entry, at: datetime) -> bool:
    return entry.start is None or entry.start.instant <= at
