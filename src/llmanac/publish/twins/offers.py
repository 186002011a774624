"""An offer in Markdown: where to call it, and every price that it has or had."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from llmanac.catalog import provider_of
from llmanac.compile.prices import conditional, rates, timeline
from llmanac.publish import markdown as md
from llmanac.publish.twins.writer import address

if TYPE_CHECKING:
    from llmanac.compile.prices import Held, Priced
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
        "status": writer.words[f"status.{one.status}"],
        "retires": one.retires.text() if one.retires else "",
        "successor": md.code(one.successor) if one.successor else "",
        "note": writer.said(one.note),
    }
    heading = f"### {writer.said(seller.name)} {md.code(one.id)}"
    parts = (writer.facts(facts), endpoints(writer, seller, one), _prices(writer, one))
    return "\n\n".join((heading, *parts))


def endpoints(writer: Writer, seller: Provider, one: Offer | None = None) -> str:
    """The addresses of a seller, or of those of its APIs that serve the offer."""
    rows = (
        [api, md.code(endpoint.url)]
        for api, endpoint in seller.apis.items()
        if one is None or api in one.apis
    )
    return md.table(writer.heads("api", "url"), rows)


def _prices(writer: Writer, one: Offer) -> str:
    rows = [
        [
            _meter(writer, priced),
            _amount(writer, held, priced),
            _band(writer, priced),
            _holds(writer, held),
            _source(writer, held),
        ]
        for held in timeline(one.prices)
        for priced in chain(rates(held.entry), conditional(held.entry))
    ]
    heads = writer.heads("meter", "price", "size_of_input", "holds", "source")
    return md.table(heads, rows) if rows else writer.words["no_price"]


def _meter(writer: Writer, priced: Priced) -> str:
    """The meter, and under which condition."""
    tests = priced.given.tests() if priced.given else {}
    said = [
        writer.words["when.not" if test.negated else "when"].format(
            key=key, values=writer.listed(test.values)
        )
        for key, test in tests.items()
    ]
    return writer.then(md.code(priced.meter), *map(md.code, said))


def _amount(writer: Writer, held: Held, priced: Priced) -> str:
    amount, per = format(priced.amount.value, "f"), f"{priced.per} {priced.unit}"
    return writer.words["per"].format(amount=amount, currency=held.entry.currency, per=per)


def _band(writer: Writer, priced: Priced) -> str:
    least = "" if priced.least is None else f"{priced.least:,}"
    most = "" if priced.most is None else f"{priced.most:,}"
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
