"""Prices of the map that are no single number: searches, quotas, guardrails, uplifts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal

from llmanac.pricing.amounts import Amount, Positive, Unit
from llmanac.pricing.conditions import Condition
from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.keys import DEPTHS, KEYS
from llmanac.pricing.tables import Table
from llmanac.pricing.terms import Free

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.terms import Term
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.values import Here

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


def searched(entry: Json) -> str:
    """Return the meter of grounded answers: Google bills older models by the prompt."""
    by_query = entry.get("web_search_billing_unit") == "per_query"
    google = entry.get("litellm_provider") in _GOOGLE
    return "search.prompt" if google and not by_query else "search.web"


def searches(value: Json, meter: str, here: Here) -> Amount | Table | None:
    """Return what a search costs: one price, or one for each depth."""
    name = "search_context_cost_per_query"
    row: dict[str, Amount] = {}
    for key, one in (here.mapping(name, value) or {}).items():
        depth = key.removeprefix("search_context_size_")
        if depth not in DEPTHS:
            here.leave(f"{name}.{key}", one, "unknown-field")
        elif (amount := here.amount(f"{name}.{key}", one, meter, _ONE)) is not None:
            row[depth] = amount
    if len(row) == len(DEPTHS) and len({*row.values()}) == 1:
        return row["low"]
    cells: Cells = {(depth,): (row[depth],) for depth in DEPTHS if depth in row}
    return Table(by=("search_context",), rates={meter: cells}) if cells else None


def quotas(value: Json, meter: str, here: Here) -> tuple[Free, ...]:
    """Return what is free of searches."""
    name = "search_free_requests"
    said = here.mapping(name, value) or {}
    count = here.count(name, said.get("count"))
    period, shared = said.get("period"), said.get("shared_group")
    every = _PERIODS.get(period) if isinstance(period, str) else None
    if count is None:
        return ()
    if every is None or not (shared is None or _is_word(shared)):
        here.leave(name, value, "inexpressible")
        return ()
    return (Free(meter=meter, count=Positive.parse(count), every=every, shared=shared),)


def _is_word(value: Json) -> bool:
    return (
        isinstance(value, str)
        and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}", value) is not None
    )


def uplifts(entry: Json, here: Here) -> Iterator[Condition]:
    """Yield by what all content costs more in some regions, or in a fast mode."""
    said = entry.get("provider_specific_entry")
    more = (said is not None and here.mapping("provider_specific_entry", said)) or {}
    found: dict[tuple[str, Positive], list[str]] = {}
    for name, key, word in _UPLIFTS:
        value = more.get(word) if name == "provider_specific_entry" else entry.get(name)
        scale = None if value is None else _factor(name, value, here)
        if scale is not None:
            words = found.setdefault((key, scale), [])
            words += [word] if word not in words else []
    for (key, scale), words in found.items():
        tests: dict[str, Any] = {key: KEYS[key].accept(words)}
        yield Condition(given=Given(**tests), scale=scale)
    if (elsewhere := entry.get(_ELSEWHERE)) is not None:
        scale = _factor(_ELSEWHERE, elsewhere, here)
        if scale is not None:
            others = KEYS["region"].accept({"not": "global"})
            yield Condition(given=Given(region=others), scale=scale)
    for key, value in more.items():
        if key not in ("us", "fast"):
            here.leave(f"provider_specific_entry.{key}", value, "inexpressible")


def _factor(name: str, value: Json, here: Here) -> Positive | None:
    """Return by what a price is multiplied; leave what is no such number."""
    number = here.price(name, value)
    try:
        return None if number is None else Positive.parse(number)
    except BadValue:
        return here.leave(name, value, "inexpressible")


def guarded(value: Json, here: Here) -> Table | None:
    """Return what a unit of a guardrail costs, by its policy."""
    name = "guardrail_cost_per_unit"
    cells: Cells = {}
    for policy, one in (here.mapping(name, value) or {}).items():
        amount = here.amount(f"{name}.{policy}", one, "guardrail", _ONE)
        if amount and _is_word(policy):
            cells[(policy,)] = (amount,)
        elif amount:
            here.leave(f"{name}.{policy}", one, "inexpressible")
    return Table(by=("policy",), rates={"guardrail": cells}) if cells else None


def first(terms: list[Term]) -> tuple[Term, ...]:
    """Order what depends on something: prices before what multiplies them."""
    return tuple(
        sorted(terms, key=lambda term: isinstance(term, Condition) and term.scale is not None)
    )
