"""Rates of exchange: dated, shown beside what they convert, never a part of a price."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from llmanac.pricing.card import SCALE
from llmanac.pricing.faults import BadValue
from llmanac.pricing.moments import Day
from llmanac.pricing.money import money
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_WRITTEN = re.compile(r"(?:([A-Z]{3,8}):([A-Z]{3,8})=)?(\d{1,12}(?:\.\d{1,12})?)@([0-9-]{10})")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One unit of one currency in another, on a day."""

    base: str
    """One unit of this currency …"""
    to: str
    """… in this one …"""
    rate: Decimal
    """… was so much …"""
    day: Day
    """… on this day."""
    source: str | None = None
    """Where it stands; None where the caller says so."""

    def converted(self, amount: Decimal, currency: str) -> Decimal:
        """Return an amount of one of the two currencies in the other, to 18 decimals."""
        rate = Fraction(self.rate)
        exact = Fraction(amount) * (rate if currency == self.base else 1 / rate)
        return money(round(exact * SCALE))

    def text(self) -> str:
        """Write it: `1 USD = 7.10 CNY`."""
        return f"1 {self.base} = {self.rate:f} {self.to}"

    def to_json(self) -> dict[str, Any]:
        """Write as plain data with exact text."""
        return {
            "from": self.base,
            "to": self.to,
            "rate": format(self.rate, "f"),
            "day": self.day.text(),
            "source": self.source,
        }


def said(written: str, wanted: str | None, own: str | None) -> Exchange:
    """Read what a caller says: `USD:CNY=7.1@2026-11-20`; raises `BadValue`.

    `7.1@2026-11-20` says how much of the `own` currency one unit of the `wanted` one is.
    """
    found = _WRITTEN.fullmatch(written)
    base, to = (found[1] or wanted, found[2] or own) if found else (None, None)
    try:
        day = Day.parse(found[4]) if found else None
    except BadValue:
        day = None
    rate = Decimal(found[3]) if found else Decimal(0)
    if not (base and to and day and rate) or base == to:
        raise BadValue("rate-of-exchange-unreadable", value=shown(written))
    return Exchange(base, to, rate, day)


def between(rates: Iterable[Exchange], one: str, other: str, day: date) -> Exchange | None:
    """Return the rate of two currencies that is nearest to a day: the last one known by then.

    None where nobody has said one; a rate is never made of others.
    """
    fitting = sorted(
        (rate for rate in rates if {rate.base, rate.to} == {one, other}), key=lambda rate: rate.day
    )
    known = [rate for rate in fitting if rate.day.toordinal() <= day.toordinal()]
    return known[-1] if known else next(iter(fitting), None)
