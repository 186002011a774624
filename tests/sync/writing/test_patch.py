"""A record is changed where it stands; the rest of its text stays."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmanac.load.document import compose
from llmanac.load.patch import Append, Put, Unpatchable, patched
from llmanac.load.scalars import MOST_DIGITS
from llmanac.load.text import read_text
from llmanac.sync.writing.emit import document, flow, item

RECORD = """\
# yaml-language-server: $schema=../../../schemas/offer.json
# A person wrote this line.
model: acme/nova
id: "Nova"   # and this
limits: {context: 1000}  # K is 1,000
status: available
prices:
  # Read in a letter.
  - currency: USD
    per: 1M
    rates: {input: 1.10, output: 4}   # with digits
    seen: 2026-01-02
    source: https://example.com/pricing

  - {currency: CNY, per: 1M, rates: {input: 8}, seen: 2026-01-02, source: "https://example.com/p"}
# The end.
"""
ENTRY = {"currency": "USD", "per": "1M", "rates": {"input": Decimal("1.20")}, "from": "2026-03-01"}
ORDER = ("model", "unlinked", "id", "apis", "limits", "status", "retires", "prices")


def read(text: str) -> Any:  # noqa: ANN401
    """What a text says."""
    root, findings = compose("a.yaml", text)
    assert root and not findings, findings
    return root.data


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Put(("limits", "context"), "2000"), "{context: 1000}", "{context: 2000}"),
        (Put(("limits", "output"), "10"), "{context: 1000}", "{context: 1000, output: 10}"),
        (Put(("id",), "Nova-2"), '"Nova"', "Nova-2"),
        (Put(("status",), "preview"), "status: available", "status: preview"),
        (
            Put(("apis",), "[messages]", ORDER),
            "# and this\n",
            "# and this\napis: [messages]\n",
        ),
        (
            Put(("retires",), "2027-01-01", ORDER),
            "status: available\n",
            "status: available\nretires: 2027-01-01\n",
        ),
        (Put(("unlinked",), "why", ORDER, "model"), "model: acme/nova", "unlinked: why"),
        (
            Put(("prices", 0, "until"), "2026-05-01"),
            "source: https://example.com/pricing\n",
            "source: https://example.com/pricing\n    until: 2026-05-01\n",
        ),
        (
            Append(("prices",), item(ENTRY)),
            '"https://example.com/p"}\n',
            '"https://example.com/p"}\n  - currency: USD\n    per: 1M\n    rates: {input: 1.20}\n'
            "    from: 2026-03-01\n",
        ),
    ],
)
def test_one_place_changes_and_no_other(change: Put | Append, old: str, new: str) -> None:
    """Comments, blanks, quotes and digits of everything else stay byte for byte."""
    assert RECORD.count(old) == 1
    assert patched(RECORD, [change]) == RECORD.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        "{model: a/b, limits: {context: 1}}\n",
        "model: a/b\nlimits:\n  context: 1",
        "model: a/b\r\nlimits: {context: 1}\r\n",
        '{"model": "a/b", "limits": {"context": 1}}',
        "model: a/b\nlimits:\n    context: 1   # far in\n# end",
        "note: |\n  text\n\n\nmodel: 语言模型 😀\nlimits: {}\n",
    ],
)
def test_every_style_of_a_record_can_be_changed(text: str) -> None:
    """Flow, block, other ends of lines, JSON, no end of the last line."""
    changed = patched(text, [Put(("limits", "output"), "5"), Put(("status",), "preview", ORDER)])
    data = read(text)
    assert read(changed) == {
        **data,
        "limits": {**data["limits"], "output": 5},
        "status": "preview",
    }


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("a: &x {b: 1}\nc: *x\n", Put(("c", "b"), "2")),
        ("a: 1\n", Put(("b", "c"), "2")),
        ("prices: []\n", Append(("prices",), "a: 1")),
        ("a: [", Put(("a",), "2")),
    ],
)
def test_what_cannot_be_changed_in_place_is_told(text: str, change: Put | Append) -> None:
    """What stands at another place by an alias, where nothing is to be appended to, no YAML."""
    with pytest.raises(Unpatchable):
        patched(text, [change])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "no",
        "3.10",
        "1e5",
        "2026-01-02",
        "# a",
        "a: b",
        "*x",
        "&y",
        "!z",
        "%a",
        "@b",
        "- a",
        "~",
        "null",
        "12:30",
        "2025",
        "<<",
        "?",
        "-",
        "|",
        "0x1F",
        " a",
        "a ",
        "a #b",
        "\x7f\x85\u2028",
    ]
)


@given(TEXTS)
def test_any_text_reads_back_as_itself(text: str) -> None:
    """Whatever a feed says, in a field, in a list, as a key."""
    written = document({"a": text, "b": [text, {"c": text}], "c": {f"{text}.": 1}}, "x.json")
    assert read_text("a.yaml", written.encode())[1] == []
    assert read(written) == {"a": text, "b": (text, {"c": text}), "c": {f"{text}.": 1}}


@given(
    st.integers(-(10**20), 10**20)
    | st.decimals(allow_nan=False, allow_infinity=False, places=12, min_value=0, max_value=10**9)
    | st.sampled_from([True, False, None, Decimal("1E-12"), Decimal("0.10")])
)
def test_any_number_reads_back_with_its_digits(value: object) -> None:
    """None gets an exponent, none loses a zero."""
    assert len(flow(value)) < MOST_DIGITS
    back = read(f"a: {flow(value)}\n")["a"]
    assert (back, format(back, "f") if isinstance(back, Decimal) else "") == (
        value,
        format(value, "f") if isinstance(value, Decimal) else "",
    )


def test_a_new_record_looks_like_one_that_a_person_wrote() -> None:
    """One line for what fits in it, a line per field for prices and for what is long."""
    record = {
        "model": "acme/nova",
        "id": "acme/Nova:free",
        "apis": ["chat-completions", "messages"],
        "limits": {"context": 131072, "output": 8192},
        "status": "available",
        "prices": [{**ENTRY, "source": "litellm@2026-11-12:acme/nova:free"}],
        "sources": {"limits": {"url": "https://example.com/a", "seen": "2026-11-12"}},
    }
    assert document(record, "../../../schemas/offer.json") == (
        "# yaml-language-server: $schema=../../../schemas/offer.json\n"
        "model: acme/nova\n"
        'id: "acme/Nova:free"\n'
        "apis: [chat-completions, messages]\n"
        "limits: {context: 131072, output: 8192}\n"
        "status: available\n"
        "prices:\n"
        "  - currency: USD\n"
        "    per: 1M\n"
        "    rates: {input: 1.20}\n"
        "    from: 2026-03-01\n"
        '    source: "litellm@2026-11-12:acme/nova:free"\n'
        "sources:\n"
        "  limits: {url: https://example.com/a, seen: 2026-11-12}\n"
    )
