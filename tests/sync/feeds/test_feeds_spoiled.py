"""Whatever stands in a feed, its reader says what it can and leaves the rest."""

from decimal import Decimal
from typing import Any

import pytest
from feed_laws import broken, read
from feed_rubbish import RUBBISH, places, spoiled
from hypothesis import given, settings
from hypothesis import strategies as st

from llmanac.sync.feeds import FEEDS

D = Decimal
TIER = {"input": 2, "output": 8, "tier": {"type": "context", "size": 200000}}
MODELS_DEV = {
    "acme": {
        "id": "acme",
        "npm": "@ai-sdk/openai",
        "api": "https://api.acme.example/v1",
        "env": ["ACME_API_KEY"],
        "models": {
            "nova": {
                "name": "Nova",
                "limit": {"context": 1000, "output": 500},
                "modalities": {"input": ["text"], "output": ["text"]},
                "reasoning_options": [{"type": "budget_tokens", "min": 1, "max": 5}],
                "cost": {
                    "input": 1,
                    "output": 4,
                    "cache_read": D("0.1"),
                    "input_audio": 3,
                    "reasoning": 5,
                    "tiers": [TIER],
                },
                "experimental": {
                    "modes": {"fast": {"cost": {"input": 2, "output": 8, "cache_read": D("0.2")}}}
                },
            }
        },
    }
}
ROW = {"name": "Bench", "score": D("1.5"), "source": "https://acme.example"}
WEIGHTS = [{"url": "https://huggingface.co/acme/nova"}]
OVERRIDES = [
    {"min_prompt_tokens": 1000, "prompt": "0.000003"},
    {"utc_start": 0, "utc_end": 1200, "completion": "0.000003"},
]
PRICING = {"prompt": "0.000002", "completion": "0.000004", "audio": "0.1", "overrides": OVERRIDES}
LISTED = {
    "id": "acme/nova",
    "pricing": PRICING,
    "architecture": {"input_modalities": ["text"], "output_modalities": ["text"]},
    "supported_parameters": ["tools"],
    "reasoning": {"mandatory": True, "supported_efforts": ["low"]},
    "expiration_date": "2026-01-01",
}
EXCERPTS: dict[str, Any] = {
    "models.dev": MODELS_DEV,
    "models.dev-models": {"acme/nova": {"benchmarks": [ROW], "weights": WEIGHTS}},
    "models.dev-bases": {"gate/nova": "acme/nova"},
    "openrouter": {"data": [LISTED]},
    "pi-ai": {
        "acme": {
            "nova": {
                "cost": {"input": 1, "tiers": [{"inputTokensAbove": 5, "input": 2}]},
                "thinkingLevelMap": {"off": None, "low": "low"},
                "input": ["text"],
                "output": ["text"],
            }
        }
    },
}


@pytest.mark.parametrize("feed", EXCERPTS)
@given(data=st.data())
@settings(max_examples=150)
def test_rubbish_is_left(feed: str, data: st.DataObject) -> None:
    """No value at any place raises, and no price that is made breaks a law."""
    path = data.draw(st.sampled_from(places(EXCERPTS[feed])))
    reading = read(feed, spoiled(EXCERPTS[feed], path, data.draw(RUBBISH)))
    assert broken(reading) == []
    assert all(" " not in left.where and "\n" not in left.value for left in reading.left)
    assert all(" " not in statement.where for statement in reading.statements)


@pytest.mark.parametrize("feed", EXCERPTS)
def test_the_excerpts_say_something(feed: str) -> None:
    """Unspoiled they make statements that keep all laws."""
    reading = read(feed, EXCERPTS[feed])
    assert (reading.feed, len(reading.statements), broken(reading)) == (feed, 1, [])


@pytest.mark.parametrize("feed", EXCERPTS)
def test_every_reader_stands_in_the_table(feed: str) -> None:
    """Under the id of its feed; what is no object of entries is left whole."""
    assert feed in FEEDS
    for data in (None, 7, "x", [1], [[]]):
        reading = read(feed, data)
        assert reading.statements == ()
        assert reading.left
