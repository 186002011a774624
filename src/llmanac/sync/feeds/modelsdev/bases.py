"""models.dev's base-model map: `provider/offer` → the model that the offer is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Hint, Reading, Statement
from llmanac.sync.feeds.fields.leaving import Leaving
from llmanac.sync.feeds.fields.nodes import Node
from llmanac.sync.feeds.fields.values import at
from llmanac.sync.feeds.words.regions import offer_at

if TYPE_CHECKING:
    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json

FEED: Final = "models.dev-bases"


def read(data: Json, as_of: Day) -> Reading:
    """Read the map: every line is a hint and no more."""
    leaving = Leaving()
    if not isinstance(data, dict):
        at(leaving).leave("", data, "not-an-object")
        data = {}
    said = (_statement(name, Node(at(leaving, name), data)) for name in data)
    statements = tuple(one for one in said if one is not None)
    return Reading(feed=FEED, as_of=as_of, statements=statements, left=leaving.all())


def _statement(name: str, node: Node) -> Statement | None:
    base = node.text(name)
    provider, slash, offer = name.partition("/")
    if base is None:
        return None
    if not (slash and provider and offer and name.isprintable()):
        return node.leave(name, "not-text")
    offer, region = offer_at(provider, offer)
    return Statement(
        where=node.where,
        provider=provider,
        offer=offer,
        region=region,
        hints=(Hint("base", base),),
    )
