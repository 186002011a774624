"""The meters of genai-prices, its bands, and which of its words are conditions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from llmanac.pricing.amounts import Unit
from llmanac.pricing.given import Given
from llmanac.pricing.keys import KEYS, TIERS, Test
from llmanac.sync.feeds.fields.values import is_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.values import Here
    from llmanac.sync.feeds.sheets.sheet import Prices
    from llmanac.sync.feeds.sheets.terms import Ladder

_MTOK: Final = Decimal(1_000_000)
_K: Final = Decimal(1000)
_HOUR: Final = Decimal(3600)

METERS: Final[Mapping[str, tuple[str, Decimal]]] = {
    "input_mtok": ("input", _MTOK),
    "input_image_mtok": ("input.image", _MTOK),
    "input_video_mtok": ("input.video", _MTOK),
    "input_audio_mtok": ("input.audio", _MTOK),
    "cache_read_mtok": ("cache.read", _MTOK),
    "cache_audio_read_mtok": ("cache.read.audio", _MTOK),
    "cache_image_read_mtok": ("cache.read.image", _MTOK),
    "cache_write_mtok": ("cache.write", _MTOK),
    "cache_write_5m_mtok": ("cache.write.5m", _MTOK),
    "cache_write_1h_mtok": ("cache.write.1h", _MTOK),
    "cache_audio_write_mtok": ("cache.write.audio", _MTOK),
    "output_mtok": ("output", _MTOK),
    "output_reasoning_mtok": ("output.reasoning", _MTOK),
    "output_citation_mtok": ("output.citation", _MTOK),
    "output_audio_mtok": ("output.audio", _MTOK),
    "output_image_mtok": ("output.image", _MTOK),
    "output_video_mtok": ("output.video", _MTOK),
    "input_mchars": ("char.input", _MTOK),
    "input_document_kpages": ("page", _K),
    "input_annotated_document_kpages": ("page.annotated", _K),
    "input_audio_hours": ("audio.input.second", _HOUR),
    "output_audio_hours": ("audio.output.second", _HOUR),
    "audio_hours": ("audio.second", _HOUR),
    "rerank_searches_kcount": ("query", _K),
    "web_searches_kcount": ("search.web", _K),
    "social_searches_kcount": ("search.x", _K),
    "storage_searches_kcount": ("search.file", _K),
    "code_executions_kcount": ("code.call", _K),
    "input_text_messages_kcount": ("message", _K),
    "requests_kcount": ("request", _K),
}
"""What the feed prices → our meter, and of how many units its price is."""

UNITS: Final = {
    "char.input": Unit("1M"),
    "page": Unit("1k"),
    "page.annotated": Unit("1k"),
    "audio.input.second": Unit("1h"),
    "audio.output.second": Unit("1h"),
    "audio.second": Unit("1h"),
    "query": Unit("1k"),
}
"""In which unit the feed states a meter, where that is neither a million tokens nor calls."""

_KEYS: Final = {
    "service_tier": "tier",
    "processing": "tier",
    "speed": "tier",
    "route": "route",
    "search_type": "search_type",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What the feed says of one meter: a price, and other ones above some sizes."""

    base: Decimal
    above: tuple[tuple[int, Decimal], ...] = ()


def stated(prices: Json, here: Here) -> dict[str, Stated]:
    """Meter → what stands there for one unit; what cannot be read is left out."""
    if not isinstance(prices, dict):
        here.leave("prices", prices, "unreadable")
        return {}
    found = {}
    for key, value in prices.items():
        if key not in METERS:
            here.leave(key, value, "unknown-field")
        elif value is not None and (one := _stated(key, value, here)):
            found[METERS[key][0]] = one
    if "audio.input.second" in found and found.get("audio.second") == found["audio.input.second"]:
        del found["audio.second"]  # the same told twice: for all audio, and for what goes in
    return found


def _stated(key: str, value: Json, here: Here) -> Stated | None:
    size = METERS[key][1]
    if not isinstance(value, dict):
        number = here.price(key, value)
        return None if number is None else Stated(number / size)
    base, tiers = here.price(key, value.get("base")), value.get("tiers")
    if base is None or value.keys() - {"base", "tiers"} or not isinstance(tiers, list):
        here.leave(key, value, "unreadable")
        return None
    steps: dict[int, Decimal] = {}
    for tier in tiers:
        start = tier.get("start") if isinstance(tier, dict) else None
        price = here.price(key, tier.get("price")) if isinstance(tier, dict) else None
        if price is None or not is_size(start):
            here.leave(key, tier, "unreadable")
            return None
        steps[start] = price / size
    return Stated(base / size, tuple(sorted(steps.items())))


def starts(several: Iterable[Mapping[str, Stated]]) -> tuple[int, ...]:
    """Where any price changes with the size of a request: the last size of the lower band."""
    return tuple(sorted({size for one in several for s in one.values() for size, _ in s.above}))


def ladders(prices: Mapping[str, Stated], at: tuple[int, ...]) -> Prices:
    """A price for every band: that of the highest tier that is reached."""
    return {meter: _ladder(one, at) for meter, one in prices.items()}


def _ladder(one: Stated, at: tuple[int, ...]) -> Ladder:
    return (one.base, *(_above(one, size) for size in at))


def _above(one: Stated, size: int) -> Decimal:
    reached = [price for start, price in one.above if start <= size]
    return reached[-1] if reached else one.base


def bands(at: tuple[int, ...]) -> tuple[tuple[int, ...], Literal[">", ">="]]:
    """The feed asks for more than its start, so that 199,999 means "from 200,000".

    >>> bands((199_999,))
    ((200000,), '>=')
    """
    if at and all(size % 1000 == 999 for size in at):
        return tuple(size + 1 for size in at), ">="
    return at, ">"


def given(when: Json) -> Given | None:
    """The condition of a variant; None where it says something else."""
    if not isinstance(when, dict) or not when:
        return None
    tests: dict[str, Test] = {}
    for key, value in when.items():
        ours = _KEYS.get(key)
        if ours is None or ours in tests or not isinstance(value, str):
            return None
        if ours == "tier":
            if value not in TIERS:
                return None
            tests[ours] = Test((value,))
        else:
            tests[ours] = KEYS[ours].accept(value)
    return Given(**cast("dict[str, Any]", tests))


def is_ordinary(when: Json) -> bool:
    """Tell whether a variant only names what holds anyway."""
    return when in ({"service_tier": "default"}, {"service_tier": "standard"})
