"""Where sources disagree, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.compile.prices import decimal_text
from llmanac.publish import markdown as md
from llmanac.publish.disputes import Price, disputes
from llmanac.schema.record import FeedId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.publish.disputes import Dispute, Value
    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.evidence import Saying
    from llmanac.schema.record import ModelId


def table(writer: Writer, id_: ModelId) -> str:
    """The facts of a model that are in dispute; empty where none is."""
    rows = [_cells(writer, dispute) for dispute in disputes(writer.catalog, id_)]
    return md.table(writer.heads("fact", "held", "others"), rows) if rows else ""


def _cells(writer: Writer, dispute: Dispute) -> list[str]:
    held = "–" if dispute.held is None else _printed(writer, dispute.held)
    others = (
        f"{_printed(writer, value)} ({writer.listed(_name(writer, claim) for claim in claims)})"
        for value, claims in dispute.others
    )
    fact = f"{dispute.about} {dispute.offer}" if dispute.offer else dispute.about
    return [md.code(fact), held, "; ".join(others)]


def _printed(writer: Writer, value: Value) -> str:
    if isinstance(value, Price):
        return writer.listed(_amounts(writer, value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"{value:,}"
    return writer.listed(map(md.text, value)) if isinstance(value, tuple) else md.text(value)


def _amounts(writer: Writer, price: Price) -> Iterator[str]:
    for words, amount in (("price_in", price.input), ("price_out", price.output)):
        if amount is not None and (digits := decimal_text(amount)):
            yield writer.words[words].format(amount=digits, currency=price.currency)


def _name(writer: Writer, claim: Saying) -> str:
    where = md.text(claim.where)
    name = where if claim.feed == "page" else f"{md.text(claim.feed)} {where}"
    feed = writer.catalog.feeds.get(FeedId(claim.feed))
    return f"{name}, {feed.as_of.text()}" if feed and feed.as_of else name
