"""What stands beside a receipt: the same for many requests, and in another currency."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from llmanac.pricing.card import SCALE
from llmanac.pricing.exchange import Exchange
from llmanac.pricing.money import money
from llmanac.pricing.receipt import Receipt

_DIGITS = 6
"""How many digits of a converted amount are printed: the rate has no more to say."""


@dataclass(frozen=True, slots=True)
class Beside:
    """How many such requests there are, and the rate at which the total is shown."""

    requests: int = 1
    exchange: Exchange | None = None

    def told(self, receipt: Receipt, say: Mapping[str, str]) -> Iterator[str]:
        """A line for all requests, and one for the other currency."""
        if receipt.total is None:
            return
        if self.requests != 1:
            amount = times(receipt.total, self.requests)
            facts = {"requests": f"{self.requests:,}", "amount": format(amount, "f")}
            yield say["requests"].format(**facts, currency=receipt.currency)
        if self.exchange:
            whole = times(receipt.total, self.requests)
            amount = self.exchange.converted(whole, receipt.currency)
            yield say["exchanged"].format(
                amount=rounded(amount),
                currency=other(self.exchange, receipt.currency),
                rate=told(self.exchange, say),
            )

    def to_json(self, receipt: Receipt) -> dict[str, Any]:
        """The receipt as plain data, with what stands beside it."""
        data = receipt.to_json()
        if self.requests != 1:
            data["requests"] = self._requests_json(receipt)
        if self.exchange:
            data["exchanged"] = self._exchanged_json(receipt, self.exchange)
        return data

    def _requests_json(self, receipt: Receipt) -> dict[str, Any]:
        low, high = receipt.range.low, receipt.range.high
        return {
            "count": self.requests,
            "total": _times_text(receipt.total, self.requests),
            "low": _times_text(low, self.requests),
            "high": _times_text(high, self.requests),
        }

    def _exchanged_json(self, receipt: Receipt, exchange: Exchange) -> dict[str, Any]:
        whole = None if receipt.total is None else times(receipt.total, self.requests)
        amount = None if whole is None else exchange.converted(whole, receipt.currency)
        return {
            "currency": other(exchange, receipt.currency),
            "total": None if amount is None else format(amount, "f"),
            "rate": exchange.to_json(),
        }


ALONE = Beside()
"""Nothing."""


def times(amount: Decimal, count: int) -> Decimal:
    """An amount so many times, exactly."""
    return money(int(Fraction(amount) * SCALE) * count)


def told(exchange: Exchange, say: Mapping[str, str]) -> str:
    """`1 USD = 7.10 CNY, 2026-03-01, https://…`; who says so, where it is the caller."""
    source = exchange.source or say["rate.caller"]
    return say["comma"].join((exchange.text(), exchange.day.text(), source))


def other(exchange: Exchange, currency: str) -> str:
    """The currency on the other side of a rate."""
    return exchange.to if currency == exchange.base else exchange.base


def rounded(amount: Decimal) -> str:
    """A converted amount for people: six digits that say something."""
    if not amount:
        return "0"
    step = amount.adjusted() - _DIGITS + 1
    shown = round(amount, -step) if step < 0 else amount.quantize(Decimal(1))
    return format(shown.normalize(), "f")


def _times_text(amount: Decimal | None, count: int) -> str | None:
    return None if amount is None else format(times(amount, count), "f")
