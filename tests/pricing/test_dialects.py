"""Laws of reading usage that hold for every body."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmanac.pricing.dialect import Dialect
from llmanac.pricing.faults import BadValue
from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import count_text
from llmanac.pricing.paths import BadBody
from llmanac.pricing.reader import Reader

FIELDS = {
    "prompt_tokens": 3,
    "completion_tokens": 2,
    "input_tokens": 3,
    "output_tokens": 2,
    "total_tokens": 5,
    "input_tokens_details": {"cached_tokens": 1},
    "cache_read_input_tokens": 1,
}
AROUND = {
    "object": ["response", "chat.completion"],
    "type": ["message"],
    "delta": [{}],
    "data": [[]],
}


@given(
    names=st.sets(st.sampled_from([*FIELDS])),
    around=st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(values) for name, values in AROUND.items()}
    ),
    bare=st.booleans(),
)
def test_no_two_dialects_claim_one_body(
    names: set[str], around: dict[str, Any], bare: bool, readers: dict[str, Reader]
) -> None:
    """Recognition needs no order among dialects."""
    usage = {name: FIELDS[name] for name in names}
    body = {**usage, **around} if bare else {"usage": usage, **around}
    assert sum(reader.recognises(body) for reader in readers.values()) <= 1


COUNT = st.integers(min_value=0, max_value=10**6)


@settings(max_examples=50)
@given(prompt=st.tuples(COUNT, COUNT, COUNT), made=st.tuples(COUNT, COUNT), beside=st.booleans())
def test_meters_are_disjoint_and_add_up_to_the_vendors_total(
    prompt: tuple[int, int, int], made: tuple[int, int], beside: bool, readers: dict[str, Reader]
) -> None:
    """Whether reasoning is inside or beside the completion, every token is billed once."""
    (cached, written, fresh), (thought, told) = prompt, made
    total = sum(prompt) + sum(made)
    usage = readers["openai-chat"].read(
        {
            "prompt_tokens": sum(prompt),
            "completion_tokens": told if beside else told + thought,
            "total_tokens": total,
            "prompt_tokens_details": {"cached_tokens": cached, "cache_write_tokens": written},
            "completion_tokens_details": {"reasoning_tokens": thought},
        }
    )
    wanted = {"input": fresh, "cache.read": cached, "cache.write": written}
    wanted |= {"output": told, "output.reasoning": thought}
    assert usage.counts == {meter: count for meter, count in wanted.items() if count}
    assert sum(usage.counts.values()) == total
    assert usage.remarks == ()


def test_counts_come_in_the_vocabularys_order(readers: dict[str, Reader]) -> None:
    """Whatever order a dialect lists them in."""
    for reader in readers.values():
        assert {*reader.dialect.counts} <= {*METERS}
    usage = readers["anthropic-messages"].read({"output_tokens": 1, "input_tokens": 1})
    assert [*usage.counts] == ["input", "output"]


def dialect(counts: dict[str, Any], **more: Any) -> Reader:  # noqa: ANN401
    """A dialect of its own for one test."""
    written = {"api": "x", "usage": ["/usage"], "recognise": [{"has": ["n"]}], "counts": counts}
    return Reader("x", Dialect.from_json({**written, **more}))


def test_the_first_path_that_is_there_holds_and_others_are_added() -> None:
    """`first` picks, `plus` adds, `each` sums over a list, `where` filters it."""
    reader = dialect(
        {
            "input": {"first": ["a", "b"], "plus": ["c", "d"]},
            "output.image": {"each": "parts", "where": {"kind": ["image", "IMAGE"]}, "first": "n"},
            "search.web": {"each": "parts", "where": {"kind": "search"}},
        }
    )
    parts = [
        {"kind": "image", "n": 3},
        {"kind": "IMAGE", "n": 4},
        {"kind": "text", "n": 5},
        {"kind": "search"},
    ]
    counts = reader.read({"usage": {"a": None, "b": 1, "c": 10, "parts": parts}}).counts
    assert counts == {"input": 11, "output.image": 7, "search.web": 1}


@pytest.mark.parametrize(
    ("parts", "code", "path"),
    [
        ({"kind": "image"}, "not-a-list", "usage.parts"),
        ([1], "not-a-mapping", "usage.parts[0]"),
        ([{}, {"kind": "image", "n": -1}], "count-negative", "usage.parts[1].n"),
    ],
)
def test_a_list_that_is_none_is_an_error_at_its_path(parts: object, code: str, path: str) -> None:
    """Items are numbered from 0."""
    reader = dialect({"input": {"each": "parts", "where": {"kind": "image"}, "first": "n"}})
    with pytest.raises(BadBody) as caught:
        reader.read({"usage": {"parts": parts}})
    assert (caught.value.code, caught.value.params["path"]) == (code, path)


@pytest.mark.parametrize(
    ("written", "count", "text"),
    [(3.2, Fraction("3.2"), "3.2"), (Decimal("0.10"), Fraction(1, 10), "0.1"), (7.0, 7, 7)],
)
def test_only_time_comes_in_fractions(written: object, count: Fraction, text: object) -> None:
    """Seconds may be 3.2; tokens may not, nor may anything have endless decimals."""
    reader = dialect({"audio.input.second": {"first": "n"}, "input": {"first": "m"}})
    assert reader.read({"usage": {"n": written}}).counts == {"audio.input.second": count}
    assert count_text(count) == text
    for usage in ({"m": 3.2}, {"n": 1e-60}):
        with pytest.raises(BadBody) as caught:
            reader.read({"usage": usage})
        assert caught.value.code == "count-not-whole"


@pytest.mark.parametrize(
    ("parts", "code"), [(["input"], "dialect-circle"), (["cache.write"], "dialect-part-missing")]
)
def test_parts_must_be_counted_and_come_before_wholes(parts: list[str], code: str) -> None:
    """A count cannot include itself, nor what nobody counts."""
    counts = {
        "input": {"first": "a", "includes": ["cache.read"]},
        "cache.read": {"first": "b", "includes": parts},
    }
    with pytest.raises(BadValue) as caught:
        dialect(counts)
    assert caught.value.code == code
    assert caught.value.params["meter"] == {"input": "input"}.get(parts[0], "cache.read")
