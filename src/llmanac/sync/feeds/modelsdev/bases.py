"""models.dev's base-model map: `provider/offer` → the model that the offer is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Hint, Statement
from llmanac.sync.feeds.fields.nodes import Node
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.fields.values import at
from llmanac.sync.feeds.words.regions import offer_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.reader import Heard

FEED: Final = "models.dev-bases"


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """Read the map: every line is a hint and no more."""
    bases = at(leaving).mapping("", data) or {}
    yield from filter(None, (_statement(name, Node(at(leaving, name), bases)) for name in bases))


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
