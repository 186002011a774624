"""By how much a price moves, from one entry to the next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.amounts import Amount
    from llmanac.pricing.entries import Entry


@dataclass(frozen=True, slots=True)
class Move:
    """The price of one meter before and after, for the smallest requests or above a size."""

    meter: str
    above: int | None
    """The input, in tokens, above which it is the price; None: for the smallest requests."""
    before: Amount | None
    """None: it was not priced, or not sold."""
    per_before: str
    after: Amount | None
    per_after: str
    percent: Decimal | None
    """By how much, to a tenth of a percent; None where one of the two is absent, or before is 0."""


def moves(before: Entry, after: Entry) -> Iterator[Move]:
    """What one entry prices in another way than the one before it, where no condition holds."""
    for meter in METERS:
        if meter in before.rates or meter in after.rates:
            for above in _sizes(before, after):
                old, new = _rate(before, meter, above), _rate(after, meter, above)
                was, is_ = _one(old, before, meter), _one(new, after, meter)
                if was != is_:
                    units = _per(old, before), _per(new, after)
                    yield Move(meter, above, old, units[0], new, units[1], _percent(was, is_))


def conditions_differ(before: Entry, after: Entry) -> bool:
    """Whether anything but the ordinary prices differs: conditions, bands, quotas, least counts."""
    names = ("bands", "when", "free", "minimum")
    return any(getattr(before, name) != getattr(after, name) for name in names)


def _sizes(before: Entry, after: Entry) -> list[int | None]:
    """Where the bands of the two begin: a price is compared in each of them."""
    edges = {edge for entry in (before, after) if entry.bands for edge in entry.bands.at}
    return [None, *sorted(edges)]


def _rate(entry: Entry, meter: str, above: int | None) -> Amount | None:
    row = entry.rates.get(meter)
    if row is None:
        return None
    band = sum(edge <= (above or 0) for edge in entry.bands.at) if entry.bands else 0
    return row[band if len(row) > 1 else 0]


def _per(amount: Amount | None, entry: Entry) -> str:
    return (amount.unit if amount and amount.unit else entry.per).text()


def _one(amount: Amount | None, entry: Entry, meter: str) -> Fraction | None:
    """What one of the meter's own units costs."""
    if amount is None:
        return None
    return Fraction(amount.value) / (amount.unit or entry.per).of(METERS[meter])


def _percent(before: Fraction | None, after: Fraction | None) -> Decimal | None:
    if before is None or after is None or not before:
        return None
    share = (after - before) / before * 100
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_EVEN)
