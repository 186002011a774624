"""Match clauses of feeds: what they take, and that none of them can hang a run."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from llmanac.sync.identity.clauses import naming, taking

if TYPE_CHECKING:
    from llmanac.sync.claims import Json


@pytest.mark.parametrize(
    ("clause", "takes", "leaves"),
    [
        ({"equals": "Nova-2"}, "nova-2", "nova-2-mini"),
        ({"starts_with": "nova"}, "nova-2", "a-nova"),
        ({"ends_with": "-mini"}, "nova-mini", "nova-mini-2"),
        ({"contains": "ov"}, "nova", "niva"),
        ({"regex": "^nova-[0-9]$"}, "nova-2", "nova-22"),
        ({"regex": "(?i)^(acme/)?nova$"}, "acme/nova", "zenith/nova"),
        ({"or": [{"equals": "a"}, {"equals": "b"}]}, "b", "c"),
        ({"and": [{"starts_with": "a"}, {"ends_with": "z"}]}, "abz", "ab"),
    ],
)
def test_a_clause_takes_what_it_says(clause: Json, takes: str, leaves: str) -> None:
    """Each kind of clause on both sides of its boundary."""
    assert taking(clause)(takes)
    assert not taking(clause)(leaves)


@pytest.mark.parametrize(
    "clause",
    [None, {}, [], "nova", {"equals": ""}, {"equals": 3}, {"or": []}, {"and": []}, {"regex": "("},
     {"no": "nova"}, {"equals": "a", "contains": "a"}, {"regex": "(a+)+$"}, {"regex": "(.*)\\1"}],
)  # fmt: skip
def test_what_cannot_be_read_takes_nothing(clause: Json) -> None:
    """Rubbish, and patterns that may run away, take no id at all."""
    assert not any(taking(clause)(name) for name in ("", "a", "aa", "nova"))


def test_a_clause_nested_too_deep_takes_nothing() -> None:
    """Depth is bounded."""
    clause: Json = {"equals": "a"}
    for _ in range(50):
        clause = {"or": [clause]}
    assert not taking(clause)("a")


def test_a_name_is_named_only_whole() -> None:
    """`equals` means an id, everything else a family."""
    clause = {"or": [{"equals": "nova"}, {"starts_with": "nova-2"}]}
    assert naming(clause)("nova")
    assert not naming(clause)("nova-2")


@pytest.mark.parametrize("pattern", ["(a*)*b", "(a|a)*b", "a*a*a*a*a*b", "(?:a+)+b", "([a-z]+)*$"])
def test_no_pattern_takes_long(pattern: str) -> None:
    """The worst patterns end at once on the worst ids."""
    begun = perf_counter()
    taking({"regex": pattern})("a" * 200)
    assert perf_counter() - begun < 1


@given(
    some.recursive(
        some.none() | some.text(max_size=5) | some.integers(),
        lambda inner: (
            some.lists(inner, max_size=3)
            | some.dictionaries(
                some.sampled_from(["or", "and", "equals", "regex"]), inner, max_size=2
            )
        ),
    )
)
def test_any_json_is_a_clause_that_takes_or_not(clause: Json) -> None:
    """No JSON raises."""
    assert taking(clause)("nova") in (True, False)
