"""The short way says what the long way says, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_bills import bills, tariff_of

from llmanac.pricing.bodies import plain
from llmanac.pricing.lines import Sold
from llmanac.pricing.meters import METERS
from llmanac.pricing.price import price
from llmanac.pricing.quick.compiled import Compiled
from llmanac.pricing.quick.till import Till
from llmanac.when import instant

if TYPE_CHECKING:
    from llmanac.pricing.reader import Reader

BILLS = bills()
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
IMAGE = [{"modality": "IMAGE", "tokenCount": 3}]
TOLD = [{"type": "message"}]
ORDINARY = {
    "openai-chat": {"prompt_tokens": 9, "prompt_tokens_details": {"cached_tokens": 4}},
    "openai-responses": {"usage": {"input_tokens": 9, "output_tokens": 2}, "output": TOLD},
    "anthropic-messages": {"type": "message", "usage": {"input_tokens": 9, "speed": "standard"}},
    "gemini-generate-content": {
        "candidates": [{"index": 0}],
        "usageMetadata": {"promptTokenCount": 9, "promptTokensDetails": IMAGE},
    },
    "bedrock-converse": {"usage": {"inputTokens": 9, "outputTokens": 2, "totalTokens": 11}},
}


@pytest.fixture(scope="module")
def compiled(readers: dict[str, Reader]) -> dict[str, Compiled]:
    """Every reader with the functions of its dialect."""
    return {name: Compiled(reader) for name, reader in readers.items()}


def test_input_comes_first_in_the_vocabulary() -> None:
    """So that the size of a request is the sum of the first counts."""
    first = [meter.counts_as_input for meter in METERS.values()]
    assert first == sorted(first, reverse=True)


@pytest.mark.parametrize(("dialect", "body"), ORDINARY.items())
def test_ordinary_bodies_take_the_short_way(
    dialect: str, body: dict[str, Any], compiled: dict[str, Compiled]
) -> None:
    """It is no use if everything is out of the ordinary."""
    assert compiled[dialect].counted(body) is not None


@pytest.mark.parametrize("bill", BILLS)
def test_the_short_way_makes_the_same_receipt(
    bill: dict[str, Any], compiled: dict[str, Compiled]
) -> None:
    """To the last field, for every bill that it takes."""
    body = plain(bill["body"])
    if isinstance(body, list) or "asked" in bill:
        pytest.skip("streams, and what a caller knows better, go the long way")
    reader, tariff = compiled[bill["dialect"]].reader, tariff_of(bill)
    currency = bill.get("currency", bill["entries"][0]["currency"])
    at = instant(bill["at"]) if "at" in bill else None
    sold = Sold(dialect=reader.name)
    spoken = [(compiled[bill["dialect"]], sold)]
    quick = Till(tariff, currency, spoken, alone=True).receipt(body, at, lambda: NOON)
    if quick is None:
        pytest.skip("it has something out of the ordinary")
    told = {"currency": currency, "at": quick.at, "at_from": quick.at_from, "sold": sold}
    long = price(reader.read(body), tariff, **told)
    assert [line.to_json() for line in quick.lines] == [line.to_json() for line in long.lines]
    assert str(quick.total) == str(long.total)
    assert quick.to_json() == long.to_json()


@pytest.mark.parametrize("bill", BILLS)
def test_the_short_way_recognises_what_the_long_way_does(
    bill: dict[str, Any], compiled: dict[str, Compiled]
) -> None:
    """Or says that it cannot tell."""
    body = plain(bill["body"])
    if isinstance(body, list):
        pytest.skip("streams go the long way")
    for one in compiled.values():
        assert one.recognises(body) in (None, one.reader.recognises(body))


WRONG = st.sampled_from([None, True, -1, 2**40, 2**63, 1.5, "3", [], {}, [{}], {"a": 1}, 0, 7])


@settings(max_examples=300)
@given(data=st.data())
def test_whatever_stands_in_a_body_the_short_way_agrees(
    data: st.DataObject, compiled: dict[str, Compiled]
) -> None:
    """Where something is no count, too much or elsewhere, it gives up rather than guess."""
    bill = data.draw(st.sampled_from([one.values[0] for one in BILLS]))
    body = plain(bill["body"])
    one = compiled[bill["dialect"]]
    if isinstance(body, list):
        return
    _spoil(body, data)
    found = one.counted(body)
    if found is None:
        return
    usage = one.reader.read(body)
    counts, told, _ = found
    assert {m: n for m, n in zip(one.meters, counts, strict=True) if n} == usage.counts
    assert one.reader.context(told) == (usage.context, usage.ordinary)
    assert not {"checksum", "parts-exceed-whole"} & {remark.code for remark in usage.remarks}


def _spoil(node: Any, data: st.DataObject) -> None:  # noqa: ANN401
    """Put something else in one place or another."""
    places = [*_places(node)]
    for holder, key in data.draw(st.lists(st.sampled_from(places), max_size=3)):
        if key in holder:
            holder[key] = data.draw(WRONG)


def _places(node: Any) -> Any:  # noqa: ANN401
    if isinstance(node, dict):
        for key, value in node.items():
            yield node, key
            yield from _places(value)
    elif isinstance(node, list):
        for item in node:
            yield from _places(item)
