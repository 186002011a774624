"""What a feed says and a reading does not carry across, each thing with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeGuard
from urllib.parse import quote

from llmanac.pricing.written import shown
from llmanac.sync.claims import Left

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.sync.claims import Json

EVERYWHERE: Final = "*"
"""The place of what is left out of every entry alike: its value tells how many."""
_MOST: Final = 10**9
_LEAST: Final = -24
"""The decimal place below which a price of one unit is none."""


class Leaving:
    """The list of what one reading leaves out."""

    def __init__(self) -> None:
        """Begin with nothing left out."""
        self._left: list[Left] = []
        self._alike: Counter[tuple[str, str]] = Counter()

    def at(self, *parts: str) -> Here:
        """An entry of the feed, by the names that lead to it."""
        return Here(self, place(*parts))

    def add(self, left: Left) -> None:
        """Leave out one thing of one entry."""
        self._left.append(left)

    def alike(self, field: str, why: str) -> None:
        """Leave out what the reading leaves out of every entry."""
        self._alike[field, why] += 1

    def all(self) -> tuple[Left, ...]:
        """Everything, in the order of the feed; what is alike everywhere comes last."""
        alike = (
            Left(EVERYWHERE, field, str(number), why)
            for (field, why), number in sorted(self._alike.items())
        )
        return (*self._left, *alike)


@dataclass(frozen=True, slots=True)
class Here:
    """One entry of a feed, of which something may be left out."""

    leaving: Leaving
    where: str
    within: str = ""
    """The field, with a dot, within which it is read."""

    def under(self, field: str) -> Here:
        """The same entry, within one of its fields."""
        return Here(self.leaving, self.where, f"{self.within}{field}.")

    def leave(self, field: str, value: object, why: str) -> None:
        """Leave out what a field says."""
        self.leaving.add(Left(self.where, self.within + field, shown(value), why))

    def fields(
        self, entry: Mapping[str, Json], read: frozenset[str], ignored: Mapping[str, str]
    ) -> None:
        """Leave out the fields that nobody reads: those of a table with its reason, the unknown."""
        for field in entry:
            if field in ignored:
                self.leaving.alike(self.within + field, ignored[field])
            elif field not in read:
                self.leave(field, entry[field], "unknown-field")

    def text(self, entry: Mapping[str, Json], field: str) -> str | None:
        """The text of a field, if there is any."""
        value = entry.get(field)
        text = value.strip() if isinstance(value, str) else None
        if is_text(text):
            return text
        if value not in (None, ""):
            self.leave(field, value, "unreadable")
        return None

    def items(self, entry: Mapping[str, Json], field: str) -> list[Json]:
        """The items of a field; none where it is not there."""
        value = entry.get(field)
        if isinstance(value, list):
            return value
        if value is not None:
            self.leave(field, value, "unreadable")
        return []

    def price(self, field: str, value: Json) -> Decimal | None:
        """A price, if it is one."""
        if not _is_number(value):
            why = "not-a-number"
        elif value < 0:
            why = "negative"
        elif value and (value >= _MOST or Decimal(value).adjusted() < _LEAST):
            why = "out-of-range"
        else:
            return Decimal(value) if value else Decimal(0)
        self.leave(field, value, why)
        return None

    def known_price(self, field: str, value: Json) -> Decimal | None:
        """A price of a feed that writes 0 where it knows none."""
        number = self.price(field, value)
        if number is not None and not number:
            self.leave(field, value, "zero-for-unknown")
            return None
        return number

    def count(self, field: str, value: Json) -> int | None:
        """A number of tokens above zero, if it is one."""
        if is_size(value):
            return value
        zero = isinstance(value, int) and not isinstance(value, bool) and not value
        self.leave(field, value, "zero-for-unknown" if zero else "not-a-number")
        return None


def _is_number(value: Json) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def is_size(value: Json) -> TypeGuard[int]:
    """Tell whether it is a number of tokens that a record can hold."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53


def is_text(value: Json) -> TypeGuard[str]:
    """Tell whether it is text of one line in which nothing is hidden."""
    return isinstance(value, str) and value.isprintable() and bool(value.strip())


def place(*parts: str) -> str:
    """The place of an entry in a feed, without blanks: `openai/gpt-4o`."""
    return quote("/".join(parts), safe="/:@.,~+-_()[]{}!$&'*;=|#%<>?", errors="replace") or "-"
