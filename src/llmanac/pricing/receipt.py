"""The itemised, exact result of an estimate: counts times rates, in one currency."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from llmanac.pricing.charges import Charge, charges, line_of, told_once, with_request
from llmanac.pricing.contexts import undecided, unstated
from llmanac.pricing.lines import Range, Sold
from llmanac.pricing.meters import SIZED
from llmanac.pricing.money import money
from llmanac.pricing.numbers import count_text
from llmanac.pricing.remarks import Remark, instant_text
from llmanac.pricing.typical import Typical, typical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from llmanac.pricing.card import Card
    from llmanac.pricing.deck import Deck
    from llmanac.pricing.given import Context
    from llmanac.pricing.lines import Line
    from llmanac.pricing.numbers import Number
    from llmanac.pricing.reader import Usage
    from llmanac.pricing.remarks import Checked, Reported
    from llmanac.pricing.terms import Free

SCHEMA_VERSION = 1

AtFrom = Literal["caller", "body", "now"]
"""Who says for which moment a request is priced."""


_OPENS = (
    *("no-price", "context-unstated", "calendar-unknown", "zone-unknown"),
    *("sizes-unknown", "unpriced"),
)
"""Warnings that say why the total is not all of it."""


@dataclass
class Receipt:
    """What one request cost. Totals and lines are worked out when they are read, then kept.

    Nothing here is meant to be changed; a frozen class would take three times as long to make.
    """

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
    """What is known of that on which a price may depend: tier, mode, region, …"""
    deck: Deck | None = None
    """The entry under all of its conditions."""

    @property
    def checked(self) -> Checked | None:
        """The vendor's own total against its parts."""
        return self.usage.checked

    @property
    def reported(self) -> Reported | None:
        """What the vendor itself says that it cost."""
        return self.usage.reported

    @property
    def counts(self) -> dict[str, Number]:
        """What was used of each meter."""
        return self.usage.counts

    @property
    def several(self) -> bool:
        """Whether it is the sum of several requests, of which nobody tells the sizes."""
        return self.usage.several

    @property
    def free(self) -> tuple[Free, ...]:
        """Quotas of what was used that cost nothing; nothing here is less for them."""
        quotas = self.card.entry.free if self.card else ()
        return tuple(quota for quota in quotas if quota.meter in self.counts)

    @cached_property
    def typical(self) -> tuple[Typical, ...]:
        """What that which has no price typically comes to, as the seller says; not in the total."""
        unpriced = {charge.meter: charge.count for charge in self._charges if not charge.price}
        if self.card is None or not unpriced:
            return ()
        return tuple(typical(self.card, self.band, unpriced, self.context))

    @cached_property
    def band(self) -> int:
        """The band into which the request falls, counted from 0."""
        counts = self.counts
        size = sum(counts[meter] for meter in counts if meter in SIZED)
        return self.card.band(size) if self.card else 0

    @cached_property
    def total(self) -> Decimal | None:
        """The sum of the lines that have a price; None where none has."""
        parts = [charge.parts for charge in self._charges if charge.parts is not None]
        return money(sum(parts)) if parts or self.complete else None

    @cached_property
    def complete(self) -> bool:
        """Whether everything that was used has a price."""
        priced = self.card is not None and all(charge.price for charge in self._charges)
        return priced and not self.usage.others

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """One line for each meter of which something was used, in the vocabulary's order."""
        entry = self.card.index if self.card else None
        return tuple(line_of(charge, self.sold.offer, entry) for charge in self._charges)

    @cached_property
    def warnings(self) -> tuple[Remark, ...]:
        """What a reader must know before trusting the total; codes, not sentences."""
        assumed = (
            Remark("assumed", {"meter": charge.meter, "from": charge.price.meter})
            for charge in self._charges
            if charge.price and charge.price.how == "assume"
        )
        unpriced = (
            Remark("unpriced", {"meter": charge.meter, "count": count_text(charge.count)})
            for charge in self._charges
            if charge.price is None and self.card is not None
        )
        others = (remark for other in self.usage.others for remark in other.unpriced())
        lacking = (*unpriced, *others)
        return (*self.usage.remarks, *self.noted, *self._depends(), *assumed, *lacking)

    def _depends(self) -> Iterator[Remark]:
        """Yield on what the price depends that is unpriced, unstated or unknown."""
        if self.deck is None or self.card is None:
            return
        known = {key for table in self.card.entry.typical for key in table.by}
        for key, value in undecided(self.deck.tests, self.card.held, self.context):
            if key not in known:
                yield Remark("context-unpriced", {"key": key, "value": value})
        if self._spread[0] != self._spread[1]:
            if self.several and self.band:
                yield Remark("sizes-unknown", {"band": self.band})
            for key in unstated(self.deck.conditions, self.context):
                yield Remark("context-unstated", {"key": key})
            for code, name in self.deck.unknown(self.context, self.at):
                yield Remark(code, {"name": name, "at": instant_text(self.at)})

    @cached_property
    def range(self) -> Range:
        """Between what it cost, and why that is open."""
        depends = self.several or (self.deck and self.deck.terms)
        if self.complete and self.total is not None and not depends:
            return Range(self.total, self.total, ())
        reasons = tuple(remark for remark in self.warnings if remark.code in _OPENS)
        return Range(*self._spread, reasons)

    @cached_property
    def _spread(self) -> tuple[Decimal, Decimal | None]:
        """The least and the most that it may have cost; None where nothing bounds it."""
        cards = self.deck.possible(self.context, self.at) if self.deck else []
        if cards is None:
            return Decimal(0), None
        if len(cards) < 2 and not self.several:  # nothing is open
            least = self.total or Decimal(0)
            return least, least if self.complete else None
        receipts = [(one, named) for card, named in cards for one in self._by(card)]
        whole = any(named and one.complete for one, named in receipts)
        # what nobody names and has no price is left aside where what is named has one
        tried = [one for one, named in receipts if named or not whole or one.complete]
        totals = [one.total or Decimal(0) for one in tried]
        bounded = all(one.complete for one in tried)
        return min(totals), max(totals) if bounded else None

    def _by(self, card: Card) -> Iterator[Receipt]:
        """Yield the receipt by another card; that of a sum of requests by each band up to it."""
        said = (self.sold, self.currency, self.at, self.at_from, self.usage)
        receipt = Receipt(*said, card, self.noted, self.context, self.deck)
        yield receipt
        for band in range(receipt.band if self.several else 0):
            lower = replace(receipt)
            lower.band = band
            yield lower

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
            "entry": self.card and self.card.to_json(),
            "band": self.band if self.card and self.card.entry.bands else None,
            "lines": [line.to_json() for line in self.lines],
            "free": [quota.to_json() for quota in self.free],
            "typical": [one.to_json() for one in self.typical],
            "checksum": self.checked and self.checked.to_json(),
            "reported": self.reported and self.reported.to_json(),
            "warnings": [warning.to_json() for warning in self.warnings],
        }

    @cached_property
    def _charges(self) -> tuple[Charge, ...]:
        counts = self.counts
        if self.card is None:
            once = told_once(counts, {})
            return tuple(Charge(meter, count, count) for meter, count in once.items())
        if self.deck and self.deck.by_request:
            counts = with_request(counts)
        return charges(self.card, self.band, counts)
