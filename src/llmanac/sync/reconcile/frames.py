"""The entry that is written for a settled price: the richest that agrees, with what it lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from llmanac.pricing.meters import METERS
from llmanac.rules import RULES
from llmanac.schema.offer import Offer
from llmanac.sync.reconcile.points import point, rate_in
from llmanac.sync.reconcile.regions import departures
from llmanac.sync.reconcile.trimming import without_meters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from llmanac.pricing.entries import Entry
    from llmanac.pricing.moments import Day
    from llmanac.pricing.rates import Rate
    from llmanac.sync.reconcile.prices import Settlement
    from llmanac.sync.reconcile.spoken import Priced, Speech

_LAWS: Final = {
    code: rule.alone
    for code, rule in RULES.items()
    if rule.alone and "offer" in rule.about and not code.startswith("TXT")
}
"""Code → what an offer's prices must keep to by themselves; they hold no text that people read."""


def timeline(
    settlement: Settlement, speeches: Mapping[str, Speech], since: Sequence[Day]
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """All entries of the currency, oldest first, and the codes of laws that keep them from being
    written. Of several ways to write it, the fullest that keeps the laws is taken.

    `since` are days on which the same price is known to have stood already.
    """
    told = [one for one in settlement.by if one.now]
    broken: tuple[str, ...] = ()
    for frame in sorted(told, key=lambda one: _fitness(one, settlement)):
        for entries in _ways(frame, told, settlement, speeches, since):
            codes = laws_broken(entries)
            if not codes:
                return entries, ()
            broken = broken or codes
    return (), broken


def laws_broken(prices: Sequence[Entry]) -> tuple[str, ...]:
    """The codes of the laws that an offer with these prices breaks."""
    drafted = Offer.model_construct(prices=tuple(prices), limits=None)
    return tuple(code for code, law in _LAWS.items() if any(law(drafted)))


def _ways(
    frame: Priced,
    told: Sequence[Priced],
    settlement: Settlement,
    speeches: Mapping[str, Speech],
    since: Sequence[Day],
) -> Iterator[tuple[Entry, ...]]:
    """The ways to write it, the fullest first: with regions and the past, without."""
    plain = _sourced(_corrected(frame, told, settlement), told, since)
    full = _filled(plain, told, settlement)
    regional = departures(full, [frame, *told], speeches)
    past = max(told, key=lambda one: (len(one.before), one.since is not None, one is frame))
    for entry in dict.fromkeys(map(_Same, (regional, full, plain))):
        yield _dated(entry.entry, past)
    yield (replace(plain, start=None, until=None),)


class _Same:
    """An entry that can be told from others though its rates cannot be hashed."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def __hash__(self) -> int:
        return hash((len(self.entry.when), *self.entry.rates))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.entry == self.entry


def _fitness(one: Priced, settlement: Settlement) -> tuple[int, int]:
    """How many meters it has otherwise, then how rich it is; witnesses come ranked."""
    assert one.now
    rates = point(one.now).items()
    other = sum(settlement.point.get(meter, price) != price for meter, price in rates)
    entry = one.now
    rich = 4 * (entry.bands is not None) + 2 * len(entry.when) + len(entry.rates)
    return other, -(rich + len(entry.typical) + len(entry.free) + bool(entry.minimum))


def _corrected(frame: Priced, told: Sequence[Priced], settlement: Settlement) -> Entry:
    """The frame with the winners' rates, where its own differ and stand for nothing else."""
    assert frame.now
    entry, rates = frame.now, dict(frame.now.rates)
    for meter, price in point(frame.now).items():
        held = settlement.point.get(meter)
        if held is None:
            del rates[meter]
        elif held != price and not entry.bands:
            rates[meter] = _rate_of(meter, told, settlement, entry) or rates[meter]
    return without_meters(_with_rates(entry, rates), entry.rates.keys() - rates.keys())


def _filled(entry: Entry, told: Sequence[Priced], settlement: Settlement) -> Entry:
    """The entry with the meters that only others price."""
    if settlement.point.keys() <= entry.rates.keys():
        return entry
    rates = dict(entry.rates)
    for meter in settlement.point:
        if meter not in rates and (rate := _rate_of(meter, told, settlement, entry)):
            rates[meter] = rate
    ordered = {meter: rates[meter] for meter in METERS if meter in rates}
    return _with_rates(entry, ordered)


def _rate_of(
    meter: str, told: Sequence[Priced], settlement: Settlement, entry: Entry
) -> Rate | None:
    """What the best witness writes that has the settled amount, in the same bands."""
    for one in told:
        assert one.now
        if meter not in one.kept or point(one.now)[meter] != settlement.point.get(meter):
            continue
        rate = rate_in(one.now.rates[meter], one.now.per, entry.per)
        if len(rate) == 1 and (not entry.bands or METERS[meter].kind == "tool"):
            return rate
        if one.now.bands == entry.bands:
            return rate
    return None


def _with_rates(entry: Entry, rates: Mapping[str, Rate]) -> Entry:
    """The entry with other rates. Where nobody says what audio costs from the cache, it is not
    taken for text."""
    if {"input.audio", "cache.read"} <= rates.keys() and "cache.read.audio" not in rates:
        rates = {**rates, "cache.read.audio": (None,)}
    return entry if rates == entry.rates else replace(entry, rates=dict(rates))


def _sourced(entry: Entry, told: Sequence[Priced], since: Sequence[Day]) -> Entry:
    """With the page that a witness cites, and the first day on which the price is known."""
    page = next((one.now.source for one in told if one.now and one.cited), entry.source)
    seen = min((entry.seen, *since))
    if (page, seen) == (entry.source, entry.seen):
        return entry
    return replace(entry, source=page, seen=seen)


def _dated(entry: Entry, past: Priced) -> tuple[Entry, ...]:
    """With what the witness of the past says came before, and comes after. Who saw the same amounts
    before the day from which they hold, saw a price that went and came back."""
    assert past.now
    if not (past.before or past.after or past.now.start or past.now.until or entry.start):
        return (entry,)
    recorded = past.now.seen if past.since and entry.seen < past.since else entry.seen
    dated = replace(entry, start=past.now.start, until=past.now.until, seen=recorded)
    return (*past.before, dated, *past.after)
