"""Every price as a flat, dated row: one for each offer, entry, meter and band."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeVar

from llmanac.catalog import provider_of
from llmanac.compile.cases import cases, holds
from llmanac.pricing.amounts import Amount
from llmanac.pricing.meters import METERS
from llmanac.pricing.moments import start_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from llmanac.catalog import Catalog
    from llmanac.compile.cases import Case
    from llmanac.pricing.card import Price
    from llmanac.pricing.entries import Bands, Entry
    from llmanac.pricing.given import Given
    from llmanac.pricing.moments import Moment
    from llmanac.pricing.rates import Rates
    from llmanac.schema.offer import Offer
    from llmanac.schema.record import OfferKey, ProviderId

_T = TypeVar("_T")


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
    given: tuple[Given, ...] = ()
    """Conditions that all hold; with none it is the ordinary price."""
    unless: tuple[Given, ...] = ()
    """Conditions of which none holds: each would set another price."""
    scale: Decimal | None = None
    """By what the published amount was multiplied; None: it is the published one."""

    @property
    def holds(self) -> str:
        """When it is the price, as text: `tier: batch; unless region: eu, us`; empty: always."""
        return holds(self.given, self.unless)

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
            for priced in priced_cases(held.entry):
                yield Row(key, offer, held, priced)


def timeline(entries: Sequence[Entry]) -> Iterator[Held]:
    """Each entry with the moment at which it ends."""
    for number, entry in enumerate(entries):
        later = (e.start for e in entries[number + 1 :] if e.currency == entry.currency)
        yield Held(entry, entry.until or next(later, None))


def rates(entry: Entry) -> Iterator[Priced]:
    """Each published price of the entry; what is not sold in a band has no row there."""
    return published(entry, entry.rates)


def published(entry: Entry, priced: Rates) -> Iterator[Priced]:
    """Rates as they are written, of the entry or of one of its conditions."""
    for meter, rate in priced.items():
        for band, (amount, (least, most)) in enumerate(_by_band(entry, rate)):
            if amount is not None:
                unit = amount.unit or entry.per
                yield Priced(meter, amount, unit.text(), band, unit.of(METERS[meter]), least, most)


def priced_cases(entry: Entry) -> tuple[Priced, ...]:
    """Every price of the entry, worked out for each case that its conditions make.

    Each can be read alone: it says what must hold, and what must not. Remembered, because rows,
    documents and the snapshot are all made of them.
    """
    known = _PRICED.get(id(entry))
    if known is None or known[0] is not entry:
        if len(_PRICED) >= _MOST_PRICED:
            _PRICED.clear()
        _PRICED[id(entry)] = known = entry, tuple(_priced_cases(entry))
    return known[1]


_MOST_PRICED: Final = 32_768
_PRICED: Final[dict[int, tuple[Entry, tuple[Priced, ...]]]] = {}
"""By identity, since an entry has mappings within; the entry beside it keeps its identity alive."""


def _priced_cases(entry: Entry) -> Iterator[Priced]:
    ordinary = list(rates(entry))
    if not entry.when:
        yield from ordinary
        return
    for case in cases(entry):
        if case.given:
            yield from _worked_out(entry, case)
        else:
            mine = (one for one in ordinary if one.meter == case.meter)
            yield from (replace(one, unless=case.unless) for one in mine)


def _worked_out(entry: Entry, case: Case) -> Iterator[Priced]:
    """The prices of a case with every scale in the amount; nothing that is only assumed."""
    prices = case.prices[:1] if len({*map(_told, case.prices)}) == 1 else case.prices
    for band, (price, (least, most)) in enumerate(_by_band(entry, prices)):
        if price is not None and price.how != "assume":
            amount = _exactly(price.amount.value, price.factor)
            units = price.unit.of(METERS[price.meter])
            scale = None if price.factor == 1 else _exactly(Decimal(1), price.factor)
            yield Priced(
                case.meter,
                Amount(amount, price.amount.unit),
                price.unit.text(),
                band,
                units,
                least,
                most,
                case.given,
                case.unless,
                scale,
            )


def _exactly(value: Decimal, factor: Fraction) -> Decimal:
    """The product; factors are products of decimals, so it is one."""
    if factor == 1:
        return value
    text = decimal_text(Fraction(value) * factor)
    assert text is not None
    return Decimal(text)


def _told(price: Price | None) -> object:
    return price and (price.amount, price.meter, price.how, price.factor)


def _by_band(entry: Entry, row: Sequence[_T]) -> Iterator[tuple[_T, tuple[int | None, int | None]]]:
    """Each of a row with the range in which it holds; one alone holds in all of them."""
    return zip(row, ranges(entry.bands) if len(row) > 1 else [(None, None)], strict=True)


def ranges(bands: Bands | None) -> Iterator[tuple[int | None, int | None]]:
    """The smallest and the largest input of each band; None: no bound."""
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
