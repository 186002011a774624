"""A price table as a grid of figures: rows by one key, columns by another or by meters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.amounts import Amount, Unit
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.tables import Cell, Table


@dataclass(frozen=True, slots=True)
class Grid:
    """Amounts in one unit or, where columns are meters, each column in a unit of its own."""

    by: tuple[str, ...]
    """The keys, in the order of the table; those of the rows come first."""
    meter: str | None
    """Of which meter all amounts are; None where each column is one."""
    heads: tuple[str, ...]
    """Values of the last key, or meters."""
    units: tuple[Unit, ...]
    """What the amounts of each column buy."""
    band: int | None
    """In which band of request size they hold; None: in all."""
    rows: tuple[tuple[Cell, tuple[Amount | None, ...]], ...]
    """Values of the keys of a row, and its amounts; None is not sold."""


def grids(entry: Entry, table: Table) -> Iterator[Grid]:
    """The table as people write it: one grid, or one for each meter where two keys decide."""
    size = max(len(rate) for row in table.rates.values() for rate in row.values())
    for band in range(size):
        place = band if size > 1 else None
        if len(table.by) == 1:
            yield _by_meter(entry, table, place)
        else:
            yield from (_by_last_key(entry, table, meter, place) for meter in table.rates)


def _by_meter(entry: Entry, table: Table, band: int | None) -> Grid:
    meters = tuple(table.rates)
    rows = tuple(
        (cell, tuple(_amount(table, meter, cell, band) for meter in meters))
        for cell in table.cells()
    )
    units = tuple(_unit(entry, table, meter) for meter in meters)
    return Grid(table.by, None, meters, units, band, rows)


def _by_last_key(entry: Entry, table: Table, meter: str, band: int | None) -> Grid:
    cells = [*table.rates[meter]]
    heads = tuple(dict.fromkeys(cell[-1] for cell in cells))
    rows = tuple(
        (first, tuple(_amount(table, meter, (*first, head), band) for head in heads))
        for first in dict.fromkeys(cell[:-1] for cell in cells)
    )
    unit = _unit(entry, table, meter)
    return Grid(table.by, meter, heads, (unit,) * len(heads), band, rows)


def _amount(table: Table, meter: str, cell: Cell, band: int | None) -> Amount | None:
    rate = table.rates[meter].get(cell, (None,))
    return rate[band if band is not None and len(rate) > 1 else 0]


def _unit(entry: Entry, table: Table, meter: str) -> Unit:
    amounts = (amount for rate in table.rates[meter].values() for amount in rate if amount)
    return next((amount.unit for amount in amounts if amount.unit), entry.per)
