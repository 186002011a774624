"""Print numbers: split at the decimal point, grouped by thousands, exact to the last digit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from llmanac.compile.prices import decimal_text
from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.pricing.amounts import Amount, Unit

NIL: Final = Markup('<span class="la-nil">–<i></i></span>')
"""Stands on the units digit where a figure is missing."""

DASH: Final = Markup('<span class="la-nil">–</span>')
"""The same in a column of words or of whole numbers."""

SIGNS: Final = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}


def sign(currency: str) -> str:
    """The sign of a currency, else its code and a gap."""
    return SIGNS.get(currency, f"{currency} ")


def text(value: Decimal) -> str:
    """The digits as published, without an exponent."""
    return format(value, "f")


def split(digits: str) -> Markup:
    """Digits in two parts, so that a column lines up by the decimal point."""
    whole, point, fraction = digits.partition(".")
    return Markup(f"{whole}<i>{point}{fraction}</i>")


def figure(digits: str | None) -> Markup:
    """Split digits, or the dash of what is missing."""
    return NIL if digits is None else split(digits)


def places(figures: Iterable[str | None]) -> int:
    """How many decimals the longest figure of a column has."""
    return max((len(digits.partition(".")[2]) for digits in figures if digits), default=0)


def grouped(count: int) -> str:
    """A count with a comma between thousands: 262,144."""
    return f"{count:,}"


def per_million(amount: Amount, per: Unit, meter: str) -> str | None:
    """What a million of a meter's units cost, where that is a finite decimal.

    A price that was published for a million keeps its digits.
    """
    size = (amount.unit or per).of(METERS[meter])
    if size == 1_000_000:
        return text(amount.value)
    return decimal_text(Fraction(amount.value) * 1_000_000 / size)


def percent(part: Decimal, whole: Decimal) -> str:
    """A share to one decimal; zero of nothing is zero."""
    share = part * 100 / whole if whole else Decimal(0)
    return str(share.quantize(Decimal("0.1")))
