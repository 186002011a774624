"""One object of a feed, read field by field: what cannot be read is left, with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Never

from llmanac.pricing.faults import BadValue
from llmanac.pricing.moments import Day
from llmanac.pricing.written import shown
from llmanac.sync.claims import Left

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from llmanac.sync.claims import Json

_MOST: Final = 2**53 - 1
_LARGEST: Final = 12
"""Digits before the point: no price and no count of a feed is larger."""
_FINEST: Final = 40
"""Decimals: no price of a feed is finer."""
_LONGEST: Final = 300
"""Characters of a name, an id or an address."""
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`{}\\^|]+")
_KNOWLEDGE: Final = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(slots=True)
class Node:
    """An object of a feed. Each method reads one field; an absent or null one says nothing."""

    where: str
    """The entry of the feed to which it belongs."""
    data: Mapping[str, Json]
    left: list[Left]
    """Where to put what does not come across."""
    path: str = ""
    """Its place in the entry, with a dot at the end."""
    read: set[str] = field(default_factory=set)

    def raw(self, name: str) -> Json:
        """Whatever stands there."""
        self.read.add(name)
        return self.data.get(name)

    def leave(self, name: str, why: str) -> Never | None:  # noqa: RUF020  # mypy wants it
        """Leave a field, with a reason; what is left says nothing, so this is None."""
        self.read.add(name)
        field = self.path + name
        field = field if field.isprintable() else place(field)
        self.left.append(Left(self.where, field, told(self.data.get(name)), why))
        return None

    def text(self, name: str) -> str | None:
        """A short text on one line, without blanks around it."""
        said = self.raw(name)
        if said is None or said == "":
            return None
        if not isinstance(said, str) or not said.strip().isprintable() or len(said) > _LONGEST:
            return self.leave(name, "not-text")
        return said.strip() or None

    def address(self, name: str) -> str | None:
        """An address on the web."""
        said = self.text(name)
        if said is None or _ADDRESS.fullmatch(said):
            return said
        return self.leave(name, "not-an-address")

    def flag(self, name: str) -> bool | None:
        """Whether something is so."""
        said = self.raw(name)
        if said is None or isinstance(said, bool):
            return said
        return self.leave(name, "not-a-flag")

    def day(self, name: str) -> str | None:
        """A calendar day as text."""
        said = self.text(name)
        try:
            return None if said is None else Day.parse(said).text()
        except BadValue:
            return self.leave(name, "not-a-day")

    def cutoff(self, name: str) -> str | None:
        """A year, a month or a day."""
        said = self.text(name)
        if said is None or _KNOWLEDGE.fullmatch(said):
            return said
        return self.leave(name, "not-a-day")

    def count(self, name: str, least: int = 1) -> int | None:
        """A whole number; a 0 where there can be none stands for what is not known."""
        number = self._number(name)
        if number is None:
            return None
        if not number and least:
            return self.leave(name, "zero-for-unknown")
        if number < least:
            return self.leave(name, "negative")
        if number != number.to_integral_value():
            return self.leave(name, "not-a-number")
        return int(number) if number <= _MOST else self.leave(name, "out-of-range")

    def money(self, name: str) -> Decimal | None:
        """A price: a number from 0 on."""
        number = self._number(name)
        if number is None or not number.is_signed() or not number:
            return number and abs(number)
        return self.leave(name, "negative")

    def figure(self, name: str) -> Decimal | None:
        """Any number, also below zero."""
        return self._number(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of short texts, in its order; what is none of them is left."""
        said = self.raw(name)
        if said is None:
            return ()
        if not isinstance(said, list):
            self.leave(name, "not-a-list")
            return ()
        items = (Node(self.where, {name: item}, self.left, self.path) for item in said)
        return tuple(dict.fromkeys(one for item in items if (one := item.text(name))))

    def node(self, name: str) -> Node | None:
        """An object within it."""
        said = self.raw(name)
        if said is None:
            return None
        if not isinstance(said, dict):
            return self.leave(name, "not-an-object")
        return Node(self.where, said, self.left, f"{self.path}{name}.")

    def nodes(self, name: str) -> list[Node]:
        """The objects of a list within it."""
        said = self.raw(name)
        if said is None:
            return []
        if not isinstance(said, list):
            self.leave(name, "not-a-list")
            return []
        items = (Node(self.where, {name: item}, self.left, self.path) for item in said)
        return [one for item in items if (one := item.node(name)) is not None]

    def close(self, inexpressible: Collection[str] = (), ignored: Collection[str] = ()) -> None:
        """Leave what was not read: what our records cannot say, and fields that nobody knows."""
        for name in sorted(self.data.keys() - self.read):
            if name in inexpressible:
                if not _silent(self.data[name]):
                    self.leave(name, "inexpressible")
            elif name not in ignored:
                self.leave(name, "unknown-field")

    def _number(self, name: str) -> Decimal | None:
        """A finite number of a size that somebody can mean."""
        said = self.raw(name)
        if said is None:
            return None
        if isinstance(said, bool) or not isinstance(said, int | Decimal):
            return self.leave(name, "not-a-number")
        if isinstance(said, int) and abs(said) > _MOST:  # before anything turns it into text
            return self.leave(name, "out-of-range")
        return self.sized(name, Decimal(said))

    def sized(self, name: str, number: Decimal) -> Decimal | None:
        """The number, if it is one and neither too large nor too fine to be meant."""
        if not number.is_finite():
            return self.leave(name, "not-a-number")
        if number and (number.adjusted() > _LARGEST or _decimals(number) > _FINEST):
            return self.leave(name, "out-of-range")
        return number


def objects(data: Json, left: list[Left], within: str = "") -> Iterator[tuple[str, Node]]:
    """The entries of an object of objects by their names, each a node; what is none is left."""
    if not isinstance(data, dict):
        left.append(Left(within or "-", "", told(data), "not-an-object"))
        return
    for name, said in data.items():
        where = place(within, name)
        if not name.strip().isprintable() or not name.strip() or len(name) > _LONGEST:
            left.append(Left(where, "", told(name), "not-text"))
        elif not isinstance(said, dict):
            left.append(Left(where, "", told(said), "not-an-object"))
        else:
            yield name.strip(), Node(where, said, left)


def listed(data: Json, left: list[Left], within: str) -> Iterator[Node]:
    """The objects of a list; each has its number as its place until it tells its name."""
    if not isinstance(data, list):
        left.append(Left(within, "", told(data), "not-a-list"))
        return
    for number, said in enumerate(data):
        if isinstance(said, dict):
            yield Node(f"{within}[{number}]", said, left)
        else:
            left.append(Left(f"{within}[{number}]", "", told(said), "not-an-object"))


def place(*steps: str) -> str:
    """The place of an entry in a feed, as a source can name it: without blanks, not too long."""
    path = "/".join(step for step in steps if step)
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", "_", path)[: 2 * _LONGEST]


def told(value: Json) -> str:
    """Any value of a feed, short and on one line."""
    if isinstance(value, list):
        return f"[{', '.join(shown(item) for item in value[:5])}{', …' * (len(value) > 5)}]"
    if isinstance(value, dict):
        some = [f"{shown(name)}: {shown(value[name])}" for name in list(value)[:3]]
        return f"{{{', '.join(some)}{', …' * (len(value) > 3)}}}"
    return shown(value)


def _silent(value: Json) -> bool:
    """Whether it says nothing: no value, or an object of none."""
    if isinstance(value, dict):
        return all(_silent(one) for one in value.values())
    return value in (None, "", [], False)


def _decimals(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)
