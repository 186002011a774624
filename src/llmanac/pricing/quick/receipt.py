"""The receipt of an ordinary body: its total is made at once, the rest when it is read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from llmanac.pricing.contexts import context_of
from llmanac.pricing.price import in_deck
from llmanac.pricing.receipt import Receipt

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from llmanac.pricing.card import Card
    from llmanac.pricing.deck import Deck
    from llmanac.pricing.given import Context
    from llmanac.pricing.numbers import Number
    from llmanac.pricing.quick.function import Body, Counts
    from llmanac.pricing.quick.till import Lane
    from llmanac.pricing.reader import Usage
    from llmanac.pricing.receipt import AtFrom
    from llmanac.pricing.remarks import Remark


class Ordinary(Receipt):
    """A receipt that reads its body again for all but lines and total: do not change it before."""

    def __init__(  # noqa: PLR0917  # by position: names would take longer
        self,
        lane: Lane,
        body: Body,
        found: Counts,
        deck: Deck,
        card: Card,
        total: Decimal,
        at: datetime,
        at_from: AtFrom,
    ) -> None:
        """Keep what was found; what is not set here is found below when it is read."""
        self._lane = lane
        self._body = body
        self._found = found
        self.sold = lane.sold
        self.currency = lane.currency
        self.deck = deck
        self.card = card
        self.total = total
        self.complete = True
        self.at = at
        self.at_from = at_from

    @cached_property
    def usage(self) -> Usage:  # type: ignore[override]  # made when it is read
        """What the reader finds in the body."""
        return self._lane.reader.read(self._body)

    @property
    def several(self) -> bool:
        """Never: a sum of requests goes the long way."""
        return False

    @cached_property
    def counts(self) -> dict[str, Number]:
        """What was found of each meter."""
        return {meter: n for meter, n in zip(self._lane.meters, self._found, strict=True) if n}

    @cached_property
    def noted(self) -> tuple[Remark, ...]:  # type: ignore[override]  # made when it is read
        """What the tariff remarks."""
        return tuple(self._lane.tariff.deck(self.currency, self.at)[1])

    @cached_property
    def context(self) -> Context:  # type: ignore[override]  # made when it is read
        """What is known of tier, mode and region."""
        return in_deck(self.deck, context_of(self.usage.context, self.usage.ordinary), self.sold)
