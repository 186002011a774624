"""Where one offer is paid: what stays the same from one body to the next is worked out once."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf
from typing import TYPE_CHECKING, Any

from llmanac.pricing.contexts import context_of
from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import time
from llmanac.pricing.quick.function import counting, recognising
from llmanac.pricing.quick.receipt import Ordinary
from llmanac.pricing.quick.vectors import Vectors
from llmanac.pricing.receipt import in_deck

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llmanac.pricing.card import Card
    from llmanac.pricing.deck import Deck
    from llmanac.pricing.given import Context
    from llmanac.pricing.lines import Sold
    from llmanac.pricing.moments import Moment
    from llmanac.pricing.quick.function import Body
    from llmanac.pricing.reader import Reader
    from llmanac.pricing.receipt import AtFrom
    from llmanac.pricing.tariff import Tariff

    Clock = Callable[[], datetime]
    Meters = tuple[str, ...]

_ANY = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment for which prices are asked that do not depend on it."""


class Till:
    """Makes the receipts of ordinary bodies of one offer, in one currency."""

    def __init__(
        self, tariff: Tariff, readers: Sequence[tuple[Reader, Sold]], currency: str
    ) -> None:
        """Take the dialects among which a body may choose, and what is bought by each."""
        self._lanes = [Lane(tariff, reader, currency, sold) for reader, sold in readers]
        self._only = self._lanes[0] if len(self._lanes) == 1 else None

    def receipt(self, body: Body, at: datetime | None, clock: Clock) -> Ordinary | None:
        """Return the receipt of a body; None where the reader has to see it.

        `at` is when the caller says that it was; else the body's own time counts, else the clock's.
        """
        if self._only:
            return self._only.receipt(body, at, clock)
        for lane in self._lanes:
            shown = lane.recognises(body)
            if shown is None:
                return None
            if shown:
                return lane.receipt(body, at, clock)
        return None


class Shelf:
    """What holds in a context from when until when, in seconds since 1970."""

    __slots__ = ("_always", "_context", "_deck", "_meters", "_vectors", "end", "start")

    def __init__(self, deck: Deck, context: Context, meters: Meters) -> None:
        """Find the prices of the meters, where they do not depend on the moment."""
        self.start = _seconds(deck.entry.start, -inf)
        self.end = _seconds(deck.entry.until, inf)
        self._deck = deck
        self._context = context
        self._meters = meters
        self._vectors: dict[Card, Vectors | None] = {}
        self._always = None if deck.windows else self._of(deck.card(context, _ANY))

    def vectors(self, at: datetime) -> Vectors | None:
        """Return the prices that hold at a moment; None where they need a closer look."""
        if self._deck.windows:
            return self._of(self._deck.card(self._context, at))
        return self._always

    def _of(self, card: Card) -> Vectors | None:
        if card not in self._vectors:
            self._vectors[card] = Vectors.of(card, self._meters)
        return self._vectors[card]


class Lane:
    """The bodies of one dialect at a till."""

    def __init__(self, tariff: Tariff, reader: Reader, currency: str, sold: Sold) -> None:
        """Compile the dialect; what its prices are in a context is worked out when it is met."""
        self.tariff = tariff
        self.reader = reader
        self.currency = currency
        self.sold = sold
        self.meters = tuple(meter for meter in METERS if meter in reader.dialect.counts)
        self.recognises = recognising(reader.dialect)
        self._counted = counting(reader.dialect)
        self._shelves: dict[tuple[Any, ...], list[Shelf]] = {}

    def receipt(self, body: Body, at: datetime | None, clock: Clock) -> Ordinary | None:
        """Return the receipt of a body, as a till does."""
        found = self._counted(body)
        if found is None:
            return None
        counts, told, said = found
        by: AtFrom = "caller"
        if at is None:
            by = "now" if said is None else "body"
            at = clock() if said is None else time(said)
            if at is None:
                return None
        vectors = self._vectors(told, at)
        total = vectors.total(counts) if vectors else None
        if vectors is None or total is None:
            return None
        return Ordinary(self, body, counts, vectors.card, total, at, by)

    def _vectors(self, told: tuple[Any, ...], at: datetime) -> Vectors | None:
        """Return the prices that hold, None where none does or they need a closer look."""
        try:
            shelves = self._shelves[told]
        except KeyError:
            shelves = self._shelves[told] = self._filled(told)
        except TypeError:  # an object or a list is no word
            return None
        seconds = at.timestamp()
        for shelf in shelves:
            if shelf.start <= seconds:
                return shelf.vectors(at) if seconds < shelf.end else None
        return None

    def _filled(self, told: tuple[Any, ...]) -> list[Shelf]:
        """Return what holds when, in a context: the newest first, and the first from ever on."""
        decks = self.tariff.decks(self.currency)
        if any(deck.by_request for deck in decks):
            return []
        context = context_of(*self.reader.context(told))
        shelves = [
            Shelf(deck, in_deck(deck, {**context}, self.sold), self.meters) for deck in decks
        ]
        for shelf in shelves[:1]:
            shelf.start = -inf
        return shelves[::-1]


def _seconds(moment: Moment | None, absent: float) -> float:
    """Return a moment in seconds since 1970."""
    return absent if moment is None else moment.instant.timestamp()
