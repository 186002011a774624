"""The prices of one card as whole numbers, in the order in which a dialect counts."""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING

from llmanac.pricing.card import SCALE
from llmanac.pricing.meters import METERS
from llmanac.pricing.money import DECIMALS, money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from typing import Self

    from llmanac.pricing.card import Card, Price

_PRICELESS = 1 << 512
"""Stands where a meter has no price: dearer than all that can be counted, so that a use shows."""


class Vectors:
    """What each of some meters costs, in each band of a card."""

    __slots__ = ("_inputs", "_one", "_places", "_rows", "card")

    def __init__(self, card: Card, meters: Sequence[str]) -> None:
        """Take a card of which every amount is exact to 18 decimals."""
        self.card = card
        self._places = next(n for n in range(DECIMALS + 1) if 10**n % card.denominator == 0)
        parts = 10**self._places // card.denominator
        bands = range(card.entry.band_count)
        self._rows = [_row(card.prices(band), meters, parts) for band in bands]
        self._one = self._rows[0] if len(self._rows) == 1 else None
        self._inputs = sum(METERS[meter].counts_as_input for meter in meters)

    @classmethod
    def of(cls, card: Card, meters: Sequence[str]) -> Self | None:
        """Return the vectors of a card; None where amounts may be rounded, or counts raised."""
        plain = SCALE % card.denominator == 0 and not card.least.keys() & {*meters}
        return cls(card, meters) if plain else None

    def total(self, counts: tuple[int, ...]) -> Decimal | None:
        """Return what the counts come to; None where one of them has no price."""
        row = self._one or self._rows[self.card.band(sum(counts[: self._inputs]))]
        parts = sum(map(mul, counts, row))
        if parts >= _PRICELESS:
            return None
        return money(parts, self._places)


def _row(prices: Mapping[str, Price | None], meters: Sequence[str], parts: int) -> tuple[int, ...]:
    """Return the price of each meter, in parts of the whole."""
    found = (prices[meter] for meter in meters)
    return tuple(_PRICELESS if price is None else price.numerator * parts for price in found)
