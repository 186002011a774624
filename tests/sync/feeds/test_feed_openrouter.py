"""OpenRouter's list of models."""

from typing import Any

import pytest
from feed_laws import broken, only, price, rates, read, whys

from llmanac.sync.claims import Hint, Reading


def of(pricing: object = None, name: str = "acme/nova-2", **more: object) -> Reading:
    """A list of one model, with pricing and more fields."""
    model = {"id": name, **more} | ({} if pricing is None else {"pricing": pricing})
    return read("openrouter", {"data": [model]})


def test_a_model_is_read() -> None:
    """Limits, nature, parameters, weights and days come across in our words."""
    reading = of(
        name="acme/nova-2:free",
        canonical_slug="acme/nova-2-20260422",
        hugging_face_id="acme/Nova-2",
        created=1778613011,
        context_length=262144,
        architecture={
            "modality": "text+file->text",
            "input_modalities": ["text", "file"],
            "output_modalities": ["text"],
            "tokenizer": "Other",
            "instruct_type": None,
        },
        top_provider={
            "context_length": 262144,
            "max_completion_tokens": 8192,
            "is_moderated": False,
        },
        per_request_limits=None,
        supported_parameters=["tools", "max_tokens", "reasoning", "web_search_options"],
        default_parameters={"temperature": None},
        supported_voices=None,
        knowledge_cutoff="2025-06-30",
        expiration_date="2026-12-01",
        links={"details": "/api/v1/models/acme/nova-2/endpoints"},
    )
    statement = only(reading)
    assert (statement.where, statement.offer) == ("acme/nova-2:free", "acme/nova-2:free")
    assert statement.of_offer == {
        "context": 262144,
        "output": 8192,
        "retires": "2026-12-01",
        "apis": ("chat-completions",),
    }
    assert statement.of_model == {
        "modalities.input": ("pdf", "text"),
        "modalities.output": ("text",),
        "kind": "chat",
        "knowledge": "2025-06-30",
        "parameters": ("max_tokens", "tools"),
        "capabilities": ("text-generation", "deep-thinking", "tool-calling"),
        "reasoning": True,
        "weights.open": True,
        "weights.links": ("https://huggingface.co/acme/Nova-2",),
    }
    assert statement.hints == (Hint("weights", "acme/Nova-2"), Hint("name", "acme/nova-2:free"))
    assert whys(reading) == {
        "canonical_slug": "inexpressible",
        "created": "inexpressible",
        "architecture.tokenizer": "inexpressible",
        "supported_parameters": "unknown-value",
    }


def test_a_day_that_has_come_deprecates() -> None:
    """An offer whose last day is over is not simply available; before, nothing is said of it."""
    assert only(of(expiration_date="2026-09-30")).of_offer["status"] == "deprecated"
    assert "status" not in only(of(expiration_date="2026-10-01")).of_offer


def test_prices_are_text_per_unit() -> None:
    """Tokens are priced by the million, searches by the thousand."""
    pricing = {
        "prompt": "0.00000015",
        "completion": "6e-7",
        "input_cache_read": "0.000000075",
        "input_cache_write_1h": "0.0000003",
        "web_search": "0.01",
        "request": "0.005",
    }
    assert price(only(of(pricing))) == {
        "rates": rates(
            input="0.15",
            output="0.6",
            cache_read="0.075",
            cache_write_1h="0.3",
            search_web="10/1k",
            request="5/1k",
        )
    }


def test_reasoning_at_the_price_of_the_answer_needs_no_price() -> None:
    """It is the same by the language's own rule; another price is said."""
    same = {"prompt": "0.000001", "completion": "0.000002", "internal_reasoning": "0.000002"}
    assert price(only(of(same)))["rates"] == rates(input=1, output=2)
    other = same | {"internal_reasoning": "0.000003"}
    assert price(only(of(other)))["rates"] == rates(input=1, output=2, output_reasoning=3)


def test_zeros() -> None:
    """Free tokens are a price; free extras are none that are billed."""
    pricing = {"prompt": "0", "completion": "0", "request": "0", "image": "0", "web_search": "0"}
    assert price(only(of(pricing)))["rates"] == rates(input=0, output=0)


def test_a_price_that_is_decided_later_is_none() -> None:
    """-1 stands for whatever the chosen model costs."""
    reading = of({"prompt": "-1", "completion": "-1"})
    assert only(reading).prices == ()
    assert {*whys(reading).values()} == {"dynamic"}


def test_pictures_are_priced_where_the_unit_is_clear() -> None:
    """At the price of a token it is the price of a token."""
    clear = {"prompt": "0.000001", "image": "0.000001"}
    assert price(only(of(clear)))["rates"] == rates(input=1, input_image=1)
    unclear = of({"prompt": "0.000001", "image": "0.0048"})
    assert price(only(unclear))["rates"] == rates(input=1)
    assert whys(unclear) == {"pricing.image": "unit-unclear"}


def test_overrides_by_size_are_bands() -> None:
    """What an override leaves out stays; of several that apply the later wins."""
    overrides = [
        {"min_prompt_tokens": 200000, "prompt": "0.000004"},
        {"min_prompt_tokens": 100000, "prompt": "0.000003", "completion": "0.00002"},
    ]
    pricing = {"prompt": "0.000002", "completion": "0.00001", "overrides": overrides}
    assert price(only(of(pricing))) == {
        "bands": {"by": "input_total", "at": [100000, 200000], "edge": ">"},
        "rates": rates(input=[2, 3, 3], output=[10, 20, 20]),
    }
    pricing["overrides"] = overrides[::-1]
    assert price(only(of(pricing)))["rates"]["input"] == ["2", "3", "4"]


def test_overrides_by_the_clock_are_windows() -> None:
    """Clock numbers are hours and minutes in UTC."""
    override = {"utc_start": 1630, "utc_end": 30, "utc_days": ["Monday"], "prompt": "0.000001"}
    pricing = {"prompt": "0.000002", "completion": "0.00001", "overrides": [override]}
    reading = of(pricing)
    assert price(only(reading))["when"] == [
        {
            "if": {"time": [{"tz": "UTC", "days": [1], "hours": ["16:30-00:30"]}]},
            "rates": rates(input=1),
            "rest": "keep",
        }
    ]
    assert broken(reading) == []


@pytest.mark.parametrize(
    "override",
    [
        {"prompt": "0.1"},
        {"min_prompt_tokens": 5, "utc_start": 0, "utc_end": 100, "prompt": "0.1"},
        {"utc_start": 0, "utc_end": 2575, "prompt": "0.1"},
        {"utc_start": 0, "utc_end": 100, "utc_days": ["someday"], "prompt": "0.1"},
    ],
)
def test_other_overrides_are_left(override: dict[str, Any]) -> None:
    """Nothing is made of a condition that is not understood."""
    reading = of({"prompt": "0.000002", "completion": "0.00001", "overrides": [override]})
    assert price(only(reading)) == {"rates": rates(input=2, output=10)}
    assert "inexpressible" in whys(reading).values()


def test_how_reasoning_is_asked_for() -> None:
    """Whether it can be turned off, which efforts there are, and whether it can be bounded."""
    said = {
        "mandatory": True,
        "supported_efforts": ["high", "low"],
        "supports_max_tokens": True,
        "default_effort": "high",
    }
    reading = of(reasoning=said)
    assert only(reading).of_model == {
        "capabilities": ("deep-thinking",),
        "reasoning": True,
        "reasoning.options": '{"always": true, "budget": true, "efforts": ["low", "high"]}',
    }
    assert whys(reading) == {"reasoning.default_effort": "inexpressible"}


def test_what_is_no_price_is_left() -> None:
    """A number where text stands, text that is none, below zero, an object, an unknown field."""
    pricing = {
        "prompt": 2,
        "completion": "NaN",
        "audio": "-5",
        "input_cache_read": {"5m": "1"},
        "smell": "1",
    }
    reading = of(pricing)
    assert only(reading).prices == ()
    assert whys(reading) == {
        "pricing.prompt": "not-a-number",
        "pricing.completion": "not-a-number",
        "pricing.audio": "negative",
        "pricing.input_cache_read": "not-a-number",
        "pricing.smell": "unknown-field",
    }


@pytest.mark.parametrize("data", [[], {"data": {}}, {"data": [7]}, {"data": [{"id": 7}]}, None])
def test_what_is_no_list_of_models_says_nothing(data: object) -> None:
    """It is left, and there is no statement."""
    reading = read("openrouter", data)
    assert reading.statements == ()
    assert reading.left
