"""Amounts of money as decimals: exact, and without zeros at the end."""

from __future__ import annotations

from decimal import MAX_PREC, Context, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

DECIMALS: Final = 18
"""So many at most has a printed amount."""

_EXACT: Final = Context(prec=MAX_PREC)
_PARTS: Final = tuple((10**places, Decimal(1).scaleb(-places)) for places in range(DECIMALS + 1))


def money(parts: int, places: int = DECIMALS) -> Decimal:
    """Turn whole parts, of which `10 ** places` make one, into a decimal without trailing zeros."""
    whole, part = _PARTS[places]
    if parts % whole == 0:
        return Decimal(parts // whole)
    return _EXACT.normalize(_EXACT.multiply(parts, part))


def added(amounts: Iterable[Decimal]) -> Decimal:
    """Add up, whatever the precision that this thread computes with."""
    total = Decimal(0)
    for amount in amounts:
        total = _EXACT.add(total, amount)
    return total
