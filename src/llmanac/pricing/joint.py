"""The receipt of a request that several models served: each line names the offer that it is of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from llmanac.pricing.lines import Range
from llmanac.pricing.money import added
from llmanac.pricing.receipt import Receipt

if TYPE_CHECKING:
    from decimal import Decimal

    from llmanac.pricing.lines import Line
    from llmanac.pricing.remarks import Remark
    from llmanac.pricing.terms import Free
    from llmanac.pricing.typical import Typical


@dataclass
class Joint(Receipt):
    """One receipt of several: the request's own, and what other models served within it."""

    parts: tuple[Receipt, ...] = ()
    """The request's own first."""

    @cached_property
    def total(self) -> Decimal | None:
        """The sum of all lines that have a price; None where none has."""
        totals = [one.total for one in self.parts if one.total is not None]
        return added(totals) if totals else None

    @cached_property
    def complete(self) -> bool:
        """Whether everything that was used has a price."""
        return all(one.complete for one in self.parts)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of each."""
        return tuple(chain.from_iterable(one.lines for one in self.parts))

    @cached_property
    def warnings(self) -> tuple[Remark, ...]:
        """The warnings of each."""
        return tuple(chain.from_iterable(one.warnings for one in self.parts))

    @property
    def free(self) -> tuple[Free, ...]:
        """The quotas of each."""
        return tuple(chain.from_iterable(one.free for one in self.parts))

    @cached_property
    def typical(self) -> tuple[Typical, ...]:
        """What typically comes to something, of each."""
        return tuple(chain.from_iterable(one.typical for one in self.parts))

    @cached_property
    def range(self) -> Range:
        """From all that is least to all that is most."""
        ranges = [one.range for one in self.parts]
        highs = [one.high for one in ranges if one.high is not None]
        high = added(highs) if len(highs) == len(ranges) else None
        reasons = tuple(chain.from_iterable(one.reasons for one in ranges))
        return Range(added([one.low for one in ranges]), high, reasons)


def joined(own: Receipt, others: tuple[Receipt, ...]) -> Receipt:
    """Return one receipt of a request's own and of what others served; its own where none did."""
    if not others:
        return own
    said = {field.name: getattr(own, field.name) for field in fields(Receipt)}
    return Joint(**said, parts=(own, *others))
