"""Single prices, each for a size and a tier → rates by band, and conditions for the tiers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Amount, Positive, Unit
from llmanac.pricing.conditions import Condition
from llmanac.pricing.entries import Bands
from llmanac.pricing.given import Given
from llmanac.pricing.keys import KEYS
from llmanac.pricing.meters import METERS
from llmanac.sync.feeds.litellm.names import MODES, TIERS
from llmanac.sync.feeds.sheets.steps import short, uniform, with_open_cached_audio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from llmanac.pricing.conditions import Rest
    from llmanac.pricing.rates import Rate, Rates

_Row = dict[int, Amount]
"""Size above which it holds → price; 0 is from the beginning."""


@dataclass(slots=True)
class Grid:
    """What each meter costs under each tier, from each size on."""

    per: Unit
    prices: dict[str | None, dict[str, _Row]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    """Tier → meter → prices."""

    def put(self, meter: str, price: Amount, *, above: int = 0, tier: str | None = None) -> bool:
        """Add a price; False where another one stands there already."""
        row = self.prices[tier][meter]
        return row.setdefault(above, price) == price

    def swapped(self, tier: str) -> bool:
        """Make a tier's prices the ordinary ones, and those the tier's, where each meter has both
        and no other tier stands against the ordinary ones."""
        ordinary, other = self.prices[None], self.prices[tier]
        if self.prices.keys() != {None, tier} or not other.keys() <= ordinary.keys():
            return False
        for meter, row in other.items():
            other[meter], ordinary[meter] = ordinary[meter], row
        return True

    def bands(self) -> Bands | None:
        """Return the sizes at which prices change; None where none does."""
        rows = [row for meters in self.prices.values() for row in meters.values()]
        at = sorted({above for row in rows for above in row if above})
        return Bands(at=tuple(at), edge=">") if at else None

    def rates(self) -> dict[str, Rate]:
        """Return the ordinary price of each meter: what no band changes goes on."""
        bounds = self._bounds()
        rates: dict[str, Rate] = {
            meter: short(_carried(row, bounds))
            for meter, row in _ordered(self.prices[None])
            if not self._follows_output(meter)
        }
        return with_open_cached_audio(rates)

    def _follows_output(self, meter: str) -> bool:
        """Tell whether reasoning costs what any answer costs, as it does where nothing is said."""
        row, output = self.prices[None][meter], self.prices[None].get("output", {})
        return meter == "output.reasoning" and row.keys() == {0} and row[0] == output.get(0)

    def unfounded(self) -> list[tuple[str, Amount]]:
        """Take out what has an ordinary price for large requests only."""
        ordinary = self.prices[None]
        lost = [(meter, row[min(row)]) for meter, row in ordinary.items() if 0 not in row]
        for meter, _ in lost:
            del ordinary[meter]
        return lost

    def conditions(self) -> list[Condition]:
        """Return what each tier changes; tiers with the same terms share a condition."""
        terms: dict[tuple[str, _Term], list[str]] = {}
        rates = self.rates()
        for tier, (key, value) in (MODES | TIERS).items():
            if tier in self.prices:
                terms.setdefault((key, self._term(tier, rates)), []).append(value)
        return [_under(key, values, term) for (key, term), values in terms.items()]

    def under(self, tier: str, given: Given) -> Condition:
        """Return what one tier changes, as a condition of another kind."""
        term = self._term(tier, self.rates())
        return Condition(given=given, rates=dict(term.rates), rest=term.rest, scale=term.scale)

    def _term(self, tier: str, rates: Rates) -> _Term:
        own = self._of_tier(tier)
        if tier in MODES:
            return _Term(rates=tuple(own.items()), rest="keep")
        if scale := uniform(rates, own, self.per):
            return _Term(scale=Positive(scale))
        left_out = Condition(given=_ANY, rates=own).left_out(rates)
        return _Term(rates=tuple(own.items()), rest="unknown" if left_out else None)

    def _of_tier(self, tier: str) -> dict[str, Rate]:
        """Return a tier's prices; null where the ordinary price changes and nobody says how."""
        bounds, ordinary = self._bounds(), self.prices[None]
        return {
            meter: short(_carried(row, bounds, stops={*ordinary.get(meter, ())} - {0}))
            for meter, row in _ordered(self.prices[tier])
        }

    def _bounds(self) -> list[int]:
        bands = self.bands()
        return [0, *(bands.at if bands else ())]


@dataclass(frozen=True, slots=True)
class _Term:
    """What holds under a tier, whichever it is."""

    scale: Positive | None = None
    rates: tuple[tuple[str, Rate], ...] = ()
    rest: Rest | None = None


_ANY: Final = Given(tier=KEYS["tier"].accept("batch"))
"""Stands where only the rates matter."""


def _ordered(rows: Mapping[str, _Row]) -> list[tuple[str, _Row]]:
    """Return meters in the order of receipts, whatever the map's."""
    return [(meter, rows[meter]) for meter in METERS if meter in rows]


def _carried(
    row: Mapping[int, Amount], bounds: list[int], stops: AbstractSet[int] = frozenset()
) -> Rate:
    """Return a price per band: the last one goes on until another begins, or it stops."""
    price, found = None, []
    for bound in bounds:
        price = row.get(bound, None if bound in stops else price)
        found.append(price)
    return tuple(found)


def _under(key: str, values: list[str], term: _Term) -> Condition:
    given = Given(**{key: KEYS[key].accept(values)})  # type: ignore[arg-type]
    return Condition(given=given, rates=dict(term.rates), rest=term.rest, scale=term.scale)
