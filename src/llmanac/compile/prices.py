"""Every price as a flat, dated row: one for each offer, entry, meter and band."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from llmanac.catalog import provider_of
from llmanac.pricing.meters import METERS
from llmanac.pricing.moments import start_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from llmanac.catalog import Catalog
    from llmanac.pricing.amounts import Amount
    from llmanac.pricing.entries import Bands, Entry
    from llmanac.pricing.given import Given
    from llmanac.pricing.moments import Moment
    from llmanac.pricing.rates import Rates
    from llmanac.schema.offer import Offer
    from llmanac.schema.record import OfferKey, ProviderId


@dataclass(frozen=True, slots=True)
class Held:
    """An entry, and when it really ends."""

    entry: Entry
    until: Moment | None
    """Its own end, else the start of the next entry of its currency."""

    def holds(self, day: date) -> bool:
        """Whether it is the price in force at the start of `day`, in UTC."""
        now, start = start_of(day), self.entry.start
        return (not start or start.instant <= now) and (not self.until or now < self.until.instant)


@dataclass(frozen=True, slots=True)
class Priced:
    """The price of one meter for one range of request size."""

    meter: str
    amount: Amount
    per: str
    """The unit as the seller writes it."""
    band: int
    """The place of the range among those of the entry, from 0."""
    units: Fraction
    """How many of the meter's own units the amount buys."""
    least: int | None
    """The smallest input, in tokens, to which it applies; None: no lower bound."""
    most: int | None
    """The largest one; None: no upper bound."""
    given: Given | None = None
    """Under which condition it holds; None: where no condition sets another."""

    @property
    def unit(self) -> str:
        """What one of the meter is."""
        return METERS[self.meter].unit

    @property
    def per_million(self) -> str | None:
        """The exact price of a million units as decimal text; None where decimals cannot say it."""
        return decimal_text(Fraction(self.amount.value) * 1_000_000 / self.units)


@dataclass(frozen=True, slots=True)
class Row:
    """One price of one offer."""

    key: OfferKey
    offer: Offer
    held: Held
    priced: Priced

    @property
    def provider(self) -> ProviderId:
        """Who sells it."""
        return provider_of(self.key)


def price_rows(catalog: Catalog) -> Iterator[Row]:
    """Every price in the catalogue, in the order of offers, entries, meters and bands."""
    for key, offer in catalog.offers.items():
        for held in timeline(offer.prices):
            for priced in chain(rates(held.entry), conditional(held.entry)):
                yield Row(key, offer, held, priced)


def timeline(entries: Sequence[Entry]) -> Iterator[Held]:
    """Each entry with the moment at which it ends."""
    for number, entry in enumerate(entries):
        later = (e.start for e in entries[number + 1 :] if e.currency == entry.currency)
        yield Held(entry, entry.until or next(later, None))


def rates(entry: Entry) -> Iterator[Priced]:
    """Each published price of the entry; what is not sold in a band has no row there."""
    return _rates(entry, entry.rates, None)


def conditional(entry: Entry) -> Iterator[Priced]:
    """Each price that the entry's conditions set, in their order."""
    for _, condition in entry.conditions():
        yield from _rates(entry, condition.rates, condition.given)


def _rates(entry: Entry, priced: Rates, given: Given | None) -> Iterator[Priced]:
    for meter, rate in priced.items():
        ranges = list(_ranges(entry.bands)) if len(rate) > 1 else [(None, None)]
        for band, (amount, (least, most)) in enumerate(zip(rate, ranges, strict=True)):
            if amount is not None:
                unit = amount.unit or entry.per
                units = unit.of(METERS[meter])
                yield Priced(meter, amount, unit.text(), band, units, least, most, given)


def _ranges(bands: Bands | None) -> Iterator[tuple[int | None, int | None]]:
    if bands is None:
        yield None, None
        return
    above = 0 if bands.edge == ">=" else 1
    starts = [size + above for size in bands.at]
    yield from zip([None, *starts], [*(start - 1 for start in starts), None], strict=True)


def decimal_text(number: Fraction) -> str | None:
    """The number as decimal text without an exponent; None where it has no finite decimals.

    >>> decimal_text(Fraction(32, 10)), decimal_text(Fraction(1, 3))
    ('3.2', None)
    """
    twos, rest = _divided(number.denominator, 2)
    fives, rest = _divided(rest, 5)
    if rest != 1:
        return None
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign, point = "-" * (number < 0), len(digits) - places
    return sign + digits[:point] + ("." + digits[point:] if places else "")


def _divided(number: int, factor: int) -> tuple[int, int]:
    times = 0
    while number % factor == 0:
        number, times = number // factor, times + 1
    return times, number
