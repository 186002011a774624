"""The itemised, exact result of an estimate: counts times rates, in one currency."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from llmanac.pricing.card import SCALE
from llmanac.pricing.conditions import context_of, possible, undecided, unstated
from llmanac.pricing.lines import Line, Range, Sold
from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import count_text
from llmanac.pricing.remarks import Remark, instant_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from llmanac.pricing.card import Card, Price
    from llmanac.pricing.conditions import Context
    from llmanac.pricing.reader import Usage
    from llmanac.pricing.remarks import Checked, Reported
    from llmanac.pricing.tariff import Tariff

SCHEMA_VERSION = 1

AtFrom = Literal["caller", "body", "now"]
"""Who says for which moment a request is priced."""


_OPENS = ("no-price", "context-unstated", "unpriced")
"""Warnings that say why the total is not all of it."""


@dataclass(frozen=True)
class Receipt:
    """What one request cost. Totals and lines are worked out when they are read, then kept."""

    sold: Sold
    currency: str
    at: datetime
    """The moment for which it is priced."""
    at_from: AtFrom
    """Who says so."""
    usage: Usage
    card: Card | None
    """The price entry in force; None where no price holds."""
    noted: tuple[Remark, ...]
    """What was noticed on the way to the entry."""
    context: Context = field(default_factory=dict)
    """What is known of tier, mode and region."""

    @property
    def checked(self) -> Checked | None:
        """The vendor's own total against its parts."""
        return self.usage.checked

    @property
    def reported(self) -> Reported | None:
        """What the vendor itself says that it cost."""
        return self.usage.reported

    @cached_property
    def band(self) -> int:
        """The band into which the request falls, counted from 0."""
        counts = self.usage.counts
        size = sum(counts[meter] for meter in counts if METERS[meter].counts_as_input)
        return self.card.band(size) if self.card else 0

    @cached_property
    def total(self) -> Decimal | None:
        """The sum of the lines that have a price; None where none has."""
        charges = [charge for _, _, charge in self._charges if charge is not None]
        return money(sum(charges)) if charges or self.complete else None

    @cached_property
    def complete(self) -> bool:
        """Whether everything that was used has a price."""
        priced = self.card is not None and all(price for _, price, _ in self._charges)
        return priced and not self.usage.others

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One line for each meter of which something was used, in the vocabulary's order."""
        return tuple(self._line(*charged) for charged in self._charges)

    @cached_property
    def warnings(self) -> tuple[Remark, ...]:
        """What a reader must know before trusting the total; codes, not sentences."""
        assumed = (
            Remark("assumed", {"meter": meter, "from": price.meter})
            for meter, price, _ in self._charges
            if price and price.how == "assume"
        )
        when = self.card.entry.when if self.card else ()
        context = [
            Remark("context-unpriced", {"key": key, "value": value})
            for key, value in undecided(when, self.context)
        ]
        context += [Remark("context-unstated", {"key": k}) for k in unstated(when, self.context)]
        unpriced = (
            Remark("unpriced", {"meter": meter, "count": count_text(self.usage.counts[meter])})
            for meter, price, _ in self._charges
            if price is None and self.card is not None
        )
        lacking = (*unpriced, *self._unpriced_others())
        return (*self.usage.remarks, *self.noted, *context, *assumed, *lacking)

    @cached_property
    def range(self) -> Range:
        """Between what it cost, and why that is open."""
        reasons = tuple(remark for remark in self.warnings if remark.code in _OPENS)
        if self.card and unstated(self.card.entry.when, self.context):
            receipts = [*self._possible(self.card)]
        else:
            receipts = [self]
        totals = [one.total or Decimal(0) for one in receipts]
        bounded = all(one.complete for one in receipts)
        return Range(min(totals), max(totals) if bounded else None, reasons)

    def _unpriced_others(self) -> Iterator[Remark]:
        """What other models served has prices of its own."""
        for other in self.usage.others:
            named = other.model or other.path
            for meter, count in other.counts.items():
                facts = {"meter": meter, "count": count_text(count), "model": named}
                yield Remark("unpriced", facts)

    def _possible(self, card: Card) -> Iterator[Receipt]:
        for context in possible(card.entry.when, self.context):
            yield replace(self, card=card.under(context), context=context)

    def to_json(self) -> dict[str, Any]:
        """Write as plain data: amounts as exact decimal text, warnings as codes."""
        return {
            "schema_version": SCHEMA_VERSION,
            "provider": self.sold.provider,
            "offer": self.sold.offer,
            "model": self.sold.model,
            "api": self.sold.api,
            "dialect": self.sold.dialect,
            "catalogue": self.sold.catalogue,
            "at": instant_text(self.at),
            "at_from": self.at_from,
            "currency": self.currency,
            "total": None if self.total is None else format(self.total, "f"),
            "complete": self.complete,
            "range": self.range.to_json(),
            "entry": self._entry_json(),
            "band": self.band if self.card and self.card.entry.bands else None,
            "lines": [line.to_json() for line in self.lines],
            "checksum": self.checked and self.checked.to_json(),
            "reported": self.reported and self.reported.to_json(),
            "warnings": [warning.to_json() for warning in self.warnings],
        }

    @cached_property
    def _charges(self) -> tuple[tuple[str, Price | None, int | None], ...]:
        """Meter, price and amount in parts of `SCALE`; None for what has no price."""
        counts = self.usage.counts
        if self.card is None:
            return tuple((meter, None, None) for meter in counts)
        prices, amount = self.card.prices(self.band), self.card.amount
        return tuple(
            (meter, price, None if price is None else amount(price, count))
            for meter, count in counts.items()
            for price in (prices[meter],)
        )

    def _line(self, meter: str, price: Price | None, charge: int | None) -> Line:
        return Line(
            offer=self.sold.offer,
            entry=self.card.index if self.card else None,
            meter=meter,
            count=self.usage.counts[meter],
            rate=None if price is None else price.amount,
            unit=None if price is None else price.unit,
            fallback=price.meter if price is not None and price.how else None,
            assumed=price is not None and price.how == "assume",
            amount=None if charge is None else money(charge),
        )

    def _entry_json(self) -> dict[str, Any] | None:
        if self.card is None:
            return None
        said = self.card.entry.to_json()
        told = {name: said.get(name) for name in ("from", "until", "seen", "checked", "source")}
        return {"index": self.card.index, **told, "conditions": [*self.card.conditions]}


def price(
    usage: Usage,
    tariff: Tariff,
    *,
    currency: str,
    at: datetime,
    at_from: AtFrom,
    sold: Sold | None = None,
    asked: Mapping[str, str] | None = None,
) -> Receipt:
    """Price what a body reports by the entry that is in force at a moment.

    `asked` is what the caller says of tier, mode and region; what the body says was served counts.
    """
    card, noted = tariff.in_force(currency, at)
    context = context_of(usage.context, usage.ordinary, asked)
    card = card and card.under(context)
    return Receipt(sold or Sold(), currency, at, at_from, usage, card, tuple(noted), context)


def money(parts: int) -> Decimal:
    """Turn parts of `SCALE` into an exact decimal without trailing zeros."""
    whole, rest = divmod(parts, SCALE)
    decimals = f"{rest:018d}".rstrip("0")
    return Decimal(f"{whole}.{decimals}" if decimals else str(whole))
