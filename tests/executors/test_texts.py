"""TypeScript takes text as Python does: every digit of a number, streams, wrappers, rubbish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from executors import Python, TypeScript

NUMBERS = [
    *("0", "-0", "-0.0", "7", "25.0", "1e3", "1E+2", "9007199254740993", "9223372036854775807"),
    *("9223372036854775808", "1e18", "1e19", "1e400", "1e99999999999999999999", "-1", "-1e-9"),
    *("2.5", "0.1", "3.20", "123456789.123456789123456789", "1e-40", "1e-41", "0e-60", "0e99"),
    *("NaN", "Infinity", "-Infinity", "true", "null", '"3"', "[]", "{}", "[1]", '{"a": 1}'),
    *("01", "+1", ".5", "5.", "1e", "0x1", "1_000", "9" * 4300, "9" * 4301),
]

STREAM = """event: message
data: {"id": "a", "choices": [], "usage": null}

data: {"id": "a", "usage": {"prompt_tokens": 9007199254740993,
data:  "completion_tokens": 5}}

: a comment
data: [DONE]
"""

AMOUNTS = [
    *("0", "-0", "-0.0", "3", "-3", "0.0025", "0.00250", "1e-3", "1E+2", "500.00", "37756000"),
    *("1e-40", "1e-41", "0e5", "0e-60", "1e17", "1e18", "999999999999999999"),
    *("1000000000000000000", "9223372036854775808", "1e400", "NaN", "true", "{}", "[]", "null"),
    *(
        '"0.50"',
        '"-1"',
        '"1e3"',
        '"free"',
        '""',
        '"1."',
        '"NaN"',
        '".5"',
        '"+1"',
        '"."',
        '"-"',
        '"1e-41"',
    ),
]

CHAT = '{"usage": {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}}'
TEXTS = [
    *("", " ", "{", "}", "[", "[]", "[{}]", "[1]", "3", '"text"', "null", "nul", "truefalse"),
    *('{"usage": 3}', '{"usage": "x"}', '{"usage": []}', '{"usage": {}}', "{,}", '{"a": 1,}'),
    *('{"a" 1}', "{a: 1}", "{'a': 1}", '{"a": "\x01"}', '{"a": "\\x"}', '{"a": "\\ud83d"}', '"a'),
    *(CHAT, f"\ufeff{CHAT}", f" {CHAT}\r\n\t", f"{CHAT}{CHAT}", f"{CHAT}\n{CHAT}", f"{CHAT}]"),
    *(STREAM, STREAM.replace("\n", "\r\n"), STREAM.replace("\n", "\r"), f"\ufeff{STREAM}"),
    *("data:", "data: {}", "data: {", "data: 3", "id: 1\n\ndata", f"data: {CHAT} x\n\n"),
    '{"id": "a", "usage": {"prompt_tokens": 1}}\n{"id": "b", "usage": {"prompt_tokens": 2}}',
    '{"usage": {"prompt_tokens": 1, "prompt_tokens": 2}}',
    '{"usage": {"prompt_tokens": 1, "__proto__": {"completion_tokens": 9}, "constructor": 3}}',
    f'{{"success": true, "errors": [], "result": {CHAT}}}',
    f'{{"custom_id": "1", "response": {{"body": {CHAT}}}}}',
    '{"custom_id": "1", "response": {"body": null}}',
    '{"completion_window": "24h", "usage": {"prompt_tokens": 1}}',
    '{"attributes": [{"key": "usage", "value": {"intValue": "007"}}, {"key": 3}, {}]}',
    '{"attributes": [3], "usage": {"prompt_tokens": 1}}',
    '{"usage": {"prompt_tokens": 1}, "service_tier": "a  b\\u00a0c", "model": "\\u00e9"}',
    '{"usage": {"prompt_tokens": 1}, "service_tier": ["flex"], "model": 5}',
    '{"usage": {"prompt_tokens": 1}, "service_tier": "' + "x" * 70 + '"}',
    '{"usage": {"prompt_tokens": 1}, "service_tier": true}',
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    ("dialect", "body"),
    [
        ("openai-chat", '{"usage": {"prompt_tokens": 0, "completion_tokens": %s}}'),
        ("openai-transcription", '{"usage": {"type": "duration", "seconds": %s}}'),
    ],
    ids=["tokens", "seconds"],
)
def test_a_number_keeps_every_digit_or_is_refused_alike(
    python: Python, typescript: TypeScript, dialect: str, body: str, number: str
) -> None:
    """Nothing is rounded, from 2^53 on or after the point; what is no count is none to either."""
    text = body % number
    assert typescript.says(dialect, text) == python.says(dialect, text)


def test_a_number_beyond_what_a_float_holds_is_exact(typescript: TypeScript) -> None:
    """The very digits come back."""
    said = typescript.says("openai-chat", '{"usage": {"prompt_tokens": 9007199254740993}}')
    assert said["counts"] == {"input": "9007199254740993"}


@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize(
    "body",
    [
        '{"prompt": {"tokens": 1}, "cost": %s}',
        '{"prompt": {"tokens": 1}, "bill": {"kind": "own", "ticks": %s}, "paid": 1}',
        '{"prompt": {"tokens": 1}, "bill": {"kind": "x", "currency": "usd", "amount": %s}}',
    ],
    ids=["plain", "in parts", "in a currency"],
)
def test_what_the_vendor_reports_is_read_alike(
    python: Python, typescript: TypeScript, body: str, amount: str
) -> None:
    """The digits are those of the body, or it is no amount to either."""
    text = body % amount
    assert typescript.says("whole_grammar", text) == python.says("whole_grammar", text)


@pytest.mark.parametrize("value", ["7", "-1", "25.0", "9" * 30, "9" * 31, "{}", "[1]", "false"])
def test_whatever_says_how_it_was_served_is_shown_alike(
    python: Python, typescript: TypeScript, value: str
) -> None:
    """Short, on one line."""
    text = f'{{"usage": {{"prompt_tokens": 1}}, "service_tier": {value}}}'
    assert typescript.says("openai-chat", text) == python.says("openai-chat", text)


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_taken_apart_alike(python: Python, typescript: TypeScript, text: str) -> None:
    """One body, several, events, what is wrapped, and what is nothing of it."""
    assert typescript.says("openai-chat", text) == python.says("openai-chat", text)


SESSION = """
{"id": "a", "event": {"usage": {"completion": 5, "prompt": {"tokens": 9007199254740993}}}}
{"id": "b", "usage": {"completion": 7, "thought": null, "prompt": {"tokens": 1}, "seconds": 0.25}}
{"usage": {"seconds": 1.5, "tier": "quick", "completion": %s}}
"""


@pytest.mark.parametrize("last", ["0", "1.0", "-1", '"x"', "null", "{}", "[]", "1e40", "0.5"])
def test_events_that_add_up_do_so_alike(python: Python, typescript: TypeScript, last: str) -> None:
    """Each reports what no other does; what is no count is refused."""
    text = SESSION % last
    assert typescript.says("whole_grammar", text) == python.says("whole_grammar", text)
