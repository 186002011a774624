"""`llmanac estimate`: how a request is served, and what it costs in another currency."""

import json
from pathlib import Path

import pytest
from terminal import Run, Said

USAGE = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
RESPONSE = {"object": "chat.completion", "created": 1770681600, "model": "Acme/Nova"}
ENTRIES = """\
- currency: USD
  per: 1M
  seen: 2026-02-01
  source: https://acme.example/prices
  rates: {input: 2, output: 8}
  when:
    - {if: {tier: batch}, rates: {input: 1, output: 4}}
    - {if: {region: eu}, rates: {input: 3, output: 12}}
"""


@pytest.fixture
def tried(run: Run, tmp_path: Path) -> Run:
    """Estimate by entries in a file."""

    def tries(*words: str, entries: str = ENTRIES, **said: object) -> Said:
        (tmp_path / "prices.yaml").write_text(entries)
        (tmp_path / "body.json").write_text(json.dumps({**RESPONSE, "usage": USAGE, **said}))
        return run("estimate", "body.json", "--entries", "prices.yaml", *words, cwd=tmp_path)

    return tries


@pytest.fixture
def bill(run: Run, built: Path, tmp_path: Path) -> Run:
    """Estimate where the invented catalogue was built."""

    def bills(*words: str, **said: object) -> Said:
        body = tmp_path / "body.json"
        body.write_text(json.dumps({**RESPONSE, "usage": USAGE, **said}))
        return run("estimate", body, *words, cwd=built)

    return bills


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (["--region", "us"], "0.0028"),
        (["--region", "us", "--tier", "batch"], "0.0014"),
        (["--given", "region=us", "--given", "tier=batch"], "0.0014"),
        (["--region", "eu"], "0.0042"),
        (["--region", "us", "--tier", "default"], "0.0028"),
    ],
)
def test_what_the_caller_says_chooses_the_price(tried: Run, words: list[str], total: str) -> None:
    """Tier and region by their flags, or by `--given`."""
    said = tried(*words, "--json")
    receipt = json.loads(said.out)
    assert (said.code, receipt["total"]) == (0, total)
    assert receipt["range"]["reasons"] == []


def test_what_was_served_counts(tried: Run) -> None:
    """The response says that it was a batch's, whatever the caller asked for."""
    said = tried("--tier", "standard", "--region", "us", "--json", service_tier="batch")
    assert json.loads(said.out)["total"] == "0.0014"


@pytest.mark.parametrize("form", [[], ["--markdown"], ["--explain"]])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_range_is_printed_with_its_reasons(tried: Run, form: list[str], language: str) -> None:
    """Between what it cost, and why nobody knows; what is no reason stays a warning."""
    said = tried("--lang", language, *form)
    between = {"en": "Between 0.0028 and 0.0042 USD", "zh": "介于 0.0028 与 0.0042 USD 之间"}
    head, _, rest = said.out.partition(between[language])
    assert rest.count(r"context-unstated") == 1
    assert "context-unstated" not in head
    assert "start-unknown" not in said.out
    assert "0.0028 and" not in tried("--region", "eu", *form).out


def test_what_is_open_without_end_has_a_least_amount(tried: Run) -> None:
    """Nothing bounds what has no price."""
    usage = {**USAGE, "prompt_tokens_details": {"audio_tokens": 10}}
    said = tried("--region", "us", usage=usage)
    assert said.code == 1
    assert "At least 0.00278 USD, since" in said.out
    assert "· input.audio has no price" in said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--tier", "bacth"], "tier is never bacth; write batch"),
        (["--given", "teir=batch"], "no price depends on `teir`; write tier"),
        (["--given", "tier"], "--given tier names no value; write --given NAME=VALUE"),
        (["--given", "time=now"], "no price depends on `time`"),
        (["--dialect", "openai-chta"], "nobody has said how a dialect `openai-chta` is read; write "
         "openai-chat"),
        (["--dialect", "cohere"], "no usage was found in the body"),
        (["--rate", "7.1@2026-11-20"], "say with --in in which currency"),
        (["--in", "CNY"], "nobody says what USD is in CNY; give a rate with its day"),
        (["--in", "CNY", "--rate", "7.1"], "7.1 is no rate of exchange; write one with its day"),
        (["--in", "CNY", "--rate", "7.1@2026-02-30"], "is no rate of exchange"),
        (["--in", "CNY", "--rate", "0@2026-02-28"], "is no rate of exchange"),
        (["--in", "CNY", "--rate", "EUR:CNY=8@2026-02-28"], "nobody says what USD is in CNY"),
        (["--requests", "0"], "0 is no number of requests"),
        (["--requests", "-3"], "-3 is no number of requests"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(tried: Run, words: list[str], says: str) -> None:
    """Exit code 2, a sentence, nothing on stdout."""
    said = tried(*words)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_the_dialect_may_be_named(bill: Run, tried: Run) -> None:
    """With a catalogue and without one."""
    for said in (
        bill("--dialect", "openai-chat", "--json"),
        tried("--dialect", "openai-chat", "--json"),
    ):
        assert json.loads(said.out)["dialect"] == "openai-chat"


def test_entries_keep_the_laws_of_prices(tried: Run) -> None:
    """What breaks one is told at its line and column, and nothing is priced."""
    later = ENTRIES.replace("seen: 2026-02-01", "seen: 2026-02-01\n  checked: 2026-01-01")
    said = tried(entries=later)
    assert (said.code, said.out) == (2, "")
    assert "prices.yaml:4:12: PRC006" in said.err
    unsaid = tried(entries=ENTRIES.replace("{input: 1, output: 4}", "{input: 1}"))
    assert "prices.yaml:7:7: PRC008" in unsaid.err
    assert "checked: 2026-01-01" in said.err


def test_another_currency_stands_beside_the_receipts_own(bill: Run) -> None:
    """At the catalogue's rate, with its day and source; the total stays as it is."""
    said = bill("--in", "CNY")
    assert said.code == 0
    assert "In CNY: 0.011928 (1 USD = 7.10 CNY, 2026-03-01, https://bank.example/rates)" in said.out
    receipt = json.loads(bill("--in", "CNY", "--json").out)
    assert (receipt["currency"], receipt["total"]) == ("USD", "0.00168")
    assert receipt["exchanged"] == {
        "currency": "CNY",
        "total": "0.011928",
        "rate": {
            "from": "USD",
            "to": "CNY",
            "rate": "7.10",
            "day": "2026-03-01",
            "source": "https://bank.example/rates",
        },
    }


def test_the_callers_rate_comes_before_the_catalogues(bill: Run) -> None:
    """A rate without a pair says what one of the wanted currency is; it may be the other way."""
    said = bill("--in", "CNY", "--rate", "0.125@2026-04-01", "--explain")
    assert "In CNY: 0.01344 (1 CNY = 0.125 USD, 2026-04-01, as you said)" in said.out
    said = bill("--in", "CNY", "--rate", "USD:CNY=8@2026-04-01", "--markdown", "--lang", "zh")
    assert "- 折合 CNY：0.01344（1 USD = 8 CNY，2026-04-01，由你指定）" in said.out
    assert "In USD" not in bill("--in", "USD").out


TERMS = """\
- currency: USD
  per: 1M
  seen: 2026-02-01
  source: https://acme.example/prices
  rates: {input: 2, search.web: 10/1k, audio.input.second: 0.36/1h}
  minimum: {audio.input.second: 10}
  free: [{meter: search.web, count: 1000, every: day}]
  when:
    - {if: {tier: [batch, flex]}, scale: 0.5}
    - {if: {region: {not: global}}, scale: 1.1}
"""


def test_scales_least_counts_and_quotas_are_told(run: Run, tmp_path: Path) -> None:
    """The arithmetic has every factor in it; what is free is reported, never subtracted."""
    (tmp_path / "prices.yaml").write_text(TERMS)
    words = ["estimate", "--entries", "prices.yaml", "--input-tokens", "1000", "--at", "2026-05-01",
             "--count", "search.web=2", "--count", "audio.input.second=4", "--tier", "batch",
             "--region", "eu"]  # fmt: skip
    explained = [
        " ".join(row.split()) for row in run(*words, "--explain", cwd=tmp_path).out.splitlines()
    ]
    for row in (
        "at the price for: Batch or flex; Any region but global",
        "Input 1,000 × 2 × 0.55 ÷ 1,000,000 = 0.0011",
        "Seconds of audio sent 4 → 10 × 0.36 × 0.55 ÷ 3,600 = 0.00055",
        "Web searches 2 × 10 ÷ 1,000 = 0.02",
        "Free of Web searches every day: 1,000; nothing here is less for them.",
    ):
        assert row in explained
    table = run(*words, cwd=tmp_path).out
    assert "2    × 0.55" in table
    assert (
        "| 4 → 10 | 0.36 × 0.55 | / 1h | 0.00055 |" in run(*words, "--markdown", cwd=tmp_path).out
    )
