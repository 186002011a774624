"""Where sources disagree: what the record holds of a fact, and who says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from llmanac.compile.prices import decimal_text
from llmanac.publish import disputes
from llmanac.publish.disputes import Price
from llmanac.publish.pages import figures
from llmanac.publish.pages.edition import outward
from llmanac.schema.record import FeedId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.publish.disputes import Value
    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.evidence import Saying
    from llmanac.schema.record import ModelId


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: what is on record, and the other values with those who state them."""

    fact: Markup
    offer: str | None
    held: Markup | None
    others: tuple[tuple[Markup, Markup], ...]


_WITNESSES: Final = 3
"""So many of those who state a value are named; the document and the twin have all of them."""


def rows(edition: Edition, id_: ModelId) -> Iterator[Row]:
    """Every fact of the model that is in dispute."""
    for dispute in disputes.disputes(edition.catalog, id_):
        yield Row(
            edition.label(f"claim.{dispute.about}"),
            dispute.offer,
            None if dispute.held is None else _printed(edition, dispute.about, dispute.held),
            tuple(
                (_printed(edition, dispute.about, value), _names(edition, claims))
                for value, claims in dispute.others
            ),
        )


def _printed(edition: Edition, about: str, value: Value) -> Markup:
    if isinstance(value, Price):
        return _price(edition, value)
    if isinstance(value, bool):
        return edition.label("yes" if value else "no")
    if isinstance(value, int):
        return Markup(figures.grouped(value))
    if isinstance(value, tuple):
        words = (f"modality.{word}" for word in value)
        return edition.label("comma").join(edition.label(word) for word in words)
    return escape(value)


def _price(edition: Edition, price: Price) -> Markup:
    """The two prices of a million, as far as they are stated."""
    amounts = {"input": price.input, "output": price.output}
    said = {name: decimal_text(amount) for name, amount in amounts.items() if amount is not None}
    return edition.label("comma").join(
        edition.label(f"claim.price.{name}", sign=figures.sign(price.currency), amount=amount)
        for name, amount in said.items()
        if amount is not None
    )


def _names(edition: Edition, claims: tuple[Saying, ...]) -> Markup:
    names = [_name(edition, claim) for claim in claims[:_WITNESSES]]
    if len(claims) > _WITNESSES:
        names.append(edition.label("claim.further", n=len(claims) - _WITNESSES))
    return edition.label("comma").join(names)


def _name(edition: Edition, claim: Saying) -> Markup:
    link = outward(claim.where)
    name: Markup = (
        Markup('<a href="{0}" rel="nofollow">{0}</a>').format(link)
        if link
        else Markup("{} <code>{}</code>").format(claim.feed, claim.where)
    )
    feed = edition.catalog.feeds.get(FeedId(claim.feed))
    day = feed and feed.as_of and feed.as_of.text()
    return edition.label("claim.as_of", who=name, day=day) if day else name
