"""What a meter costs, band by band: compared, shortened, and by which factor prices differ."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Amount
from llmanac.pricing.meters import METERS
from llmanac.sync.amounts import cleaned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from llmanac.pricing.amounts import Unit
    from llmanac.sync.claims import Why

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


def uniform(rates: Mapping[str, Steps], own: Mapping[str, Steps], per: Unit) -> Decimal | None:
    """The factor by which all content changes alike, if it is a short number; else None."""
    content = {meter: steps for meter, steps in rates.items() if METERS[meter].kind == "content"}
    silent = (one for meter in content.keys() - own.keys() for one in content[meter])
    if own.keys() - content.keys() or any(one and one.value for one in silent):
        return None
    return factor(ratios(content, own, per))


def ratios(rates: Mapping[str, Steps], own: Mapping[str, Steps], per: Unit) -> set[Fraction | None]:
    """By what the steps of `own` differ from those of `rates`; None: one of the two is no price."""
    return {
        each(other, meter, per) / each(one, meter, per)
        if one and other and one.value and other.value
        else None
        for meter, steps in own.items()
        for one, other in _aligned(rates.get(meter, (None,)), steps)
        if (one and one.value) or (other and other.value)
    }


def _aligned(one: Steps, other: Steps) -> Iterator[tuple[Step, Step]]:
    """The steps of two meters band by band, also where one has the same price in all of them."""
    bands = max(len(one), len(other))
    return zip(*(steps * (bands // len(steps)) for steps in (one, other)), strict=True)


def factor(found: Collection[Fraction | None]) -> Decimal | None:
    """The only ratio of several as a short number, if it is exactly one."""
    ratio = next(iter(found)) if len(found) == 1 else None
    if ratio is None:
        return None
    short = cleaned(_EXACT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator)))
    return short if short is not None and Fraction(short) == ratio else None


def is_cache_dear(rates: Mapping[str, Steps], per: Unit) -> bool:
    """Whoever says that reading from the cache costs more than input has mixed something up."""
    pairs = zip(rates.get("input", ()), rates.get("cache.read", ()), strict=False)
    return any(
        whole and part and each(part, "cache.read", per) > each(whole, "input", per)
        for whole, part in pairs
    )


def left_of_cache(meters: Iterable[str]) -> list[tuple[str, Why]]:
    """The prices of the cache, none of which comes across where reading costs more than input,
    and why: the others may stand under wrong names, too."""
    cached = [meter for meter in meters if meter.startswith("cache.")]
    return [(meter, _WHY.get(meter, "cache-doubted")) for meter in cached]


_WHY: Final[dict[str, Why]] = {"cache.read": "cache-above-input"}


def with_open_cached_audio(rates: Mapping[str, Steps], bands: int = 1) -> dict[str, Steps]:
    """Cached audio of which nobody speaks is not priced like cached text: its price is unknown."""
    if {"input.audio", "cache.read"} <= rates.keys() and "cache.read.audio" not in rates:
        return {**rates, "cache.read.audio": (None,) * bands}
    return dict(rates)
