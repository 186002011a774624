"""The feed Portkey, its prices: provider → id → `pricing_config`, in US cents for one unit.

0 stands for what is not known. An id with `-lte-128k` or `-gt-128k` at its end is a half of one
offer: its price up to that size, or above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Statement
from llmanac.sync.feeds.fields.nodes import objects
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.portkey.sheets import halves, whole
from llmanac.sync.feeds.sheets.sheet import entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.reader import Heard
    from llmanac.sync.feeds.fields.values import Here
    from llmanac.sync.feeds.sheets.sheet import Sheet

FEED: Final = "portkey"
_HALF: Final = re.compile(r"(.+)-(lte|gt)-([1-9]\d{0,4})k")
_DEFAULT: Final = "default"
_READ: Final = ("pricing_config", "custom_pricing")


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """All that the feed says as of a day."""
    for provider, models in objects(data, leaving):
        if models.data.keys() & {_DEFAULT}:
            leaving.alike(_DEFAULT, "not-a-fact")
        entries = {name: said for name, said in models.data.items() if name != _DEFAULT}
        yield from _statements(provider, dict(objects(entries, leaving, provider)), as_of)


def _statements(provider: str, models: Mapping[str, Node], as_of: Day) -> Iterator[Statement]:
    """One of each offer; that which is told in halves is told more fully than that which is not."""
    pairs = _pairs(models)
    for name, model in models.items():
        model.close(ignored=_READ)
        half = _HALF.fullmatch(name)
        if half is None and name in pairs:
            model.here.leave("id", name, "told-in-halves")
        elif half is None:
            yield _statement(provider, name, whole(name, model), as_of, model.here)
        elif pairs.get(half[1]) != half[3]:
            model.here.leave("id", name, "half-an-offer")
        elif half[2] == "lte":
            other = models[f"{half[1]}-gt-{half[3]}k"]
            sheet = halves(half[1], (model, other), int(half[3]) * 1000)
            yield _statement(provider, half[1], sheet, as_of, model.here)


def _pairs(models: Mapping[str, Node]) -> dict[str, str]:
    """Offers of which there are both halves, with their size; of several sizes the first."""
    found: dict[str, str] = {}
    for model in models:
        half = _HALF.fullmatch(model)
        if half and half[2] == "lte" and f"{half[1]}-gt-{half[3]}k" in models:
            found.setdefault(half[1], half[3])
    return found


def _statement(provider: str, model: str, sheet: Sheet | None, as_of: Day, here: Here) -> Statement:
    source = f"{FEED}@{as_of.text()}:{here.where}"
    made = sheet and entry(sheet, seen=as_of, source=source, here=here)
    prices = (made,) if made else ()
    return Statement(where=here.where, provider=provider, offer=model, prices=prices)
