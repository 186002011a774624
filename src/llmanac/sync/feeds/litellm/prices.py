"""An entry of the map → what it costs, in the price language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from llmanac.pricing.amounts import Unit
from llmanac.pricing.entries import Entry
from llmanac.pricing.meters import METERS
from llmanac.pricing.tables import Table
from llmanac.sync.feeds.litellm.counts import put_numbers, put_ranges
from llmanac.sync.feeds.litellm.grid import Grid
from llmanac.sync.feeds.litellm.names import IN_CREDITS, priced, resolved
from llmanac.sync.feeds.litellm.sheet import Sheet, listed, meter_of
from llmanac.sync.feeds.litellm.specials import first
from llmanac.sync.feeds.litellm.terms import put_terms

if TYPE_CHECKING:
    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.values import Here

_MILLION: Final = Unit("1M")
_ONE: Final = Unit("1")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`{}\\^|]+")


def prices(entry: Json, here: Here, seen: Day) -> tuple[Entry, ...]:
    """Return the entry in USD and the one in the provider's credits, where they say something."""
    sheet = Sheet(entry, here, Grid(_per(entry)))
    put_numbers(sheet)
    put_ranges(sheet)
    put_terms(sheet)
    where = source(entry, here, seen)
    if _is_half(here):
        return ()
    credits = Grid(_MILLION)
    for name, meter in IN_CREDITS.items():
        if name in entry and (each := here.amount(name, entry[name], meter, _MILLION)):
            credits.put(meter, each)
    found = (
        _entry(sheet, "USD", seen, where),
        _entry(Sheet(entry, here, credits), "DBU", seen, where),
    )
    return tuple(one for one in found if one)


def source(entry: Json, here: Here, seen: Day) -> str:
    """Return the seller's page that the entry names, else the entry itself."""
    said = entry.get("source")
    if isinstance(said, str) and said.startswith(("http://", "https://")):
        address = quote(said.strip(), safe=":/?#[]@!$&()*+,;=%~-._")
        if _ADDRESS.fullmatch(address) and len(address) <= 2000:
            return address
    if said is not None:
        here.leave("source", said, "not-an-address")
    return f"litellm@{seen.text()}:{here.where}"


def _is_half(here: Here) -> bool:
    """Tell whether the price of text is one that nobody published: the others alone mislead."""
    text = ("input_cost_per_token", "output_cost_per_token")
    return any(one.field in text and one.why == "noisy" for one in here.leaving.last(here.where))


def _per(entry: Json) -> Unit:
    """Return the unit of what is priced: a million where tokens or characters are."""
    items = [*entry.items()]
    for tier in listed(entry.get("tiered_pricing")):
        items += tier.items()
    billed = {name for name, value in items if value and (priced(name) or resolved(name))}
    names = billed or {name for name, _ in items}
    units = {METERS[meter].unit for name in names if (meter := meter_of(name, entry.get("mode")))}
    return _MILLION if units & {"token", "character"} else _ONE


def _entry(sheet: Sheet, currency: str, seen: Day, where: str) -> Entry | None:
    for meter, amount in sheet.grid.unfounded():
        sheet.here.leave(meter, amount.text(), "inexpressible")
    rates = sheet.grid.rates()
    terms = [*sheet.grid.conditions(), *sheet.terms]
    if not rates and not any(isinstance(term, Table) or term.rates for term in terms):
        return None
    if not rates:
        terms = [term for term in terms if isinstance(term, Table) or term.rates]
    return Entry(
        currency=currency,
        per=sheet.grid.per,
        seen=seen,
        source=where,
        bands=sheet.grid.bands(),
        rates=rates,
        when=first(terms),
        free=sheet.free,
    )
