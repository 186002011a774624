"""A request that several models served: one receipt, whose lines name their offers."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from llmanac.pricing.reader import Other, Usage
from llmanac.report.explained import explained
from llmanac.report.paint import Paint
from llmanac.report.receipt import bill
from llmanac.report.written_up import written_up
from llmanac.sales import priced

if TYPE_CHECKING:
    from llmanac.pricing.receipt import Receipt
    from llmanac.snapshot import Snapshot

AT = datetime(2026, 5, 1, tzinfo=UTC)
ONE = Other("One", {"input": 2000, "output": 100}, "iterations[0]")
ALSO = Other("nova/uno", {"output": 10}, "iterations[1]")
NOBODY = Other("sage", {"input": 7}, "iterations[2]")


def receipt(shot: Snapshot, *others: Other, currency: str | None = None) -> Receipt:
    """What 1,000 tokens of `nova/one` cost at `acme`, and what others served within."""
    usage = Usage({"input": 1000}, (), None, None, "nova/one", None, (), others=others)
    offer = shot.offer("nova/one", "acme")
    return priced(usage, offer, shot, at=(AT, "caller"), asked={}, currency=currency)


def test_what_others_served_is_priced_at_the_same_seller(snapshot: Snapshot) -> None:
    """0.0032 a thousand in, 0.0195 out: lines add up, and each says of which offer it is."""
    found = receipt(snapshot, ONE, ALSO)
    assert [(line.offer, line.meter, line.amount) for line in found.lines] == [
        ("nova/One", "input", Decimal("0.0032")),
        ("nova/One", "input", Decimal("0.0064")),
        ("nova/One", "output", Decimal("0.00195")),
        ("nova/One", "output", Decimal("0.000195")),
    ]
    assert found.total == Decimal("0.011745")
    assert found.complete
    assert (found.range.low, found.range.high) == (found.total, found.total)
    assert found.to_json()["total"] == "0.011745"


def test_an_offer_without_prices_leaves_the_total_open(snapshot: Snapshot) -> None:
    """Its lines have no rate; what has one is in the total."""
    found = receipt(snapshot, Other("nova/two", {"input": 5}, "x"))
    assert [(line.offer, line.amount) for line in found.lines] == [
        ("nova/One", Decimal("0.0032")),
        ("nova/two", None),
    ]
    assert (found.total, found.complete, found.range.high) == (Decimal("0.0032"), False, None)
    for form in (
        bill(found, {}, "en", Paint(on=False)),
        explained(found, {}, "en", Paint(on=False)),
        written_up(found, {}, "en"),
    ):
        assert "nova/One: input" in form
        assert "nova/two: input" in form
        assert "At least 0.0032 CNY" in form


def test_a_model_that_the_seller_does_not_have_stays_with_the_request(snapshot: Snapshot) -> None:
    """Nobody is asked for its price elsewhere, and nothing of it is lost."""
    found = receipt(snapshot, NOBODY, ONE)
    assert found.usage.others == (NOBODY,)
    assert [line.amount for line in found.lines] == [
        Decimal("0.0032"),
        Decimal("0.0064"),
        Decimal("0.00195"),
    ]
