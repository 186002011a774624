"""Entries of the map that are one size and quality of a picture each → tables of their offer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Unit
from llmanac.pricing.entries import Entry
from llmanac.pricing.meters import METERS
from llmanac.pricing.tables import Cell, Table
from llmanac.sync.claims import Statement
from llmanac.sync.feeds.litellm.facts import of_model, of_offer
from llmanac.sync.feeds.litellm.names import priced
from llmanac.sync.feeds.litellm.prices import source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.pricing.amounts import Amount
    from llmanac.pricing.conditions import Rest
    from llmanac.pricing.moments import Day
    from llmanac.pricing.rates import Rate
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.values import Here
    from llmanac.sync.feeds.litellm.keys import Named

Offer = tuple[str, str, str | None]
"""Provider, offer, region."""
Sized = tuple["Named", "Json", "Here"]
"""What a key names, its entry, and what is left of it."""

_ONE: Final = Unit("1")
_FEWEST: Final = 5
"""Digits of a quotient that tell what was divided."""
_PICTURE: Final = ("input_cost_per_image", "output_cost_per_image")
_PIXEL: Final = ("input_cost_per_pixel", "output_cost_per_pixel")


def offer_of(named: Named) -> Offer:
    """Return of which offer, in which region, an entry is."""
    return named.provider, named.offer, named.region


def tabled(
    sized: Iterable[Sized], plain: Mapping[Offer, Statement], seen: Day
) -> dict[Offer, Statement]:
    """Return the statements that tables are added to, and those that only tables make."""
    groups: dict[Offer, list[Sized]] = {}
    for one in sized:
        groups.setdefault(offer_of(one[0]), []).append(one)
    found: dict[Offer, Statement] = {}
    for offer, group in groups.items():
        known = plain.get(offer)
        tables = _tables(group, known.prices[0].per if known and known.prices else _ONE)
        if tables and known and known.prices:
            found[offer] = _beside(known, tables)
        elif tables:
            found[offer] = _alone(group, tables, known, seen)
    return found


def _tables(group: list[Sized], per: Unit) -> list[Table]:
    """Return a table for each choice of keys and each meter, those with fewer keys first."""
    rows: dict[tuple[tuple[str, ...], str], dict[Cell, Rate]] = {}
    for named, entry, here in group:
        price = _price(named, entry, here, per)
        if price:
            meter, each = price
            by = tuple(key for key, _ in named.cell)
            cell = tuple(value for _, value in named.cell)
            rows.setdefault((by, meter), {})[cell] = (each,)
    ordered = sorted(rows.items(), key=lambda row: (len(row[0][0]), row[0]))
    return [Table(by=by, rates={meter: row}) for (by, meter), row in ordered]


def _price(named: Named, entry: Json, here: Here, per: Unit) -> tuple[str, Amount] | None:
    """Return the price of a picture of this size, or of its pixels; note all else."""
    for name, value in entry.items():
        if priced(name) and name not in (*_PICTURE, *_PIXEL) and here.price(name, value):
            here.leave(name, value, "inexpressible")
    for names, of in ((_PICTURE, _of_picture), (_PIXEL, _of_pixels)):
        for name in names:
            if name in entry and (each := here.price(name, entry[name])):
                return of(named, name, each, here, per)
    return None


def _of_picture(
    _: Named, name: str, each: Decimal, here: Here, per: Unit
) -> tuple[str, Amount] | None:
    amount = here.amount(name, each, "image", per)
    return ("image", amount) if amount else None


def _of_pixels(
    named: Named, name: str, each: Decimal, here: Here, per: Unit
) -> tuple[str, Amount] | None:
    """Return what the picture costs, where its price was divided by its pixels; else a pixel's."""
    width, height = map(int, (named.size or "1x1").split("x"))
    whole = _undivided(each, width * height)
    if whole is not None:
        return _of_picture(named, name, whole, here, per)
    one = here.amount(name, each, "pixel", per)
    return ("pixel", one) if one else None


def _undivided(quotient: Decimal, by: int) -> Decimal | None:
    """Return the shortest number that, divided, gives all digits of the quotient."""
    given = len(quotient.as_tuple().digits)
    for digits in range(1, given - 1 if given >= _FEWEST else 1):
        number = Context(prec=digits).multiply(quotient, by)
        if Context(prec=given).divide(number, by) == quotient:
            return number
    return None


def _beside(known: Statement, tables: list[Table]) -> Statement:
    """Add tables to an offer with prices: where tokens bill, they tell what a picture comes to."""
    first, *others = known.prices
    billed = {*first.meters()}
    bills = not any(METERS[m].unit == "token" for m in billed) and not billed & {"pixel"}
    tables = [table for table in tables if bills or not {*table.rates} & billed]
    if bills:
        rest = [replace(table, rest=_rest(first, table)) for table in tables]
        changed = replace(first, when=(*rest, *first.when))
    else:
        changed = replace(first, typical=(*first.typical, *tables))
    return replace(known, prices=(changed, *others))


def _rest(entry: Entry, table: Table) -> Rest | None:
    content = [m for m in entry.rates if METERS[m].kind == "content" and m not in table.rates]
    return "keep" if content else None


def _alone(
    group: list[Sized], tables: list[Table], known: Statement | None, seen: Day
) -> Statement:
    """Make the statement of an offer of which only sizes have a price."""
    named, entry, here = group[0]
    price = Entry(
        currency="USD", per=_ONE, seen=seen, source=source(entry, here, seen), rates={},
        when=tuple(tables),
    )  # fmt: skip
    if known:
        return replace(known, prices=(price,))
    return Statement(
        where=here.where,
        provider=named.provider,
        offer=named.offer,
        region=named.region,
        of_offer=of_offer(entry, here, seen),
        of_model=of_model(entry, here),
        prices=(price,),
    )
