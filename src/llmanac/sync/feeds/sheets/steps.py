"""What a meter costs, band by band: compared, shortened, and by which factor prices differ."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Amount
from llmanac.pricing.meters import METERS
from llmanac.sync.amounts import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.pricing.amounts import Unit

Step = Amount | None
Steps = tuple[Step, ...]
"""A price in each band, the smallest requests first; None: not known there."""

_EXACT: Final = Context(prec=40)


def each(amount: Amount, meter: str, per: Unit) -> Fraction:
    """The price of one unit, to compare with others of its meter."""
    return Fraction(amount.value) / (amount.unit or per).of(METERS[meter])


def short(steps: Iterable[Step]) -> Steps:
    """One amount where all bands have the same."""
    told = tuple(steps)
    return told[:1] if len({*told}) == 1 else told


def factor(ratio: Fraction) -> Decimal | None:
    """A ratio as a short number, if it is exactly one."""
    whole = _EXACT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    found = cleaned(whole)
    return found if found is not None and Fraction(found) == ratio else None


def with_open_cached_audio(rates: Mapping[str, Steps], bands: int = 1) -> dict[str, Steps]:
    """Cached audio of which nobody speaks is not priced like cached text: its price is unknown."""
    if {"input.audio", "cache.read"} <= rates.keys() and "cache.read.audio" not in rates:
        return {**rates, "cache.read.audio": (None,) * bands}
    return dict(rates)
