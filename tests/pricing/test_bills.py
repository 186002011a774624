"""Every bill of `tests/bills` comes out as it was worked out by hand."""

from __future__ import annotations

import ast
import operator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from billing import BILLS, read
from pydantic import TypeAdapter

from llmanac.pricing.bodies import plain
from llmanac.pricing.calendars import Calendar
from llmanac.pricing.entries import Entry
from llmanac.pricing.lines import Sold
from llmanac.pricing.moments import Day
from llmanac.pricing.price import price
from llmanac.pricing.tariff import Tariff
from llmanac.when import instant

if TYPE_CHECKING:
    from llmanac.pricing.lines import Line
    from llmanac.pricing.reader import Reader
    from llmanac.pricing.receipt import Receipt

ENTRIES: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(tuple[Entry, ...])
FILLED_IN = {"seen": "2026-04-23", "source": "https://prices.example/"}


def bills() -> list[Any]:
    """Every bill, named for what it shows."""
    return [
        pytest.param(bill, id=f"{path.stem}: {bill['name']}")
        for path in sorted(BILLS.glob("*.yaml"))
        for bill in read(path)
    ]


def entries_of(bill: dict[str, Any]) -> tuple[Entry, ...]:
    """The bill's own entries."""
    return ENTRIES.validate_python([{**FILLED_IN, **entry} for entry in bill["entries"]])


def tariff_of(bill: dict[str, Any]) -> Tariff:
    """Its entries in time, with its own calendars."""
    calendars = {
        name: Calendar(frozenset(map(Day.parse, said["days"])), *map(Day.parse, said["speaks_of"]))
        for name, said in bill.get("calendars", {}).items()
    }
    return Tariff(entries_of(bill), calendars)


def receipt_of(bill: dict[str, Any], readers: dict[str, Reader]) -> Receipt:
    """What llmanac makes of a bill."""
    reader, body = readers[bill["dialect"]], plain(bill["body"])
    usage = reader.read(reader.merged(body) if isinstance(body, list) else body)
    at = instant(bill["at"]) if "at" in bill else usage.at
    assert at is not None, "neither the bill nor its body says when"
    currency = bill.get("currency", bill["entries"][0]["currency"])
    asked, sold = bill.get("asked"), Sold(api=bill.get("api"))
    said = {"currency": currency, "at": at, "asked": asked, "sold": sold}
    return price(usage, tariff_of(bill), at_from="caller", **said)


OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def worked_out(arithmetic: str) -> Fraction:
    """Evaluate numbers, `+ - * /` and brackets in exact fractions; knows nothing of the engine."""

    def value(node: ast.AST) -> Fraction:
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](value(node.left), value(node.right))
        return Fraction(ast.get_source_segment(arithmetic, node))

    return value(ast.parse(arithmetic, mode="eval").body)


@pytest.mark.parametrize("bill", bills())
def test_the_receipt_is_the_one_worked_out_by_hand(
    bill: dict[str, Any], readers: dict[str, Reader]
) -> None:
    """Lines, total, completeness and warnings are exactly those of the bill."""
    receipt = receipt_of(bill, readers)
    assert {line.meter: [line.count, line.amount] for line in receipt.lines} == bill["lines"]
    assert receipt.total == bill["total"]
    assert receipt.complete is not bill.get("open", False)
    raised = {line.meter: line.billed for line in receipt.lines if line.billed != line.count}
    assert raised == bill.get("billed", {})
    scaled = {line.meter: line.factor for line in receipt.lines if line.factor not in (1, None)}
    assert scaled == {meter: Fraction(by) for meter, by in bill.get("scaled", {}).items()}
    free = [quota.to_json() for quota in receipt.free]
    assert free == [{k: str(v) for k, v in quota.items()} for quota in bill.get("free", [])]
    others = [{"model": one.model, "counts": one.counts} for one in receipt.usage.others]
    assert others == bill.get("others", [])
    if "reported" in bill:
        assert receipt.reported is not None
        assert [receipt.reported.amount, receipt.reported.currency] == bill["reported"]
    if "rates" in bill:
        assert {line.meter: rate_of(line) for line in receipt.lines} == bill["rates"]
    if "told" in bill:
        told = receipt.to_json()
        assert {name: told[name] for name in bill["told"]} == bill["told"]
    if "range" in bill:
        assert [receipt.range.low, receipt.range.high] == bill["range"]
    said = [(remark.code, remark.params) for remark in receipt.warnings]
    wanted = [next(iter(warning.items())) for warning in bill.get("warnings", [])]
    assert [code for code, _ in said] == [code for code, _ in wanted]
    for (_, params), (_, some) in zip(said, wanted, strict=True):
        assert {name: params[name] for name in some} == some


def rate_of(line: Line) -> str | None:
    """A line's rate with its unit, and whose it is where it is not the meter's own."""
    if line.rate is None or line.unit is None:
        return None
    said = f"{line.rate.value}/{line.unit.text()}"
    borrowed = "assumed from" if line.assumed else "as"
    return f"{said} {borrowed} {line.fallback}" if line.fallback else said


@pytest.mark.parametrize("bill", bills())
def test_an_independent_evaluator_agrees(bill: dict[str, Any]) -> None:
    """The arithmetic as a person writes it gives the total, up to one rounding per line."""
    if bill["arithmetic"] is None:
        assert bill["total"] is None
        return
    off = abs(worked_out(bill["arithmetic"]) - Fraction(bill["total"]))
    assert off <= len(bill["lines"]) * Fraction(1, 2 * 10**18)
    if off:
        assert "rounded" in bill["name"]


@pytest.mark.parametrize("bill", bills())
def test_exactly_the_right_dialect_recognises_the_body(
    bill: dict[str, Any], readers: dict[str, Reader]
) -> None:
    """One body, one dialect: no two claim the same."""
    body = plain(bill["body"])
    found = [
        name
        for name, reader in readers.items()
        if reader.recognises(reader.merged(body) if isinstance(body, list) else body)
    ]
    recognised = bill.get("recognised", bill["dialect"])
    assert found == ([recognised] if recognised else [])


@pytest.mark.parametrize("bill", bills())
def test_lines_add_up_to_the_total(bill: dict[str, Any], readers: dict[str, Reader]) -> None:
    """The total is the sum of the lines as printed."""
    receipt = receipt_of(bill, readers)
    printed = receipt.to_json()
    amounts = [Decimal(line["amount"]) for line in printed["lines"] if line["amount"] is not None]
    assert printed["total"] is None if not amounts else sum(amounts) == Decimal(printed["total"])
    assert not any("E" in line["amount"] for line in printed["lines"] if line["amount"])
    counts = [line[name] for line in printed["lines"] for name in ("count", "billed")]
    assert all(isinstance(n, int) is (Fraction(n).denominator == 1) for n in counts)
