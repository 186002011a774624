"""An entry made ready to price: every rate an integer over one common denominator."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Literal

from llmanac.pricing.meters import METERS, fallbacks

if TYPE_CHECKING:
    from llmanac.pricing.amounts import Amount, Unit
    from llmanac.pricing.conditions import Context
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
    unit: Unit
    meter: str
    """Whose rate it is: the meter's own, or that of the one it falls back to."""
    how: Literal["same", "assume"] | None
    """How it came to that rate; None for its own."""


class Card:
    """One entry under some of its conditions; a band is compiled when a request first needs it."""

    def __init__(self, entry: Entry, index: int = 0, conditions: tuple[int, ...] = ()) -> None:
        """Find the common denominator; `index` is the entry's place in its record.

        `conditions` are those of the entry that hold, by their place.
        """
        self.entry = entry
        self.index = index
        self.conditions = conditions
        self.rates: Rates = entry.rates
        for number in conditions:
            self.rates = entry.when[number].over(self.rates)
        self._under: dict[tuple[int, ...], Card] = {}
        rates = (
            _exact(amount, entry.per, meter)
            for meter, row in self.rates.items()
            for amount in row
            if amount is not None
        )
        self.denominator = lcm(*(rate.denominator for rate in rates))
        self._step = 0 if SCALE % self.denominator else SCALE // self.denominator
        self._bands: dict[int, dict[str, Price | None]] = {}

    def under(self, context: Context) -> Card:
        """Return the card that holds in a context."""
        entry = self.entry
        if not entry.when:
            return self
        holding = tuple(i for i, one in enumerate(entry.when) if one.given.holds(context))
        found = self._under.get(holding)
        if found is None:
            found = self._under[holding] = Card(entry, self.index, holding)
        return found

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
            found = self._bands[band] = {meter: self._price(meter, band) for meter in METERS}
        return found

    def amount(self, price: Price, count: Number) -> int:
        """Return what so many cost, in parts of `SCALE`, rounded half to even."""
        if self._step and not isinstance(count, Fraction):
            return price.numerator * count * self._step
        return round(Fraction(price.numerator * count * SCALE, self.denominator))

    def _price(self, meter: str, band: int) -> Price | None:
        how: Literal["same", "assume"] | None = None
        found = meter
        for step in fallbacks(meter):
            if found in self.rates:
                break
            found = step.meter
            how = "assume" if "assume" in (how, step.how) else "same"
        row = self.rates.get(found, (None,))
        amount = row[band if len(row) > 1 else 0]
        if amount is None:
            return None
        numerator = _exact(amount, self.entry.per, found) * self.denominator
        return Price(int(numerator), amount, amount.unit or self.entry.per, found, how)


def _exact(amount: Amount, per: Unit, meter: str) -> Fraction:
    return Fraction(amount.value) / (amount.unit or per).of(METERS[meter])
