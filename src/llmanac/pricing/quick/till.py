"""Where one offer is paid: what stays the same from one body to the next is worked out once."""

from __future__ import annotations

from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from llmanac.pricing.conditions import context_of
from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import time
from llmanac.pricing.quick.function import counting, recognising
from llmanac.pricing.quick.receipt import Ordinary
from llmanac.pricing.quick.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from llmanac.pricing.card import Card
    from llmanac.pricing.conditions import Context
    from llmanac.pricing.lines import Sold
    from llmanac.pricing.quick.function import Body
    from llmanac.pricing.reader import Reader
    from llmanac.pricing.receipt import AtFrom
    from llmanac.pricing.tariff import Tariff

    Clock = Callable[[], datetime]


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


class Shelf(NamedTuple):
    """What holds from when until when, in seconds since 1970; None where that needs a closer look."""

    start: float
    end: float
    vectors: Vectors | None


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
        vectors = self._vectors(told, at.timestamp())
        total = vectors.total(counts) if vectors else None
        if vectors is None or total is None:
            return None
        return Ordinary.made(self, body, counts, vectors, total, at, by)

    def _vectors(self, told: tuple[Any, ...], seconds: float) -> Vectors | None:
        try:
            shelves = self._shelves[told]
        except KeyError:
            shelves = self._shelves[told] = self._filled(told)
        except TypeError:  # an object or a list is no word
            return None
        for start, end, vectors in shelves:
            if start <= seconds:
                return vectors if seconds < end else None
        return None

    def _filled(self, told: tuple[Any, ...]) -> list[Shelf]:
        """Return what holds when, in a context: the newest first."""
        context = context_of(*self.reader.context(told))
        cards = self.tariff.cards(self.currency)
        return [self._shelf(card, context, first=card is cards[0]) for card in reversed(cards)]

    def _shelf(self, card: Card, context: Context, *, first: bool) -> Shelf:
        """Return a card's place; the first of all also serves requests that are older."""
        entry = card.entry
        start = -inf if first or entry.start is None else entry.start.instant.timestamp()
        end = inf if entry.until is None else entry.until.instant.timestamp()
        return Shelf(start, end, Vectors.of(card.under(context), self.meters))
