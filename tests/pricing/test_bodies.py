"""What may be handed over as a body: text as it came, streams as text, and what wraps a body."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmanac.estimate import estimate
from llmanac.pricing.bodies import plain
from llmanac.pricing.paths import BadBody

if TYPE_CHECKING:
    from llmanac.snapshot import Snapshot

USAGE = {"prompt_tokens": 25, "completion_tokens": 15, "total_tokens": 40}
BODY: dict[str, Any] = {"id": "c1", "model": "nova/One", "created": 1776925674, "usage": USAGE}
CHUNK = {**BODY, "usage": None, "choices": [{"delta": {"content": "data: 1\n\ndata: 2"}}]}

MESSAGE = """event: message_start
data: {"type": "message_start", "message": {"type": "message", "id": "m1", "model": "nova/One",
data:  "usage": {"input_tokens": 25, "output_tokens": 1}}}

: keep the line open
event: ping
data: {"type": "ping"}

event: message_delta
data: {"type": "message_delta", "delta": {}, "usage": {"output_tokens": 15}}

event: message_stop
data: {"type": "message_stop"}
"""


def sse(*events: dict[str, Any], end: str) -> str:
    """Events as a server sends them, with one kind of line end."""
    data = [*(json.dumps(event) for event in events), "[DONE]"]
    return "".join(f"data: {line}{end}{end}" for line in data)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n", ": OPENROUTER PROCESSING\n\n"])
def test_a_streams_text_is_the_list_of_its_events(end: str, before: str) -> None:
    """Whatever the line ends; the mark of the end and comments are no events."""
    assert plain(before + sse(CHUNK, BODY, end=end)) == [CHUNK, BODY]


def test_an_events_data_may_stand_in_several_lines(snapshot: Snapshot) -> None:
    """The last event counts though no empty line follows it."""
    receipt = estimate(MESSAGE, snapshot=snapshot, provider="acme")
    assert {line.meter: line.count for line in receipt.lines} == {"input": 25, "output": 15}
    assert receipt.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(BODY),
        json.dumps(BODY).encode(),
        json.dumps(BODY).encode("utf-16"),
        json.dumps(BODY, indent=2).encode("utf-8-sig"),
        json.dumps(CHUNK) + "\n" + json.dumps(BODY) + "\n",
        json.dumps(CHUNK, indent=2) + "\r\n\r\n" + json.dumps(BODY, indent=2),
        sse(CHUNK, BODY, end="\n"),
    ],
)
def test_text_costs_what_its_json_costs(text: str | bytes, snapshot: Snapshot) -> None:
    """JSON, lines of it, and a stream as it was saved."""
    made = estimate(text, snapshot=snapshot)
    assert made.to_json() == estimate(BODY, snapshot=snapshot).to_json()
    assert made.total


def test_numbers_of_text_keep_every_digit(snapshot: Snapshot) -> None:
    """No float comes between."""
    usage = json.dumps({"usage": {**USAGE, "cost": 0}}).replace('"cost": 0', '"cost": 0.10000')
    receipt = estimate(usage, model="nova/one", snapshot=snapshot)
    assert receipt.reported is not None
    assert receipt.reported.to_json() == {"amount": "0.10000", "currency": None}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("text", 1, 1),
        ("<html>", 1, 1),
        (b"\xff\xfe\xfa", 1, 1),
        ('{"usage": {}', 1, 13),
        ('{"id": 1}\n{"id": 2', 2, 9),
        ('data: {"id": 1}\n\ndata: {"id" 2}\n\n', 3, 13),
        ("data: hello\n\n", 1, 7),
        ("[" * 100_000, 1, 1),
    ],
)
def test_text_that_is_no_json_is_an_error_at_its_place(
    text: str | bytes, line: int, column: int
) -> None:
    """The error says the line and the column."""
    with pytest.raises(BadBody) as caught:
        plain(text)
    assert caught.value.code == "text-not-json"
    assert (caught.value.params["line"], caught.value.params["column"]) == (line, column)


@pytest.mark.parametrize("text", ["3", '"x"', "[]", "[1]", "1 2", "data: [DONE]\n\n", "data: 1"])
def test_json_that_is_no_body_is_refused(text: str) -> None:
    """Text is no way around what a body must be."""
    with pytest.raises(BadBody) as caught:
        plain(text)
    assert caught.value.code == "body-not-a-mapping"


WRAPPED: list[tuple[dict[str, Any], list[str]]] = [
    ({"result": BODY, "success": True, "errors": [], "messages": []}, []),
    (
        {"id": "b", "custom_id": "1", "response": {"status_code": 200, "body": BODY}},
        ["context-unpriced"],
    ),
]


@pytest.mark.parametrize(("wrapped", "warnings"), WRAPPED)
def test_what_wraps_a_body_is_taken_off(
    wrapped: dict[str, Any], warnings: list[str], snapshot: Snapshot
) -> None:
    """A gateway's wrapper changes nothing; a batch's is told, for a batch has prices of its own."""
    receipt = estimate(wrapped, snapshot=snapshot)
    assert receipt.total == estimate(BODY, snapshot=snapshot).total
    assert [remark.code for remark in receipt.warnings] == warnings
    assert all(remark.params["value"] == "batch" for remark in receipt.warnings)


def test_a_batchs_message_is_read(snapshot: Snapshot) -> None:
    """It says by itself that it is of a batch."""
    usage = {"input_tokens": 3, "output_tokens": 4, "service_tier": "batch"}
    message = {"type": "message", "id": "m1", "model": "nova/One", "usage": usage}
    line = {"custom_id": "1", "result": {"type": "succeeded", "message": message}}
    receipt = estimate(line, provider="acme", snapshot=snapshot)
    assert [(line.meter, line.count) for line in receipt.lines] == [("input", 3), ("output", 4)]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"result": None, "success": False, "errors": [{"code": 7}]},
        {"custom_id": "1", "response": {"status_code": 500, "body": None}},
        {"custom_id": "1", "result": {"type": "expired"}},
        {"custom_id": "1", "response": 3},
    ],
)
def test_an_envelope_without_a_body_stays_as_it_is(wrapped: dict[str, Any]) -> None:
    """A request that failed has no usage, and the error shows what was given."""
    assert plain(wrapped) == wrapped


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(st.text(max_size=5), JSON, min_size=1)


@settings(max_examples=200)
@given(events=st.lists(MAPPINGS, min_size=2, max_size=4), end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_however_it_is_written_a_stream_reads_the_same(
    events: list[dict[str, Any]], end: str
) -> None:
    """As data, as lines of JSON, as server-sent events."""
    wanted = plain(events)
    assert plain(end.join(json.dumps(event) for event in events)) == wanted
    assert plain(sse(*events, end=end)) == wanted


@settings(max_examples=300)
@given(
    text=st.text(max_size=60)
    | st.binary(max_size=60)
    | st.lists(
        st.sampled_from(["data:", "event: x", " ", "\n", "\r", "{", "}", '"a"', ":", "1e999", "["]),
        max_size=20,
    ).map("".join)
)
def test_any_text_is_a_body_or_an_error_that_says_where(text: str | bytes) -> None:
    """Never a crash."""
    try:
        body = plain(text)
    except BadBody as error:
        assert error.code in ("text-not-json", "body-not-a-mapping")
        assert "path" in error.params
        return
    assert isinstance(body, dict | list)


def test_great_numbers_of_text_are_no_counts(snapshot: Snapshot) -> None:
    """Python refuses to read them; the error names the field all the same."""
    for digits in ("1" + "0" * 5000, "1e" + "9" * 30):
        text = json.dumps(BODY).replace(": 25,", f": {digits},")
        with pytest.raises(BadBody) as caught:
            estimate(text, model="nova/one", snapshot=snapshot)
        assert caught.value.params["path"] == "usage.prompt_tokens"


def test_ten_megabytes_are_read(snapshot: Snapshot) -> None:
    """A long answer is an ordinary body."""
    chunk = {**CHUNK, "choices": [{"delta": {"content": "x" * 10_000}}]}
    receipt = estimate(sse(*[chunk] * 1000, BODY, end="\n"), snapshot=snapshot)
    assert receipt.total == Decimal("0.0003725")
