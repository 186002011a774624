"""What Portkey prices by region, by tier ("execution mode") and by size of the request, as read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from llmanac.pricing.keys import TIERS
from llmanac.pricing.meters import METERS
from llmanac.sync.feeds.fields.nodes import Node
from llmanac.sync.feeds.portkey.rates import Flat, dollars, flat, picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.sync.claims import Json, Why
    from llmanac.sync.feeds.fields.values import Here

EVERYWHERE: Final = "default"
STANDARD: Final = "standard"
WITHOUT_SIZES: Final = -1
"""Stands for the size from which a price holds that is the same for all sizes."""
_CONFIG: Final = frozenset(
    {"pay_as_you_go", "batch_config", "finetune_config", "fixed_cost", "currency"}
)
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,14}")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")

Mode = dict[int, Flat]
"""The size above which it holds → prices."""
Modes = dict[str, dict[str, Mode]]
"""Regions as the feed writes them (`us,eu`) → tier → prices."""


def base_of(config: Json, here: Here) -> Flat:
    """What is paid as one goes; what one request and one token of training cost beside it."""
    Node(here, config).close(ignored=_CONFIG)
    prices = config.get("pay_as_you_go")
    base = flat(prices, here)
    for field, part, meter in (
        ("fixed_cost", "request", "request"),
        ("finetune_config", "pay_per_token", "training"),
    ):
        if (cost := config.get(field)) is not None:
            base |= _one(cost, part, meter, here.under(field))
    if (one := picture(prices, here)) is not None and not bills_tokens(base):
        base["image"] = one
    return base


def _one(cost: Json, part: str, meter: str, here: Here) -> Flat:
    """The price of one meter; what else stands beside it has no meter of ours."""
    if not isinstance(cost, dict):
        here.leave(part, cost, "unreadable")
        return {}
    others: dict[str, Why] = dict.fromkeys(cost.keys() - {part}, "inexpressible")
    Node(here, cost, {part}).close(alike=others)
    price = dollars(cost.get(part), meter, part, here)
    return {} if price is None else {meter: price}


def batch_of(config: Json, here: Here) -> Flat:
    """What a batch costs, as far as it is told in the simple part."""
    batch = config.get("batch_config")
    return {} if batch is None else flat(batch, here)


def modes_of(custom: Json, here: Here) -> Modes:
    """What is priced by region and tier, as far as it can be read."""
    modes: Modes = {}
    if custom is None:
        return modes
    regions = custom.get("regions") if isinstance(custom, dict) else None
    sizes = custom.get("context_tier_map", {}) if isinstance(custom, dict) else None
    if not isinstance(regions, dict) or not isinstance(sizes, dict):
        here.leave("custom_pricing", custom, "unreadable")
        return modes
    Node(here, custom).close(ignored=("regions", "context_tier_map"))
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
        return {WITHOUT_SIZES: _payg(mode, here)}
    for name in parts.keys() - starts.keys():
        here.leave(f"context_tiers.{name}", parts[name], "unreadable")
    return {starts[name]: _payg(part, here) for name, part in parts.items() if name in starts}


def _payg(holder: Json, here: Here) -> Flat:
    config = holder.get("pricing_config") if isinstance(holder, dict) else None
    prices = config.get("pay_as_you_go") if isinstance(config, dict) else None
    return flat(prices, here)


def overlay(mode: Mode, base: Flat, here: Here) -> None:
    """Add what only the simple part of an entry prices; where both do, the detailed part counts."""
    first = mode.setdefault(min(mode, default=WITHOUT_SIZES), {})
    for meter, one in base.items():
        if first.setdefault(meter, one) != one:
            here.leave(meter, one, "contradicts")


def bills_tokens(prices: Iterable[str]) -> bool:
    """Tell whether answers are billed by tokens."""
    return any(METERS[m].unit == "token" and m.startswith("output") for m in prices)


def currency_of(config: Json, here: Here) -> str | None:
    """US dollars where nothing is said; None where something is said that is no currency."""
    currency = config.get("currency", "USD")
    if isinstance(currency, str) and _CURRENCY.fullmatch(currency):
        return currency
    here.leave("currency", currency, "unreadable")
    return None
