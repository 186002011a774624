"""The feed Catwalk: providers with their models, USD per million tokens.

It stores defaults where limits would stand, and 0 where it knows nothing. Its program bills
`cost_per_1m_in_cached` for what is written into a cache and `cost_per_1m_out_cached` for what is
read from it; many of its entries have them the other way round, or other things there.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Seller, Statement
from llmanac.sync.feeds.fields.nodes import named, objects
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.sheets.sheet import Sheet, entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value, Why
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.reader import Heard

FEED: Final = "catwalk"
_MILLION: Final = 1_000_000
_WRITE, _READ_BACK = "cost_per_1m_in_cached", "cost_per_1m_out_cached"
_OF_PROVIDER: Final[Mapping[str, Why]] = {
    "default_large_model_id": "not-a-fact",
    "default_small_model_id": "not-a-fact",
    "default_headers": "not-a-fact",
}
_OF_MODEL: Final[Mapping[str, Why]] = {
    "default_max_tokens": "default-no-limit",
    "default_reasoning_effort": "inexpressible",
    "reasoning_effort": "inexpressible",
    "has_reasoning_efforts": "inexpressible",  # of whose levels it says nothing
    "supports_attachments": "inexpressible",  # pictures, or documents, or both
    "options": "inexpressible",  # settings that its program sends
    "temperature": "inexpressible",
    "top_p": "inexpressible",
}
"""Fields that no record has a place for."""
_USUAL_LEVELS: Final = ["low", "medium", "high"]
"""What its program fills in for whatever reasons; it tells nothing of the model."""
_LEVEL: Final = re.compile(r"[a-z0-9-]{1,32}")
_KEY: Final = re.compile(r"\$([A-Z][A-Z0-9_]*)")


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """All that the feed says as of a day."""
    for name, provider in _providers(data, leaving):
        yield _seller(name, provider)
        for offer, model in named(provider.raw("models"), leaving, "id", name):
            yield _statement(name, offer, model, as_of)
        provider.close(ignored=("id",), alike=_OF_PROVIDER)


def _providers(data: Json, leaving: Leaving) -> Iterator[tuple[str, Node]]:
    """Providers by name: the feed is a list of them, a recording of its files a mapping."""
    return objects(data, leaving) if isinstance(data, dict) else named(data, leaving, "id")


def _seller(name: str, provider: Node) -> Seller:
    endpoint, key = provider.text("api_endpoint"), provider.text("api_key")
    variable = _KEY.fullmatch(key) if key else None
    return Seller(
        provider=name,
        name=provider.text("name"),
        base_url=endpoint if endpoint and endpoint.startswith("https://") else None,
        shape=provider.text("type"),
        key_variable=variable[1] if variable else None,
    )


def _statement(provider: str, offer: str, model: Node, as_of: Day) -> Statement:
    source = f"{FEED}@{as_of.text()}:{model.where}"
    made = entry(_sheet(model), seen=as_of, source=source, here=model.here)
    of_offer: dict[str, Value | None] = {
        "name": model.text("name"),
        "context": model.count("context_window"),
    }
    statement = Statement(
        where=model.where,
        provider=provider,
        offer=offer,
        of_offer={field: value for field, value in of_offer.items() if value is not None},
        of_model=_of_model(model),
        prices=(made,) if made else (),
    )
    model.close(alike=_OF_MODEL)
    return statement


def _sheet(model: Node) -> Sheet:
    costs = {"input": _cost(model, "cost_per_1m_in"), "output": _cost(model, "cost_per_1m_out")}
    costs |= _cache(model, costs["input"])
    return Sheet(prices={meter: (one,) for meter, one in costs.items() if one is not None})


def _cost(model: Node, field: str) -> Decimal | None:
    """The price of one token; a field that is not there says nothing."""
    price = model.known_price(field)
    return None if price is None else price / _MILLION


def _cache(model: Node, whole: Decimal | None) -> dict[str, Decimal]:
    """What the cache costs, where it is plain which of the two numbers is which."""
    written, back = (_cost(model, field) for field in (_WRITE, _READ_BACK))
    if written is None and back is None:
        return {}
    found = _told_apart(whole, written, back)
    if found is None:
        for field, one in ((_WRITE, written), (_READ_BACK, back)):
            if one is not None:
                model.leave(field, "ambiguous")
    return found or {}


def _told_apart(
    whole: Decimal | None, written: Decimal | None, back: Decimal | None
) -> dict[str, Decimal] | None:
    """Writing costs up to twice as much as input, reading less: a pair that says so is plain,
    whichever way round, and so is a single number, or one twice."""
    if not whole:
        return None
    several = {one for one in (written, back) if one is not None}
    lower, upper = min(several), max(several)
    if whole < lower == written and upper <= 2 * whole and back is None:
        return {"cache.write": upper}
    if len(several) == 1 and (lower < whole or (lower == whole and written is None)):
        return {"cache.read": lower}
    if len(several) == 2 and lower < whole < upper <= 2 * whole:
        return {"cache.read": lower, "cache.write": upper}
    return None


def _of_model(model: Node) -> dict[str, Value]:
    said: dict[str, Value] = {}
    if (reasons := model.flag("can_reason")) is not None:
        said["reasoning"] = reasons
    levels = model.raw("reasoning_levels")
    if levels == _USUAL_LEVELS:
        model.here.leaving.alike("reasoning_levels", "filled-in")
    elif levels is not None and (efforts := _efforts(levels)):
        said["reasoning.options"] = efforts
    elif levels:
        model.leave("reasoning_levels", "unreadable")
    return said


def _efforts(levels: Json) -> str | None:
    """The levels as our record has them, in the feed's order: the least first."""
    if not isinstance(levels, list) or not levels:
        return None
    if not all(isinstance(one, str) and _LEVEL.fullmatch(one) for one in levels):
        return None
    return json.dumps({"efforts": [*dict.fromkeys(levels)]})
