"""What an entry says beside its rates, as a page prints it: changes, tables, quotas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.clauses import Clauses
from llmanac.pricing.tables import Table
from llmanac.publish.grids import grids
from llmanac.publish.pages import figures
from llmanac.publish.pages.units import unit_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from llmanac.pricing.entries import Entry
    from llmanac.publish.grids import Grid
    from llmanac.publish.pages.edition import Edition


@dataclass(frozen=True, slots=True)
class Change:
    """By how much prices change under a condition."""

    when: str
    about: tuple[str, ...]
    """For what, where that is not all content; what loses its own price."""
    effect: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of prices."""

    title: Markup
    corner: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]
    places: int


def changes(edition: Edition, entry: Entry) -> Iterator[Change]:
    """What scales prices, or takes a discount away."""
    clauses = Clauses.of(edition.catalog, edition.language)
    for one in entry.when:
        if not isinstance(one, Table) and (one.scale or one.drop):
            effect = clauses.factor(one.scale.value) if one.scale else ""
            yield Change(clauses.given(one.given), tuple(clauses.about(one)), effect)


def tables(edition: Edition, entry: Entry, sign: str) -> Iterator[Figures]:
    """Tables that set prices."""
    for one in entry.when:
        if isinstance(one, Table):
            yield from (_figures(edition, entry, grid, sign, "") for grid in grids(entry, one))


def typical(edition: Edition, entry: Entry, sign: str) -> Iterator[Figures]:
    """Tables that tell what something comes to; they bill nothing."""
    for one in entry.typical:
        yield from (_figures(edition, entry, grid, sign, "typical.") for grid in grids(entry, one))


def quotas(edition: Edition, entry: Entry) -> Iterator[str]:
    """What is billed at least, and what is free."""
    clauses = Clauses.of(edition.catalog, edition.language)
    for meter, least in (entry.minimum or {}).items():
        yield clauses.least(meter, least.value)
    yield from map(clauses.free, entry.free)


def _figures(edition: Edition, entry: Entry, grid: Grid, sign: str, kind: str) -> Figures:
    clauses = Clauses.of(edition.catalog, edition.language)
    keys = clauses.keys(grid.by)
    names = [grid.meter or head for head in grid.heads]
    units = [unit_name(edition, u, m) for u, m in zip(grid.units, names, strict=True)]
    one = len({*units}) == 1
    title = edition.label(
        f"{kind}grid.{'meter' if grid.meter else 'keys' if one else 'mixed'}",
        meter=clauses.meter(grid.meter) if grid.meter else "",
        sign=sign.strip(),
        unit=units[0],
        keys=keys,
    )
    rows = tuple(
        (
            clauses.cell(grid.by, cell),
            tuple(None if amount is None else figures.text(amount.value) for amount in amounts),
        )
        for cell, amounts in grid.rows
    )
    heads = tuple(
        clauses.value(grid.by[-1], head)
        if grid.meter
        else clauses.meter(head)
        if one
        else str(edition.label("grid.head", meter=clauses.meter(head), unit=unit))
        for head, unit in zip(grid.heads, units, strict=True)
    )
    corner = clauses.keys(grid.by[: len(grid.rows[0][0])])
    places = figures.places(digits for _, amounts in rows for digits in amounts)
    if grid.band is not None:
        band = size_range(edition, entry, grid.band)
        title = edition.label("grid.band", title=title, band=band)
    return Figures(title, corner, heads, rows, places)


def size_range(edition: Edition, entry: Entry, band: int) -> Markup | None:
    """In words: up to 128,000 tokens; from there on; exactly the edge as the seller draws it."""
    if entry.bands is None:
        return None
    at, edge = entry.bands.at, "over" if entry.bands.edge == ">" else "from"
    low = figures.grouped(at[band - 1]) if band else None
    high = figures.grouped(at[band]) if band < len(at) else None
    kind = "first" if low is None else "last" if high is None else "middle"
    return edition.label(f"band.{edge}.{kind}", low=low, high=high)
