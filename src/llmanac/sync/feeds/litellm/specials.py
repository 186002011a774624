"""Prices of the map that are no single number: searches, quotas, off-peak hours, uplifts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from llmanac.pricing.amounts import Amount, Positive, Unit
from llmanac.pricing.conditions import Condition
from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.keys import DEPTHS, KEYS
from llmanac.pricing.tables import Table
from llmanac.pricing.terms import Free
from llmanac.pricing.windows import Hours, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.terms import Term
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.litellm.figures import Leaving

Cells = dict[tuple[str, ...], tuple[Amount | None, ...]]
"""The cells of a table with the price of each."""

_ONE: Final = Unit("1")
_GOOGLE: Final = ("gemini", "vertex_ai", "vertex_ai-language-models")
_PERIODS: Final[dict[str, Literal["minute", "hour", "day", "week", "month", "year"]]] = {
    "day": "day", "month": "month",
}  # fmt: skip
_UPLIFTS: Final = (
    ("regional_processing_uplift_multiplier_eu", "region", "eu"),
    ("regional_processing_uplift_multiplier_us", "region", "us"),
    ("provider_specific_entry", "region", "us"),
    ("provider_specific_entry", "tier", "fast"),
)
"""Name, key and value of what multiplies all content; within an object, the value is its name."""
_ELSEWHERE: Final = "regional_endpoint_uplift_multiplier"
"""The same wherever it is not the global endpoint that is asked."""
_OFFSETS: Final = {"UTC": 0, "Asia/Shanghai": 8}
"""Zones whose clocks are never changed → hours ahead of UTC."""


def searched(entry: Json) -> str:
    """Return the meter of grounded answers: Google bills older models by the prompt."""
    by_query = entry.get("web_search_billing_unit") == "per_query"
    google = entry.get("litellm_provider") in _GOOGLE
    return "search.prompt" if google and not by_query else "search.web"


def searches(value: Json, meter: str, leaving: Leaving) -> Amount | Table | None:
    """Return what a search costs: one price, or one for each depth."""
    name = "search_context_cost_per_query"
    row: dict[str, Amount] = {}
    for key, one in leaving.mapping(name, value).items():
        depth = key.removeprefix("search_context_size_")
        if depth not in DEPTHS:
            leaving.leave(f"{name}.{key}", one, "unknown-field")
        elif (amount := leaving.amount(f"{name}.{key}", one, meter, _ONE)) is not None:
            row[depth] = amount
    if len(row) == len(DEPTHS) and len({*row.values()}) == 1:
        return row["low"]
    cells: Cells = {(depth,): (row[depth],) for depth in DEPTHS if depth in row}
    return Table(by=("search_context",), rates={meter: cells}) if cells else None


def quotas(value: Json, meter: str, leaving: Leaving) -> tuple[Free, ...]:
    """Return what is free of searches."""
    name = "search_free_requests"
    said = leaving.mapping(name, value)
    count = leaving.count(name, said.get("count"))
    every, shared = said.get("period"), said.get("shared_group")
    if count is None:
        return ()
    if every not in _PERIODS or not isinstance(shared, str | None):
        leaving.leave(name, value, "inexpressible")
        return ()
    return (
        Free(
            meter=meter,
            count=Positive(Amount.parse(count).value),
            every=_PERIODS[every],
            shared=shared,
        ),
    )


def uplifts(entry: Json, leaving: Leaving) -> Iterator[Condition]:
    """Yield by what all content costs more in some regions, or in a fast mode."""
    said = entry.get("provider_specific_entry")
    more = {} if said is None else leaving.mapping("provider_specific_entry", said)
    found: dict[tuple[str, Positive], list[str]] = {}
    for name, key, word in _UPLIFTS:
        value = more.get(word) if name == "provider_specific_entry" else entry.get(name)
        scale = None if value is None else leaving.factor(name, value)
        if scale is not None:
            words = found.setdefault((key, scale), [])
            words += [word] if word not in words else []
    for (key, scale), words in found.items():
        tests: dict[str, Any] = {key: KEYS[key].accept(words)}
        yield Condition(given=Given(**tests), scale=scale)
    if (elsewhere := entry.get(_ELSEWHERE)) is not None:
        scale = leaving.factor(_ELSEWHERE, elsewhere)
        if scale is not None:
            others = KEYS["region"].accept({"not": "global"})
            yield Condition(given=Given(region=others), scale=scale)
    for key, value in more.items():
        if key not in ("us", "fast"):
            leaving.leave(f"provider_specific_entry.{key}", value, "inexpressible")


def windows(value: Json, leaving: Leaving) -> tuple[Window, ...]:
    """Return the hours of an off-peak price, by the clocks of the zone of its weekdays."""
    zone = value.get("weekday_timezone", "UTC")
    found = value.get("windows")
    if zone not in _OFFSETS or not isinstance(found, list) or not found:
        leaving.leave("off_peak_pricing", value, "inexpressible")
        return ()
    try:
        return tuple(_window(one, zone) for one in found)
    except (BadValue, TypeError, AttributeError, ValueError):
        leaving.leave("off_peak_pricing.windows", found, "inexpressible")
        return ()


def _window(said: Json, zone: str) -> Window:
    written = said.get("hours_utc", ())
    spans = [written] if isinstance(written, str) else written
    days = tuple(said.get("weekdays", ()))
    if not all(type(day) is int and 1 <= day <= 7 for day in days):
        raise TypeError(days)
    hours = [part for span in spans for part in _local(span, _OFFSETS[zone] * 3600)]
    whole = any(part == (0, _DAY) for part in hours)
    return Window(
        tz=zone, days=days, hours=() if whole else tuple(_hours(*part) for part in sorted(hours))
    )


_DAY: Final = 86_400


def _local(span: str, ahead: int) -> Iterator[tuple[int, int]]:
    """Yield a span in UTC by local clocks, parted at midnight: each part is of its own day."""
    start, end = (_clock(text) for text in span.split("-"))
    length = (end - start) % _DAY or _DAY
    begin = (start + ahead) % _DAY
    if length == _DAY:
        yield 0, _DAY
    elif begin + length <= _DAY:
        yield begin, begin + length
    else:
        yield begin, _DAY
        yield 0, begin + length - _DAY


def _clock(text: str) -> int:
    hours, minutes = map(int, text.split(":"))
    if not (0 <= hours <= 24 and 0 <= minutes < 60):
        raise ValueError(text)
    return hours * 3600 + minutes * 60


def _hours(start: int, end: int) -> Hours:
    clocks = (f"{second // 3600:02}:{second % 3600 // 60:02}" for second in (start, end))
    return Hours.parse("-".join(clocks))


def guarded(value: Json, leaving: Leaving) -> Table | None:
    """Return what a unit of a guardrail costs, by its policy."""
    name = "guardrail_cost_per_unit"
    cells: Cells = {}
    for policy, one in leaving.mapping(name, value).items():
        amount = leaving.amount(f"{name}.{policy}", one, "guardrail", _ONE)
        if amount is not None:
            cells[(KEYS["policy"].word(policy),)] = (amount,)
    return Table(by=("policy",), rates={"guardrail": cells}) if cells else None


def first(terms: list[Term]) -> tuple[Term, ...]:
    """Order what depends on something: prices before what multiplies them."""
    return tuple(
        sorted(terms, key=lambda term: isinstance(term, Condition) and term.scale is not None)
    )
