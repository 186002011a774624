"""What keeps a price out: looked at by itself, and beside what others say.

Each guard has a code under which evidence and report name it; what the guards let pass may still
be outvoted.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from llmanac.pricing.meters import METERS
from llmanac.sync.reconcile.points import each, is_token, point, text
from llmanac.sync.reconcile.trimming import without_meters, without_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from llmanac.pricing.conditions import Condition
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.rates import Rate
    from llmanac.sync.reconcile.points import Point

CORE: Final = frozenset({"input", "output"})
"""The meters by which a price is known: where one of these is wrong, nothing of it is believed."""

_NEAR: Final = Decimal("0.02")
_UNUSUAL: Final = (Decimal("0.02"), Decimal(200))
"""How much dearer than input output may be."""
_WINDOWS: Final = {
    "token": (Decimal("0.001"), Decimal(1000)),
    "character": (Decimal("0.01"), Decimal(1000)),
    "image": (Decimal(10), Decimal(10_000_000)),
    "pixel": (Decimal("0.0001"), Decimal(100)),
    "second": (Decimal(1), Decimal(10_000_000)),
    "page": (Decimal(10), Decimal(1_000_000)),
    "query": (Decimal(10), Decimal(1_000_000)),
    "search": (Decimal(100), Decimal(1_000_000)),
    "prompt": (Decimal(100), Decimal(1_000_000)),
}
"""Unit → what a million of it may cost in dollars."""
_WEAKER: Final = 20
"""So many of another currency, or of a seller's credits, a dollar may buy."""
_CACHED: Final = (Decimal("0.0001"), Decimal(1000))
_ANY: Final = (Decimal(0), Decimal("1e18"))
_FREE: Final = re.compile(r"(?<![a-z])free(?![a-z])")


class Refusal(NamedTuple):
    """Something that a guard kept out."""

    field: str
    """`price`, `price.cache.read`, `price.when.0`, `context`."""
    code: str
    value: str
    against: str


def checked(entry: Entry) -> tuple[Entry | None, list[Refusal]]:
    """The entry without what cannot be, None where nothing of it can be believed; and why."""
    refused: list[Refusal] = []
    for guard in _OF_METERS:
        found = list(guard(entry))
        refused += found
        gone = {one.field.removeprefix("price.") for one in found}
        if gone & CORE:
            return None, refused
        entry = without_meters(entry, gone)
    doubted = [*doubts(point(entry), refused)]
    refused += doubted
    entry = without_meters(entry, {one.field.removeprefix("price.") for one in doubted})
    conditions = dict(_cheap_or_dear(entry))
    entry, refused = without_terms(entry, conditions), [*refused, *conditions.values()]
    return (entry if entry.meters() or entry.typical else None), refused


def doubts(stated: Point, refused: Iterable[Refusal]) -> Iterator[Refusal]:
    """The prices of the cache that go with one that is refused: they may stand under wrong names.

    A 0 that is refused stands for what is not known, and says nothing of the others.
    """
    of_cache = {one.field.removeprefix("price."): one for one in refused}
    of_cache = {meter: one for meter, one in of_cache.items() if meter.startswith("cache.")}
    wrong = [meter for meter, one in of_cache.items() if one.code != "zero-beside-price"]
    for meter, price in stated.items() if wrong else ():
        if meter.startswith("cache.") and meter not in of_cache:
            against = f"{wrong[0]} {of_cache[wrong[0]].value}"
            yield Refusal(f"price.{meter}", "cache-doubted", text(price), against)


def is_free(offer: str) -> bool:
    """Whether an offer's id says that it costs nothing.

    >>> is_free("qwen/qwen3-4b:free"), is_free("freedom-1")
    (True, False)
    """
    return _FREE.search(offer.lower()) is not None


def by_ten(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by a power of ten, within two per cent.

    >>> by_ten(Decimal(3), Decimal("30.5")), by_ten(Decimal(3), Decimal("3.01"))
    (True, False)
    """
    if one <= 0 or other <= 0:
        return False
    ratio = max(one, other) / min(one, other)
    power = Decimal(10) ** (ratio * Decimal("1.02")).adjusted()
    return power >= 10 and abs(ratio / power - 1) <= _NEAR


def _characters_beside_tokens(entry: Entry) -> Iterator[Refusal]:
    """Nobody bills the same text by its characters and by its tokens."""
    for meter, tokens in (("char.input", "input"), ("char.output", "output")):
        if meter in entry.rates and tokens in entry.rates:
            yield _refusal(entry, meter, "per-character-beside-per-token", tokens)


def _out_of_all_proportion(entry: Entry) -> Iterator[Refusal]:
    """No seller asks as little, or as much."""
    for meter, price in point(entry).items():
        low, high = _window(meter)
        high *= 1 if entry.currency == "USD" else _WEAKER
        if price and not low <= price <= high:
            against = f"{text(low)}..{text(high)}"
            yield Refusal(f"price.{meter}", "out-of-window", text(price), against)


def _cached_above_fresh(entry: Entry) -> Iterator[Refusal]:
    """Reading from the cache is no dearer than sending again."""
    fresh = entry.rates.get("input")
    for meter in ("cache.read", "cache.read.explicit"):
        cached = entry.rates.get(meter)
        if fresh and cached and _dearer(entry, meter, cached, "input", fresh):
            yield _refusal(entry, meter, "cache-above-input", "input")


def _unusual_ratio(entry: Entry) -> Iterator[Refusal]:
    """Output costs about as much as input, or some times as much."""
    rates = point(entry)
    low, high = _UNUSUAL
    given, back = rates.get("input"), rates.get("output")
    if given and back and not low <= back / given <= high:
        yield Refusal("price.output", "unusual-ratio", text(back), f"input {text(given)}")


def _falling_bands(entry: Entry) -> Iterator[Refusal]:
    """Whoever sends more pays no less for each token."""
    for meter in sorted(CORE & entry.rates.keys()) if entry.bands else ():
        prices = [each(one, entry.per, meter) for one in entry.rates[meter] if one]
        if prices != sorted(prices):
            yield _refusal(entry, meter, "falling-bands", "the band before")


_OF_METERS: Final[tuple[Callable[[Entry], Iterator[Refusal]], ...]] = (
    _characters_beside_tokens,
    _out_of_all_proportion,
    _cached_above_fresh,
    _unusual_ratio,
    _falling_bands,
)


def _cheap_or_dear(entry: Entry) -> Iterator[tuple[int, Refusal]]:
    """Whoever waits pays no more than the others, whoever is preferred no less."""
    for place, condition in entry.conditions():
        for code, tiers, factor in _TIERS:
            test = condition.given.tier
            named = test and not test.negated and {*test.values} <= tiers
            if named and _beyond(entry, condition, factor):
                shown = condition.scale.text() if condition.scale else "rates"
                yield place, Refusal(f"price.when.{place}", code, shown, "standard")


_TIERS: Final = (
    ("batch-above-standard", frozenset({"batch", "flex"}), 1),
    ("priority-below-standard", frozenset({"priority", "fast", "ultrafast"}), -1),
)
"""Code, tiers, and the direction in which they may not depart from the standard tier."""


def _beyond(entry: Entry, condition: Condition, sign: int) -> bool:
    if condition.scale and (condition.scale.value - 1) * sign > 0:
        return True
    pairs = ((meter, rate, entry.rates.get(meter)) for meter, rate in condition.rates.items())
    for meter, rate, base in pairs:
        if base and meter in CORE:
            order = (rate, base) if sign > 0 else (base, rate)
            if _dearer(entry, meter, order[0], meter, order[1]):
                return True
    return False


def _dearer(entry: Entry, meter: str, rate: Rate, other: str, base: Rate) -> bool:
    """Whether the first costs more than the second in some band."""
    count = max(len(rate), len(base))
    pairs = zip(_wide(rate, count), _wide(base, count), strict=True)
    return any(a and b and each(a, entry.per, meter) > each(b, entry.per, other) for a, b in pairs)


def _wide(rate: Rate, count: int) -> Rate:
    return rate if len(rate) == count else rate * count


def _window(meter: str) -> tuple[Decimal, Decimal]:
    if meter.startswith("cache."):
        return _CACHED
    unit = METERS[meter].unit
    return _WINDOWS.get(unit, _ANY) if is_token(meter) or unit != "token" else _ANY


def _refusal(entry: Entry, meter: str, code: str, other: str) -> Refusal:
    rates = point(entry)
    against = f"{other} {text(rates[other])}" if other in rates else other
    return Refusal(f"price.{meter}", code, text(rates.get(meter, Decimal(0))), against)
