"""An entry made ready to price: every rate an integer over one common denominator."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, Literal

from llmanac.pricing.meters import METERS, fallbacks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llmanac.pricing.amounts import Amount, Unit
    from llmanac.pricing.conditions import Condition
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.numbers import Number
    from llmanac.pricing.rates import Rates

SCALE = 10**18
"""Printed amounts are whole numbers of this part: at most 18 decimals."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one of a meter costs: `numerator` over the card's denominator."""

    numerator: int
    amount: Amount
    """As published, before any scale."""
    unit: Unit
    meter: str
    """Whose rate it is: the meter's own, or that of the one it falls back to."""
    how: Literal["same", "assume"] | None
    """How it came to that rate; None for its own."""
    factor: Fraction
    """The product of the scales that hold for it; 1 where there are none."""


class Card:
    """One entry under some of its conditions; a band is compiled when a request first needs it."""

    def __init__(
        self,
        entry: Entry,
        index: int = 0,
        held: tuple[tuple[int, Condition], ...] = (),
    ) -> None:
        """Find the common denominator; `index` is the entry's place in its record.

        `held` are the conditions of the entry that hold, each with its place in `when`.
        """
        self.entry = entry
        self.index = index
        self.held = tuple(condition for _, condition in held)
        self.conditions = tuple(dict.fromkeys(place for place, _ in held))
        self.rates, self._dropped = _under(entry.rates, self.held)
        self.least = _least(entry)
        self._factors = {meter: self.factor(meter) for meter in self.rates}
        self._exact = {meter: self._row(meter, row) for meter, row in self.rates.items()}
        rates = (rate for row in self._exact.values() for rate in row if rate is not None)
        self.denominator = lcm(*(rate.denominator for rate in rates))
        self._step = 0 if SCALE % self.denominator else SCALE // self.denominator
        self._bands: dict[int, dict[str, Price | None]] = {}

    def band(self, size: Number) -> int:
        """Return the band into which a request of this `input_total` falls, counted from 0."""
        bands = self.entry.bands
        if bands is None:
            return 0
        return bisect_left(bands.at, size) if bands.edge == ">" else bisect_right(bands.at, size)

    def prices(self, band: int) -> dict[str, Price | None]:
        """Return the price of every meter in a band; None is unpriced."""
        found = self._bands.get(band)
        if found is None:
            found = self._bands[band] = {meter: self.price(meter, band) for meter in METERS}
        return found

    def amount(self, price: Price, count: Number) -> int:
        """Return what so many cost, in parts of `SCALE`, rounded half to even."""
        if self._step and type(count) is int:
            return price.numerator * count * self._step
        return round(Fraction(price.numerator * count * SCALE, self.denominator))

    def to_json(self) -> dict[str, Any]:
        """Tell which entry it is, since when it holds, who says so, and under which conditions."""
        said = self.entry.to_json()
        told = {name: said.get(name) for name in ("from", "until", "seen", "checked", "source")}
        held = [condition.given.to_json() for condition in self.held]
        return {"index": self.index, **told, "conditions": [*self.conditions], "held": held}

    def price(self, meter: str, band: int) -> Price | None:
        """Return the price of one meter in a band; None is unpriced."""
        how: Literal["same", "assume"] | None = None
        found = meter
        for step in fallbacks(meter):
            if found in self.rates:
                break
            dropped, found = found in self._dropped, step.meter
            assumed = how == "assume" or (step.how == "assume" and not dropped)
            how = "assume" if assumed else "same"
        row = self.rates.get(found, (None,))
        place = band if len(row) > 1 else 0
        amount = row[place]
        if amount is None:
            return None
        exact: Fraction = self._exact[found][place]  # type: ignore[assignment]  # as the amount is
        numerator = exact.numerator * (self.denominator // exact.denominator)
        unit = amount.unit or self.entry.per
        return Price(numerator, amount, unit, found, how, self._factors[found])

    def _row(self, meter: str, row: Sequence[Amount | None]) -> tuple[Fraction | None, ...]:
        """Return the exact price of one of a meter in each band."""
        factor, per = self._factors[meter], self.entry.per
        exact = (None if amount is None else _exact(amount, per, meter) for amount in row)
        return tuple(None if rate is None else rate * factor for rate in exact)

    def factor(self, meter: str) -> Fraction:
        """Return the product of the scales that hold for a meter's own rate."""
        factor = Fraction(1)
        for condition in self.held:
            factor *= Fraction(condition.factor(meter))
        return factor


def _under(rates: Rates, held: tuple[Condition, ...]) -> tuple[Rates, frozenset[str]]:
    """Return the rates under conditions, and which meters these have dropped."""
    dropped: set[str] = set()
    for condition in held:
        rates = condition.over(rates)
        dropped = (dropped - condition.rates.keys()) | {*condition.drop}
    return rates, frozenset(dropped)


def _least(entry: Entry) -> dict[str, Number]:
    """Return the least count that is billed of a meter, whole where it can be."""
    exact = {meter: Fraction(least.value) for meter, least in (entry.minimum or {}).items()}
    return {meter: int(n) if n.denominator == 1 else n for meter, n in exact.items()}


def _exact(amount: Amount, per: Unit, meter: str) -> Fraction:
    return Fraction(amount.value) / (amount.unit or per).of(METERS[meter])
