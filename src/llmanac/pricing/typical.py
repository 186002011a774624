"""What a call typically comes to where only tokens bill: a picture of some size and quality.

It never bills. It tells beforehand, and beside a meter that has no price of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from llmanac.pricing.card import SCALE
from llmanac.pricing.meters import METERS
from llmanac.pricing.money import money
from llmanac.pricing.numbers import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from llmanac.pricing.amounts import Amount
    from llmanac.pricing.card import Card
    from llmanac.pricing.given import Context
    from llmanac.pricing.numbers import Number
    from llmanac.pricing.tables import Cell, Table


@dataclass(frozen=True, slots=True)
class Typical:
    """What so many of a meter typically come to; one amount where all that matters is said."""

    meter: str
    count: Number
    low: Decimal
    high: Decimal
    unstated: tuple[str, ...]
    """The keys on which it depends and of which nothing is said."""

    def to_json(self) -> dict[str, Any]:
        """Write as plain data with exact text."""
        return {
            "meter": self.meter,
            "count": count_text(self.count),
            "low": format(self.low, "f"),
            "high": format(self.high, "f"),
            "unstated": [*self.unstated],
        }


def typical(
    card: Card, band: int, counts: Mapping[str, Number], context: Context
) -> Iterator[Typical]:
    """Yield what counts typically come to, for each meter of which a table knows it.

    Scales that hold are in it. Values that no table names typically come to nothing known.
    """
    for table in card.entry.typical:
        for meter, row in table.rates.items():
            found = [
                _each(card, meter, amount)
                for cell, rate in row.items()
                if _may_be(table, cell, context)
                for amount in (rate[band if len(rate) > 1 else 0],)
                if amount is not None
            ]
            if found and counts.get(meter):
                count = counts[meter]
                unstated = tuple(key for key in table.by if key not in context)
                low, high = (
                    money(round(each * count * SCALE)) for each in (min(found), max(found))
                )
                yield Typical(meter, count, low, high, unstated)


def _may_be(table: Table, cell: Cell, context: Context) -> bool:
    """Tell whether what is said leaves it open that a cell is meant."""
    said = zip(table.by, cell, strict=True)
    return all(key not in context or word in context[key] for key, word in said)


def _each(card: Card, meter: str, amount: Amount) -> Fraction:
    size = (amount.unit or card.entry.per).of(METERS[meter])
    return Fraction(amount.value) / size * card.factor(meter)
