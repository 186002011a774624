"""Whatever stands in these feeds, what can be read is read and the rest is left."""

from decimal import Decimal
from typing import Any

import pytest
from feed_laws import broken
from feed_readings import DAY, Reader
from feed_rubbish import RUBBISH, places, spoiled
from hypothesis import given, settings
from hypothesis import strategies as st

from llmanac.sync.feeds import catwalk, genai_prices, langfuse, portkey
from llmanac.sync.feeds.portkey import general

D = Decimal
PAYG = {
    "request_token": {"price": D("0.001")},
    "response_token": {"price": D("0.002")},
    "cache_read_input_token": {"price": D("0.0001")},
    "request_audio_token": {"price": D("0.003")},
    "additional_units": {
        "web_search": {"price": 1},
        "web_search_low_context": {"price": D("0.5")},
        "video_duration_seconds_1280_720": {"price": 10},
    },
    "image": {"default": {"default": {"price": 4}}, "hd": {"1024x1024": {"price": 8}}},
}


def priced(cents: str) -> dict[str, Any]:
    """Where Portkey's prices by region and tier stand."""
    return {"pricing_config": {"pay_as_you_go": {"request_token": {"price": D(cents)}}}}


MODES = {
    "standard": {"context_tiers": {"small": priced("0.001"), "large": priced("0.002")}},
    "batch": priced("0.0005"),
}
HALF = priced("0.001")
BANDED = {"base": 1, "tiers": [{"start": 200000, "price": 2}]}
SERVED = {
    "source": "model_parameters",
    "key": "service_tier",
    "operator": "in",
    "values": ["flex"],
}
EXCERPTS: dict[str, tuple[Reader, Any, int]] = {
    "genai-prices": (
        genai_prices.read,
        [
            {
                "id": "acme",
                "pricing_urls": ["https://acme.example"],
                "models": [
                    {
                        "id": "nova",
                        "match": {"or": [{"equals": "nova"}, {"regex": "^nova"}]},
                        "context_window": 1000,
                        "prices": [
                            {"prices": {"input_mtok": BANDED, "cache_read_mtok": D("0.1")}},
                            {
                                "constraint": {"start_date": "2026-03-01"},
                                "prices": {"input_mtok": 2, "input_audio_mtok": 3},
                            },
                            {
                                "constraint": {"start_time": "01:00:00Z", "end_time": "04:00:00Z"},
                                "prices": {"input_mtok": 4, "input_audio_mtok": 6},
                            },
                        ],
                        "price_variants": [
                            {"when": {"processing": "batch"}, "prices": {"input_mtok": 1}}
                        ],
                    }
                ],
            }
        ],
        1,
    ),
    "portkey": (
        portkey.read,
        {
            "acme": {
                "nova": {
                    "pricing_config": {
                        "pay_as_you_go": PAYG,
                        "batch_config": {"request_token": {"price": D("0.0005")}},
                        "fixed_cost": {"request": {"price": 1}},
                    },
                    "custom_pricing": {
                        "context_tier_map": {"0": "small", "200000": "large"},
                        "regions": {
                            "default": {"execution_modes": MODES},
                            "eu": {"execution_modes": MODES},
                        },
                    },
                },
                "echo-lte-32k": HALF,
                "echo-gt-32k": HALF,
            }
        },
        2,
    ),
    "portkey-general": (
        general.read,
        {
            "acme": {
                "default": {"params": [{"key": "top_p"}]},
                "nova": {
                    "params": [{"key": "max_tokens", "maxValue": 100}],
                    "removeParams": ["top_p"],
                    "type": {"primary": "chat", "supported": ["tools"]},
                },
            }
        },
        1,
    ),
    "langfuse": (
        langfuse.read,
        [
            {
                "modelName": "gpt-nova",
                "matchPattern": "^gpt",
                "pricingTiers": [
                    {"conditions": [], "prices": {"input": D("0.000001"), "input_audio": 1}},
                    {"conditions": [SERVED], "prices": {"input": D("0.0000005")}},
                    {
                        "conditions": [
                            {"usageDetailPattern": "input", "operator": "gt", "value": 5}
                        ],
                        "prices": {"input": D("0.000002")},
                    },
                ],
            }
        ],
        1,
    ),
    "catwalk": (
        catwalk.read,
        {
            "acme": {
                "name": "Acme",
                "api_endpoint": "https://acme.example",
                "api_key": "$ACME",
                "models": [
                    {
                        "id": "nova",
                        "cost_per_1m_in": 3,
                        "cost_per_1m_out": 9,
                        "cost_per_1m_in_cached": 4,
                        "cost_per_1m_out_cached": 1,
                        "context_window": 1000,
                        "can_reason": True,
                        "reasoning_levels": ["low"],
                    }
                ],
            }
        },
        1,
    ),
}


@pytest.mark.parametrize("feed", EXCERPTS)
@given(data=st.data())
@settings(max_examples=100)
def test_rubbish_is_left(feed: str, data: st.DataObject) -> None:
    """No value at any place raises, and no price that is made breaks a law."""
    read, excerpt, _ = EXCERPTS[feed]
    path = data.draw(st.sampled_from(places(excerpt)))
    reading = read(spoiled(excerpt, path, data.draw(RUBBISH)), DAY)
    assert broken(reading) == []
    for where in (*(left.where for left in reading.left), *(s.where for s in reading.statements)):
        assert where
        assert " " not in where
    for statement in reading.statements:
        for entry in statement.prices:
            assert type(entry).from_json(entry.to_json()) == entry


@pytest.mark.parametrize("feed", EXCERPTS)
def test_unspoiled_they_speak(feed: str) -> None:
    """The excerpts make statements that keep all laws, so that rubbish can break something."""
    read, excerpt, offers = EXCERPTS[feed]
    reading = read(excerpt, DAY)
    assert (len(reading.statements), broken(reading)) == (offers, [])


@pytest.mark.parametrize("feed", EXCERPTS)
def test_what_is_no_feed_is_left_whole(feed: str) -> None:
    """A page of an error says nothing, and one can see it."""
    for data in (None, 7, "x", [1], [[]]):
        reading = EXCERPTS[feed][0](data, DAY)
        assert reading.statements == ()
        assert reading.left
