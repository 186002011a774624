"""What each meter comes to: how many are billed, at which price, and the amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    for meter, count in counts.items():
        price, billed = prices[meter], max(count, least.get(meter, 0))
        parts = None if price is None else amount(price, billed)
        found.append(Charge(meter, count, billed, price, parts))
    return tuple(found)


def with_request(counts: Mapping[str, Number]) -> dict[str, Number]:
    """Return the counts with the request itself, one per body, in the vocabulary's order."""
    counts = {"request": 1, **counts}
    return {meter: counts[meter] for meter in METERS if meter in counts}
