"""An offer's entries in time: which one holds when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from llmanac.pricing.card import Card
from llmanac.pricing.moments import start_of
from llmanac.pricing.remarks import Remark, instant_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.pricing.entries import Entry


_EVER = datetime.min.replace(tzinfo=UTC)


class Tariff:
    """All entries of one offer, by currency and in time."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries in any order; the one without a start is the first of its currency."""
        self._cards: dict[str, list[Card]] = {}
        for index, entry in enumerate(entries):
            self._cards.setdefault(entry.currency, []).append(Card(entry, index))
        for cards in self._cards.values():
            cards.sort(key=lambda card: card.entry.start.instant if card.entry.start else _EVER)

    @property
    def currencies(self) -> list[str]:
        """Which currencies it has prices in, in the order of the record."""
        return [*self._cards]

    def cards(self, currency: str) -> list[Card]:
        """Return the entries of a currency, the oldest first."""
        return self._cards.get(currency, [])

    def in_force(self, currency: str, at: datetime) -> tuple[Card | None, list[Remark]]:
        """Return what holds at a moment, and why that is uncertain; None where no price holds.

        No price holds in another currency, nor after an entry's `until`: the remark `no-price`.
        A request older than the first entry's start, or older than the day on which an entry
        without a start was first seen, is priced by it with the remark `start-unknown`.
        """
        cards = self._cards.get(currency)
        if not cards:
            return None, [self._no_price(currency, at)]
        card = next((card for card in reversed(cards) if _began(card.entry, at)), cards[0])
        entry = card.entry
        if entry.until and entry.until.instant <= at:
            return None, [self._no_price(currency, at)]
        known_from = entry.start.instant if entry.start else start_of(entry.seen)
        if at < known_from:
            first = (entry.start or entry.seen).text()
            return card, [Remark("start-unknown", {"at": instant_text(at), "first": first})]
        return card, []

    def _no_price(self, currency: str, at: datetime) -> Remark:
        facts = {"currency": currency, "at": instant_text(at), "currencies": self.currencies}
        return Remark("no-price", facts)


def _began(entry: Entry, at: datetime) -> bool:
    return entry.start is None or entry.start.instant <= at
