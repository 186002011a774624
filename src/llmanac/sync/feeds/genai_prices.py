"""The feed genai-prices: `data.json` of its package, a list of providers with their models.

Prices are USD per million tokens, per thousand calls or pages, per hour. What holds when is told by
the feed's own rules (its `types.py`): of the prices of a list the last that is active holds, a
variant replaces prices one by one, and a tier re-prices the whole request above its start.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Hint, Reading, Seller, Statement
from llmanac.sync.feeds.genai_prices_times import entries
from llmanac.sync.feeds.leaving import Leaving, is_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value
    from llmanac.sync.feeds.leaving import Here

FEED: Final = "genai-prices"
_REGIONAL: Final = "regional."
"""What the feed puts before ids of Bedrock that stand for the profiles of all regions."""
_PROVIDER: Final = frozenset({"id", "name", "pricing_urls", "models"})
_PROVIDER_IGNORED: Final = {
    "api_pattern": "not-a-fact",
    "provider_match": "not-a-fact",
    "model_match": "not-a-fact",
    "fallback_model_providers": "not-a-fact",
    "extractors": "not-a-fact",  # dialects are ours
    "tiered_prices_rules": "not-a-fact",
    "description": "prose",
    "price_comments": "prose",
    "refs": "inexpressible",
}
_MODEL: Final = frozenset(
    {"id", "name", "match", "prices", "price_variants", "context_window", "deprecated"}
)
_MODEL_IGNORED: Final = {
    "description": "prose",
    "price_comments": "prose",
    "refs": "inexpressible",  # pages on many subjects, of which none is said to hold the price
    "prices_checked": "inexpressible",  # a day that may lie before the feed's own
    "price_discrepancies": "not-a-fact",
    "collapse": "not-a-fact",
    "removed": "not-a-fact",
}
_URL: Final = re.compile(r"https?://[^\s<>\"'`{}\\^|]+")


def read(data: Json, as_of: Day) -> Reading:
    """All that the feed says as of a day."""
    leaving = Leaving()
    sellers: list[Seller] = []
    statements: list[Statement] = []
    for provider in data if isinstance(data, list) else ():
        if not isinstance(provider, dict) or not is_text(provider.get("id")):
            leaving.at("-").leave("provider", provider, "unreadable")
            continue
        name = provider["id"]
        here = leaving.at(name)
        here.fields(provider, _PROVIDER, _PROVIDER_IGNORED)
        sellers.append(Seller(provider=name, name=here.text(provider, "name")))
        statements += _statements(provider, as_of, leaving)
    if not isinstance(data, list):
        leaving.at("-").leave("providers", data, "unreadable")
    return Reading(
        feed=FEED,
        as_of=as_of,
        statements=tuple(statements),
        sellers=tuple(sellers),
        left=leaving.all(),
    )


def _statements(provider: Json, as_of: Day, leaving: Leaving) -> Iterator[Statement]:
    name, models = provider["id"], provider.get("models")
    page = _page(provider.get("pricing_urls"))
    for model in models if isinstance(models, list) else ():
        if not isinstance(model, dict) or not is_text(model.get("id")):
            leaving.at(name).leave("model", model, "unreadable")
            continue
        here = leaving.at(name, model["id"])
        here.fields(model, _MODEL, _MODEL_IGNORED)
        yield _statement(name, model, page or f"{FEED}@{as_of.text()}:{here.where}", as_of, here)
    if not isinstance(models, list):
        leaving.at(name).leave("models", models, "unreadable")


def _statement(provider: str, model: Json, source: str, as_of: Day, here: Here) -> Statement:
    clause = model.get("match")
    if clause is not None and not is_clause(clause):
        here.leave("match", clause, "unreadable")
        clause = None
    return Statement(
        where=here.where,
        provider=provider,
        offer=offer_id(model["id"], clause),
        of_offer=_of_offer(model, here),
        prices=tuple(entries(provider, model, seen=as_of, source=source, here=here)),
        hints=(Hint("match", f"{provider}:{model['id']}"),) if clause else (),
        matches=clause,
    )


def _of_offer(model: Json, here: Here) -> dict[str, Value]:
    said: dict[str, Value] = {}
    if name := here.text(model, "name"):
        said["name"] = name
    if "context_window" in model:
        context = here.count("context_window", model["context_window"])
        said |= {} if context is None else {"context": context}
    if model.get("deprecated") is True:
        said["status"] = "deprecated"
    elif model.get("deprecated") not in (None, False):
        here.leave("deprecated", model["deprecated"], "unreadable")
    return said


def offer_id(name: str, clause: Json | None) -> str:
    """What a request names: the entry's id, or the first of its clause where that has other ones.

    >>> offer_id("codestral", {"equals": "codestral-latest"})
    'codestral-latest'
    """
    bare = name.removeprefix(_REGIONAL)
    if clause is None or bare != name or accepts(clause, name):
        return bare
    return next(_equals(clause), name)


def is_clause(clause: Json) -> bool:
    """Tell whether it is a clause that can be held against ids."""
    if not isinstance(clause, dict) or len(clause) != 1:
        return False
    ((how, what),) = clause.items()
    if how in ("or", "and"):
        return isinstance(what, list) and bool(what) and all(map(is_clause, what))
    return how in (*_TESTS, "regex") and is_text(what)


_TESTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "equals": str.__eq__,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "contains": str.__contains__,
}


def accepts(clause: Json, name: str) -> bool:
    """Tell whether a clause names an id by its words; patterns are taken to name it."""
    ((how, what),) = clause.items()
    if how == "or":
        return any(accepts(one, name) for one in what)
    if how == "and":
        return all(accepts(one, name) for one in what)
    return how == "regex" or _TESTS[how](name.lower(), what.lower())


def _equals(clause: Json) -> Iterator[str]:
    ((how, what),) = clause.items()
    if how == "or":
        for one in what:
            yield from _equals(one)
    elif how == "equals":
        yield what


def _page(urls: Json) -> str | None:
    """The seller's page of prices, if the feed names exactly one."""
    if isinstance(urls, list) and len(urls) == 1 and isinstance(urls[0], str):
        return urls[0] if _URL.fullmatch(urls[0]) and len(urls[0]) <= 2000 else None
    return None
