"""The feed genai-prices: `data.json` of its package, a list of providers with their models.

Prices are USD per million tokens, per thousand calls or pages, per hour. What holds when is told by
the feed's own rules (its `types.py`): of the prices of a list the last that is active holds, a
variant replaces prices one by one, and a tier re-prices the whole request above its start.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Hint, Seller, Statement
from llmanac.sync.feeds.fields.nodes import named
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.fields.values import is_text
from llmanac.sync.feeds.genai_prices.times import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value, Why
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.reader import Heard

FEED: Final = "genai-prices"
_REGIONAL: Final = "regional."
"""What the feed puts before ids of Bedrock that stand for the profiles of all regions."""
_OF_PROVIDER: Final[Mapping[str, Why]] = {
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
_OF_MODEL: Final[Mapping[str, Why]] = {
    "description": "prose",
    "price_comments": "prose",
    "refs": "inexpressible",  # pages on many subjects, of which none is said to hold the price
    "prices_checked": "inexpressible",  # a day that may lie before the feed's own
    "price_discrepancies": "not-a-fact",
    "collapse": "not-a-fact",
    "removed": "not-a-fact",
}
_URL: Final = re.compile(r"https?://[^\s<>\"'`{}\\^|]+")


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """All that the feed says as of a day."""
    for name, provider in named(data, leaving, "id"):
        yield Seller(provider=name, name=provider.text("name"))
        page = _page(provider.raw("pricing_urls"))
        for key, model in named(provider.raw("models"), leaving, "id", name):
            yield _statement(name, key, model, page, as_of)
        provider.close(alike=_OF_PROVIDER)


def _statement(provider: str, key: str, model: Node, page: str | None, as_of: Day) -> Statement:
    clause = model.raw("match")
    if clause is not None and not is_clause(clause):
        clause = model.leave("match", "unreadable")
    source = page or f"{FEED}@{as_of.text()}:{model.where}"
    statement = Statement(
        where=model.where,
        provider=provider,
        offer=offer_id(key, clause),
        of_offer=_of_offer(model),
        prices=tuple(entries(provider, key, model, seen=as_of, source=source)),
        hints=(Hint("match", f"{provider}:{key}"),) if clause else (),
        matches=clause,
    )
    model.close(alike=_OF_MODEL)
    return statement


def _of_offer(model: Node) -> dict[str, Value]:
    said: dict[str, Value | None] = {
        "name": model.text("name"),
        "context": model.count("context_window"),
        "status": "deprecated" if model.flag("deprecated") else None,
    }
    return {field: value for field, value in said.items() if value is not None}


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
