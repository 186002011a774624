"""Catalogue → the rows of prices: whole entries, ordinary rates, and rates in every other case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from llmanac.compile.prices import priced_cases, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.catalog import Catalog
    from llmanac.compile.prices import Priced
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.given import Given

Row = tuple[object, ...]


def prices(catalog: Catalog) -> Iterator[Row]:
    """Every entry, whole."""
    for key, offer in catalog.offers.items():
        for number, held in enumerate(timeline(offer.prices)):
            entry = held.entry
            yield (
                key,
                number,
                entry.currency,
                entry.per.text(),
                entry.start and entry.start.text(),
                held.until and held.until.text(),
                entry.seen.text(),
                entry.checked and entry.checked.text(),
                entry.source,
                entry.bands and entry.bands.edge,
                _json(entry.to_json()),
            )


def rates(catalog: Catalog) -> Iterator[Row]:
    """Every ordinary price, with the conditions that set another."""
    for key, offer in catalog.offers.items():
        for number, entry in enumerate(offer.prices):
            yield from ((key, number, *row) for row in _rates_of(entry))


def _rates_of(entry: Entry) -> Iterator[Row]:
    published = {(one.meter, one.band): one for one in priced_cases(entry) if not one.given}
    for meter, rate in entry.rates.items():
        unless = next((one.unless for one in published.values() if one.meter == meter), ())
        for band in range(len(rate)):
            one = published.get((meter, band))
            said = _amount(one) if one else (None, entry.per.text(), None)
            yield meter, band, _begins(entry, band), *said, _givens(unless)


def conditional_rates(catalog: Catalog) -> Iterator[Row]:
    """Every price in every other case, worked out."""
    for key, offer in catalog.offers.items():
        for number, entry in enumerate(offer.prices):
            if entry.when:
                yield from ((key, number, *row) for row in _conditional_of(entry))


def _conditional_of(entry: Entry) -> Iterator[Row]:
    places: dict[str, dict[tuple[Given, ...], int]] = {}
    for one in priced_cases(entry):
        if one.given:
            among = places.setdefault(one.meter, {})
            place = among.setdefault(one.given, len(among))
            where = (one.meter, place, one.band, _begins(entry, one.band))
            yield *where, *_amount(one), one.holds, _givens(one.given), _givens(one.unless)


def _amount(one: Priced) -> Row:
    return format(one.amount.value, "f"), one.per, one.per_million


def _begins(entry: Entry, band: int) -> int | None:
    return entry.bands.at[band - 1] if entry.bands and band else None


def _givens(conditions: tuple[Given, ...]) -> str | None:
    return _json([one.to_json() for one in conditions]) if conditions else None


def _json(data: object) -> str:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
