"""What each meter comes to: how many are billed, at which price, and the amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from llmanac.pricing.card import SCALE
from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from llmanac.pricing.card import Card, Price
    from llmanac.pricing.numbers import Number


@dataclass(frozen=True, slots=True)
class Charge:
    """What one meter comes to."""

    meter: str
    count: Number
    billed: Number
    """More than the count where the seller bills a least quantity."""
    price: Price | None = None
    parts: int | None = None
    """The amount in parts of `SCALE`; None where it has no price."""


def charges(card: Card, band: int, counts: Mapping[str, Number]) -> tuple[Charge, ...]:
    """Return what everything that was used comes to, in the order of the counts."""
    prices, least, amount = card.prices(band), card.least, card.amount
    found = []
    for meter, count in told_once(counts, {m for m in counts if prices[m]}).items():
        price, billed = prices[meter], max(count, least.get(meter, 0))
        parts = None if price is None else amount(price, billed)
        found.append(Charge(meter, count, billed, price, parts))
    return tuple(found)


def told_once(counts: Mapping[str, Number], priced: Collection[str]) -> Mapping[str, Number]:
    """Leave out what is counted in two ways and billed in the other one."""
    twice = [meter for meter in counts if METERS[meter].instead_of in counts]
    if not twice:
        return counts
    other = {meter: METERS[meter].instead_of for meter in twice}
    left_out = {
        other[meter] if meter in priced and other[meter] not in priced else meter for meter in twice
    }
    return {meter: count for meter, count in counts.items() if meter not in left_out}


def with_request(counts: Mapping[str, Number]) -> dict[str, Number]:
    """Return the counts with the request itself, one per body, in the vocabulary's order."""
    counts = {"request": 1, **counts}
    return {meter: counts[meter] for meter in METERS if meter in counts}


def money(parts: int) -> Decimal:
    """Turn parts of `SCALE` into an exact decimal without trailing zeros."""
    whole, rest = divmod(parts, SCALE)
    decimals = f"{rest:018d}".rstrip("0")
    return Decimal(f"{whole}.{decimals}" if decimals else str(whole))
