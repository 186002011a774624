"""What a body writes as a number: counts, money, times. Nothing is guessed, no float survives."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation, localcontext
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Any

from llmanac.pricing.paths import BadBody
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from llmanac.pricing.paths import Path, Place

Number = int | Fraction
"""A count: whole, but for meters that measure time."""

_LIMIT = 2**63
_MOST_DECIMALS = 40
"""A float has 17 digits; with more decimals than this it is nothing that anybody measured."""
_EARLIEST, _LATEST = 946_684_800, 7_258_118_400  # 2000 and 2200; seconds, not milliseconds


def count_at(place: Place, path: Path, *, fractions: bool = False) -> Number | None:
    """Return the count that stands there, None where nothing does; raises `BadBody`.

    JSON knows no integers, so `25.0` is 25. A bool, text, a negative or a fraction is no count;
    fractions are allowed for meters that measure time.
    """
    value = place.get(path)
    if value is None or (type(value) is int and 0 <= value < _LIMIT):
        return value
    code, exact = _exact(value)
    if exact is not None and not fractions and exact.denominator != 1:
        code = "count-not-whole"
    if code or exact is None:
        raise BadBody(code, path=place.said(path), value=shown(value))
    return exact if fractions and exact.denominator != 1 else int(exact)


def _exact(value: object) -> tuple[str, Fraction | None]:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "count-not-a-number", None
    if not _finite(value):
        return "count-not-a-number", None
    if value < 0:
        return "count-negative", None
    if value >= _LIMIT:
        return "count-too-large", None
    exact = _written(value)
    if int(exact.as_tuple().exponent) < -_MOST_DECIMALS:
        return "count-not-whole", None
    return "", Fraction(exact)


def count_text(count: Number) -> int | str:
    """Write a count: a whole number as itself, a fraction as exact decimal text."""
    if isinstance(count, int):
        return count
    with localcontext(prec=100):
        return format(Decimal(count.numerator) / Decimal(count.denominator), "f")


def _finite(value: float | Decimal) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) or isfinite(value)  # a huge int has no float


def added(old: Any, new: Any) -> Any:  # noqa: ANN401  # any two values of a body
    """Add two numbers of a body exactly; where one is no count, that stays, and is refused later.

    The items of two lists follow one another. Of what is neither, the later holds.
    """
    if isinstance(old, list) and isinstance(new, list):
        return old + new
    if not isinstance(new, int | float | Decimal) or isinstance(new, bool):
        return new
    for value in (old, new):
        if _exact(value)[1] is None:
            return value
    if isinstance(old, int) and isinstance(new, int):
        return old + new
    with localcontext(prec=100):
        return _written(old) + _written(new)


def money(value: object, per: int = 1) -> Decimal | None:
    """Return an amount exactly as the body wrote it, None if it wrote none.

    The body counts so many for one of the currency: `per` is a power of ten.
    """
    exact = _money(value)
    if exact is None or per == 1:
        return exact
    with localcontext(prec=100):
        return exact / per


def currency_named(value: object) -> str | None:
    """Return the currency that a body names by its code of three letters."""
    named = value.upper() if isinstance(value, str) else ""
    return named if re.fullmatch("[A-Z]{3}", named) else None


def _money(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, int) and not 0 <= value < _LIMIT:
        return None
    try:
        exact = _written(value)
    except InvalidOperation:
        return None
    if not exact.is_finite() or exact.is_signed() or exact.adjusted() >= 18:
        return None
    return exact if int(exact.as_tuple().exponent) >= -_MOST_DECIMALS else None


def _written(value: float | Decimal | str) -> Decimal:
    """Return the decimal that stood in the body; of a float, the shortest that reads as it."""
    return Decimal(repr(value) if isinstance(value, float) else value)


def time(value: object) -> datetime | None:
    """Return the instant that a body names: seconds since 1970, or ISO 8601 with a zone."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        plausible = _finite(value) and _EARLIEST <= value < _LATEST
        return datetime.fromtimestamp(float(value), UTC) if plausible else None
    if isinstance(value, str) and re.fullmatch(r"[0-9T:.+Z -]{16,40}", value):
        try:
            read = datetime.fromisoformat(value)
            return read.astimezone(UTC) if read.tzinfo else None
        except (ValueError, OverflowError):
            return None
    return None
