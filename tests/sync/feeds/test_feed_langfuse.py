"""What Langfuse says comes across: sellers from names, meters from many spellings."""

from decimal import Decimal
from typing import Any

import pytest
from feed_readings import DAY, told, whys

from llmanac.sync.claims import Reading
from llmanac.sync.feeds.langfuse import read

D = Decimal
PLAIN = {"input": D("0.000002"), "output": D("0.000008")}


def tier(prices: dict[str, Any], *conditions: dict[str, Any]) -> dict[str, Any]:
    """A tier under conditions; without any the default."""
    return {"isDefault": not conditions, "conditions": [*conditions], "prices": prices}


def served(*values: str) -> dict[str, Any]:
    """The condition of a service tier."""
    return {
        "source": "model_parameters",
        "key": "service_tier",
        "operator": "in",
        "values": [*values],
    }


def above(size: object) -> dict[str, Any]:
    """The condition of a large request."""
    return {"usageDetailPattern": "(input|cached)", "operator": "gt", "value": size}


def of(*tiers: dict[str, Any], name: str = "gpt-nova") -> Reading:
    """The reading of one model."""
    model = {"modelName": name, "matchPattern": "(?i)^gpt-nova$", "updatedAt": "2026-01-01"}
    return read([{**model, "pricingTiers": [*tiers]}], DAY)


def times(factor: str) -> dict[str, Decimal]:
    """The plain prices, multiplied."""
    return {name: one * D(factor) for name, one in PLAIN.items()}


def test_dollars_per_unit_come_per_million() -> None:
    """With the pattern as the clause; no day of an edit is a day of a price."""
    reading = of(tier(PLAIN))
    assert told(reading, "per", "rates", "from", "source") == [
        {
            "per": "1M",
            "rates": {"input": "2", "output": "8"},
            "source": f"langfuse@{DAY.text()}:gpt-nova",
        }
    ]
    assert reading.statements[0].matches == {"regex": "(?i)^gpt-nova$"}
    assert whys(reading) == set()


@pytest.mark.parametrize(
    ("name", "seller", "offer"),
    [
        ("gpt-4o", "openai", "gpt-4o"),
        ("o3-mini", "openai", "o3-mini"),
        ("ft:davinci-002", "openai", "ft:davinci-002"),
        ("gpt-5.4", "openai", "gpt-5.4"),
        ("claude-2.1", "anthropic", "claude-2.1"),
        ("claude-3.5-sonnet-20241022", "anthropic", "claude-3-5-sonnet-20241022"),
        ("gemini-2.5-pro", "google", "gemini-2.5-pro"),
    ],
)
def test_names_tell_who_sells(name: str, seller: str, offer: str) -> None:
    """And Anthropic's ids have dashes since Claude 3."""
    (statement,) = of(tier(PLAIN), name=name).statements
    assert (statement.provider, statement.offer) == (seller, offer)


def test_nobody_sells_what_has_no_known_name() -> None:
    """Models that were billed by the character are none of tokens."""
    for name, why in (("text-bison", "by-character"), ("mystery", "seller-unknown")):
        reading = of(tier(PLAIN), name=name)
        assert (reading.statements, whys(reading)) == ((), {("modelName", why)})


def test_spellings_of_a_meter_are_one() -> None:
    """Those that differ are left; reasoning that costs what output costs is not repeated."""
    prices = {
        **PLAIN,
        "input_tokens": PLAIN["input"],
        "input_cached_tokens": D("0.0000002"),
        "cache_read_input_tokens": D("0.0000003"),
        "output_reasoning": PLAIN["output"],
        "input_cache_creation": D("0.0000025"),
        "input_cache_creation_5m": D("0.0000025"),
        "input_cache_creation_1h": D("0.000004"),
    }
    reading = of(tier(prices))
    assert told(reading, "rates")[0]["rates"] == {
        "input": "2",
        "cache.read": "0.2",
        "cache.write": "2.5",
        "cache.write.1h": "4",
        "output": "8",
    }
    assert whys(reading) == {("pricingTiers.prices.cache_read_input_tokens", "contradicts")}


def test_a_total_is_of_all_tokens() -> None:
    """Of input alone where the model embeds."""
    prices = {"total": D("0.000001")}
    embedding = of(tier(prices), name="text-embedding-3-large")
    assert told(embedding, "rates") == [{"rates": {"input": "1"}}]
    (entry,) = told(of(tier(prices), name="text-ada-001"), "rates")
    assert entry == {"rates": {"input": "1", "output": "1"}}


def test_tiers_and_sizes_meet() -> None:
    """Two tiers in one condition, large requests in a band, and both."""
    reading = of(
        tier(PLAIN),
        tier(times("4"), served("fast", "priority"), above(272000)),
        tier(times("2"), served("fast", "priority")),
        tier(times("0.5"), served("flex")),
        tier(times("2"), above(272000)),
    )
    assert told(reading, "bands", "rates", "when") == [
        {
            "bands": {"by": "input_total", "at": [272000], "edge": ">"},
            "rates": {"input": ["2", "4"], "output": ["8", "16"]},
            "when": [
                {"if": {"tier": ["priority", "fast"]}, "scale": "2"},
                {"if": {"tier": "flex"}, "rates": {"input": "1", "output": "4"}},
            ],
        }
    ]


def test_other_conditions_are_left() -> None:
    """A tier that depends on something else is no part of the price."""
    for odd in (
        served("gold"),
        {**served("flex"), "operator": "not in"},
        {**above(5), "operator": "lt"},
        above("5"),
        above(True),
        {**above(5), "usageDetailPattern": "output"},
        {},
    ):
        reading = of(tier(PLAIN), tier(times("2"), odd))
        assert told(reading, "when") == [{}]
        assert whys(reading) == {("pricingTiers.conditions", "inexpressible")}


def test_a_zero_is_told_as_it_is() -> None:
    """This feed leaves out what it does not know."""
    (entry,) = told(of(tier({**PLAIN, "input_cached_tokens": 0})), "rates")
    assert entry["rates"]["cache.read"] == "0"


def test_a_pattern_that_is_none_is_left() -> None:
    """Text that cannot be compiled, and what is no text."""
    for pattern in ("(", "x" * 2000, None, 5):
        data = [{"modelName": "gpt-nova", "matchPattern": pattern, "pricingTiers": [tier(PLAIN)]}]
        reading = read(data, DAY)
        assert reading.statements[0].matches is None
        assert whys(reading) == {("matchPattern", "unreadable")}
