"""Values of a feed's entry as they can be believed; what cannot be is left, with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Never, TypeGuard

from llmanac.pricing.faults import BadValue
from llmanac.pricing.moments import Day
from llmanac.sync.amounts import Noisy, amount
from llmanac.sync.feeds.fields.leaving import Leaving, place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.amounts import Amount, Unit
    from llmanac.sync.claims import Json, Why

_MOST: Final = 2**53 - 1
"""The largest whole number that a record holds."""
_DEAREST: Final = 10**9
"""No price of a feed is so high, whatever its unit."""
_LARGEST: Final = 12
_SMALLEST: Final = -24
"""The place of the first digit: no price and no count of a feed is larger or smaller."""
_FINEST: Final = 40
"""Decimals: no price of a feed is finer."""
_LONGEST: Final = 300
"""Characters of a name, an id or an address."""
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`{}\\^|]+")
_KNOWLEDGE: Final = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Here:
    """One entry of a feed. Each method reads a value of one of its fields."""

    leaving: Leaving
    where: str
    within: str = ""
    """The field, with a dot at the end, within which it is read."""

    def under(self, field: str) -> Here:
        """The same entry, within one of its fields."""
        return Here(self.leaving, self.where, f"{self.within}{field}.")

    def leave(self, field: str, value: object, why: Why) -> Never | None:  # noqa: RUF020  # mypy
        """Leave out what a field says; what is left says nothing, so this is None."""
        self.leaving.add(self.where, self.within + field, value, why)
        return None

    def number(self, field: str, value: Json) -> Decimal | None:
        """A finite number of a size that somebody can mean."""
        why = _wrong(value)
        return Decimal(value) if why is None else self.leave(field, value, why)

    def price(self, field: str, value: Json) -> Decimal | None:
        """A number from 0 on."""
        number = self.number(field, value)
        if number is None or (number and number < 0):
            return number and self.leave(field, value, "negative")
        return abs(number) if number < _DEAREST else self.leave(field, value, "out-of-range")

    def known_price(self, field: str, value: Json) -> Decimal | None:
        """A price of a feed that writes 0 where it knows none."""
        number = self.price(field, value)
        return self.leave(field, value, "zero-for-unknown") if number == 0 else number

    def amount(self, field: str, value: Json, meter: str, per: Unit) -> Amount | None:
        """The price of one unit of a meter, as its seller would publish it."""
        number = self.price(field, value)
        return None if number is None else self.clean(field, number, meter, per)

    def clean(self, field: str, one: Decimal, meter: str, per: Unit) -> Amount | None:
        """The price of one unit, without what a float added; noise is left."""
        try:
            return amount(one, meter, per)
        except Noisy:
            return self.leave(field, one, "noisy")

    def count(self, field: str, value: Json, least: int = 1) -> int | None:
        """A whole number; a 0 where there can be none stands for what is not known."""
        number = self.number(field, value)
        if number is None:
            return None
        if not number and least:
            return self.leave(field, value, "zero-for-unknown")
        if number < least:
            return self.leave(field, value, "negative")
        if number != number.to_integral_value():
            return self.leave(field, value, "not-a-number")
        return int(number) if number <= _MOST else self.leave(field, value, "out-of-range")

    def text(self, field: str, value: Json) -> str | None:
        """A short text on one line, without blanks around it; an empty one says nothing."""
        if value == "":
            return None
        return value.strip() if is_name(value) else self.leave(field, value, "not-text")

    def address(self, field: str, value: Json) -> str | None:
        """An address on the web."""
        said = self.text(field, value)
        if said is None or _ADDRESS.fullmatch(said):
            return said
        return self.leave(field, value, "not-an-address")

    def flag(self, field: str, value: Json) -> bool | None:
        """Whether something is so."""
        return value if isinstance(value, bool) else self.leave(field, value, "not-a-flag")

    def day(self, field: str, value: Json) -> Day | None:
        """A calendar day."""
        try:
            return Day.parse(value)
        except BadValue:
            return self.leave(field, value, "not-a-day")

    def cutoff(self, field: str, value: Json) -> str | None:
        """A year, a month or a day."""
        said = self.text(field, value)
        if said is None or _KNOWLEDGE.fullmatch(said):
            return said
        return self.leave(field, value, "not-a-day")

    def mapping(self, field: str, value: Json) -> Mapping[str, Json] | None:
        """An object."""
        return value if isinstance(value, dict) else self.leave(field, value, "not-an-object")

    def listing(self, field: str, value: Json) -> list[Json]:
        """A list of whatever; none where it is none."""
        if isinstance(value, list):
            return value
        self.leave(field, value, "not-a-list")
        return []


def at(leaving: Leaving, *steps: str) -> Here:
    """An entry of a feed, by the names that lead to it."""
    return Here(leaving, place(*steps))


def is_text(value: Json) -> TypeGuard[str]:
    """Tell whether it is text of one line in which nothing is hidden."""
    return isinstance(value, str) and bool(value.strip()) and value.strip().isprintable()


def is_name(value: Json) -> TypeGuard[str]:
    """Tell whether it is such text, and not too long for a name."""
    return is_text(value) and len(value) <= _LONGEST


def is_size(value: Json) -> TypeGuard[int]:
    """Tell whether it is a number of tokens that a record can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MOST


def _wrong(value: Json) -> Why | None:
    """Why a value is no number that somebody can mean, if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return "not-a-number"
    if isinstance(value, int):  # before anything turns it into text
        return "out-of-range" if abs(value) > _MOST else None
    if not value.is_finite():
        return "not-a-number"
    meant = _SMALLEST <= value.adjusted() <= _LARGEST and _decimals(value) <= _FINEST
    return None if meant or not value else "out-of-range"


def _decimals(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)
