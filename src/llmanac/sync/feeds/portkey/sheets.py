"""Portkey's prices of an offer, wherever and however it is served → a sheet."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.keys import KEYS, Test
from llmanac.pricing.meters import METERS
from llmanac.sync.feeds.portkey.modes import (
    EVERYWHERE,
    STANDARD,
    WITHOUT_SIZES,
    base_of,
    batch_of,
    bills_tokens,
    currency_of,
    modes_of,
    overlay,
)
from llmanac.sync.feeds.portkey.rates import pictures, tables
from llmanac.sync.feeds.sheets.grounding import with_prompts
from llmanac.sync.feeds.sheets.sheet import Sheet, unit_for
from llmanac.sync.feeds.sheets.steps import factor
from llmanac.sync.feeds.sheets.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from llmanac.pricing.tables import Table
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.values import Here
    from llmanac.sync.feeds.portkey.modes import Mode, Modes
    from llmanac.sync.feeds.sheets.sheet import Prices
    from llmanac.sync.feeds.sheets.terms import Ladder


def whole(name: str, model: Node) -> Sheet | None:
    """The sheet of an entry that stands for a whole offer."""
    here = model.here
    config = here.mapping("pricing_config", model.raw("pricing_config"))
    if config is None:
        return None
    if (currency := currency_of(config, here)) is None:
        return None
    modes = modes_of(model.raw("custom_pricing"), here)
    home = modes.setdefault(EVERYWHERE, {})
    overlay(home.setdefault(STANDARD, {}), base_of(config, here), here)
    if batch := batch_of(config, here):
        overlay(home.setdefault("batch", {}), batch, here)
    return _with_tables(_sheet(name, modes, currency, here), config, here)


def halves(name: str, both: tuple[Node, Node], size: int) -> Sheet | None:
    """The sheet of an offer that the feed writes as two entries, for small and large requests."""
    here = both[0].here
    said = (half.raw("pricing_config") for half in both)
    configs = [one for half in said if (one := here.mapping("pricing_config", half)) is not None]
    if len(configs) < len(both):
        return None
    currencies = {currency_of(config, here) for config in configs}
    if len(currencies) > 1 or (currency := currencies.pop()) is None:
        return None
    for half in both:
        if "custom_pricing" in half.data:
            here.leave("custom_pricing", half.raw("custom_pricing"), "inexpressible")
    home: dict[str, Mode] = {}
    for start, config in zip((0, size), configs, strict=True):
        home.setdefault(STANDARD, {})[start] = base_of(config, here)
        if batch := batch_of(config, here):
            home.setdefault("batch", {})[start] = batch
    sheet = _sheet(name, {EVERYWHERE: home}, currency, here)
    return _with_tables(sheet, configs[0], here)


def _sheet(model: str, modes: Modes, currency: str, here: Here) -> Sheet:
    at = tuple(sorted({size for t in modes.values() for m in t.values() for size in m if size > 0}))
    home = modes[EVERYWHERE]
    prices = {t: with_prompts(_ladders(mode, at), model) for t, mode in home.items()}
    tiers = [
        Part(given=Given(tier=Test((tier,))), prices=told)
        for tier, told in prices.items()
        if tier != STANDARD
    ]
    regions = {
        given: {t: with_prompts(_ladders(mode, at), model) for t, mode in told.items()}
        for region, told in modes.items()
        if region != EVERYWHERE and (given := _region(region, here))
    }
    standard = prices.get(STANDARD, {})
    factors = [_factor(prices, there) for there in regions.values()]
    simple = Sheet(prices=standard, at=at, parts=tuple(tiers), currency=currency)
    if all(factors):
        there = [
            Part(given=given, prices=told[STANDARD])
            for (given, told), times in zip(regions.items(), factors, strict=True)
            if times != 1
        ]
        return replace(simple, parts=(*tiers, *there))
    return replace(simple, parts=tuple(_spelled_out(prices, regions)), factored=False)


def _spelled_out(
    prices: Mapping[str, Prices], regions: Mapping[Given, Mapping[str, Prices]]
) -> Iterator[Part]:
    """Every region and tier by itself; a tier of which a region says nothing is unknown there."""
    for given, told in regions.items():
        if STANDARD in told:
            yield Part(given=given, prices=told[STANDARD])
    tiers = [tier for tier in prices if tier != STANDARD]
    for tier in tiers:
        yield Part(given=Given(tier=Test((tier,))), prices=prices[tier])
    for given, told in regions.items():
        for tier in dict.fromkeys((*tiers, *told)):
            if tier != STANDARD:
                there = told.get(tier) or _unsold(prices[tier])
                yield Part(given=replace(given, tier=Test((tier,))), prices=there)


def _unsold(prices: Prices) -> Prices:
    return {meter: (None,) * len(steps) for meter, steps in prices.items()}


def _factor(prices: Mapping[str, Prices], there: Mapping[str, Prices]) -> Decimal | None:
    """By what all content costs more in a region, in every tier alike."""
    if prices.keys() != there.keys():
        return None
    if any(told.keys() != there[tier].keys() for tier, told in prices.items()):
        return None
    return factor({ratio for tier, told in prices.items() for ratio in _ratios(told, there[tier])})


def _ratios(here: Prices, there: Prices) -> Iterator[Fraction | None]:
    for meter, steps in here.items():
        for one, other in zip(steps, there[meter], strict=True):
            if METERS[meter].kind == "tool" or one is None or other is None:
                if one != other:
                    yield None
            else:
                yield Fraction(other) / Fraction(one)


def _region(region: str, here: Here) -> Given | None:
    try:
        return Given(region=KEYS["region"].accept(region.split(",")))
    except BadValue:
        here.leave("regions", region, "inexpressible")
        return None


def _ladders(mode: Mode, at: tuple[int, ...]) -> Prices:
    """A step per band; without sizes of its own a price holds in every band."""
    if WITHOUT_SIZES in mode:
        return {meter: (one,) * (len(at) + 1) for meter, one in mode[WITHOUT_SIZES].items()}
    meters = dict.fromkeys(meter for prices in mode.values() for meter in prices)
    ladders = {m: tuple(mode.get(size, {}).get(m) for size in (0, *at)) for m in meters}
    return {m: _whole(steps) if METERS[m].kind == "tool" else steps for m, steps in ladders.items()}


def _whole(steps: Ladder) -> Ladder:
    """What a tool costs does not depend on the size of a request, wherever the feed repeats it."""
    stated = {step for step in steps if step is not None}
    return (stated.pop(),) * len(steps) if len(stated) == 1 else steps


def _with_tables(sheet: Sheet, config: Json, here: Here) -> Sheet:
    """Prices by size and quality; where tokens bill, those of pictures only tell beforehand."""
    prices = config.get("pay_as_you_go")
    stated = (sheet.prices, *(part.prices for part in sheet.parts))
    per = unit_for(meter for told in stated for meter in told)
    images = pictures(prices, per, here)
    tokens = bills_tokens(sheet.prices)
    billing = (*tables(prices, per, here), *(() if tokens else images))
    return replace(
        sheet,
        tables=tuple(_resting(table, sheet.prices) for table in billing),
        typical=images if tokens else (),
    )


def _resting(table: Table, prices: Prices) -> Table:
    """A table of one meter leaves the others as they are."""
    others = any(METERS[m].kind == "content" and m not in table.rates for m in prices)
    return replace(table, rest="keep") if others else table
