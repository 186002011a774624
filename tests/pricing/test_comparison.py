"""`llmanac compare`: every offer of a request's model, cheapest first, and why others are out."""

from __future__ import annotations

import json
import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from llmanac.cli import main
from llmanac.comparison import Comparison, compare
from llmanac.names import UnknownModel
from llmanac.pricing.exchange import between, said
from llmanac.pricing.faults import Fault
from llmanac.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT = "2026-05-01"
COUNTS = {"input": 1000, "output": 100}
RATE = "EUR:CNY=8@2026-04-30"


def entry(currency: str, **rates: str) -> dict[str, Any]:
    """A price entry."""
    kept = {meter.replace("_", "."): [rate] for meter, rate in rates.items()}
    told = {"per": "1k", "seen": "2026-04-23", "source": "https://x.example/"}
    return {"currency": currency, **told, "rates": kept}


PRICES = {
    "coil/one": entry("CNY", input="0.001", output="0.01"),
    "coil/three": entry("EUR", input="0.0001", output="0.001", search_web="0.01"),
    "coil/three-fast": entry("CNY", input="0.001"),
}


@pytest.fixture
def market(compiled: Path, tmp_path: Path) -> Path:
    """Three sellers of `nova/one` (yuan, yuan or dollars, euros), and others of `nova/three`."""
    path = tmp_path / "llmanac.sqlite"
    path.write_bytes(compiled.read_bytes())
    with sqlite3.connect(path) as db:
        for offer, record in PRICES.items():
            values = (offer, record["currency"], json.dumps(record))
            query = "INSERT INTO prices VALUES (?, 0, ?, '1k', NULL, NULL, '2026-04-23', NULL, "
            db.execute(f"{query}'https://x.example/', NULL, ?)", values)
    db.close()
    return path


@pytest.fixture
def shot(market: Path) -> Iterator[Snapshot]:
    """The same, open."""
    opened = Snapshot(market)
    yield opened
    opened.close()


def places(found: Comparison) -> list[tuple[str | None, str]]:
    """Who asks how much, in order."""
    return [(bid.receipt.sold.provider, format(bid.amount, "f")) for bid in found.bids]


def reasons(found: Comparison) -> dict[str, str]:
    """Who is out, and why."""
    return {one.offer.key: one.reason.code for one in found.out}


def test_offers_of_a_model_stand_in_the_order_of_what_they_cost(shot: Snapshot) -> None:
    """In the currency that most ask for; a foreign one at the rate of the day."""
    found = compare(
        counts=COUNTS, model="nova/one", at=AT, rates=[said(RATE, None, None)], snapshot=shot
    )
    assert found.currency == "CNY"
    assert places(found) == [("coil", "0.002"), ("acme", "0.00515"), ("bolt", "0.0412")]
    bolt = found.bids[2]
    assert bolt.receipt.total == Decimal("0.00515")
    assert (bolt.receipt.currency, bolt.exchange and bolt.exchange.text()) == (
        "EUR",
        "1 EUR = 8 CNY",
    )
    assert reasons(found) == {}


def test_without_a_rate_nothing_is_converted(shot: Snapshot) -> None:
    """The offer is out, and the reason says so."""
    found = compare(counts=COUNTS, model="one", at=AT, snapshot=shot)
    assert places(found) == [("coil", "0.002"), ("acme", "0.00515")]
    assert reasons(found) == {"bolt/one": "out-no-rate"}
    usd = compare(counts=COUNTS, model="nova/one", at=AT, currency="USD", snapshot=shot)
    assert places(usd) == [("acme", "0.00515")]


def test_a_body_is_priced_everywhere_by_what_it_counts(shot: Snapshot) -> None:
    """Whoever sent it; what only its seller means, such as a region, stays behind."""
    body = {
        "model": "one-latest",
        "type": "message",
        "usage": {"input_tokens": 1000, "output_tokens": 100, "inference_geo": "us"},
    }
    found = compare(body, at=AT, snapshot=shot)
    assert places(found) == [("coil", "0.002"), ("acme", "0.00515")]
    assert found.bids[0].receipt.warnings == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("status = 'withdrawn'", "out-withdrawn"),
        ("retires = '2026-04-30'", "out-retired"),
        ("retires = '2026-05-01'", None),
        ("context = 1099", "out-context"),
        ("context = 1100", None),
        ("input = 999", "out-input"),
        ("input = 1000", None),
        ("output = 99", "out-output"),
        ("output = 100", None),
    ],
)
def test_an_offer_that_cannot_serve_it_is_out(market: Path, change: str, code: str | None) -> None:
    """Both sides of each limit."""
    with sqlite3.connect(market) as db:
        db.execute(f"UPDATE offers SET {change} WHERE key = 'coil/one'")
    db.close()
    shot = Snapshot(market)
    found = compare(counts=COUNTS, model="nova/one", at=AT, snapshot=shot)
    assert reasons(found).get("coil/one") == code
    shot.close()


def test_what_has_no_price_is_out(shot: Snapshot) -> None:
    """It would be the cheapest if unknown were 0."""
    found = compare(counts={**COUNTS, "search.web": 1}, model="nova/three", at=AT, snapshot=shot)
    assert reasons(found) == {
        "bolt/three": "out-no-price",
        "coil/three": "out-no-rate",
        "coil/three-fast": "out-unpriced",
    }
    (lacks,) = [one for one in found.out if one.offer.key == "coil/three-fast"]
    assert lacks.reason.params == {"meters": ["output", "search.web"]}


def test_a_kind_brings_every_model_of_it(shot: Snapshot) -> None:
    """Whatever the request names."""
    found = compare(counts=COUNTS, kind="chat", at=AT, snapshot=shot)
    assert {*reasons(found), *(bid.receipt.sold.offer for bid in found.bids)} >= {
        "acme/nova-two",
        "bolt/three",
        "one-x",
        "nova/One",
    }
    assert compare(counts=COUNTS, kind="rerank", at=AT, snapshot=shot).bids == ()


def test_names_that_mean_nothing_are_errors(shot: Snapshot) -> None:
    """With what is near."""
    with pytest.raises(UnknownModel) as caught:
        compare(counts=COUNTS, model="nova/onee", snapshot=shot)
    assert caught.value.params["nearest"][0] == "nova/one"
    with pytest.raises(UnknownModel):
        compare(counts=COUNTS, snapshot=shot)


def test_a_rate_is_the_last_one_known_by_then() -> None:
    """Not a later one, unless there is no other; none is made of two."""
    days = [said(f"USD:CNY={rate}@{day}", None, None) for rate, day in
            (("7.3", "2026-03-01"), ("7.1", "2026-01-01"), ("7.2", "2026-02-01"))]  # fmt: skip
    day = days[2].day
    assert between(days, "USD", "CNY", day) == days[2]
    assert between(days, "CNY", "USD", days[0].day) == days[0]
    assert between(days[:1], "CNY", "USD", day) == days[0]
    assert between([*days, said("EUR:USD=1.1@2026-01-01", None, None)], "EUR", "CNY", day) is None
    with pytest.raises(Fault):
        said("USD:USD=1@2026-01-01", None, None)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_and_the_json_say_the_same(
    market: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Places, amounts and a bar each; exact text in JSON; reasons below."""
    words = ["compare", "--snapshot", str(market), "--model", "nova/one", "--at", AT]
    words += ["--input-tokens", "1000", "--output-tokens", "100", "--requests", "2000"]
    words += ["--lang", language]
    assert main(words) == 0
    table = capsys.readouterr().out
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [
        (one["provider"], one["compared"], one["requests_total"]) for one in told["offers"]
    ] == [
        ("coil", "0.002", "4"),
        ("acme", "0.00515", "10.3"),
    ]
    assert [(one["offer"], one["code"]) for one in told["out"]] == [("one", "out-no-rate")]
    rows = [line for line in table.split("\n") if line[:2] in ("1 ", "2 ")]
    assert ["█" in row for row in rows] == [True, True]
    assert rows[0].index("█") == rows[1].index("█")
    assert rows[1].endswith("█" * 24)
    assert "bolt one" in table
    assert "out-no-rate" in table
    assert main([*words, "--markdown"]) == 0
    written = capsys.readouterr().out.split("\n")
    assert [row.count("|") for row in written if row.startswith("|")] == [7] * 4


def test_nobody_can_serve_it(market: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, and everybody's reason."""
    words = ["compare", "--snapshot", str(market), "--model", "nova/two", "--input-tokens", "10"]
    assert main([*words, "--lang", "en"]) == 1
    said_so = capsys.readouterr().out
    assert "No offer can serve it." in said_so
    assert "acme nova/two, acme nova/two:free" in said_so
