"""What a picture typically comes to is told before it is made, and never billed."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from llmanac.pricing.entries import Entry
from llmanac.pricing.price import price
from llmanac.pricing.reader import Usage
from llmanac.pricing.tariff import Tariff

if TYPE_CHECKING:
    from llmanac.pricing.receipt import Receipt

PICTURES: dict[str, Any] = {
    "currency": "USD",
    "per": "1M",
    "seen": "2026-04-23",
    "source": "https://prices.example/",
    "rates": {"input": 5, "output.image": 30},
    "when": [{"if": {"tier": "batch"}, "scale": Decimal("0.5")}],
    "typical": [
        {
            "by": ["quality", "size"],
            "rates": {
                "image": {
                    "low": {"1024x1024": "0.006/1", "1024x1536": "0.005/1"},
                    "high": {"1024x1024": "0.211/1"},
                }
            },
        }
    ],
}


def quote(counts: dict[str, int], **asked: str) -> Receipt:
    """The receipt of a request that is not yet sent."""
    entry = TypeAdapter(Entry).validate_python(PICTURES)
    usage = Usage(counts, (), None, None, None, None, ())
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return price(usage, Tariff([entry]), currency="USD", at=at, at_from="caller", asked=asked)


def test_three_pictures_of_a_size_and_quality_come_to_three_times_the_table() -> None:
    """All that matters is said: one amount, exactly."""
    receipt = quote({"image": 3}, quality="low", size="1024x1024")
    (typical,) = receipt.typical
    assert (typical.low, typical.high, typical.unstated) == (Decimal("0.018"),) * 2 + ((),)
    assert receipt.total is None
    assert not receipt.complete
    assert receipt.to_json()["typical"] == [
        {"meter": "image", "count": 3, "low": "0.018", "high": "0.018", "unstated": []}
    ]


@pytest.mark.parametrize(
    ("asked", "low", "high", "unstated"),
    [
        ({}, "0.005", "0.211", ("quality", "size")),
        ({"size": "1024x1024"}, "0.006", "0.211", ("quality",)),
        ({"quality": "low"}, "0.005", "0.006", ("size",)),
        ({"quality": "high"}, "0.211", "0.211", ("size",)),
        ({"quality": "low", "tier": "batch"}, "0.0025", "0.003", ("size",)),
    ],
)
def test_what_is_not_said_opens_a_range(
    asked: dict[str, str], low: str, high: str, unstated: tuple[str, ...]
) -> None:
    """From the cheapest to the dearest cell that may be meant, scaled as the tokens are."""
    (typical,) = quote({"image": 1}, **asked).typical
    assert (typical.low, typical.high) == (Decimal(low), Decimal(high))
    assert typical.unstated == unstated


def test_nothing_is_guessed_for_what_the_table_does_not_name() -> None:
    """A size that has no cell comes to nothing known; no tokens, no pictures: nothing to tell."""
    assert quote({"image": 1}, quality="low", size="512x512").typical == ()
    assert quote({"input": 10}).typical == ()
    assert quote({"input": 10}).total == Decimal("0.00005")
