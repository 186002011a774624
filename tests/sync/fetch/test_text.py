"""What is no feed is told with its place, and numbers keep their digits."""

from decimal import Decimal

import pytest

from llmanac.pricing.faults import Fault
from llmanac.sync.text import read_json


def test_numbers_are_exact() -> None:
    """Fractions are Decimal and whole numbers int, whatever their size."""
    made = read_json("acme", b'{"a": 0.10, "b": 1e-7, "c": 12, "d": "0.1"}')
    assert made == {"a": Decimal("0.10"), "b": Decimal("1e-7"), "c": 12, "d": "0.1"}
    assert [type(made[key]) for key in "abc"] == [Decimal, Decimal, int]


@pytest.mark.parametrize(
    ("data", "code", "params"),
    [
        (b"", "sync-empty", {}),
        (b"  \n", "sync-empty", {}),
        (b"<!DOCTYPE html><p>rate limited", "sync-html", {}),
        (b" <html>", "sync-html", {}),
        (b"\xff\xfe{}", "sync-no-text", {"byte": 0}),
        (b'{"a": 1,\n "b": {"c"', "sync-cut-short", {"line": 2}),
        (b'{"a": "b', "sync-cut-short", {"line": 1}),
        (b'{"a": 1,\n b: 2}', "sync-no-json", {"line": 2, "column": 2}),
        (b'{"a": 1}\n{"a": 2}', "sync-no-json", {"line": 2}),
        (b'{"a": 1,\n "a": 2}', "sync-repeated-key", {"value": "a", "line": 2}),
        (b'{"a":\n NaN}', "sync-no-number", {"value": "NaN", "line": 2}),
        (b"[-Infinity]", "sync-no-number", {"value": "-Infinity"}),
        (b"[" + b"9" * 5000 + b"]", "sync-long-number", {}),
        (b"[1e999999]", "sync-long-number", {}),
        (b"[1e99999999999999999999]", "sync-long-number", {}),
        (b"[" * 60 + b"]" * 60, "sync-too-deep", {}),
        (b"[" * 200_000 + b"]" * 200_000, "sync-too-deep", {}),
        (b'{"a": ["\\ud800"]}', "sync-half-character", {}),
    ],
)
def test_what_is_no_feed_is_told(data: bytes, code: str, params: dict[str, object]) -> None:
    """Each with a code and, where there is one, the place."""
    with pytest.raises(Fault) as caught:
        read_json("acme", data)
    assert caught.value.code == code
    assert caught.value.params.items() >= params.items()


def test_depth_has_a_bound_and_an_inside() -> None:
    """Forty levels are read, one more is not."""
    assert read_json("acme", b"[" * 40 + b"]" * 40)
    with pytest.raises(Fault, match="sync-too-deep"):
        read_json("acme", b"[" * 41 + b"]" * 41)


def test_whole_characters_come_through() -> None:
    """A pair of escapes is one character; a mark of byte order is none."""
    assert read_json("acme", b'\xef\xbb\xbf["\\ud83d\\ude00"]') == ["😀"]
