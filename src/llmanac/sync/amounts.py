"""Numbers of feeds → amounts as a seller would publish them. Float noise goes, digits stay."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Amount, Unit
from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from llmanac.pricing.meters import Meter

_EXACT: Final = Context(prec=60)
_MOST_DIGITS: Final = 7
_NEAR: Final = Decimal("1e-9")


def amount(one: Decimal, meter: str, per: Unit) -> Amount:
    """The price of one unit of a meter (one token, one second, one search), cleaned.

    In the entry's unit `per` where that reads well; else with a unit of its own: tools per `1k`,
    time per second, minute or hour, the rest per 1. Raises `Noisy` where no unit makes at most
    seven digits of it. Source of the rule: the price language's section on exactness.
    """
    known = METERS[meter]
    for unit in _units(known, per):
        if (clean := cleaned(_EXACT.multiply(one, _size(unit, known)))) is not None:
            return Amount(clean, None if unit == per else unit)
    raise Noisy(str(one))


class Noisy(Exception):
    """A number that no unit makes short: it is not what a seller published."""


def cleaned(number: Decimal) -> Decimal | None:
    """The shortest decimal within a relative 1e-9 of a number, if it has at most seven digits.

    >>> cleaned(Decimal("0.15000000000000002"))
    Decimal('0.15')
    """
    if not number:
        return Decimal(0)
    for digits in range(1, _MOST_DIGITS + 1):
        near = Context(prec=digits, rounding=ROUND_HALF_EVEN).plus(number)
        if abs(near - number) <= abs(number) * _NEAR:
            return _plain(near)
    return None


def _plain(number: Decimal) -> Decimal:
    """Without an exponent and without zeros at the end."""
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _units(meter: Meter, per: Unit) -> tuple[Unit, ...]:
    """The units to try, the best first."""
    if meter.seconds == 1:
        return tuple(map(Unit, ("1", "1min", "1h")))
    if meter.unit in ("token", "character"):
        return (per, Unit("1"))
    if meter.kind == "tool":
        return tuple(map(Unit, ("1k", "1", "1M")))
    return tuple(map(Unit, ("1", "1k", "1M")))


def _size(unit: Unit, meter: Meter) -> Decimal:
    size = unit.of(meter)
    return Decimal(size.numerator) / Decimal(size.denominator)
