"""The feed Portkey, its prices: provider → id → `pricing_config`, in US cents for one unit.

0 stands for what is not known. An id with `-lte-128k` or `-gt-128k` at its end is a half of one
offer: its price up to that size, or above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Reading, Statement
from llmanac.sync.feeds.leaving import Leaving, is_text
from llmanac.sync.feeds.portkey_sheets import halves, whole
from llmanac.sync.feeds.sheet import entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.leaving import Here
    from llmanac.sync.feeds.sheet import Sheet

FEED: Final = "portkey"
_HALF: Final = re.compile(r"(.+)-(lte|gt)-([1-9]\d{0,4})k")
_DEFAULT: Final = "default"
_READ: Final = frozenset({"pricing_config", "custom_pricing"})


def read(data: Json, as_of: Day) -> Reading:
    """All that the feed says as of a day."""
    leaving = Leaving()
    statements: list[Statement] = []
    for provider, models in data.items() if isinstance(data, dict) else ():
        if not isinstance(models, dict) or not is_text(provider):
            leaving.at(provider).leave("models", models, "unreadable")
            continue
        readable = dict(_readable(provider, models, leaving))
        statements += _statements(provider, readable, as_of, leaving)
    if not isinstance(data, dict):
        leaving.at("-").leave("providers", data, "unreadable")
    return Reading(feed=FEED, as_of=as_of, statements=tuple(statements), left=leaving.all())


def _readable(
    provider: str, models: Mapping[str, Json], leaving: Leaving
) -> Iterator[tuple[str, Json]]:
    """The entries that are of one model."""
    for model, said in models.items():
        here = leaving.at(provider, model)
        if model == _DEFAULT:
            leaving.alike(_DEFAULT, "not-a-fact")
        elif not isinstance(said, dict) or not is_text(model):
            here.leave("entry", said, "unreadable")
        else:
            here.fields(said, _READ, {})
            yield model, said


def _statements(
    provider: str, models: Mapping[str, Json], as_of: Day, leaving: Leaving
) -> Iterator[Statement]:
    """One of each offer; that which is told in halves is told more fully than that which is not."""
    pairs = _pairs(models)
    for model, said in models.items():
        here = leaving.at(provider, model)
        half = _HALF.fullmatch(model)
        if half is None and model in pairs:
            here.leave("id", model, "told-in-halves")
        elif half is None:
            yield _statement(provider, model, whole(model, said, here), as_of, here)
        elif pairs.get(half[1]) != half[3]:
            here.leave("id", model, "half-an-offer")
        elif half[2] == "lte":
            other = models[f"{half[1]}-gt-{half[3]}k"]
            sheet = halves(half[1], (said, other), int(half[3]) * 1000, here)
            yield _statement(provider, half[1], sheet, as_of, here)


def _pairs(models: Mapping[str, Json]) -> dict[str, str]:
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
