"""Laws that hold whoever speaks, and in whatever order."""

# ruff: noqa: ANN401  # feeds say anything, and tests hand it on

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weighing import decide, entry, offer, price, told

NAMES = ("litellm", "models.dev", "portkey", "genai-prices", "openrouter", "pi-ai")
AMOUNTS = ("0", "0.5", "1", "1.5", "10", "100")
DAYS = ("2026-05-01", "2026-08-21", "2026-11-01")


@st.composite
def statements(draw: Any) -> list[Any]:
    """What some feeds say, each perhaps of several regions."""
    feeds = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=5))
    return [one for name in feeds for one in draw(_spoken(name))]


@st.composite
def _spoken(draw: Any, name: str) -> list[Any]:
    day = draw(st.sampled_from(DAYS))
    regions = [None, *draw(st.lists(st.sampled_from(("eu", "us")), unique=True))]
    return [
        told(
            name,
            entry(
                draw(st.sampled_from(AMOUNTS)),
                draw(st.sampled_from(AMOUNTS)),
                more=draw(st.sampled_from((None, {"cache_read": "0.1"}, {"cache_read": "1"}))),
            ),
            day=day,
            region=region,
            where=f"{name}/{region}",
            of_offer={"context": draw(st.sampled_from((1000, 1500, 10000)))},
        )
        for region in regions
    ]


LAW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(statements(), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(said: list[Any], random: Any) -> None:
    """Whoever speaks first is not believed for it."""
    other = [*said]
    random.shuffle(other)
    assert decide(*other) == decide(*said)


@LAW
@given(statements())
def test_one_who_agrees_changes_nothing(said: list[Any]) -> None:
    """A further independent feed that says what holds leaves it as it is."""
    before = price(*said)
    if before:
        written = offer(*said).prices[-1]
        again = told("langfuse", written, where="nova", day="2026-11-01")
        after = price(*said, again)
        assert after
        assert {m: after[m] for m in ("input", "output")} == {
            m: before[m] for m in ("input", "output")
        }


@LAW
@given(st.sampled_from(AMOUNTS[1:]), st.sampled_from(AMOUNTS[1:]), st.sampled_from(DAYS))
def test_a_derived_feed_never_outvotes(one: str, other: str, day: str) -> None:
    """Two groups that agree hold against a feed with all that derive from it."""
    many = [told(name, entry(other, other), day=day) for name in ("models.dev", "pi-ai")]
    two = [told(name, entry(one, one), day="2026-01-01") for name in ("litellm", "portkey")]
    assert price(*many, *two) == {"input": [one], "output": [one]}
