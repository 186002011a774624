"""What holds under a condition, as a feed states it → conditions of an entry.

One factor for all content becomes a scale, a price that the standard has as well is not repeated,
and what nobody prices stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Positive
from llmanac.pricing.conditions import Condition
from llmanac.pricing.keys import TIERS, Test
from llmanac.pricing.meters import METERS, fallbacks, is_part
from llmanac.sync.feeds.sheets.steps import Steps, factor, ratios, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.pricing.amounts import Unit
    from llmanac.pricing.conditions import Rest
    from llmanac.pricing.given import Given

Ladder = tuple[Decimal | None, ...]
"""The price of one unit in each band, the smallest requests first; None: not known there."""
Meters = dict[str, Steps]
"""Meter → its amount in each band."""

_ANY: Final = Test()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What holds under a condition."""

    given: Given
    prices: Mapping[str, Ladder]
    rest: Rest = "unknown"
    """What becomes of content that it does not price, by the feed's own rules."""


def merged(parts: Iterable[Part]) -> Iterator[Part]:
    """Tiers that cost the same are one part, as long as nothing stands between them."""
    for _, neighbours in groupby(parts, key=lambda part: _but_tier(part.given)):
        kept: list[Part] = []
        for part in neighbours:
            place = next((n for n, one in enumerate(kept) if _same(one, part)), None)
            if place is None:
                kept.append(part)
            else:
                kept[place] = replace(part, given=_either(kept[place].given, part.given))
        yield from kept


def _but_tier(given: Given) -> tuple[object, ...]:
    """What the condition says beside its tier."""
    return (given.tier is None, replace(given, tier=_ANY))


def _same(one: Part, other: Part) -> bool:
    tiers = one.given.tier and other.given.tier
    return bool(tiers) and one.prices == other.prices and one.rest == other.rest


def _either(one: Given, other: Given) -> Given:
    values = (*(one.tier or _ANY).values, *(other.tier or _ANY).values)
    return replace(one, tier=Test(tuple(sorted({*values}, key=TIERS.index))))


def conditions(
    part: Part, base: Meters, rates: Meters, per: Unit, *, factored: bool
) -> Iterator[Condition]:
    """What the part says, as one condition or none."""
    if factored:
        yield from _condition(part, base, rates, per)
    elif rates:
        told = {m: s for m, s in rates.items() if _is_content(m) or s != base.get(m)}
        yield _explicit(part, base, told, part.rest)


def _is_content(meter: str) -> bool:
    return METERS[meter].kind == "content"


def _explicit(part: Part, base: Meters, told: Meters, rest: Rest) -> Condition:
    shown = {meter: short(steps) for meter, steps in told.items()}
    silent = Condition(given=part.given, rates=shown)
    return replace(silent, rest=rest) if silent.left_out(base) else silent


def _condition(part: Part, base: Meters, rates: Meters, per: Unit) -> Iterator[Condition]:
    """What the part changes; nothing where it says what holds anyway."""
    missing = any(_is_content(m) and any(base[m]) and m not in rates for m in base)
    kept = part.rest == "keep" or not missing
    differing = {m: steps for m, steps in rates.items() if steps != base.get(m)}
    if not rates or (not differing and kept):
        return
    if kept and (scale := _scale(part.given, differing, base, per)):
        yield scale
        return
    if not kept:
        differing = {m: s for m, s in rates.items() if _is_content(m) or m in differing}
    told = {**differing, **_led(differing, base, rates, kept=kept)}
    yield _explicit(part, base, told, "keep" if kept else "unknown")


def _led(told: Meters, base: Meters, rates: Meters, *, kept: bool) -> Meters:
    """Meters that would follow what is re-priced, though the feed has a price of their own."""
    led = {}
    for meter in base:
        follows = any(step.meter in told for step in fallbacks(meter) if step.how == "same")
        if meter not in told and follows and (meter in rates or kept):
            led[meter] = rates.get(meter, base[meter])
    return led


def _scale(given: Given, differing: Meters, base: Meters, per: Unit) -> Condition | None:
    """One factor for all that differs, if there is one and it names whole subtrees."""
    only = factor(ratios(base, differing, per))
    if only is None or not all(map(_is_content, differing)):
        return None
    scale = Positive(only)
    same = [m for m in base if _is_content(m) and m not in differing and _costs(base[m])]
    if not same:
        return Condition(given=given, scale=scale)
    if any(is_part(meter, one) for meter in same for one in differing):
        return None
    tops = (m for m in differing if not any(m != o and is_part(m, o) for o in differing))
    return Condition(given=given, scale=scale, only=tuple(tops))


def _costs(steps: Steps) -> bool:
    """Tell whether there is an amount that a factor would change."""
    return any(step is not None and step.value for step in steps)
