"""pi-ai's list of models by provider."""

from decimal import Decimal

import pytest
from feed_laws import only, price, rates, read, whys

from llmanac.sync.claims import Reading


def of(cost: object = None, name: str = "nova-2", **more: object) -> Reading:
    """A list of one model, with a cost and more fields."""
    model = {"id": name, **more} | ({} if cost is None else {"cost": cost})
    return read("pi-ai", {"acme": {name: model}})


def test_a_model_is_read() -> None:
    """Its limits, its API and whether it reasons; what its client can send says nothing of it."""
    reading = of(
        name="nova-2",
        type="chat",
        api="openai-completions",
        reasoning=True,
        input=["text", "image"],
        contextWindow=200000,
        maxTokens=64000,
        thinkingLevelMap={
            "off": None,
            "minimal": None,
            "low": "LOW",
            "medium": None,
            "high": "HIGH",
        },
        inputLimits={"images": {"maxPerMessage": 20}},
    )
    statement = only(reading)
    assert (statement.where, statement.provider) == ("acme/nova-2", "acme")
    assert statement.of_offer == {
        "context": 200000,
        "output": 64000,
        "apis": ("chat-completions",),
    }
    assert statement.of_model == {
        "kind": "chat",
        "reasoning": True,
        "reasoning.options": '{"always": true, "efforts": ["low", "high"]}',
    }
    assert whys(reading) == {"inputLimits": "inexpressible"}


@pytest.mark.parametrize(
    ("levels", "options"),
    [
        ({"off": "none"}, '{"efforts": ["none", "minimal", "low", "medium", "high"]}'),
        ({"off": "off"}, '{"efforts": ["minimal", "low", "medium", "high"], "toggle": true}'),
        ({}, '{"efforts": ["minimal", "low", "medium", "high"]}'),
    ],
)
def test_how_reasoning_is_turned_off(levels: dict[str, str], options: str) -> None:
    """By an effort, by a switch, or nothing is said of it."""
    told = {level: level for level in ("minimal", "low", "medium", "high")} | levels
    reading = of(reasoning=True, thinkingLevelMap=told)
    assert only(reading).of_model["reasoning.options"] == options


def test_levels_that_are_not_all_told_are_left() -> None:
    """What the map leaves out is the client's own default, which it does not say."""
    reading = of(reasoning=True, thinkingLevelMap={"max": "max"})
    assert only(reading).of_model == {"reasoning": True}
    assert whys(reading) == {"thinkingLevelMap": "inexpressible"}


def test_zeros_are_unknown() -> None:
    """A 0 is written where no price is known, so it is none."""
    reading = of({"input": 3, "output": 15, "cacheRead": Decimal("0.3"), "cacheWrite": 0})
    assert price(only(reading))["rates"] == rates(input=3, output=15, cache_read="0.3")
    assert whys(reading) == {"cost.cacheWrite": "zero-for-unknown"}
    assert only(of({"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0})).prices == ()


def test_tiers_are_bands() -> None:
    """Above so many tokens of input."""
    tier = {"inputTokensAbove": 272000, "input": 6, "output": 15, "cacheRead": 0}
    reading = of({"input": 3, "output": 15, "cacheRead": 1, "tiers": [tier]})
    assert price(only(reading)) == {
        "bands": {"by": "input_total", "at": [272000], "edge": ">"},
        "rates": rates(input=[3, 6], output=15, cache_read=[1, None]),
    }


def test_protocols_and_kinds_of_its_own_are_left() -> None:
    """Our records have no word for them."""
    reading = of(type="classifier", api="typesafe-system-one")
    assert (only(reading).of_offer, only(reading).of_model) == ({}, {})
    assert whys(reading) == {"type": "inexpressible", "api": "inexpressible"}


def test_pictures_are_made_by_models_for_pictures() -> None:
    """What comes out tells the kind, where it is said."""
    reading = of(type="image", name="nova-image-2", input=["text"], output=["image"])
    assert only(reading).of_model == {"modalities.output": ("image",), "kind": "image"}
