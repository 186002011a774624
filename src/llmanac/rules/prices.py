"""Prices hang together: in time, between meters, with their sources."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import zip_longest

from llmanac.findings import Problem, problem
from llmanac.pricing.amounts import Amount
from llmanac.pricing.entries import Entry
from llmanac.pricing.meters import METERS
from llmanac.pricing.rates import Rates
from llmanac.rules.world import World
from llmanac.schema.offer import Offer

_Placed = tuple[int, Entry]


def entries_stand_in_order(offer: Offer) -> Iterator[Problem]:
    """The entries of a currency begin one after another, the oldest first."""
    for (_, before), (index, entry) in _successive(offer):
        if before.start and entry.start and entry.start <= before.start:
            start, other = entry.start.text(), before.start.text()
            yield problem("prices", index, "from", start=start, other=other)


def only_the_first_entry_lacks_a_start(offer: Offer) -> Iterator[Problem]:
    """Whatever replaces a price says from when on."""
    for _, (index, entry) in _successive(offer):
        if entry.start is None:
            yield problem("prices", index, currency=entry.currency)


def a_price_ends_before_the_next_begins(offer: Offer) -> Iterator[Problem]:
    """Entries of one currency never hold at the same time."""
    for (index, before), (_, entry) in _successive(offer):
        if before.until and entry.start and before.until > entry.start:
            until, start = before.until.text(), entry.start.text()
            yield problem("prices", index, "until", until=until, start=start)


def cached_input_costs_no_more_than_input(offer: Offer) -> Iterator[Problem]:
    """Reading from the cache is no dearer than sending again."""
    for path, entry, rates in _all_rates(offer):
        fresh, cached = rates.get("input", ()), rates.get("cache.read", ())
        for band, (whole, part) in enumerate(_by_band(fresh, cached)):
            if whole and part and _each(entry, "cache.read", part) > _each(entry, "input", whole):
                step = (band,) if len(cached) > 1 else ()
                loc = (*path, "rates", "cache.read", *step)
                yield problem(*loc, cached=part.text(), input=whole.text())


def cached_audio_has_a_price_where_audio_has(offer: Offer) -> Iterator[Problem]:
    """Audio read from the cache is not priced like text without somebody saying so."""
    for index, entry in enumerate(offer.prices):
        priced = entry.rates.keys()
        if {"input.audio", "cache.read"} <= priced and "cache.read.audio" not in priced:
            yield problem("prices", index, "rates")


def prices_are_checked_after_they_are_seen(offer: Offer) -> Iterator[Problem]:
    """The last day on which a price was read is not before the first."""
    for index, entry in enumerate(offer.prices):
        if entry.checked and entry.checked < entry.seen:
            checked, seen = entry.checked.text(), entry.seen.text()
            yield problem("prices", index, "checked", checked=checked, seen=seen)


def nothing_is_seen_in_the_future(_id: str, offer: Offer, world: World) -> Iterator[Problem]:
    """A price was recorded on the day for which the catalogue is read, or before."""
    for index, entry in enumerate(offer.prices):
        days = {"seen": entry.seen, "checked": entry.checked}
        for field, day in days.items():
            if day and world.as_of and _ordinal(day) > _ordinal(world.as_of):
                said = world.as_of.isoformat()
                yield problem("prices", index, field, day=day.text(), as_of=said)


def a_condition_says_what_becomes_of_the_rest(offer: Offer) -> Iterator[Problem]:
    """Where a condition re-prices some content only, it says what the rest costs."""
    for index, entry in enumerate(offer.prices):
        silent: dict[int, list[str]] = {}
        for number, condition in entry.conditions():  # a table has one for each of its cells
            if condition.rest is None and (left_out := condition.left_out(entry.rates)):
                silent.setdefault(number, left_out)
        for number, left_out in silent.items():
            yield problem("prices", index, "when", number, meters=left_out)


def _ordinal(day: date) -> int:
    return day.toordinal()


def _successive(offer: Offer) -> Iterator[tuple[_Placed, _Placed]]:
    """Pairs of entries that follow one another in one currency."""
    last: dict[str, _Placed] = {}
    for index, entry in enumerate(offer.prices):
        if entry.currency in last:
            yield last[entry.currency], (index, entry)
        last[entry.currency] = index, entry


def _all_rates(offer: Offer) -> Iterator[tuple[tuple[str | int, ...], Entry, Rates]]:
    """The rates of each entry, then those that hold under each of its conditions."""
    for index, entry in enumerate(offer.prices):
        yield ("prices", index), entry, entry.rates
        for number, condition in entry.conditions():
            if {"input", "cache.read"} & condition.rates.keys():
                loc = ("prices", index, "when", number)
                yield loc, entry, condition.over(entry.rates)


def _by_band(
    fresh: tuple[Amount | None, ...], cached: tuple[Amount | None, ...]
) -> Iterator[tuple[Amount | None, Amount | None]]:
    """Both amounts of each band; one amount holds in all of them."""
    if not fresh or not cached:
        return iter(())
    return zip_longest(fresh, cached, fillvalue=fresh[0] if len(fresh) < len(cached) else cached[0])


def _each(entry: Entry, meter: str, amount: Amount) -> Fraction:
    return Fraction(amount.value) / (amount.unit or entry.per).of(METERS[meter])
