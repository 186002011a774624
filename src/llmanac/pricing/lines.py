"""What stands on a receipt: what was sold, a line for each meter, and between what the sum lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llmanac.pricing.numbers import count_text

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from llmanac.pricing.amounts import Amount, Unit
    from llmanac.pricing.numbers import Number
    from llmanac.pricing.remarks import Remark


@dataclass(frozen=True, slots=True)
class Sold:
    """What was bought from whom, and which catalogue says so."""

    provider: str | None = None
    offer: str | None = None
    """The id that a request names."""
    model: str | None = None
    api: str | None = None
    dialect: str | None = None
    catalogue: str | None = None
    """The catalogue's revision."""


@dataclass(frozen=True, slots=True)
class Line:
    """One meter: how many, at what rate, and what that comes to."""

    offer: str | None
    entry: int | None
    """Which of the offer's price entries, counted from 0 in the order of the record."""
    meter: str
    count: Number
    billed: Number
    """How many are billed: more than the count where the seller bills a least quantity."""
    rate: Amount | None
    """As published; None where the meter has no price."""
    factor: Fraction | None
    """By what the rate is multiplied: the product of all scales that hold for it."""
    unit: Unit | None
    """What the rate buys."""
    fallback: str | None
    """The meter whose rate it is, where it is not its own."""
    assumed: bool
    """Whether that rate is an assumption rather than the seller's own terms."""
    amount: Decimal | None
    """At most 18 decimals, rounded half to even; None where the meter has no price."""

    def to_json(self) -> dict[str, Any]:
        """Write as plain data with exact text."""
        return {
            "offer": self.offer,
            "entry": self.entry,
            "meter": self.meter,
            "count": count_text(self.count),
            "billed": count_text(self.billed),
            "rate": self.rate and format(self.rate.value, "f"),
            "factor": None if self.factor is None else str(count_text(self.factor)),
            "unit": self.unit and self.unit.text(),
            "fallback": self.fallback,
            "assumed": self.assumed,
            "amount": None if self.amount is None else format(self.amount, "f"),
        }


@dataclass(frozen=True, slots=True)
class Range:
    """Between what the request cost; both ends are the total where nothing is open."""

    low: Decimal
    high: Decimal | None
    """None where nothing bounds it."""
    reasons: tuple[Remark, ...]

    def to_json(self) -> dict[str, Any]:
        """Write as plain data with exact text."""
        return {
            "low": format(self.low, "f"),
            "high": None if self.high is None else format(self.high, "f"),
            "reasons": [reason.to_json() for reason in self.reasons],
        }
