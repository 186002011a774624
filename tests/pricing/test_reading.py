"""Which dialect reads a body: that of the offer before its seller's, and the one that is named."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from llmanac import estimate
from llmanac.estimate import quote
from llmanac.names import UnknownDialect
from llmanac.pricing.choice import read
from llmanac.pricing.faults import BadValue
from llmanac.pricing.reader import NoUsage
from llmanac.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from llmanac.pricing.reader import Reader

CHAT: dict[str, Any] = {"prompt_tokens": 25, "completion_tokens": 10, "total_tokens": 35}
AT = "2026-05-01"


@pytest.fixture
def served(compiled: Path, tmp_path: Path) -> Iterator[Snapshot]:
    """The catalogue, in which an offer is served by one of its seller's three APIs."""
    path = tmp_path / "llmanac.sqlite"
    path.write_bytes(compiled.read_bytes())
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO offer_apis VALUES ('acme/nova-one', 'messages')")
    db.close()
    shot = Snapshot(path)
    yield shot
    shot.close()


def test_an_offers_own_apis_come_first(served: Snapshot) -> None:
    """A body that could be of two APIs is of the one that serves the offer."""
    receipt = estimate({"input_tokens": 5, "output_tokens": 1}, model="nova/one", snapshot=served)
    assert receipt.sold.dialect == "anthropic-messages"


def test_what_the_record_forgot_is_read_all_the_same(served: Snapshot) -> None:
    """A body of another API of the seller is recognised, not taken for one of the offer's."""
    receipt = estimate(CHAT, model="nova/one", at=AT, snapshot=served)
    assert receipt.sold.dialect == "openai-chat"
    body = {"model": "nova/one", "usage": CHAT}
    assert estimate(body, at=AT, snapshot=served).sold.dialect == "openai-chat"


def test_a_dialect_that_is_named_reads_alone(snapshot: Snapshot) -> None:
    """Even one of which nobody says that the seller speaks it."""
    receipt = estimate(
        {"input_tokens": 7, "output_tokens": 1},
        model="nova/one",
        dialect="openai-responses",
        snapshot=snapshot,
    )
    assert receipt.sold.dialect == "openai-responses"
    with pytest.raises(NoUsage):
        estimate(CHAT, model="nova/one", dialect="cohere", snapshot=snapshot)
    with pytest.raises(UnknownDialect) as caught:
        estimate(CHAT, model="nova/one", dialect="openai-chatt", snapshot=snapshot)
    assert caught.value.params["nearest"][0] == "openai-chat"


def test_a_quote_is_the_receipt_that_comes_later(snapshot: Snapshot) -> None:
    """The same counts cost the same, before a request as after it."""
    counts = {"output": 10, "input": "25"}
    ahead = quote(counts, model="nova/one", at=AT, snapshot=snapshot)
    behind = estimate(CHAT, model="nova/one", at=AT, snapshot=snapshot)
    assert ahead.lines == behind.lines
    assert ahead.total == behind.total
    assert [line.meter for line in ahead.lines] == ["input", "output"]


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"inputs": 1}, "no-such-meter"),
        ({"input": -1}, "quantity-unreadable"),
        ({"input": True}, "quantity-unreadable"),
        ({"input": float("nan")}, "quantity-unreadable"),
        ({"input": 0.5}, "quantity-unreadable"),
        ({"input": 2**63}, "quantity-unreadable"),
        ({"audio.second": float("inf")}, "quantity-unreadable"),
        ({"input": None}, "quantity-unreadable"),
    ],
)
def test_what_is_no_count_is_refused(
    counts: dict[str, object], code: str, snapshot: Snapshot
) -> None:
    """With the meter's name; nothing is taken for 0."""
    with pytest.raises(BadValue) as caught:
        quote(counts, model="nova/one", snapshot=snapshot)
    assert caught.value.code == code


def test_the_only_one_of_an_offer_that_has_no_signs_reads_what_nobody_recognises(
    readers: dict[str, Reader],
) -> None:
    """Bedrock tells the cache of OpenAI's models as part of the input, and no body says so."""
    inclusive, exclusive = readers["bedrock-converse-inclusive"], readers["cohere"]
    body = {"usage": {"inputTokens": 9, "outputTokens": 2, "totalTokens": 11}}
    assert read(body, [exclusive, inclusive], [readers["otel"]])[0] is inclusive
    assert read(body, [readers["otel"]], [exclusive, inclusive])[0] is inclusive
    assert read(body, [readers["bedrock-converse"]], [inclusive])[0].name == "bedrock-converse"


def test_one_dialect_alone_reads_whatever_comes(readers: dict[str, Reader]) -> None:
    """Where no other can be meant, nothing has to be recognised."""
    odd = {"usage": {"completion_tokens": 2}, "data": []}
    alone = readers["openai-chat"]
    assert not alone.recognises(odd)
    assert read(odd, [alone], [alone])[1].counts == {"output": 2}


def test_of_many_fields_the_first_are_named(readers: dict[str, Reader]) -> None:
    """Six, and a sign that there are more."""
    with pytest.raises(NoUsage) as caught:
        read({"x": 1}, [reader for reader in readers.values() if reader.dialect.recognise])
    for names in (caught.value.params["looked_for"], caught.value.params["dialects"]):
        assert len(names) == 7
        assert names[-1] == "…"
    six = [readers[name] for name in sorted(readers) if readers[name].dialect.recognise][:6]
    with pytest.raises(NoUsage) as caught:
        read({"x": 1}, six)
    assert caught.value.params["dialects"] == [reader.name for reader in six]


def test_an_api_that_reports_nothing_reads_nothing(served: Snapshot, tmp_path: Path) -> None:
    """Where no API of an offer tells its usage, a body says nothing; the seller's others do."""
    with sqlite3.connect(tmp_path / "llmanac.sqlite") as db:
        db.execute("UPDATE apis SET dialect = NULL WHERE api = 'messages'")
    db.close()
    receipt = estimate(CHAT, model="nova/one", at=AT, snapshot=served)
    assert receipt.sold.dialect == "openai-chat"
    with sqlite3.connect(tmp_path / "llmanac.sqlite") as db:
        db.execute("UPDATE apis SET dialect = NULL")
    db.close()
    shot = Snapshot(tmp_path / "llmanac.sqlite")
    with pytest.raises(NoUsage):
        estimate(CHAT, model="nova/one", at=AT, snapshot=shot)
    shot.close()
