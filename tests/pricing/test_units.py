"""A price buys what its unit says: tokens for hours, pages by the thousand, credits of a seller."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from llmanac.pricing.entries import Entry
from llmanac.pricing.price import price
from llmanac.pricing.reader import Usage
from llmanac.pricing.tariff import Tariff

if TYPE_CHECKING:
    from llmanac.pricing.receipt import Receipt


def bought(
    counts: dict[str, Any],
    rates: dict[str, Any],
    currency: str = "USD",
    **more: Any,  # noqa: ANN401
) -> Receipt:
    """The receipt of some counts by an entry per million."""
    entry = {
        "currency": currency,
        "per": "1M",
        "seen": "2026-04-23",
        "source": "https://prices.example/",
        "rates": rates,
        **more,
    }
    read = TypeAdapter(Entry).validate_python(entry)
    usage = Usage(counts, (), None, None, None, None, ())
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return price(
        usage,
        Tariff([Entry.from_json(read.to_json())]),
        currency=currency,
        at=at,
        at_from="caller",
        asked={"tier": "batch"},
    )


BATCH = {"if": {"tier": "batch"}, "scale": Decimal("0.5")}


@pytest.mark.parametrize(
    ("meter", "count", "rate", "amount"),
    [
        ("storage.cache", 1_000_000, "4.5/1Mh", "4.5"),  # a million tokens for an hour
        ("storage.cache", 250_000 * 12, "4.5/1Mh", "13.5"),  # a quarter of that for twelve
        ("storage.cache", 1, "1/1s", "3600"),
        ("audio.input.second", 3600, "0.111/1h", "0.0555"),  # content, so half in a batch
        ("audio.input.second", Fraction(15, 2), "0.6/1min", "0.0375"),
        ("video.second", 8, "0.5/1s", "2"),
        ("compute.second", 90, "0.02/1min", "0.03"),  # a tool, so in full
        ("page", 3, "2/1k", "0.003"),
        ("char.input", 1_500, "15/1M", "0.01125"),
        ("image", 4, "0.04/1", "0.08"),
        ("search.web", 7, "10/1k", "0.07"),
        ("code.session", 2, "0.03/1", "0.06"),
        ("credit", 3, "1/1", "3"),
    ],
)
def test_an_amount_is_count_times_rate_by_unit(
    meter: str, count: int | Fraction, rate: str, amount: str
) -> None:
    """Whatever the unit, exactly; content is scaled, tools are not."""
    receipt = bought({meter: count}, {meter: rate}, when=[BATCH])
    assert receipt.total == Decimal(amount)
    assert receipt.warnings == ()


def test_a_seller_s_credits_are_a_currency() -> None:
    """They are added up like money, and never turned into it."""
    receipt = bought({"input": 1_000_000, "output": 3}, {"input": 7, "output": 21}, "DBU")
    assert receipt.currency == "DBU"
    assert receipt.total == Decimal("7.000063")


def test_an_entry_that_prices_requests_bills_one_for_each_receipt() -> None:
    """Also where the price stands under a condition only; a count of the body's own holds."""
    fee = {"request": "5/1k"}
    assert bought({"input": 1}, {"input": 0, **fee}).total == Decimal("0.005")
    assert bought({"input": 1, "request": 3}, {"input": 0, **fee}).total == Decimal("0.015")
    when = [{"if": {"tier": "batch"}, "rates": fee, "rest": "keep"}]
    assert bought({"input": 1}, {"input": 0}, when=when).total == Decimal("0.005")
    assert [line.meter for line in bought({"input": 1}, {"input": 0}).lines] == ["input"]
