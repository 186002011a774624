"""`llmanac estimate`: a receipt from a file or a pipe, or a sentence that says what is missing."""

import json
from pathlib import Path

import pytest
from terminal import Run, Said, llmanac

USAGE = {"prompt_tokens": 120, "completion_tokens": 300, "total_tokens": 420}
RESPONSE = {
    "object": "chat.completion",
    "created": 1770681600,
    "model": "Acme/Nova",
    "choices": [],
    "usage": {**USAGE, "prompt_tokens_details": {"cached_tokens": 20}},
}
TOTAL = "0.0015624"
"""100 × 1.20 + 20 × 0.12 + 300 × 4.80, a million each, in dollars."""


@pytest.fixture
def bill(built: Path) -> Run:
    """Estimate where the invented catalogue was built, which is found from a folder below too."""

    def bills(body: object, *words: str, **variables: str) -> Said:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return llmanac("estimate", *words, cwd=built / "catalog", stdin=text, **variables)

    return bills


def test_a_whole_response_is_billed(bill: Run, built: Path, tmp_path: Path) -> None:
    """From a file, from standard input, and from `-`: the same receipt, and no talk."""
    file = tmp_path / "response 响应.json"
    file.write_text(json.dumps(RESPONSE))
    piped = bill(RESPONSE)
    assert (piped.code, piped.err) == (0, "")
    assert "priced for 2026-02-10 00:00:00 UTC, as the response says" in piped.out
    assert f"USD  {TOTAL}" in " ".join(piped.out.split(" ")).replace("   ", "  ")
    assert "No warnings." in piped.out
    assert bill(RESPONSE, "-") == piped
    assert llmanac("estimate", file, cwd=built) == piped


def test_a_usage_object_alone_needs_the_model(bill: Run) -> None:
    """And takes the moment from `--at`: before February there was another price."""
    said = bill(USAGE)
    assert (said.code, said.out) == (2, "")
    assert "say which with --model" in said.err
    amounts = {
        day: json.loads(bill(USAGE, "--model", "acme/nova", "--at", day, "--json").out)["total"]
        for day in ("2026-01-31", "2026-02-01")
    }
    assert amounts == {"2026-01-31": "0.00198", "2026-02-01": "0.001584"}


def test_json_has_exact_text_and_no_floats(bill: Run) -> None:
    """Amounts are decimal strings; counts are whole numbers; the same with a UTF-16 file."""
    said = bill(RESPONSE, "--json")
    receipt = json.loads(said.out, parse_float=lambda digits: pytest.fail(f"a float: {digits}"))
    assert (said.code, receipt["total"], receipt["currency"]) == (0, TOTAL, "USD")
    assert [(it["meter"], it["count"], it["amount"]) for it in receipt["lines"]] == [
        ("input", 100, "0.00012"),
        ("cache.read", 20, "0.0000024"),
        ("output", 300, "0.00144"),
    ]
    assert bill(json.dumps(RESPONSE).encode("utf-16"), "--json") == said
    chinese = bill(RESPONSE, "--lang", "zh")
    assert "账单" in chinese.out
    assert TOTAL in chinese.out


def test_an_incomplete_receipt_is_a_finding(bill: Run) -> None:
    """What has no price is never 0: code 1, and the warning says what is not in the total."""
    body = {**RESPONSE, "usage": {**USAGE, "prompt_tokens_details": {"audio_tokens": 7}}}
    said = bill(body)
    assert said.code == 1
    assert "[unpriced]" in said.out
    assert json.loads(bill(body, "--json").out)["complete"] is False


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--model", "acme/nvoa"], "no model `acme/nvoa`; write a model's id or what the provider "
         "calls it, such as acme/nova"),
        (["--provider", "bazar"], "no provider `bazar`; write one that the catalogue has, such as "
         "bazaar"),
        (["--api", "message"], "no API `message`; write messages, "),
        (["--at", "soon"], "soon is no time; write a day or an instant"),
        (["--snapshot", "/nowhere.sqlite"], "no compiled catalogue was found (looked in /nowhere"),
        (["--snapshot", "site.yaml"], "site.yaml is no compiled catalogue"),
        (["--model", "x\udcff"], r"no model `x\u{dcff}`"),
    ],
)  # fmt: skip
def test_unknown_names_come_with_the_nearest(bill: Run, words: list[str], says: str) -> None:
    """Exit code 2, one line, nothing on stdout."""
    said = bill(RESPONSE, *words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert says in said.err


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "stdin is empty; give the response as JSON"),
        (" \n", "stdin is empty"),
        ('{"usage":\n {"a" 1}}', "stdin:2:7: this is no JSON (Expecting ':' delimiter)"),
        ('data: {"a" 1}', "stdin:1:12: this is no JSON (Expecting ':' delimiter)"),
        (b'{"model":\n "\xff"}', "stdin:2:3: this is no JSON (invalid start byte)"),
        (bytes(range(256)) * 40, "this is no JSON"),
        ("[" * 10_000_000, "stdin cannot be read (maximum recursion depth exceeded"),
        ('{"a":' * 900 + "1" + "}" * 900, "no usage was found in the body"),
        ("null", "None is no response"),
        ("[1]", "is no response; give a JSON object, or the list of a stream's events"),
        ({"model": "nova"}, "(looked for usage.input_tokens, "),
        ({**RESPONSE, "usage": {**USAGE, "prompt_tokens": -1}}, "`usage.prompt_tokens` holds -1"),
        ({**RESPONSE, "usage": {**USAGE, "prompt_tokens": 1.5}}, "holds 1.5, which is no whole"),
        ('{"model": "nova", "prompt_tokens": NaN}', "holds nan, which is no number"),
        (f'{{"model": "nova", "prompt_tokens": {"9" * 5000}}}', "999…, which is no number"),
        ('{"model": "nova", "prompt_tokens": 1e9999999999999999999}', "which is no number"),
        ('{"model": "nova", "prompt_tokens": 1e99999}', "more than any request counts"),
        ('{"model": "\\ud800", "prompt_tokens": 1, "completion_tokens": 1}', r"`\u{d800}`"),
    ],
)
def test_what_is_no_response_is_told(bill: Run, body: object, says: str) -> None:
    """Where it is broken, or what was looked for; exit code 2, one line, no crash."""
    said = bill(body, *(["--model", "nova"] if body in ("null", "[1]") else []))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert says in said.err


def test_a_file_that_cannot_be_read_is_told(built: Path) -> None:
    """A folder, and one that is not there."""
    assert "build cannot be read (Is a directory)" in llmanac("estimate", "build", cwd=built).err
    said = llmanac("estimate", "none.json", cwd=built)
    assert (said.code, said.err) == (
        2,
        "llmanac: none.json cannot be read (No such file or directory)\n",
    )


def test_explain_writes_the_arithmetic_out(bill: Run) -> None:
    """A product per line, and a sum; what has no price is named, not added."""
    rows = [" ".join(row.split()) for row in bill(RESPONSE, "--explain").out.splitlines()]
    products = [row.partition(" × ")[2] for row in rows if " × " in row]
    assert products == [
        "1.20 ÷ 1,000,000 = 0.00012",
        "0.12 ÷ 1,000,000 = 0.0000024",
        "4.80 ÷ 1,000,000 = 0.00144",
    ]
    assert f"Total 0.00012 + 0.0000024 + 0.00144 = {TOTAL} USD" in rows
    body = {**RESPONSE, "usage": {**USAGE, "prompt_tokens_details": {"audio_tokens": 7}}}
    said = bill(body, "--explain", "--lang", "zh")
    assert said.code == 1
    assert "7 × 没有价格，未计入合计" in said.out


def test_markdown_is_a_table_and_notes(bill: Run) -> None:
    """Rows of five cells; what the body says is text, never markup."""
    said = bill({**RESPONSE, "usage": {**USAGE, "a|b<i>": 3}}, "--markdown")
    rows = [row for row in said.out.splitlines() if row.startswith("|")]
    assert [row.count("|") for row in rows] == [6] * len(rows)
    assert rows[1] == "| --- | --: | --: | --- | --: |"
    assert rows[-1] == "| **Total** |  |  | USD | **0.001584** |"
    assert r"a\|b\<i\>" in said.out
    assert "a|b" not in said.out


def test_one_form_is_printed(run: Run, tmp_path: Path) -> None:
    """Two at once are a misuse."""
    said = run("estimate", "--json", "--markdown", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "not allowed with argument" in said.err


ENTRIES = """\
- {currency: USD, per: 1M, seen: 2026-02-01, source: "https://acme.example/prices",
   rates: {input: 1.20, cache.read: 0.12, output: 4.80}}
- {currency: USD, per: 1M, from: 2026-02-11, seen: 2026-02-11,
   source: "https://acme.example/prices", rates: {input: 2, output: 4}}
"""


@pytest.fixture
def tried(tmp_path: Path) -> Run:
    """Estimate by entries in a file, where there is no catalogue."""

    def tries(entries: str, *words: str, name: str = "prices.yaml") -> Said:
        (tmp_path / name).write_text(entries)
        return llmanac(
            "estimate", "--entries", name, *words, cwd=tmp_path, stdin=json.dumps(RESPONSE)
        )

    return tries


def test_entries_in_a_file_need_no_catalogue(tried: Run) -> None:
    """The entry in force is used, meters have their names, and JSON names no offer."""
    said = tried(ENTRIES, "--json", "--api", "chat-completions")
    receipt = json.loads(said.out)
    assert (said.code, receipt["total"], receipt["entry"]["index"]) == (0, TOTAL, 0)
    assert [receipt[name] for name in ("offer", "provider", "catalogue")] == [None] * 3
    later = tried(ENTRIES, "--at", "2026-02-11")
    assert later.code == 0
    assert "0.00144" in later.out  # 100 × 2 + 20 × 2 + 300 × 4, a million each
    assert "Input read from cache *" in later.out


@pytest.mark.parametrize(
    ("entries", "words", "name", "says"),
    [
        ("[]", [], "prices.yaml", "prices.yaml holds no price entry"),
        (ENTRIES, [], "prices.txt", "ends in .yaml or .json"),
        (ENTRIES, ["--provider", "acme"], "prices.yaml", "leave --model and --provider out"),
        (ENTRIES, ["--api", "mesages"], "prices.yaml", "no API `mesages`; write messages"),
        (ENTRIES.replace("output: 4.80", "output: -1"), [], "prices.yaml", "prices.yaml:2:"),
        (ENTRIES.replace("1.20", "1.20, inptu: 1"), [], "prices.yaml", "input"),
        ("- [", [], "prices.yaml", "YML003"),
    ],
)
def test_entries_that_are_none_are_told(
    tried: Run, entries: str, words: list[str], name: str, says: str
) -> None:
    """Exit code 2, where and what on stderr, nothing on stdout."""
    said = tried(entries, *words, name=name)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_an_entries_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    """With its name."""
    said = run("estimate", "--entries", "none.yaml", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "none.yaml" in said.err
