"""Where one offer is paid: what stays the same from one body to the next is worked out once."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf
from typing import TYPE_CHECKING, Any

from llmanac.pricing.contexts import context_of
from llmanac.pricing.numbers import time
from llmanac.pricing.price import in_deck
from llmanac.pricing.quick.receipt import Ordinary
from llmanac.pricing.quick.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llmanac.pricing.card import Card
    from llmanac.pricing.deck import Deck
    from llmanac.pricing.given import Context
    from llmanac.pricing.lines import Sold
    from llmanac.pricing.moments import Moment
    from llmanac.pricing.quick.compiled import Compiled
    from llmanac.pricing.quick.function import Body
    from llmanac.pricing.receipt import AtFrom
    from llmanac.pricing.tariff import Tariff

    Clock = Callable[[], datetime]
    Meters = tuple[str, ...]

_MOST_KNOWN = 1000
"""So many contexts are remembered at most: bodies may say what they like."""
_ANY = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment for which prices are asked that do not depend on it."""


class Till:
    """Makes the receipts of ordinary bodies of one offer, in one currency."""

    def __init__(
        self,
        tariff: Tariff,
        currency: str,
        spoken: Sequence[tuple[Compiled, Sold]],
        *,
        alone: bool = False,
    ) -> None:
        """Take the dialects among which a body may choose, and what is bought by each.

        Of one that is `alone` every body is, whether recognised or not.
        """
        self._lanes = [Lane(tariff, currency, *one) for one in spoken]
        self._only = self._lanes[0] if alone else None

    def receipt(
        self, body: Body, at: datetime | None, clock: Clock, *, named: bool = True
    ) -> Ordinary | None:
        """Return the receipt of a body; None where the reader has to see it.

        `at` is when the caller says that it was; else the body's own time counts, else the clock's.
        Where nobody `named` the offer but the body's field `model`, it must be recognised as one of
        a dialect that has its model there.
        """
        if self._only and named:
            return self._only.receipt(body, at, clock)
        for lane in self._lanes:
            shown = lane.recognises(body)
            if shown is None:
                return None
            if shown:
                return lane.receipt(body, at, clock) if named or lane.has_model else None
        return None


class Shelf:
    """What holds in a context from when until when, in seconds since 1970."""

    __slots__ = ("_always", "_context", "_meters", "_vectors", "deck", "end", "start")

    def __init__(self, deck: Deck, context: Context, meters: Meters) -> None:
        """Find the prices of the meters, where they do not depend on the moment."""
        self.start = _seconds(deck.entry.start, -inf)
        self.end = _seconds(deck.entry.until, inf)
        self.deck = deck
        self._context = context
        self._meters = meters
        self._vectors: dict[Card, Vectors | None] = {}
        self._always = None if deck.windows else self._of(deck.card(context, _ANY))

    def vectors(self, at: datetime) -> Vectors | None:
        """Return the prices that hold at a moment; None where they need a closer look."""
        if self.deck.windows:
            return self._of(self.deck.card(self._context, at))
        return self._always

    def _of(self, card: Card) -> Vectors | None:
        if card not in self._vectors:
            self._vectors[card] = Vectors.of(card, self._meters)
        return self._vectors[card]


class Lane:
    """The bodies of one dialect at a till."""

    def __init__(self, tariff: Tariff, currency: str, compiled: Compiled, sold: Sold) -> None:
        """Take what counts; what its prices are in a context is worked out when it is met."""
        self.tariff = tariff
        self.currency = currency
        self.sold = sold
        self.reader = compiled.reader
        self.meters = compiled.meters
        self.recognises = compiled.recognises
        self.has_model = compiled.has_model
        self._counted = compiled.counted
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
        shelf = self._shelf(told, at.timestamp())
        vectors = None if shelf is None else shelf.vectors(at)
        if shelf is None or vectors is None:
            return None
        total = vectors.total(counts)
        if total is None:
            return None
        return Ordinary(self, body, counts, shelf.deck, vectors.card, total, at, by)

    def _shelf(self, told: tuple[Any, ...], seconds: float) -> Shelf | None:
        """Return what holds at a moment in a context, None where nothing does."""
        try:
            shelves = self._shelves[told]
        except KeyError:
            shelves = self._filled(told)
        except TypeError:  # an object or a list is no word
            return None
        for shelf in shelves:
            if shelf.start <= seconds:
                return shelf if seconds < shelf.end else None
        return None

    def _filled(self, told: tuple[Any, ...]) -> list[Shelf]:
        """Return what holds when, in a context: the newest first, and the first from ever on."""
        decks = self.tariff.decks(self.currency)
        words = all(value is None or type(value) is str for value in told)
        if not words or any(deck.by_request for deck in decks):
            return []
        if len(self._shelves) >= _MOST_KNOWN:
            self._shelves.clear()
        context = context_of(*self.reader.context(told))
        shelves = [
            Shelf(deck, in_deck(deck, {**context}, self.sold), self.meters) for deck in decks
        ]
        for shelf in shelves[:1]:
            shelf.start = -inf
        self._shelves[told] = shelves[::-1]
        return self._shelves[told]


def _seconds(moment: Moment | None, absent: float) -> float:
    """Return a moment in seconds since 1970."""
    return absent if moment is None else moment.instant.timestamp()
