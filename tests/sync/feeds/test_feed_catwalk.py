"""What Catwalk says comes across, without its defaults and without what it does not know."""

from decimal import Decimal
from typing import Any

import pytest
from feed_readings import DAY, told, whys

from llmanac.sync.claims import Reading, Seller
from llmanac.sync.feeds.catwalk import read

D = Decimal


def of(**model: Any) -> Reading:  # noqa: ANN401  # JSON
    """The reading of one model at one provider."""
    return read({"acme": {"models": [{"id": "nova", **model}]}}, DAY)


def costs(whole: object, out: object, written: object = 0, back: object = 0) -> dict[str, Any]:
    """The four prices of a model."""
    return {
        "cost_per_1m_in": whole,
        "cost_per_1m_out": out,
        "cost_per_1m_in_cached": written,
        "cost_per_1m_out_cached": back,
    }


def test_an_entry_comes_across() -> None:
    """Its prices and its window; a default is no limit."""
    reading = of(**costs(3, 15), name="Nova", context_window=1000, default_max_tokens=500)
    (statement,) = reading.statements
    assert told(reading, "per", "rates", "source") == [
        {
            "per": "1M",
            "rates": {"input": "3", "output": "15"},
            "source": f"catwalk@{DAY.text()}:acme/nova",
        }
    ]
    assert statement.of_offer == {"name": "Nova", "context": 1000}
    assert ("default_max_tokens", "default-no-limit") in {(x.field, x.why) for x in reading.left}


def test_zero_is_not_known() -> None:
    """Neither as a price nor as a window."""
    reading = of(**costs(0, D("1.5")), context_window=0)
    assert told(reading, "rates") == [{"rates": {"output": "1.5"}}]
    assert ("context_window", "zero-for-unknown") in whys(reading)
    assert ("cost_per_1m_in", "zero-for-unknown") in whys(reading)


@pytest.mark.parametrize(
    ("written", "back", "cache"),
    [
        ("3.75", "0.3", {"cache.read": "0.3", "cache.write": "3.75"}),
        ("0.3", "3.75", {"cache.read": "0.3", "cache.write": "3.75"}),
        ("6", "0.3", {"cache.read": "0.3", "cache.write": "6"}),
        ("3.75", "0", {"cache.write": "3.75"}),
        ("0", "0.3", {"cache.read": "0.3"}),
        ("0.3", "0", {"cache.read": "0.3"}),
        ("0.3", "0.3", {"cache.read": "0.3"}),
        ("0", "3", {"cache.read": "3"}),
        ("0.2", "0.3", None),
        ("0.3", "15", None),
        ("3", "0", None),
        ("3", "12", None),
        ("3", "3", None),
        ("7", "0", None),
        ("0", "7", None),
    ],
)
def test_prices_of_the_cache_are_told_apart(
    written: str, back: str, cache: dict[str, str] | None
) -> None:
    """By what they cost beside input; where that does not tell them apart, they are left."""
    reading = of(**costs(3, 15, D(written), D(back)))
    (entry,) = told(reading, "rates")
    assert {m: one for m, one in entry["rates"].items() if m.startswith("cache")} == (cache or {})
    assert ({"ambiguous"} <= {why for _, why in whys(reading)}) is (cache is None)


def test_a_cache_without_a_price_of_input_is_left() -> None:
    """There is nothing by which to tell the numbers apart."""
    reading = of(cost_per_1m_out=1, cost_per_1m_in_cached=D("0.1"))
    assert told(reading, "rates") == [{"rates": {"output": "1"}}]
    assert whys(reading) == {("cost_per_1m_in_cached", "ambiguous")}


def test_reasoning_is_told_of_the_model() -> None:
    """With its levels, unless they are those that the feed fills in for everything."""
    (odd,) = of(can_reason=True, reasoning_levels=["none", "high", "max"]).statements
    assert odd.of_model == {
        "reasoning": True,
        "reasoning.options": '{"efforts": ["none", "high", "max"]}',
    }
    (usual,) = of(can_reason=True, reasoning_levels=["low", "medium", "high"]).statements
    assert usual.of_model == {"reasoning": True}
    (none,) = of(can_reason=False, reasoning_levels=None).statements
    assert none.of_model == {"reasoning": False}
    assert ("reasoning_levels", "unreadable") in whys(of(reasoning_levels=["so so"]))


def test_sellers_have_addresses_and_keys() -> None:
    """An address that stands in a variable of the reader's is none."""
    said = {"name": "Acme", "type": "openai", "api_key": "$ACME_KEY", "models": []}
    told_sellers = read(
        {
            "acme": {**said, "api_endpoint": "https://api.acme.example/v1"},
            "bazaar": {**said, "api_endpoint": "$BAZAAR_ENDPOINT", "api_key": "secret"},
        },
        DAY,
    ).sellers
    assert told_sellers == (
        Seller(
            provider="acme",
            name="Acme",
            base_url="https://api.acme.example/v1",
            shape="openai",
            key_variable="ACME_KEY",
        ),
        Seller(provider="bazaar", name="Acme", shape="openai"),
    )


def test_the_feed_itself_is_a_list() -> None:
    """Its providers have ids; a recording of its files names them by file."""
    model = {"id": "nova", **costs(1, 2)}
    listed = read([{"id": "acme", "models": [model]}], DAY)
    assert listed.statements == read({"acme": {"models": [model]}}, DAY).statements
