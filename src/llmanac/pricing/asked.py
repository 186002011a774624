"""What a caller says of a request: how it is served, and how much of what it will use."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from llmanac.pricing.faults import BadValue
from llmanac.pricing.keys import KEYS, ORDINARY
from llmanac.pricing.meters import METERS
from llmanac.pricing.reader import Usage
from llmanac.pricing.written import nearest, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.numbers import Number

_LIMIT = 2**63
_WRITTEN = re.compile(r"\d{1,19}(\.\d{1,18})?")


def served(asked: Mapping[str, str] | None) -> dict[str, str]:
    """Return what the caller says of tier, mode, region and the like; raises `BadValue`."""
    return {key: _value(key, value) for key, value in (asked or {}).items()}


def foreseen(counts: Mapping[str, object]) -> Usage:
    """Return the usage of a request that is not yet sent; raises `BadValue`."""
    read = {meter: _count(meter, count) for meter, count in counts.items()}
    listed = {meter: count for meter in METERS if (count := read.get(meter))}
    return Usage(listed, context=(), checked=None, reported=None, model=None, at=None, remarks=())


def _value(key: str, value: str) -> str:
    if key not in KEYS:
        raise BadValue("key-unknown", key=shown(key), nearest=nearest(key, KEYS), keys=[*KEYS])
    said = ORDINARY.get(value, value) if key == "tier" else value
    try:
        KEYS[key].word(said)
    except BadValue as fault:
        close = fault.params.get("nearest", [])
        raise BadValue("given-unreadable", key=key, value=shown(value), nearest=close) from None
    return said


def _count(meter: str, count: object) -> Number:
    if meter not in METERS:
        raise BadValue("no-such-meter", meter=shown(meter), nearest=nearest(meter, METERS))
    exact = _exact(count)
    whole = exact is not None and exact.denominator == 1
    if exact is None or not (whole or METERS[meter].seconds):
        raise BadValue("quantity-unreadable", meter=meter, value=shown(count))
    return int(exact) if whole else exact


def _exact(count: object) -> Fraction | None:
    """Return a number that is no less than 0, and that a request may count."""
    if isinstance(count, bool) or not isinstance(count, int | float | Decimal | Fraction | str):
        return None
    if isinstance(count, str) and not _WRITTEN.fullmatch(count):
        return None
    try:
        exact = Fraction(repr(count) if isinstance(count, float) else count)
    except (ValueError, OverflowError):
        return None
    return exact if 0 <= exact < _LIMIT and exact.denominator < _LIMIT else None
