"""Which cases an entry's conditions make: what holds at once, and which of it a meter's price sees.

A row of a price list must be right when it is read alone. So a case names the conditions that hold
and those that must not: whoever finds both to be so pays exactly this, whatever else is so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

from llmanac.pricing.card import Card

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from llmanac.pricing.card import Price
    from llmanac.pricing.conditions import Condition
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.given import Given
    from llmanac.pricing.keys import Test
    from llmanac.pricing.windows import Windows

Places = tuple[int, ...]
"""Conditions by their places among all of the entry, those of tables too."""
_OTHER = ""
"""Stands for a value that no condition names."""
_MOST_TIMES = 4
"""Up to so many different times, every combination of them is a case."""


@dataclass(frozen=True, slots=True)
class Case:
    """One price of a meter for each band, and when it is the one that holds."""

    meter: str
    given: tuple[Given, ...]
    """Conditions that all hold; with none it is the ordinary price."""
    unless: tuple[Given, ...]
    """Conditions of which none holds: each would set another price."""
    prices: tuple[Price | None, ...]
    """One per band; None is not sold, or not known."""


def cases(entry: Entry) -> Iterator[Case]:
    """Every case of every meter that has a price somewhere, the ordinary one first."""
    deck = _Deck(entry)
    for meter in entry.meters():
        seen = deck.seen(meter)
        for holding in dict.fromkeys(_only(places, seen) for places in deck.together):
            against = deck.against(holding, seen)
            yield Case(meter, deck.given(holding), deck.given(against), deck.prices(holding, meter))


def cards(entry: Entry) -> Iterator[Card]:
    """The entry under each set of conditions that can hold at once, with none of them too."""
    deck = _Deck(entry)
    yield from map(deck.card, deck.together)


class _Deck:
    """The cards of an entry, each made once."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._placed = [*entry.conditions()]
        self._conditions = [condition for _, condition in self._placed]
        self._made: dict[Places, Card] = {}
        together = {(), *_together(self._conditions)}
        self.together = sorted(together, key=lambda places: (len(places), places))
        """Every set of conditions that can hold with no other beside them, the smallest first."""

    def card(self, holding: Places) -> Card:
        if holding not in self._made:
            held = tuple(self._placed[place] for place in holding)
            self._made[holding] = Card(self._entry, 0, held)
        return self._made[holding]

    def given(self, places: Places) -> tuple[Given, ...]:
        return tuple(self._conditions[place].given for place in places)

    def prices(self, holding: Places, meter: str) -> tuple[Price | None, ...]:
        card = self.card(holding)
        return tuple(card.prices(band)[meter] for band in range(self._entry.band_count))

    def seen(self, meter: str) -> frozenset[int]:
        """The conditions on which the meter's price depends."""
        seen = frozenset(
            place
            for holding in self.together
            for place in holding
            if self._costs(holding, meter) != self._costs(_without(holding, place), meter)
        )
        for holding in self.together:
            if self._costs(holding, meter) != self._costs(_only(holding, seen), meter):
                return frozenset(range(len(self._conditions)))
        return seen

    def against(self, holding: Places, seen: frozenset[int]) -> Places:
        """What the price depends on, and could hold beside what holds."""
        beside = {place for places in self.together if {*holding} <= {*places} for place in places}
        timed = {place for place in seen if self._conditions[place].given.time}
        return tuple(sorted((beside | timed) & seen - {*holding}))

    def _costs(self, holding: Places, meter: str) -> object:
        """What can be compared between cards: each has a denominator of its own."""
        prices, below = self.prices(holding, meter), self.card(holding).denominator
        return [p and (Fraction(p.numerator, below), p.amount, p.meter, p.how) for p in prices]


def _only(places: Places, seen: Collection[int]) -> Places:
    return tuple(place for place in places if place in seen)


def _without(places: Places, one: int) -> Places:
    return tuple(place for place in places if place != one)


def _together(conditions: Sequence[Condition]) -> Iterator[Places]:
    """Every set of conditions that can hold at once, and none beside them."""
    tests: dict[str, list[Test]] = {}
    for one in conditions:
        for key, test in one.given.tests().items():
            tests.setdefault(key, []).append(test)
    times = dict.fromkeys(one.given.time for one in conditions if one.given.time)
    ways = (_passed(some) for some in tests.values())
    for come, *said in product(_come([*times]), *ways):
        passed = dict(zip(tests, said, strict=True))
        yield tuple(
            place
            for place, one in enumerate(conditions)
            if all(test in passed[key] for key, test in one.given.tests().items())
            and (one.given.time is None or one.given.time in come)
        )


def _passed(tests: Sequence[Test]) -> set[frozenset[Test]]:
    """Of the tests of one key: which sets of them a value can pass."""
    values = {*(value for test in tests for value in test.values), _OTHER}
    values |= {*_around({bound for test in tests for bound in test.bounds})}
    return {frozenset(test for test in tests if test.holds((value,))) for value in values}


def _around(bounds: Iterable[Decimal]) -> Iterator[str]:
    """A number of each range that the bounds part, and the bounds themselves."""
    last = Decimal(0)
    for bound in sorted(bounds):
        yield from (format((last + bound) / 2, "f"), format(bound, "f"))
        last = bound
    yield format(last + 1, "f")


def _come(times: Sequence[Windows]) -> Iterator[tuple[Windows, ...]]:
    """Which of several times may have come at one moment; of many of them, one at most."""
    most = len(times) if len(times) <= _MOST_TIMES else 1
    for size in range(most + 1):
        yield from combinations(times, size)


def holds(given: Sequence[Given], unless: Sequence[Given]) -> str:
    """Conditions as text, in the words of the price language."""
    must = " and ".join(map(_text, given))
    return f"{must} unless {' or '.join(map(_text, unless))}".strip() if unless else must


def _text(given: Given) -> str:
    said = [f"{key}: {_value(test)}" for key, test in given.tests().items()]
    said += [f"time: {_times(given.time)}"] if given.time else []
    return f"({', '.join(said)})" if len(said) > 1 else said[0]


def _value(test: Test) -> str:
    bounds = {"above": test.above, "upto": test.upto}
    if test.bounds:
        return " ".join(f"{name} {bound:f}" for name, bound in bounds.items() if bound is not None)
    return f"{'not ' if test.negated else ''}{'|'.join(test.values)}"


def _times(times: Windows) -> str:
    return " | ".join(
        " ".join(
            filter(
                None,
                (
                    window.tz,
                    "days " + ",".join(map(str, window.days)) if window.days else "",
                    ",".join(hours.text() for hours in window.hours),
                    "except " + ",".join(window.excepted) if window.excepted else "",
                ),
            )
        )
        for window in times
    )
