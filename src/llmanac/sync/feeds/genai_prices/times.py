"""When a price of genai-prices holds: entries from a day on, hours of a day, variants.

The days of variants are those on which the feed began to tell of them (one day for all batch
prices, whoever sells): they open no entry of their own, unless the price of the same variant
changes then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from llmanac.pricing.amounts import Positive
from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.moments import Day, Moment
from llmanac.pricing.windows import Hours, Window
from llmanac.sync.feeds.genai_prices.rates import (
    UNITS,
    Stated,
    bands,
    given,
    is_ordinary,
    ladders,
    starts,
    stated,
)
from llmanac.sync.feeds.sheets.grounding import with_prompts
from llmanac.sync.feeds.sheets.sheet import Sheet, entry
from llmanac.sync.feeds.sheets.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.entries import Entry
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.values import Here

_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d:00(Z|\+00:00)")
_AT_LEAST: Final = {
    ("groq", "whisper-large-v3"): {"audio.input.second": Positive.from_text("10")},
    ("groq", "whisper-large-v3-turbo"): {"audio.input.second": Positive.from_text("10")},
}
"""Least quantities, which the feed keeps in its code (`ModelInfo.calc_price`)."""


@dataclass(slots=True)
class _Spell:
    """A time in which the ordinary prices stay as they are."""

    start: Day | None
    prices: Mapping[str, Stated]
    windows: list[tuple[Hours, Mapping[str, Stated]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Variant:
    given: Given
    start: Day | None
    prices: Mapping[str, Stated]


def entries(provider: str, name: str, model: Node, *, seen: Day, source: str) -> Iterator[Entry]:
    """The entries of a model, the oldest first."""
    spells = _spells(model.raw("prices"), model.here)
    variants = list(_variants(model.items("price_variants"), model.here))
    least = _AT_LEAST.get((provider, name), {})
    spells = _split(spells, variants)
    for number, spell in enumerate(spells):
        end = spells[number + 1].start if number + 1 < len(spells) else None
        active = [v for v in variants if v.start is None or end is None or v.start < end]
        sheet = _sheet(spell, active, name, least)
        if made := entry(sheet, seen=seen, source=source, here=model.here):
            yield made


def _spells(prices: Json, here: Here) -> list[_Spell]:
    """The ordinary prices by their first day; hours belong to the spell that stands before them."""
    if not prices:
        here.leave("prices", prices, "free-as-empty")
        return []
    if not isinstance(prices, list):
        return [_Spell(None, stated(prices, here))]
    spells: list[_Spell] = []
    for item in prices:
        constraint = item.get("constraint") or {} if isinstance(item, dict) else None
        if not isinstance(constraint, dict) or item.keys() - {"constraint", "prices"}:
            here.leave("prices", item, "unreadable")
            continue
        told = stated(item.get("prices"), here)
        if constraint.keys() <= {"start_date"} and _is_day(constraint.get("start_date")):
            spells.append(_Spell(_day(constraint.get("start_date")), told))
        elif (hours := _hours(constraint)) and spells:
            spells[-1].windows.append((hours, told))
        else:
            here.leave("constraint", str(constraint), "inexpressible")
    return _in_order(spells, here)


def _in_order(spells: list[_Spell], here: Here) -> list[_Spell]:
    """Oldest first, one for each day; only the first may lack its day."""
    kept: list[_Spell] = []
    for spell in spells:
        last = kept[-1].start if kept else None
        if kept and (spell.start is None or (last is not None and spell.start <= last)):
            here.leave("start_date", spell.start and spell.start.text(), "out-of-order")
        else:
            kept.append(spell)
    return kept


def _variants(variants: list[Json], here: Here) -> Iterator[_Variant]:
    for item in variants:
        when = item.get("when") if isinstance(item, dict) else None
        if when is not None and is_ordinary(when):
            continue
        constraint = (item.get("constraint") or {}) if isinstance(item, dict) else {}
        condition = _condition(when)
        dated = isinstance(constraint, dict) and constraint.keys() <= {"start_date"}
        if condition is None or not dated or not _is_day(constraint.get("start_date")):
            here.leave("price_variants", str(when), "inexpressible")
            continue
        told = stated(item.get("prices"), here)
        yield _Variant(condition, _day(constraint.get("start_date")), told)


def _condition(when: Json) -> Given | None:
    try:
        return given(when)
    except BadValue:
        return None


def _split(spells: list[_Spell], variants: list[_Variant]) -> list[_Spell]:
    """Begin a new spell where a variant takes the place of an older one of its kind."""
    changes = {
        late.start
        for late in variants
        for early in variants
        if late.start and early.given == late.given and (early.start or Day.min) < late.start
    } - {spell.start for spell in spells}
    made = [*spells]
    for day in sorted(change for change in changes if change):
        before = [s for s in made if s.start is None or s.start < day]
        if before:
            made.insert(len(before), _Spell(day, before[-1].prices, before[-1].windows))
    return made


def _sheet(
    spell: _Spell, variants: list[_Variant], model: str, least: Mapping[str, Positive]
) -> Sheet:
    """Of several variants of one kind the feed takes the first that is active."""
    chosen: dict[Given, Mapping[str, Stated]] = {}
    for variant in variants:
        chosen[variant.given] = {**variant.prices, **chosen.get(variant.given, {})}
    windows = _windows(spell)
    every = [spell.prices, *windows.values(), *chosen.values()]
    at = starts(every)
    whole, edge = bands(at)
    return Sheet(
        prices=with_prompts(ladders(spell.prices, at), model),
        at=whole,
        edge=edge,
        parts=(
            *(
                Part(given=g, prices=with_prompts(ladders(p, at), model))
                for g, p in windows.items()
            ),
            *(
                Part(given=g, prices=with_prompts(ladders(p, at), model), rest="keep")
                for g, p in chosen.items()
            ),
        ),
        minimum=least if least.keys() <= spell.prices.keys() else {},
        units=UNITS,
        start=Moment.parse(spell.start.text()) if spell.start else None,
    )


def _windows(spell: _Spell) -> dict[Given, Mapping[str, Stated]]:
    """Hours with the same prices are one condition."""
    groups: list[tuple[Mapping[str, Stated], list[Hours]]] = []
    for hours, prices in spell.windows:
        same = next((known for told, known in groups if told == prices), None)
        if same is None:
            groups.append((prices, [hours]))
        else:
            same.append(hours)
    return {Given(time=(Window(tz="UTC", hours=tuple(hours)),)): prices for prices, hours in groups}


def _hours(constraint: Mapping[str, Any]) -> Hours | None:
    """Hours of every day by UTC, to the minute."""
    clocks = [constraint.get(name) for name in ("start_time", "end_time")]
    if len(constraint) != 2 or not all(isinstance(c, str) and _CLOCK.fullmatch(c) for c in clocks):
        return None
    try:
        return Hours.parse("-".join(str(clock)[:5] for clock in clocks))
    except BadValue:
        return None


def _is_day(text: Json) -> bool:
    if text is None:
        return True
    try:
        Day.parse(text)
    except BadValue:
        return False
    return True


def _day(text: Json) -> Day | None:
    return None if text is None else Day.parse(text)
