"""No name of LiteLLM's price map is lost."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from llmanac.pricing.meters import METERS
from llmanac.pricing.moments import Day
from llmanac.sync.feeds.litellm import names, read
from llmanac.sync.feeds.litellm.names import Priced, decided, priced, resolved

SEEN = (Path(__file__).parent / "litellm_names.txt").read_text().split()
"""All names of the map of LiteLLM 1.109.1, but for those of its example."""
DAY = Day.parse("2026-11-12")


def test_all_seen_are_decided() -> None:
    """Every name of the map is a price, a fact, without a place, or not about what is sold."""
    assert len(SEEN) == 249
    assert [name for name in SEEN if decided(name) is None] == []


def test_decided_once() -> None:
    """No name stands in two lists, and each list has only names that the map has or had."""
    lists = (names.SPECIAL, names.FACTS, names.INEXPRESSIBLE, names.IGNORED, (*names.IN_CREDITS,))
    for one, other in combinations(map(set, lists), 2):
        assert not one & other
    listed = {name for one in lists for name in one}
    assert not [name for name in listed if resolved(name)]
    assert listed - {*SEEN} == {"comment", "max_tokens"}


@pytest.mark.parametrize("word", ["inexpressible", "ignored", "fact", "price"])
def test_a_seen_name_is_no_unknown_one(word: str) -> None:
    """A name that is decided is never reported as new."""
    entry = {name: None for name in SEEN if decided(name) == word}
    left = read({"a/b": entry | {"litellm_provider": "a"}}, DAY).left
    assert entry
    assert not [one for one in left if one.why == "unknown-field"]


def test_a_new_name_is_reported() -> None:
    """A name that nobody has seen is left, with what it says."""
    entry = {"litellm_provider": "acme", "output_cost_per_smell": 1, "supports_smelling": True}
    left = read({"acme/nova": entry}, DAY).left
    assert [(one.where, one.field, one.value, one.why) for one in left] == [
        ("acme/nova", "output_cost_per_smell", "1", "unknown-field"),
        ("acme/nova", "supports_smelling", "True", "unknown-field"),
    ]


@pytest.mark.parametrize("name", [name for name in SEEN if decided(name) == "inexpressible"])
def test_what_has_no_place_is_reported(name: str) -> None:
    """What the records have no place for is left, once; a plain no is nothing to report."""
    entry = {"litellm_provider": "acme", "mode": "chat"}
    left = read({"acme/nova": entry | {name: "x"}}, DAY).left
    assert [(one.field, one.why) for one in left] == [(name, "inexpressible")]
    assert read({"acme/nova": entry | {name: False}}, DAY).left == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("input_cost_per_token", Priced("input_cost_per_token")),
        ("input_cost_per_token_batches", Priced("input_cost_per_token", tier="batches")),
        (
            "cache_creation_input_token_cost_above_12hr_above_272k_tokens_ultrafast",
            Priced("cache_creation_input_token_cost_above_12hr", 272_000, "ultrafast"),
        ),
        (
            "output_cost_per_token_above_400k_tokens_fast",  # not seen yet, and clear
            Priced("output_cost_per_token", 400_000, "fast"),
        ),
        ("input_cost_per_token_above_200k_tokens_cheaply", None),
        ("input_cost_per_token_above_1hr", None),
        ("rpm", None),
    ],
)
def test_names_are_read(name: str, expected: Priced | None) -> None:
    """A name says what is counted, from which size on, and under which tier."""
    assert priced(name) == expected


def test_meters_exist() -> None:
    """Whatever is counted is a meter of ours."""
    meters = [
        one
        for row in names.COUNTED.values()
        for one in ([row] if isinstance(row, str) else row.values())
    ]
    assert {*meters, *names.IN_CREDITS.values()} <= METERS.keys()
