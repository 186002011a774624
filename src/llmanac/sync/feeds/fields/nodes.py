"""One object of a feed, read field by field; in the end, what nobody has read is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Never

from llmanac.sync.feeds.fields.values import Here, at, is_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from decimal import Decimal

    from llmanac.sync.claims import Json, Why
    from llmanac.sync.feeds.fields.leaving import Leaving


@dataclass(slots=True)
class Node:
    """An object of a feed. Each method reads one field; an absent or null one says nothing."""

    here: Here
    data: Mapping[str, Json]
    read: set[str] = field(default_factory=set)

    @property
    def where(self) -> str:
        """The entry of the feed to which it belongs."""
        return self.here.where

    def raw(self, name: str) -> Json:
        """Whatever stands there."""
        self.read.add(name)
        return self.data.get(name)

    def leave(self, name: str, why: Why) -> Never | None:  # noqa: RUF020  # mypy wants it
        """Leave a field, with a reason; what is left says nothing, so this is None."""
        return self.here.leave(name, self.raw(name), why)

    def text(self, name: str) -> str | None:
        """A short text on one line, without blanks around it."""
        said = self.raw(name)
        return None if said is None else self.here.text(name, said)

    def address(self, name: str) -> str | None:
        """An address on the web."""
        said = self.raw(name)
        return None if said is None else self.here.address(name, said)

    def flag(self, name: str) -> bool | None:
        """Whether something is so."""
        said = self.raw(name)
        return None if said is None else self.here.flag(name, said)

    def day(self, name: str) -> str | None:
        """A calendar day as text."""
        said = self.text(name)
        day = None if said is None else self.here.day(name, said)
        return None if day is None else day.text()

    def cutoff(self, name: str) -> str | None:
        """A year, a month or a day."""
        said = self.raw(name)
        return None if said is None else self.here.cutoff(name, said)

    def count(self, name: str, least: int = 1) -> int | None:
        """A whole number; a 0 where there can be none stands for what is not known."""
        said = self.raw(name)
        return None if said is None else self.here.count(name, said, least)

    def price(self, name: str) -> Decimal | None:
        """A number from 0 on."""
        said = self.raw(name)
        return None if said is None else self.here.price(name, said)

    def known_price(self, name: str) -> Decimal | None:
        """A price of a feed that writes 0 where it knows none."""
        said = self.raw(name)
        return None if said is None else self.here.known_price(name, said)

    def figure(self, name: str) -> Decimal | None:
        """Any number, also below zero."""
        said = self.raw(name)
        return None if said is None else self.here.number(name, said)

    def items(self, name: str) -> list[Json]:
        """A list of whatever."""
        said = self.raw(name)
        return [] if said is None else self.here.listing(name, said)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of short texts, in its order; what is none of them is left."""
        said = (item for item in self.items(name) if item is not None)
        return tuple(dict.fromkeys(one for item in said if (one := self.here.text(name, item))))

    def node(self, name: str) -> Node | None:
        """An object within it."""
        said = self.raw(name)
        return None if said is None else self._within(name, said)

    def nodes(self, name: str) -> list[Node]:
        """The objects of a list within it."""
        items = (self._within(name, item) for item in self.items(name) if item is not None)
        return [one for one in items if one is not None]

    def _within(self, name: str, said: Json) -> Node | None:
        inner = self.here.mapping(name, said)
        return None if inner is None else Node(self.here.under(name), inner)

    def close(
        self,
        inexpressible: Collection[str] = (),
        ignored: Collection[str] = (),
        alike: Mapping[str, Why] | None = None,
    ) -> None:
        """Leave what was not read: what our records cannot say, and fields that nobody knows.

        What is `ignored` says nothing of an offer. Fields of `alike` stand in every entry: they are
        counted, with their reason.
        """
        for name in sorted(self.data.keys() - self.read):
            if alike and name in alike:
                self.here.leaving.alike(self.here.within + name, alike[name])
            elif name in inexpressible:
                if not _silent(self.data[name]):
                    self.leave(name, "inexpressible")
            elif name not in ignored:
                self.leave(name, "unknown-field")


def objects(data: Json, leaving: Leaving, within: str = "") -> Iterator[tuple[str, Node]]:
    """The entries of an object of objects by their names, each a node; what is none is left."""
    if not isinstance(data, dict):
        at(leaving, within).leave("", data, "not-an-object")
        return
    for name, said in data.items():
        here = at(leaving, within, name)
        if not is_name(name):
            here.leave("", name, "not-text")
        elif (entry := here.mapping("", said)) is not None:
            yield name.strip(), Node(here, entry)


def named(data: Json, leaving: Leaving, name: str, within: str = "") -> Iterator[tuple[str, Node]]:
    """The objects of a list by the name that each of them tells; what tells none is left."""
    for number, said in enumerate(at(leaving, within).listing("", data)):
        here = at(leaving, within, f"[{number}]")
        if (entry := here.mapping("", said)) is None:
            continue
        if is_name(told := entry.get(name)):
            yield told.strip(), Node(at(leaving, within, told), entry, {name})
        else:
            here.leave(name, told, "not-text")


def _silent(value: Json) -> bool:
    """Whether it says nothing: no value, or an object of none."""
    if isinstance(value, dict):
        return all(_silent(one) for one in value.values())
    return value in (None, "", [], False)
