"""What each meter comes to: how many are billed, at which price, and the amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.pricing.lines import Line
from llmanac.pricing.meters import METERS
from llmanac.pricing.money import money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.card import Card, Price
    from llmanac.pricing.numbers import Number


_INSTEAD = [(one.id, one.instead_of) for one in METERS.values() if one.instead_of]
"""Meters that count again what another one counts, each with that."""


@dataclass(slots=True)
class Charge:
    """What one meter comes to. Nothing here is meant to be changed; frozen, it would cost more."""

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
    for meter, count in told_once(counts, prices).items():
        price, billed = prices[meter], max(count, least[meter]) if meter in least else count
        parts = None if price is None else amount(price, billed)
        found.append(Charge(meter, count, billed, price, parts))
    return tuple(found)


def line_of(charge: Charge, offer: str | None, entry: int | None) -> Line:
    """Return the line that tells of a charge."""
    price = charge.price
    told = (offer, entry, charge.meter, charge.count, charge.billed)
    if price is None or charge.parts is None:
        return Line(*told, None, None, None, None, assumed=False, amount=None)
    fallback = price.meter if price.how else None
    assumed, amount = price.how == "assume", money(charge.parts)
    return Line(*told, price.amount, price.factor, price.unit, fallback, assumed, amount)


def told_once(
    counts: Mapping[str, Number], prices: Mapping[str, Price | None]
) -> Mapping[str, Number]:
    """Leave out what is counted in two ways and billed in the other one."""
    twice = [pair for pair in _INSTEAD if pair[0] in counts and pair[1] in counts]
    if not twice:
        return counts
    left_out = {
        other if prices.get(meter) and not prices.get(other) else meter for meter, other in twice
    }
    return {meter: count for meter, count in counts.items() if meter not in left_out}


def with_request(counts: Mapping[str, Number]) -> dict[str, Number]:
    """Return the counts with the request itself, one per body, in the vocabulary's order."""
    counts = {"request": 1, **counts}
    return {meter: counts[meter] for meter in METERS if meter in counts}
