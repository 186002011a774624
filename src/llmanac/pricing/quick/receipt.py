"""The receipt of an ordinary body: its total is made at once, the rest when it is read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from llmanac.pricing.conditions import context_of
from llmanac.pricing.receipt import Receipt

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from llmanac.pricing.conditions import Context
    from llmanac.pricing.lines import Sold
    from llmanac.pricing.numbers import Number
    from llmanac.pricing.quick.function import Body, Counts
    from llmanac.pricing.quick.till import Lane
    from llmanac.pricing.quick.vectors import Vectors
    from llmanac.pricing.reader import Usage
    from llmanac.pricing.receipt import AtFrom
    from llmanac.pricing.remarks import Remark


class Ordinary(Receipt):
    """A receipt that reads its body again for all but lines and total: do not change it before."""

    _lane: Lane
    _body: Body
    _found: Counts

    @classmethod
    def made(  # noqa: PLR0913, PLR0917  # by position: names would take a third of the time
        cls,
        lane: Lane,
        body: Body,
        found: Counts,
        vectors: Vectors,
        total: Decimal,
        at: datetime,
        at_from: AtFrom,
    ) -> Self:
        """Keep what was found; fields that are missing here are the properties below."""
        self = object.__new__(cls)
        self.__dict__.update(
            _lane=lane,
            _body=body,
            _found=found,
            card=vectors.card,
            total=total,
            complete=True,
            at=at,
            at_from=at_from,
        )
        return self

    @property
    def sold(self) -> Sold:
        """What was bought."""
        return self._lane.sold

    @property
    def currency(self) -> str:
        """In what it is priced."""
        return self._lane.currency

    @cached_property
    def usage(self) -> Usage:
        """What the reader finds in the body."""
        return self._lane.reader.read(self._body)

    @cached_property
    def counts(self) -> dict[str, Number]:
        """What was found of each meter."""
        return {meter: n for meter, n in zip(self._lane.meters, self._found, strict=True) if n}

    @cached_property
    def noted(self) -> tuple[Remark, ...]:
        """What the tariff remarks."""
        return tuple(self._lane.tariff.in_force(self.currency, self.at)[1])

    @cached_property
    def context(self) -> Context:
        """What is known of tier, mode and region."""
        return context_of(self.usage.context, self.usage.ordinary)
