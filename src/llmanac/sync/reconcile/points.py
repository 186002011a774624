"""What a price comes to in numbers that can be compared: a million of each meter, lowest band."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Amount, Unit
from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.entries import Entry
    from llmanac.pricing.rates import Rate
    from llmanac.schema.evidence import ClaimedPrice

Point = dict[str, Decimal]
"""Meter → what a million of its own units cost in the smallest requests, to nine digits."""

MILLION: Final = Unit("1M")
_NINE: Final = Context(prec=9, rounding=ROUND_HALF_EVEN)


def point(entry: Entry) -> Point:
    """The rates of an entry without its conditions."""
    return {
        meter: million(rate[0], entry.per, meter)
        for meter, rate in entry.rates.items()
        if rate and rate[0] is not None
    }


def claimed(price: ClaimedPrice) -> Point:
    """The same of a price as evidence keeps it."""
    rates = price.rates.items()
    return {meter: million(Amount(Decimal(rate)), price.per, meter) for meter, rate in rates}


def million(amount: Amount, per: Unit, meter: str) -> Decimal:
    """What a million of a meter's own units cost, without zeros at the end."""
    size = _size((amount.unit or per).written, meter)
    exact = amount.value * 1_000_000 * size.denominator
    return _NINE.divide(exact, Decimal(size.numerator)).normalize(_NINE)


def each(amount: Amount, per: Unit, meter: str) -> Fraction:
    """What one of a meter's own units costs, exactly."""
    return Fraction(amount.value) / _size((amount.unit or per).written, meter)


def rate_in(rate: Rate, of: Unit, per: Unit) -> Rate:
    """A rate of an entry that is published per `of`, for one that is published per `per`."""
    if of == per:
        return rate
    return tuple(one and (one if one.unit else Amount(one.value, of)) for one in rate)


def is_token(meter: str) -> bool:
    """Whether it counts tokens of content."""
    known = METERS[meter]
    return known.unit == "token" and known.kind == "content"


def core(points: Mapping[str, object]) -> tuple[str, ...]:
    """The meters by which a price is known: input and output, else the first that is priced."""
    told = tuple(meter for meter in ("input", "output") if meter in points)
    return told or tuple(meter for meter in METERS if meter in points)[:1]


def text(number: Decimal) -> str:
    """Plain digits."""
    return format(number, "f")


@cache
def _size(unit: str, meter: str) -> Fraction:
    return Unit(unit).of(METERS[meter])
