"""The feed Langfuse: a list of models with a pattern for their ids and USD per unit of usage.

It names no sellers: who sells follows from the name. `updatedAt` is the day of an edit and tells
nothing about since when a price holds. A usage type has many spellings, one for each SDK.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from llmanac.pricing.given import Given
from llmanac.pricing.keys import TIERS, Test
from llmanac.sync.claims import Statement
from llmanac.sync.feeds.fields.nodes import named
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.fields.values import is_size
from llmanac.sync.feeds.sheets.grounding import with_prompts
from llmanac.sync.feeds.sheets.sheet import Sheet, entry
from llmanac.sync.feeds.sheets.terms import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Why
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.reader import Heard
    from llmanac.sync.feeds.sheets.sheet import Prices

FEED: Final = "langfuse"
_SELLERS: Final = {
    r"(ft:)?(gpt-|chatgpt-|o\d|text-|davinci|babbage)": "openai",
    "claude-": "anthropic",
    "gemini-": "google",
}
"""How names begin → who sells it; `text-bison` and its kin are told apart before."""
_BY_CHARACTER: Final = re.compile(r"(chat|codechat|text|code)-(bison|unicorn)|.*gecko")
# fmt: off
_METERS: Final = {
    "input": ("input", "input_tokens", "input_text", "input_text_tokens", "input_modality_1",
              "prompt_token_count", "promptTokenCount"),
    "input.audio": ("input_audio", "input_audio_tokens"),
    "input.image": ("input_image", "input_image_tokens"),
    "cache.read": ("input_cached_tokens", "input_cache_read", "cache_read_input_tokens",
                   "input_cached_text_tokens", "cached_content_token_count"),
    "cache.read.audio": ("input_cached_audio_tokens",),
    "cache.write": ("input_cache_creation", "cache_creation_input_tokens", "cache_write_tokens"),
    "cache.write.5m": ("input_cache_creation_5m",),
    "cache.write.1h": ("input_cache_creation_1h",),
    "output": ("output", "output_tokens", "output_text", "output_text_tokens",
               "output_modality_1", "candidates_token_count", "candidatesTokenCount"),
    "output.reasoning": ("output_reasoning", "output_reasoning_tokens", "reasoning_tokens",
                         "thoughts_token_count", "thoughtsTokenCount"),
    "output.audio": ("output_audio", "output_audio_tokens"),
    "search.web": ("grounding_queries", "groundingQueries", "web_search_queries",
                   "webSearchQueries"),
}
# fmt: on
_USAGE: Final = {name: meter for meter, names in _METERS.items() for name in names}
_TOTAL: Final = "total"
_LONGEST: Final = 1000
_OF_MODEL: Final[Mapping[str, Why]] = {
    "id": "not-a-fact",
    "createdAt": "not-a-fact",
    "updatedAt": "not-a-fact",  # the day of an edit, of whatever
    "startDate": "not-a-fact",
    "tokenizerConfig": "not-a-fact",
    "tokenizerId": "not-a-fact",
}
_OF_TIER: Final[Mapping[str, Why]] = {
    "id": "not-a-fact",
    "name": "not-a-fact",
    "priority": "not-a-fact",
}

_Key = tuple[tuple[str, ...], int]
"""Tiers for which prices hold (none: any), and the size above which they do."""


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """All that the feed says as of a day."""
    for name, model in named(data, leaving, "modelName"):
        if (seller := _seller(name)) is not None:
            yield _statement(seller, name, model, as_of)
        else:
            by_character = _BY_CHARACTER.match(name)
            model.leave("modelName", "by-character" if by_character else "seller-unknown")
        model.close(ignored=("matchPattern", "pricingTiers"), alike=_OF_MODEL)


def _seller(name: str) -> str | None:
    if _BY_CHARACTER.match(name):
        return None
    return next((who for pattern, who in _SELLERS.items() if re.match(pattern, name)), None)


def _statement(seller: str, name: str, model: Node, as_of: Day) -> Statement:
    pattern = model.raw("matchPattern")
    if not isinstance(pattern, str) or not _compiles(pattern):
        pattern = model.leave("matchPattern", "unreadable")
    offer = _offer(name)
    source = f"{FEED}@{as_of.text()}:{model.where}"
    made = entry(_sheet(offer, model), seen=as_of, source=source, here=model.here)
    return Statement(
        where=model.where,
        provider=seller,
        offer=offer,
        prices=(made,) if made else (),
        matches=None if pattern is None else {"regex": pattern},
    )


def _offer(name: str) -> str:
    """What a request names: Anthropic writes a dash where the feed has a dot, since Claude 3.

    >>> _offer("claude-3.5-sonnet-20241022")
    'claude-3-5-sonnet-20241022'
    """
    return re.sub(r"(?<=\d)\.(?=\d)", "-", name) if re.match("claude-[3-9]", name) else name


def _compiles(pattern: str) -> bool:
    if len(pattern) > _LONGEST:
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def _sheet(offer: str, model: Node) -> Sheet:
    """Standard prices, those of larger requests, and the same of each tier."""
    told = dict(_tiers(offer, model))
    at = tuple(sorted({size for _, size in told if size}))
    groups = dict.fromkeys(group for group, _ in told)
    ladders = {group: with_prompts(_ladders(group, told, at), offer) for group in groups}
    return Sheet(
        prices=ladders.get((), {}),
        at=at,
        parts=tuple(
            Part(given=Given(tier=Test(group)), prices=prices)
            for group, prices in ladders.items()
            if group
        ),
    )


def _ladders(
    group: tuple[str, ...], told: Mapping[_Key, Mapping[str, Decimal]], at: tuple[int, ...]
) -> Prices:
    """Prices by band. A tier without prices for large requests has its own for all of them: the
    feed takes the first tier of its list whose conditions hold, and those come before."""
    bands: list[Mapping[str, Decimal]] = []
    for size in (0, *at):
        bands.append(told.get((group, size), bands[-1] if bands else {}))
    meters = dict.fromkeys(meter for prices in bands for meter in prices)
    return {meter: tuple(prices.get(meter) for prices in bands) for meter in meters}


def _tiers(offer: str, model: Node) -> Iterator[tuple[_Key, Mapping[str, Decimal]]]:
    for tier in model.nodes("pricingTiers"):
        key = _key(tier.items("conditions"))
        if key is None:
            tier.leave("conditions", "inexpressible")
        elif (prices := tier.node("prices")) is not None:
            yield key, _prices(offer, prices)
        tier.close(ignored=("isDefault", "prices"), alike=_OF_TIER)


def _key(conditions: list[Json]) -> _Key | None:
    """For what a tier holds; None where it depends on something else."""
    group: tuple[str, ...] = ()
    size = 0
    for condition in conditions:
        said = condition if isinstance(condition, dict) else {}
        if values := _served(said):
            group = values
        elif above := _above(said):
            size = above
        else:
            return None
    return group, size


def _served(condition: Mapping[str, Any]) -> tuple[str, ...]:
    """The tiers that a condition names."""
    asks = condition.get("source") == "model_parameters" and condition.get("operator") == "in"
    values = condition.get("values")
    if not asks or condition.get("key") not in ("service_tier", "speed"):
        return ()
    known = isinstance(values, list) and all(isinstance(v, str) and v in TIERS for v in values)
    return tuple(sorted(values, key=TIERS.index)) if known and isinstance(values, list) else ()


def _above(condition: Mapping[str, Any]) -> int:
    """The size of the input that a condition asks to be passed."""
    pattern, size = condition.get("usageDetailPattern"), condition.get("value")
    inputs = isinstance(pattern, str) and "input" in pattern and "output" not in pattern
    return size if inputs and condition.get("operator") == "gt" and is_size(size) else 0


def _prices(offer: str, prices: Node) -> dict[str, Decimal]:
    """Meter → USD for one unit; the spellings of a meter should agree."""
    found: dict[str, Decimal] = {}
    for name in prices.data:
        meters = (_USAGE[name],) if name in _USAGE else _total(name, offer)
        price = prices.price(name) if meters else prices.leave(name, "unknown-field")
        for meter in meters if price is not None else ():
            if found.setdefault(meter, price) != price:  # type: ignore[arg-type]
                prices.leave(name, "contradicts")
    return found


def _total(name: str, offer: str) -> tuple[str, ...]:
    """A price of all tokens alike; an embedding has input only."""
    if name != _TOTAL:
        return ()
    return ("input",) if "embedding" in offer else ("input", "output")
