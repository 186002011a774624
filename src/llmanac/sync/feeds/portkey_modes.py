"""Portkey's prices by region, by tier ("execution mode") and by size of the request."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.keys import KEYS, TIERS, Test
from llmanac.pricing.meters import METERS
from llmanac.sync.feeds.grounding import with_prompts
from llmanac.sync.feeds.portkey_rates import Flat, dollars, flat, picture, pictures, tables
from llmanac.sync.feeds.sheet import Sheet, unit_for
from llmanac.sync.feeds.terms import Part, short_factor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from llmanac.pricing.tables import Table
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.leaving import Here
    from llmanac.sync.feeds.sheet import Prices
    from llmanac.sync.feeds.terms import Ladder

_CONFIG: Final = frozenset(
    {"pay_as_you_go", "batch_config", "finetune_config", "fixed_cost", "currency"}
)
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,14}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_EVERYWHERE: Final = "default"
_STANDARD: Final = "standard"
_WITHOUT_SIZES: Final = -1
"""Stands for the size from which a price holds that is the same for all sizes."""

Mode = dict[int, Flat]
"""The size above which it holds → prices."""
Modes = dict[str, dict[str, Mode]]
"""Regions as the feed writes them (`us,eu`) → tier → prices."""


def whole(model: str, said: Json, here: Here) -> Sheet | None:
    """The sheet of an entry that stands for a whole offer."""
    config = said.get("pricing_config")
    if not isinstance(config, dict):
        here.leave("pricing_config", config, "unreadable")
        return None
    if (currency := _currency(config, here)) is None:
        return None
    modes = _modes(said.get("custom_pricing"), here)
    home = modes.setdefault(_EVERYWHERE, {})
    _overlay(home.setdefault(_STANDARD, {}), _base(config, here), here)
    if batch := _batch(config, here):
        _overlay(home.setdefault("batch", {}), batch, here)
    return _with_tables(_sheet(model, modes, currency, here), config, here)


def halves(model: str, both: tuple[Json, Json], size: int, here: Here) -> Sheet | None:
    """The sheet of an offer that the feed writes as two entries, for small and large requests."""
    configs = [half.get("pricing_config") for half in both]
    if not all(isinstance(config, dict) for config in configs):
        here.leave("pricing_config", configs[0], "unreadable")
        return None
    currencies = {_currency(config, here) for config in configs}
    if len(currencies) > 1 or (currency := currencies.pop()) is None:
        return None
    for half in both:
        if "custom_pricing" in half:
            here.leave("custom_pricing", half["custom_pricing"], "inexpressible")
    home: dict[str, Mode] = {}
    for start, config in zip((0, size), configs, strict=True):
        home.setdefault(_STANDARD, {})[start] = _base(config, here)
        if batch := _batch(config, here):
            home.setdefault("batch", {})[start] = batch
    sheet = _sheet(model, {_EVERYWHERE: home}, currency, here)
    return _with_tables(sheet, configs[0], here)


def _base(config: Json, here: Here) -> Flat:
    """What is paid as one goes; what one request and one token of training cost beside it."""
    here.fields(config, _CONFIG, {})
    prices = config.get("pay_as_you_go")
    base = flat(prices, here)
    for field, part, meter in (
        ("fixed_cost", "request", "request"),
        ("finetune_config", "pay_per_token", "training"),
    ):
        if (cost := config.get(field)) is not None:
            base |= _one(cost, part, meter, here.under(field))
    if (one := picture(prices, here)) is not None and not _bills_tokens(base):
        base["image"] = one
    return base


def _one(cost: Json, part: str, meter: str, here: Here) -> Flat:
    """The price of one meter; what else stands beside it has no meter of ours."""
    if not isinstance(cost, dict):
        here.leave(part, cost, "unreadable")
        return {}
    here.fields(cost, frozenset({part}), dict.fromkeys(cost.keys() - {part}, "inexpressible"))
    price = dollars(cost.get(part), meter, part, here)
    return {} if price is None else {meter: price}


def _batch(config: Json, here: Here) -> Flat:
    batch = config.get("batch_config")
    return {} if batch is None else flat(batch, here)


def _bills_tokens(prices: Iterable[str]) -> bool:
    return any(METERS[m].unit == "token" and m.startswith("output") for m in prices)


def _modes(custom: Json, here: Here) -> Modes:
    """What is priced by region and tier, as far as it can be read."""
    modes: Modes = {}
    if custom is None:
        return modes
    regions = custom.get("regions") if isinstance(custom, dict) else None
    sizes = custom.get("context_tier_map", {}) if isinstance(custom, dict) else None
    if not isinstance(regions, dict) or not isinstance(sizes, dict):
        here.leave("custom_pricing", custom, "unreadable")
        return modes
    here.fields(custom, frozenset({"regions", "context_tier_map"}), {})
    starts = {
        name: int(size)
        for size, name in sizes.items()
        if isinstance(name, str) and _SIZE.fullmatch(size)
    }
    for region, said in regions.items():
        tiers = said.get("execution_modes") if isinstance(said, dict) else None
        for tier, mode in tiers.items() if isinstance(tiers, dict) else ():
            if tier not in TIERS:
                here.leave(f"execution_modes.{tier}", mode, "inexpressible")
            else:
                modes.setdefault(region, {})[tier] = _mode(mode, starts, here)
        if not isinstance(tiers, dict):
            here.leave(f"regions.{region}", said, "unreadable")
    return modes


def _mode(mode: Json, starts: Mapping[str, int], here: Here) -> Mode:
    if not isinstance(mode, dict):
        here.leave("execution_modes", mode, "unreadable")
        return {}
    parts = mode.get("context_tiers")
    if not isinstance(parts, dict):
        return {_WITHOUT_SIZES: _payg(mode, here)}
    for name in parts.keys() - starts.keys():
        here.leave(f"context_tiers.{name}", parts[name], "unreadable")
    return {starts[name]: _payg(part, here) for name, part in parts.items() if name in starts}


def _payg(holder: Json, here: Here) -> Flat:
    config = holder.get("pricing_config") if isinstance(holder, dict) else None
    prices = config.get("pay_as_you_go") if isinstance(config, dict) else None
    return flat(prices, here)


def _overlay(mode: Mode, base: Flat, here: Here) -> None:
    """Add what only the simple part of an entry prices; where both do, the detailed part counts."""
    first = mode.setdefault(min(mode, default=_WITHOUT_SIZES), {})
    for meter, one in base.items():
        if first.setdefault(meter, one) != one:
            here.leave(meter, one, "contradictory")


def _sheet(model: str, modes: Modes, currency: str, here: Here) -> Sheet:
    at = tuple(sorted({size for t in modes.values() for m in t.values() for size in m if size > 0}))
    home = modes[_EVERYWHERE]
    prices = {t: with_prompts(_ladders(mode, at), model) for t, mode in home.items()}
    tiers = [
        Part(given=Given(tier=Test((tier,))), prices=told)
        for tier, told in prices.items()
        if tier != _STANDARD
    ]
    regions = {
        given: {t: with_prompts(_ladders(mode, at), model) for t, mode in told.items()}
        for region, told in modes.items()
        if region != _EVERYWHERE and (given := _region(region, here))
    }
    standard = prices.get(_STANDARD, {})
    factors = [_factor(prices, there) for there in regions.values()]
    simple = Sheet(prices=standard, at=at, parts=tuple(tiers), currency=currency)
    if all(factors):
        there = [
            Part(given=given, prices=told[_STANDARD])
            for (given, told), factor in zip(regions.items(), factors, strict=True)
            if factor != 1
        ]
        return replace(simple, parts=(*tiers, *there))
    return replace(simple, parts=tuple(_spelled_out(prices, regions)), factored=False)


def _spelled_out(
    prices: Mapping[str, Prices], regions: Mapping[Given, Mapping[str, Prices]]
) -> Iterator[Part]:
    """Every region and tier by itself; a tier of which a region says nothing is unknown there."""
    for given, told in regions.items():
        if _STANDARD in told:
            yield Part(given=given, prices=told[_STANDARD])
    tiers = [tier for tier in prices if tier != _STANDARD]
    for tier in tiers:
        yield Part(given=Given(tier=Test((tier,))), prices=prices[tier])
    for given, told in regions.items():
        for tier in dict.fromkeys((*tiers, *told)):
            if tier != _STANDARD:
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
    ratios = {ratio for tier, told in prices.items() for ratio in _ratios(told, there[tier])}
    only = ratios.pop() if len(ratios) == 1 else None
    return None if only is None else short_factor(only)


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
    if _WITHOUT_SIZES in mode:
        return {meter: (one,) * (len(at) + 1) for meter, one in mode[_WITHOUT_SIZES].items()}
    meters = dict.fromkeys(meter for prices in mode.values() for meter in prices)
    ladders = {m: tuple(mode.get(size, {}).get(m) for size in (0, *at)) for m in meters}
    return {m: _whole(steps) if METERS[m].kind == "tool" else steps for m, steps in ladders.items()}


def _whole(steps: Ladder) -> Ladder:
    """What a tool costs does not depend on the size of a request, wherever the feed repeats it."""
    stated = {step for step in steps if step is not None}
    return (stated.pop(),) * len(steps) if len(stated) == 1 else steps


def _currency(config: Json, here: Here) -> str | None:
    """US dollars where nothing is said; None where something is said that is no currency."""
    currency = config.get("currency", "USD")
    if isinstance(currency, str) and _CURRENCY.fullmatch(currency):
        return currency
    here.leave("currency", currency, "unreadable")
    return None


def _with_tables(sheet: Sheet, config: Json, here: Here) -> Sheet:
    """Prices by size and quality; where tokens bill, those of pictures only tell beforehand."""
    prices = config.get("pay_as_you_go")
    stated = (sheet.prices, *(part.prices for part in sheet.parts))
    per = unit_for(meter for told in stated for meter in told)
    images = pictures(prices, per, here)
    tokens = _bills_tokens(sheet.prices)
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
