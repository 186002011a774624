"""`llmanac estimate` of a request that is not yet sent: counts instead of a body."""

import json
from pathlib import Path

import pytest
from terminal import Run, Said


@pytest.fixture
def quoted(run: Run, built: Path) -> Run:
    """Estimate where the invented catalogue was built; nothing is on standard input."""

    def quotes(*words: str) -> Said:
        return run("estimate", *words, cwd=built)

    return quotes


NOVA = ("--model", "acme/nova", "--at", "2026-02-10")


def test_counts_make_a_receipt(quoted: Run) -> None:
    """Each flag counts its own meter, in any order; what was read from the cache is not sent."""
    said = quoted(*NOVA, "--json", "--output-tokens", "800", "--cache-read", "2000",
                  "--input-tokens", "12000", "--count", "search.web=3")  # fmt: skip
    receipt = json.loads(said.out)
    assert said.code == 0
    assert [(line["meter"], line["count"], line["amount"]) for line in receipt["lines"]] == [
        ("input", 12000, "0.0144"),
        ("cache.read", 2000, "0.00024"),
        ("output", 800, "0.00384"),
        ("search.web", 3, "0.03"),
    ]
    assert receipt["total"] == "0.04848"
    assert (receipt["api"], receipt["dialect"], receipt["offer"]) == (None, None, "Acme/Nova")


def test_the_whole_input_picks_the_band(quoted: Run) -> None:
    """The cache counts, as it does in a response: 32,000 tokens are in the lower band."""
    totals = [
        json.loads(quoted(*NOVA, "--json", "--cache-read", "20000", "--input-tokens", n).out)[
            "total"
        ]
        for n in ("12000", "12001")
    ]
    assert totals == ["0.0168", "0.0336024"]


def test_many_requests_are_added_up_exactly(quoted: Run) -> None:
    """Each is priced alone, so that its band is its own."""
    words = (*NOVA, "--input-tokens", "32000", "--requests", "123456789123")
    receipt = json.loads(quoted(*words, "--json", "--in", "CNY").out)
    assert receipt["total"] == "0.0384"
    assert receipt["requests"] == {
        "count": 123456789123,
        "total": "4740740702.3232",
        "low": "4740740702.3232",
        "high": "4740740702.3232",
    }
    assert receipt["exchanged"]["total"] == "33659258986.49472"
    assert "123,456,789,123 such requests: 4740740702.3232 USD" in quoted(*words).out
    assert "123,456,789,123 个这样的请求" in quoted(*words, "--lang", "zh", "--markdown").out


def test_entries_in_a_file_price_counts_too(run: Run, tmp_path: Path) -> None:
    """No catalogue, no model, no body."""
    entry = {
        "currency": "USD",
        "per": "1M",
        "seen": "2026-02-01",
        "source": "https://acme.example/",
        "rates": {"input": 2, "audio.input.second": "0.36/1h"},
    }
    (tmp_path / "prices.json").write_text(json.dumps([entry]))
    words = ("--count", "audio.input.second=12.5", "--input-tokens", "500000", "--json")
    said = run("estimate", "--entries", "prices.json", *words, cwd=tmp_path)
    assert (said.code, json.loads(said.out)["total"]) == (0, "1.00125")


def test_now_is_the_moment_where_none_is_named(quoted: Run) -> None:
    """Nobody speaks of a response that there is not."""
    said = quoted("--model", "acme/nova", "--input-tokens", "1")
    assert "that is now\n" in said.out
    assert "response" not in said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--input-tokens", "5"], "say which model the request is for, with --model"),
        ([*NOVA, "x.json", "--input-tokens", "5"], "so x.json is not read; leave it out"),
        ([*NOVA, "--api", "messages", "--input-tokens", "5"], "no body to read; leave --api out"),
        ([*NOVA, "--input-tokens", "-5"], "-5 is no count of input"),
        ([*NOVA, "--input-tokens", "1.5"], "1.5 is no count of input"),
        ([*NOVA, "--input-tokens", "1e9"], "1e9 is no count of input"),
        ([*NOVA, "--input-tokens", "9" * 19], "is no count of input"),
        ([*NOVA, "--count", "imput=5"], "there is no meter `imput`; write input"),
        ([*NOVA, "--count", "input"], "--count input names no value"),
        ([*NOVA, "--input-tokens", "5", "--requests", "many"], "many is no number of requests"),
    ],
)
def test_what_is_no_request_is_told(quoted: Run, words: list[str], says: str) -> None:
    """Exit code 2, a sentence, nothing on stdout."""
    said = quoted(*words)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
