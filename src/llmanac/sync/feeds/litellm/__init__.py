"""LiteLLM's price map → what it says. USD per token; conditions stand in the names of prices.

The map: https://github.com/BerriAI/litellm, `model_prices_and_context_window.json`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmanac.sync.claims import Hint, Statement
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.fields.values import at
from llmanac.sync.feeds.litellm.facts import of_model, of_offer
from llmanac.sync.feeds.litellm.keys import named
from llmanac.sync.feeds.litellm.names import decided
from llmanac.sync.feeds.litellm.pictures import Offer, Sized, offer_of, tabled
from llmanac.sync.feeds.litellm.prices import prices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.reader import Heard
    from llmanac.sync.feeds.fields.values import Here
    from llmanac.sync.feeds.litellm.keys import Named

FEED = "litellm"
_NO_ENTRIES = ("sample_spec", "fallback_generalizations")
"""Keys that hold an example, and rules of LiteLLM's own."""


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """Return all that one state of the map says."""
    entries = at(leaving).mapping("", data) or {}
    plain: list[tuple[Offer, Statement]] = []
    sized: list[Sized] = []
    for key, entry in entries.items():
        if key not in _NO_ENTRIES:
            here = at(leaving, key)
            name = _named(key, entry, here)
            if name and name.cell:
                sized.append((name, entry, here))
            elif name:
                plain.append((offer_of(name), _statement(name, entry, here, as_of)))
    yield from _together(plain, sized, as_of)


def _named(key: str, entry: Json, here: Here) -> Named | None:
    """Return what an entry is about; note the entry where nobody can tell, and its new names."""
    if not isinstance(entry, dict):
        here.leave("", entry, "not-an-object")
        return None
    _note_names(entry, here)
    provider = entry.get("litellm_provider")
    if not isinstance(provider, str) or not re.fullmatch(r"[\w./-]+", provider):
        here.leave("litellm_provider", provider, "seller-unknown")
        return None
    name = named(key, provider)
    if name is None:
        here.leave("", key, "not-an-offer")
    return name


def _note_names(entry: dict[str, Json], here: Here) -> None:
    """Note what the records have no place for, and names that nobody has seen yet."""
    for name, value in entry.items():
        word = decided(name)
        if word is None:
            here.leave(name, value, "unknown-field")
        elif word == "inexpressible" and value is not None and value is not False:
            here.leave(name, value, "inexpressible")


def _statement(name: Named, entry: Json, here: Here, as_of: Day) -> Statement:
    lab_and_name = name.lab_and_name
    return Statement(
        where=here.where,
        provider=name.provider,
        offer=name.offer,
        region=name.region,
        of_offer=of_offer(entry, here, as_of),
        of_model=of_model(entry, here),
        prices=prices(entry, here, as_of),
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
