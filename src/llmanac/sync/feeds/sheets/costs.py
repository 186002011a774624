"""Prices of a feed → an entry of the price language that keeps its laws."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Amount, Positive, Unit
from llmanac.pricing.conditions import Condition
from llmanac.pricing.entries import Bands, Entry
from llmanac.pricing.given import Given
from llmanac.pricing.keys import Test
from llmanac.sync.feeds.sheets.steps import (
    is_cache_dear,
    left_of_cache,
    short,
    uniform,
    with_open_cached_audio,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.moments import Day
    from llmanac.pricing.rates import Rate
    from llmanac.sync.feeds.fields.nodes import Node

PER: Final = Unit("1M")
MILLION: Final = 1_000_000

Sheet = dict[str, Amount]
"""Meter → its price, in one band and under one condition."""


@dataclass(slots=True, kw_only=True)
class Costs:
    """All prices of an offer, band by band, before they are an entry."""

    base: Sheet = field(default_factory=dict)
    above: dict[int, Sheet] = field(default_factory=dict)
    """The size beyond which other prices hold → these prices."""
    when: list[Condition] = field(default_factory=list)

    def entries(self, feed: str, seen: Day, where: str) -> tuple[Entry, ...]:
        """Make the entry, in US dollars per 1M; none where nothing is priced."""
        if not self.base:
            return ()
        rates = with_open_cached_audio(self.rates())
        bands = Bands(at=tuple(sorted(self.above))) if self.above else None
        source = f"{feed}@{seen.text()}:{where}"
        when = tuple(self.when)
        entry = Entry(
            currency="USD", per=PER, seen=seen, source=source, bands=bands, rates=rates, when=when
        )
        return (entry,)

    def rates(self) -> dict[str, Rate]:
        """Every meter with its price per band; one amount where all bands have the same."""
        sheets = [self.base, *(self.above[size] for size in sorted(self.above))]
        meters = dict.fromkeys(meter for sheet in sheets for meter in sheet)
        return {meter: short(sheet.get(meter) for sheet in sheets) for meter in meters}


def sheet(node: Node, meters: Mapping[str, str], per: int, *, zeros: bool = True) -> Sheet:
    """The prices that an object of a feed states, each for so many units of its meter.

    Without `zeros`, a 0 stands for what is not known, and is left.
    """
    read: Sheet = {}
    for name, meter in meters.items():
        one = node.price(name) if zeros else node.known_price(name)
        if one is not None and (price := node.here.clean(name, one / per, meter, PER)) is not None:
            read[meter] = price
    return lawful(node, read, meters)


def lawful(node: Node, read: Sheet, meters: Mapping[str, str]) -> Sheet:
    """Without the prices of the cache, where reading from it is dearer than input."""
    if is_cache_dear({meter: (price,) for meter, price in read.items()}, PER):
        names = {meter: name for name, meter in meters.items()}
        for meter, why in left_of_cache(read):
            node.leave(names[meter], why)
            del read[meter]
    return read


def in_tier(costs: Costs, tier: str, read: Sheet) -> Condition | None:
    """The prices of a tier: a factor where all content changes by it, else amounts.

    What a feed states without bands is the price of the smallest requests.
    """
    given = Given(tier=Test((tier,)))
    own = {meter: (price,) for meter, price in read.items()}
    scale = None if costs.above else uniform(costs.rates(), own, PER)
    if scale is not None:
        return None if scale == 1 else Condition(given=given, scale=Positive(scale))
    nothing = (None,) * len(costs.above)
    rates: dict[str, Rate] = {meter: (price, *nothing) for meter, price in read.items()}
    rates = with_open_cached_audio(rates)
    open_ = Condition(given=given, rates=rates).left_out(with_open_cached_audio(costs.rates()))
    return Condition(given=given, rates=rates, rest="unknown" if open_ else None)
