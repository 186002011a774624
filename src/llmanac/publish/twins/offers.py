"""An offer in Markdown: where to call it, and every price that it has or had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.catalog import provider_of
from llmanac.clauses import Clauses
from llmanac.compile.prices import published, ranges, rates, timeline
from llmanac.pricing.conditions import Condition
from llmanac.pricing.meters import METERS
from llmanac.pricing.tables import Table
from llmanac.publish import markdown as md
from llmanac.publish.grids import grids
from llmanac.publish.twins.writer import address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.compile.prices import Held, Priced
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.given import Given
    from llmanac.publish.grids import Grid
    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.offer import Offer
    from llmanac.schema.provider import Provider
    from llmanac.schema.record import OfferKey


def offer(writer: Writer, key: OfferKey) -> str:
    """One offer under a heading of its own."""
    one = writer.catalog.offers[key]
    seller = writer.catalog.providers[provider_of(key)]
    facts = {
        "aliases": writer.listed(map(md.code, one.aliases)),
        "status": writer.words[f"status.{writer.catalog.standing(key)}"],
        "retires": one.retires.text() if one.retires else "",
        "successor": md.code(one.successor) if one.successor else "",
        "note": writer.said(one.note),
    }
    heading = f"### {writer.said(seller.name)} {md.code(one.id)}"
    parts = (writer.facts(facts), endpoints(writer, seller, one), _prices(writer, one))
    return "\n\n".join(filter(None, (heading, *parts)))


def endpoints(writer: Writer, seller: Provider, one: Offer | None = None) -> str:
    """The addresses of a seller, or of those of its APIs that serve the offer."""
    rows = [
        [api, md.code(endpoint.url)]
        for api, endpoint in seller.apis.items()
        if one is None or api in one.apis
    ]
    return md.table(writer.heads("api", "url"), rows) if rows else ""


def _prices(writer: Writer, one: Offer) -> str:
    held = [*timeline(one.prices)]
    rows = [
        [
            _meter(writer, priced, given),
            _amount(writer, each, priced),
            _band(writer, priced),
            _holds(writer, each),
            _source(writer, each),
        ]
        for each in held
        for priced, given in _rates(each.entry)
    ]
    heads = writer.heads("meter", "price", "size_of_input", "holds", "source")
    table = md.table(heads, rows) if rows else writer.words["no_price"]
    beside = (_beside(writer, each) for each in held)
    return "\n\n".join((table, *filter(None, beside)))


def _rates(entry: Entry) -> Iterator[tuple[Priced, Given | None]]:
    """Rates as they are written: the ordinary ones, then those of each condition."""
    yield from ((priced, None) for priced in rates(entry))
    for one in entry.when:
        if isinstance(one, Condition):
            yield from ((priced, one.given) for priced in published(entry, one.rates))


def _meter(writer: Writer, priced: Priced, given: Given | None) -> str:
    """The meter, and under which condition."""
    said = (md.text(_clauses(writer).given(given)),) if given else ()
    return writer.then(md.code(priced.meter), *said)


def _beside(writer: Writer, held: Held) -> str:
    """What an entry says beside its rates, under a line that names the entry."""
    clauses, entry = _clauses(writer), held.entry
    lines = [*map(md.text, _changes(clauses, entry)), *map(md.text, _quotas(clauses, entry))]
    tables = [
        *(_grid(writer, entry, one, "by") for one in entry.when if isinstance(one, Table)),
        *(_grid(writer, entry, one, "typical_by") for one in entry.typical),
    ]
    if not lines and not tables:
        return ""
    named = writer.then(md.text(entry.currency), _holds(writer, held))
    return "\n\n".join(
        filter(None, (f"{named}{writer.words['colon']}".rstrip(), md.bullets(lines), *tables))
    )


def _changes(clauses: Clauses, entry: Entry) -> Iterator[str]:
    for one in entry.when:
        if isinstance(one, Condition) and (one.scale or one.drop):
            yield clauses.change(one)


def _quotas(clauses: Clauses, entry: Entry) -> Iterator[str]:
    for meter, least in (entry.minimum or {}).items():
        yield clauses.least(meter, least.value)
    yield from map(clauses.free, entry.free)


def _grid(writer: Writer, entry: Entry, table: Table, words: str) -> str:
    """A table of prices, each under a line that says of what and by what."""
    return "\n\n".join(
        f"{_title(writer, entry, grid, words)}\n\n{_figures(writer, entry, grid)}"
        for grid in grids(entry, table)
    )


def _title(writer: Writer, entry: Entry, grid: Grid, words: str) -> str:
    said = writer.words[words].format(keys=_clauses(writer).keys(grid.by))
    bounds = [*ranges(entry.bands)]
    size = () if grid.band is None else (_size(writer, *bounds[grid.band]),)
    return f"{md.text(writer.then(said, *size))}{writer.words['colon']}".rstrip()


def _figures(writer: Writer, entry: Entry, grid: Grid) -> str:
    clauses = _clauses(writer)
    corner = clauses.keys(grid.by[: len(grid.rows[0][0])])
    heads = [grid.meter or head for head in grid.heads]
    units = [f"{unit.text()} {METERS[m].unit}" for unit, m in zip(grid.units, heads, strict=True)]
    columns = [
        f"{md.code(meter)} {md.text(head) if grid.meter else ''} {entry.currency}/{unit}"
        for meter, head, unit in zip(heads, grid.heads, units, strict=True)
    ]
    rows = (
        [
            md.text(clauses.cell(grid.by, cell)),
            *("–" if a is None else format(a.value, "f") for a in amounts),
        ]
        for cell, amounts in grid.rows
    )
    return md.table([md.text(corner), *(" ".join(column.split()) for column in columns)], rows)


def _clauses(writer: Writer) -> Clauses:
    return Clauses.of(writer.catalog, writer.language)


def _amount(writer: Writer, held: Held, priced: Priced) -> str:
    amount, per = format(priced.amount.value, "f"), f"{priced.per} {priced.unit}"
    return writer.words["per"].format(amount=amount, currency=held.entry.currency, per=per)


def _band(writer: Writer, priced: Priced) -> str:
    return _size(writer, priced.least, priced.most)


def _size(writer: Writer, smallest: int | None, largest: int | None) -> str:
    least = "" if smallest is None else f"{smallest:,}"
    most = "" if largest is None else f"{largest:,}"
    return writer.words[_BAND[bool(least), bool(most)]].format(least=least, most=most)


def _holds(writer: Writer, held: Held) -> str:
    start = held.entry.start.text() if held.entry.start else ""
    until = held.until.text() if held.until else ""
    return writer.words[_HOLDS[bool(start), bool(until)]].format(start=start, until=until)


_BAND = {
    (False, False): "band.all",
    (True, False): "band.from",
    (False, True): "band.to",
    (True, True): "band.both",
}
_HOLDS = {
    (False, False): "holds.unknown",
    (True, False): "holds.from",
    (False, True): "holds.until",
    (True, True): "holds.both",
}
"""Whether there is a beginning, and an end → what to say."""


def _source(writer: Writer, held: Held) -> str:
    entry = held.entry
    parts = [address(entry.source), writer.words["seen"].format(day=entry.seen.text())]
    if entry.checked:
        parts.append(writer.words["checked"].format(day=entry.checked.text()))
    return writer.then(*parts)
