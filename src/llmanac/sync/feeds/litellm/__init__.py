"""LiteLLM's price map → what it says. USD per token; conditions stand in the names of prices.

The map: https://github.com/BerriAI/litellm, `model_prices_and_context_window.json`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmanac.sync.claims import Hint, Left, Reading, Statement
from llmanac.sync.feeds.litellm.facts import of_model, of_offer
from llmanac.sync.feeds.litellm.figures import Leaving, shown
from llmanac.sync.feeds.litellm.keys import named
from llmanac.sync.feeds.litellm.names import decided
from llmanac.sync.feeds.litellm.pictures import Offer, Sized, offer_of, tabled
from llmanac.sync.feeds.litellm.prices import prices

if TYPE_CHECKING:
    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.litellm.keys import Named

FEED = "litellm"
_NO_ENTRIES = ("sample_spec", "fallback_generalizations")
"""Keys that hold an example, and rules of LiteLLM's own."""


def read(data: Json, as_of: Day) -> Reading:
    """Return all that one state of the map says."""
    if not isinstance(data, dict):
        wrong = Left(FEED, "", shown(data), "not-an-object")
        return Reading(feed=FEED, as_of=as_of, left=(wrong,))
    plain: list[tuple[Offer, Statement]] = []
    sized: list[Sized] = []
    leavings: list[Leaving] = []
    for key, entry in data.items():
        if key not in _NO_ENTRIES:
            leaving = Leaving("".join(key.split()) or FEED)
            leavings.append(leaving)
            name = _named(key, entry, leaving)
            if name and name.cell:
                sized.append((name, entry, leaving))
            elif name:
                plain.append((offer_of(name), _statement(name, entry, leaving, as_of)))
    statements = _together(plain, sized, as_of)
    left = tuple(one for leaving in leavings for one in leaving.left)
    return Reading(feed=FEED, as_of=as_of, statements=statements, left=left)


def _named(key: str, entry: Json, leaving: Leaving) -> Named | None:
    """Return what an entry is about; note the entry where nobody can tell, and its new names."""
    if not isinstance(entry, dict):
        leaving.leave("", entry, "not-an-object")
        return None
    _note_names(entry, leaving)
    provider = entry.get("litellm_provider")
    if not isinstance(provider, str) or not re.fullmatch(r"[\w./-]+", provider):
        leaving.leave("litellm_provider", provider, "no-provider")
        return None
    name = named(key, provider)
    if name is None:
        leaving.leave("", key, "not-an-offer")
    return name


def _note_names(entry: dict[str, Json], leaving: Leaving) -> None:
    """Note what the records have no place for, and names that nobody has seen yet."""
    for name, value in entry.items():
        word = decided(name)
        if word is None:
            leaving.leave(name, value, "unknown-field")
        elif word == "inexpressible" and value is not None and value is not False:
            leaving.leave(name, value, "inexpressible")


def _statement(name: Named, entry: Json, leaving: Leaving, as_of: Day) -> Statement:
    lab_and_name = name.lab_and_name
    return Statement(
        where=leaving.where,
        provider=name.provider,
        offer=name.offer,
        region=name.region,
        of_offer=of_offer(entry, leaving, as_of),
        of_model=of_model(entry, leaving),
        prices=prices(entry, leaving, as_of),
        hints=(Hint("name", lab_and_name),) if lab_and_name else (),
    )


def _together(
    plain: list[tuple[Offer, Statement]], sized: list[Sized], as_of: Day
) -> tuple[Statement, ...]:
    """Return statements in the map's order; those that only sizes make come last."""
    tables = tabled(sized, dict(reversed(plain)), as_of)
    changed = {one.where: one for one in tables.values()}
    kept = tuple(changed.pop(statement.where, statement) for _, statement in plain)
    return (*kept, *changed.values())
