"""An entry without some of its parts: without a meter, without a condition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from llmanac.pricing.conditions import Condition
from llmanac.pricing.meters import is_part
from llmanac.pricing.tables import Table

if TYPE_CHECKING:
    from collections.abc import Collection

    from llmanac.pricing.entries import Entry
    from llmanac.pricing.terms import Term


def without_meters(entry: Entry, gone: Collection[str]) -> Entry:
    """The entry as if these meters had never been priced."""
    if not gone:
        return entry
    rates = {meter: rate for meter, rate in entry.rates.items() if meter not in gone}
    priced = {*entry.meters()} - {*gone}
    terms = (_term(term, gone, priced) for term in entry.when)
    tables = (_table(table, gone) for table in entry.typical)
    least = {meter: one for meter, one in (entry.minimum or {}).items() if meter not in gone}
    return replace(
        entry,
        rates=rates,
        when=tuple(term for term in terms if term),
        free=tuple(quota for quota in entry.free if quota.meter not in gone),
        minimum=least or None,
        typical=tuple(table for table in tables if table),
    )


def without_terms(entry: Entry, gone: Collection[int]) -> Entry:
    """The entry without the conditions at these places."""
    left = tuple(term for place, term in enumerate(entry.when) if place not in gone)
    return replace(entry, when=left) if gone else entry


def _term(term: Term, gone: Collection[str], priced: Collection[str]) -> Term | None:
    if isinstance(term, Table):
        return _table(term, gone)
    rates = {meter: rate for meter, rate in term.rates.items() if meter not in gone}
    drop = tuple(meter for meter in term.drop if meter not in gone)
    only = tuple(part for part in term.only if any(is_part(meter, part) for meter in priced))
    scale = None if term.only and not only else term.scale
    if not (rates or drop or scale):
        return None
    return Condition(
        given=term.given, rates=rates, rest=term.rest, scale=scale, only=only, drop=drop
    )


def _table(table: Table, gone: Collection[str]) -> Table | None:
    rates = {meter: row for meter, row in table.rates.items() if meter not in gone}
    return replace(table, rates=rates) if rates else None
