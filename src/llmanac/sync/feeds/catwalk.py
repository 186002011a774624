"""The feed Catwalk: providers with their models, USD per million tokens.

It stores defaults where limits would stand, and 0 where it knows nothing. Its program bills
`cost_per_1m_in_cached` for what is written into a cache and `cost_per_1m_out_cached` for what is
read from it; many of its entries have them the other way round, or other things there.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Reading, Seller, Statement
from llmanac.sync.feeds.leaving import Leaving, is_text
from llmanac.sync.feeds.sheet import Sheet, entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value
    from llmanac.sync.feeds.leaving import Here

FEED: Final = "catwalk"
_MILLION: Final = 1_000_000
_WRITE, _READ_BACK = "cost_per_1m_in_cached", "cost_per_1m_out_cached"
_PROVIDER: Final = frozenset({"id", "name", "api_key", "api_endpoint", "type", "models"})
_PROVIDER_IGNORED: Final = {
    "default_large_model_id": "not-a-fact",
    "default_small_model_id": "not-a-fact",
    "default_headers": "not-a-fact",
}
_MODEL: Final = frozenset(
    {"id", "name", "cost_per_1m_in", "cost_per_1m_out", _WRITE, _READ_BACK}
    | {"context_window", "can_reason", "reasoning_levels"}
)
_MODEL_IGNORED: Final = {
    "default_max_tokens": "default-no-limit",
    "default_reasoning_effort": "inexpressible",
    "reasoning_effort": "inexpressible",
    "has_reasoning_efforts": "inexpressible",  # of whose levels it says nothing
    "supports_attachments": "inexpressible",  # pictures, or documents, or both
    "options": "inexpressible",  # settings that its program sends
    "temperature": "inexpressible",
    "top_p": "inexpressible",
}
_USUAL_LEVELS: Final = ["low", "medium", "high"]
"""What its program fills in for whatever reasons; it tells nothing of the model."""
_LEVEL: Final = re.compile(r"[a-z0-9-]{1,32}")
_KEY: Final = re.compile(r"\$([A-Z][A-Z0-9_]*)")


def read(data: Json, as_of: Day) -> Reading:
    """All that the feed says as of a day."""
    leaving = Leaving()
    sellers: list[Seller] = []
    statements: list[Statement] = []
    for name, provider in _providers(data, leaving):
        here = leaving.at(name)
        here.fields(provider, _PROVIDER, _PROVIDER_IGNORED)
        sellers.append(_seller(name, provider, here))
        statements += _statements(name, provider.get("models"), as_of, leaving)
    return Reading(
        feed=FEED,
        as_of=as_of,
        statements=tuple(statements),
        sellers=tuple(sellers),
        left=leaving.all(),
    )


def _providers(data: Json, leaving: Leaving) -> Iterator[tuple[str, Json]]:
    """Providers by name: the feed is a list of them, a recording of its files a mapping."""
    named = data.items() if isinstance(data, dict) else [(None, one) for one in _list(data)]
    for key, provider in named:
        name = key or (provider.get("id") if isinstance(provider, dict) else None)
        if isinstance(provider, dict) and is_text(name):
            yield name, provider
        else:
            leaving.at(str(key or "-")).leave("provider", provider, "unreadable")
    if not isinstance(data, dict | list):
        leaving.at("-").leave("providers", data, "unreadable")


def _list(data: Json) -> list[Json]:
    return data if isinstance(data, list) else []


def _seller(name: str, provider: Json, here: Here) -> Seller:
    endpoint, key = here.text(provider, "api_endpoint"), here.text(provider, "api_key")
    variable = _KEY.fullmatch(key) if key else None
    return Seller(
        provider=name,
        name=here.text(provider, "name"),
        base_url=endpoint if endpoint and endpoint.startswith("https://") else None,
        shape=here.text(provider, "type"),
        key_variable=variable[1] if variable else None,
    )


def _statements(provider: str, models: Json, as_of: Day, leaving: Leaving) -> Iterator[Statement]:
    for model in _list(models):
        offer = model.get("id") if isinstance(model, dict) else None
        if not is_text(offer):
            leaving.at(provider).leave("model", model, "unreadable")
            continue
        here = leaving.at(provider, offer)
        here.fields(model, _MODEL, _MODEL_IGNORED)
        source = f"{FEED}@{as_of.text()}:{here.where}"
        made = entry(_sheet(model, here), seen=as_of, source=source, here=here)
        yield Statement(
            where=here.where,
            provider=provider,
            offer=offer,
            of_offer=_of_offer(model, here),
            of_model=_of_model(model, here),
            prices=(made,) if made else (),
        )
    if not isinstance(models, list):
        leaving.at(provider).leave("models", models, "unreadable")


def _sheet(model: Json, here: Here) -> Sheet:
    costs = {
        "input": _cost(model, "cost_per_1m_in", here),
        "output": _cost(model, "cost_per_1m_out", here),
    }
    costs |= _cache(model, costs["input"], here)
    return Sheet(prices={meter: (one,) for meter, one in costs.items() if one is not None})


def _cost(model: Json, field: str, here: Here) -> Decimal | None:
    """The price of one token; a field that is not there says nothing."""
    price = here.known_price(field, model[field]) if field in model else None
    return None if price is None else price / _MILLION


def _cache(model: Json, whole: Decimal | None, here: Here) -> dict[str, Decimal]:
    """What the cache costs, where it is plain which of the two numbers is which."""
    written, back = (_cost(model, field, here) for field in (_WRITE, _READ_BACK))
    if written is None and back is None:
        return {}
    found = _told_apart(whole, written, back)
    if found is None:
        for field, one in ((_WRITE, written), (_READ_BACK, back)):
            if one is not None:
                here.leave(field, model[field], "ambiguous")
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


def _of_offer(model: Json, here: Here) -> dict[str, Value]:
    said: dict[str, Value] = {}
    if name := here.text(model, "name"):
        said["name"] = name
    if "context_window" in model:
        context = here.count("context_window", model["context_window"])
        said |= {} if context is None else {"context": context}
    return said


def _of_model(model: Json, here: Here) -> dict[str, Value]:
    said: dict[str, Value] = {}
    reasons, levels = model.get("can_reason"), model.get("reasoning_levels")
    if isinstance(reasons, bool):
        said["reasoning"] = reasons
    elif reasons is not None:
        here.leave("can_reason", reasons, "unreadable")
    if levels == _USUAL_LEVELS:
        here.leaving.alike("reasoning_levels", "filled-in")
    elif levels is not None and (efforts := _efforts(levels)):
        said["reasoning.options"] = efforts
    elif levels:
        here.leave("reasoning_levels", levels, "unreadable")
    return said


def _efforts(levels: Json) -> str | None:
    """The levels as our record has them, in the feed's order: the least first."""
    if not isinstance(levels, list) or not levels:
        return None
    if not all(isinstance(one, str) and _LEVEL.fullmatch(one) for one in levels):
        return None
    return json.dumps({"efforts": [*dict.fromkeys(levels)]})
