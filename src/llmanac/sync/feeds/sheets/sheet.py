"""What a feed states of an offer for one time → an entry of the price language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from llmanac.pricing.amounts import Amount, Positive, Unit
from llmanac.pricing.entries import Bands, Entry
from llmanac.pricing.meters import METERS, fallbacks
from llmanac.sync.amounts import cleaned
from llmanac.sync.feeds.sheets.steps import (
    Steps,
    is_cache_dear,
    left_of_cache,
    short,
    with_open_cached_audio,
)
from llmanac.sync.feeds.sheets.terms import Ladder, Meters, Part, conditions, merged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from llmanac.pricing.moments import Day, Moment
    from llmanac.pricing.tables import Table
    from llmanac.sync.feeds.fields.values import Here

Prices = Mapping[str, Ladder]
"""Meter → its ladder."""

_MILLION: Final = Unit("1M")
_ONE: Final = Unit("1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that one feed states of an offer for one time."""

    prices: Prices
    at: tuple[int, ...] = ()
    """Where the bands meet; every ladder has one step more."""
    edge: Literal[">", ">="] = ">"
    parts: tuple[Part, ...] = ()
    """In order: the later wins."""
    tables: tuple[Table, ...] = ()
    """Conditions that are tables already, after all parts."""
    typical: tuple[Table, ...] = ()
    minimum: Mapping[str, Positive] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    """Meter → the unit in which the feed states it, where that is neither the entry's nor one."""
    currency: str = "USD"
    start: Moment | None = None
    factored: bool = True
    """Whether parts may be told as factors and differences. Not where two parts can hold at once:
    factors multiply, and what one of them leaves out another one may have changed."""


def entry(sheet: Sheet, *, seen: Day, source: str, here: Here) -> Entry | None:
    """The entry; None where the sheet prices nothing."""
    parts = tuple(merged(sheet.parts))
    stated = (sheet.prices, *(part.prices for part in parts))
    per = unit_for(meter for prices in stated for meter in prices)
    base, *changed = (_rates(prices, sheet, per, here) for prices in stated)
    _drop_repeated([base, *changed])
    open_ = (None,) * (len(sheet.at) + 1)
    _drop_dear(base, [*zip(parts, changed, strict=True)], open_, per, here)
    if not (base or any(changed) or sheet.tables):
        return None
    whole = with_open_cached_audio(base, len(open_))
    when = [
        term
        for part, rates in zip(parts, changed, strict=True)
        for term in conditions(part, whole, rates, per, factored=sheet.factored)
    ]
    banded = (*whole.values(), *(steps for term in when for steps in term.rates.values()))
    return Entry(
        currency=sheet.currency,
        per=per,
        start=sheet.start,
        seen=seen,
        source=source,
        bands=Bands(at=sheet.at, edge=sheet.edge) if any(map(_changes, banded)) else None,
        rates={meter: short(steps) for meter, steps in whole.items()},
        when=(*when, *sheet.tables),
        minimum=sheet.minimum or None,
        typical=sheet.typical,
    )


def _changes(steps: Steps) -> bool:
    """Tell whether an amount depends on the size of the request."""
    return len(short(steps)) > 1


def unit_for(meters: Iterable[str]) -> Unit:
    """The unit of an entry that prices these meters."""
    return _MILLION if any(METERS[meter].unit == "token" for meter in meters) else _ONE


def _rates(prices: Prices, sheet: Sheet, per: Unit, here: Here) -> Meters:
    """Clean amounts in the order of the vocabulary; where noise is all there is, there is none."""
    rates = {}
    for meter in sorted(prices, key=[*METERS].index):
        steps = tuple(
            None if one is None else _amount(one, meter, sheet, per, here) for one in prices[meter]
        )
        if any(steps) or _is_unsold(prices[meter]):
            rates[meter] = steps
    return rates


def _is_unsold(ladder: Ladder) -> bool:
    return all(one is None for one in ladder)


def _amount(one: Decimal, meter: str, sheet: Sheet, per: Unit, here: Here) -> Amount | None:
    stated = _in_unit(one, meter, sheet.units.get(meter), per)
    return stated or here.clean(meter, one, meter, per)


def _in_unit(one: Decimal, meter: str, unit: Unit | None, per: Unit) -> Amount | None:
    """The amount in the feed's own unit, where that makes it short."""
    if unit is None or unit == per:
        return None
    size = unit.of(METERS[meter])
    clean = cleaned(one * size.numerator / size.denominator)
    return None if clean is None else Amount(clean, unit)


def _drop_repeated(all_rates: list[Meters]) -> None:
    """A meter that costs everywhere what it falls back to by itself needs no rate."""
    for meter in {meter for rates in all_rates for meter in rates}:
        step = next(fallbacks(meter), None)
        if step and step.how == "same" and all(_repeats(r, meter, step.meter) for r in all_rates):
            for rates in all_rates:
                rates.pop(meter, None)


def _repeats(rates: Meters, meter: str, other: str) -> bool:
    return meter not in rates or rates[meter] == rates.get(other)


def _drop_dear(
    base: Meters, changed: list[tuple[Part, Meters]], open_: Steps, per: Unit, here: Here
) -> None:
    """What is read from the cache has no price where it would cost more than input."""
    if is_cache_dear(base, per):
        _leave_cache(base, here)
    for part, rates in changed:
        if is_cache_dear({**base, **rates} if part.rest == "keep" else rates, per):
            rates.update(dict.fromkeys(_leave_cache(rates, here), open_))


def _leave_cache(rates: Meters, here: Here) -> list[str]:
    """Leave the prices of the cache, and tell which those are; where what reading costs is not a
    part's own but the standard's, that alone."""
    left = left_of_cache(rates if "cache.read" in rates else ["cache.read"])
    for meter, why in left:
        said = " ".join(step.text() for step in rates.pop(meter, ()) if step)
        here.leave(meter, said or "-", why)
    return [meter for meter, _ in left]
