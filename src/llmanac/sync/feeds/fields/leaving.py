"""What a feed says and a reading does not carry across, each thing with its reason."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from llmanac.pricing.written import shown
from llmanac.sync.claims import Left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.sync.claims import Json, Why

EVERYWHERE: Final = "*"
"""The place of what is left out of every entry alike: its value tells how many."""
_LONGEST: Final = 600
"""Characters of a place."""


class Leaving:
    """The list of what one reading leaves out."""

    def __init__(self) -> None:
        """Begin with nothing left out."""
        self._left: list[Left] = []
        self._alike: Counter[tuple[str, Why]] = Counter()

    def add(self, where: str, field: str, value: object, why: Why) -> None:
        """Leave out one thing of one entry."""
        field = field if field.isprintable() else place(field)
        self._left.append(Left(where, field, told(value), why))

    def alike(self, field: str, why: Why) -> None:
        """Leave out what the reading leaves out of every entry."""
        self._alike[field, why] += 1

    def last(self, where: str) -> Iterator[Left]:
        """What was left out of the entry that was read last, the latest first."""
        return takewhile(lambda left: left.where == where, reversed(self._left))

    def all(self) -> tuple[Left, ...]:
        """Everything, in the order of the feed; what is alike everywhere comes last."""
        alike = (
            Left(EVERYWHERE, field, str(number), why)
            for (field, why), number in sorted(self._alike.items())
        )
        return (*self._left, *alike)


def place(*steps: str) -> str:
    """The place of an entry in a feed, as a source can name it: without blanks, not too long."""
    path = "/".join(step for step in steps if step)[:_LONGEST]
    return quote(path, safe="/:@.,~+-_()[]{}!$&'*;=|#%<>?", errors="replace") or "-"


def told(value: Json) -> str:
    """Any value of a feed, short and on one line."""
    if isinstance(value, list):
        return f"[{', '.join(shown(item) for item in value[:5])}{', …' * (len(value) > 5)}]"
    if isinstance(value, dict):
        some = [f"{shown(name)}: {shown(value[name])}" for name in list(value)[:3]]
        return f"{{{', '.join(some)}{', …' * (len(value) > 3)}}}"
    return shown(value)
