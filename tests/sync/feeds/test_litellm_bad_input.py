"""What is wrong in LiteLLM's map is left with a reason, and never stops the reading."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from llmanac.pricing.moments import Day
from llmanac.sync.feeds.litellm import read

DAY = Day.parse("2026-11-12")
NAMES = (Path(__file__).parent / "litellm_names.txt").read_text().split()

FIGURES = [
    ("1e-06", "not-a-number"),
    (Decimal("NaN"), "not-a-number"),
    (Decimal("Infinity"), "not-a-number"),
    (True, "not-a-number"),
    (None, "not-a-number"),
    ([1], "not-a-number"),
    ({"a": 1}, "not-a-number"),
    (Decimal("-1e-06"), "negative"),
    (-1, "negative"),
    (10**400, "out-of-range"),
    (Decimal("1e-999"), "out-of-range"),
]


@pytest.mark.parametrize(("value", "why"), FIGURES)
@pytest.mark.parametrize(
    "name", ["input_cost_per_token", "input_dbu_cost_per_token", "output_cost_per_second_720p"]
)
def test_no_price(name: str, value: object, why: str) -> None:
    """What is no number of zero or more is no price: it is left, and prices nothing."""
    found = read({"nova": {"litellm_provider": "acme", "mode": "chat", name: value}}, DAY)
    assert [(one.field, one.why) for one in found.left] == [(name, why)]
    assert found.statements[0].prices == ()


ENTRIES = [
    ([1], "", "not-an-object"),
    ("text", "", "not-an-object"),
    (None, "", "not-an-object"),
    ({}, "litellm_provider", "seller-unknown"),
    ({"litellm_provider": 5}, "litellm_provider", "seller-unknown"),
    ({"litellm_provider": "two words"}, "litellm_provider", "seller-unknown"),
]


@pytest.mark.parametrize(("entry", "name", "why"), ENTRIES)
def test_no_entry(entry: object, name: str, why: str) -> None:
    """What is no entry is left, and the next one is read."""
    found = read({"bad": entry, "nova": {"litellm_provider": "acme"}}, DAY)
    assert [(one.where, one.field, one.why) for one in found.left] == [("bad", name, why)]
    assert [one.where for one in found.statements] == ["nova"]


NESTED = [
    ("mode", [None], "inexpressible"),
    ("search_free_requests", {"count": 5, "period": ["day"]}, "inexpressible"),
    ("off_peak_pricing", {"windows": [{}], "weekday_timezone": []}, "inexpressible"),
    ("off_peak_pricing", 5, "not-an-object"),
    ("provider_specific_entry", [], "not-an-object"),
    ("provider_specific_entry", {"us": 0}, "inexpressible"),
    ("supported_modalities", "text", "not-a-list"),
    ("supports_vision", "yes", "not-a-flag"),
    ("deprecation_date", 20261112, "not-a-day"),
    ("max_input_tokens", Decimal("1.5"), "not-a-number"),
    ("guardrail_cost_per_unit", {"two words": 1}, "inexpressible"),
]


@pytest.mark.parametrize(("name", "value", "why"), NESTED)
def test_nothing_nested(name: str, value: object, why: str) -> None:
    """What has another shape than it should is left, and the price beside it stands."""
    search = {"search_context_size_low": 1}
    beside = {"input_cost_per_token": 1, "search_context_cost_per_query": search}
    entry = {"litellm_provider": "acme", **beside, name: value}
    found = read({"nova": entry}, DAY)
    assert {(one.field.split(".")[0], one.why) for one in found.left} == {(name, why)}
    assert "input" in found.statements[0].prices[0].rates


@pytest.mark.parametrize("data", [None, [], "<html>", 5, {}])
def test_no_map(data: object) -> None:
    """What is no map at all says nothing."""
    assert read(data, DAY).statements == ()


def test_long_values_are_shortened() -> None:
    """A report is no place for all of a value."""
    found = read({"nova": {"litellm_provider": "acme", "new": {"x": "y" * 5000}}}, DAY)
    assert len(found.left[0].value) <= 120


VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(10**30), 10**30)
    | some.decimals(allow_nan=True, allow_infinity=True)
    | some.sampled_from(
        ["", "chat", "day", "09:00-12:00", "https://example.com/a b", "2026-02-30"]
    ),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(some.sampled_from([*NAMES, "windows", "hours_utc", "count"]), inner)
    ),
    max_leaves=12,
)
ENTRY = some.dictionaries(some.sampled_from(NAMES), VALUES, max_size=12)
KEYS = ["nova", "bedrock/us-east-1/a.b", "low/1024-x-1024/draw", "draw", "azure/eu/draw", "a/b c"]


@settings(max_examples=300)
@given(
    some.dictionaries(some.sampled_from(KEYS), ENTRY | VALUES),
    some.sampled_from(["azure", "bedrock"]),
)
def test_anything(data: dict[str, Any], provider: str) -> None:
    """Whatever stands in the map, it is read; whatever is read can be written and told again."""
    for entry in data.values():
        if isinstance(entry, dict) and len(entry) % 2:
            entry["litellm_provider"] = provider
    found = read(data, DAY)
    for statement in found.statements:
        for price in statement.prices:
            json.dumps(price.to_json())
        json.dumps([dict(statement.of_offer), dict(statement.of_model)])
    assert read(data, DAY) == found
