"""YAML to plain data without places, for files that have nothing wrong with them.

Half the work of `document`, which keeps the place of every value. Whatever is not plain at first
sight is left to that room: this one knows no finding, and answers None.
"""

from collections.abc import Callable
from typing import Any, ClassVar

import yaml

from llmanac.load.document import LOADER, MOST_DEPTH, MOST_NODES, Plain
from llmanac.load.scalars import TooLong, scalar

_NEAR = MOST_NODES // 2
"""Values in one file from which on they are counted exactly, which is not done here."""


def plain(text: str) -> Plain:
    """What `document.compose` makes of the text; None where that may have something to say."""
    try:
        return _Reading().of(LOADER(text).get_event)
    except (yaml.YAMLError, _Unusual, TooLong):
        return None


class _Unusual(Exception):
    """Something that only the exact way of reading can judge."""


class _Reading:
    """One file: what is open, and what anchors name."""

    def __init__(self) -> None:
        self._box: list[Plain] = []
        """Of the innermost collection: its items, or its keys and values by turns."""
        self._open: list[tuple[list[Plain], str | None, int]] = []
        self._named: dict[str, tuple[Plain, int]] = {}
        self._anchors: set[str] = set()
        self._count = 0
        """Values so far, each counted wherever an alias repeats it."""

    def of(self, next_event: Callable[[], yaml.Event | None]) -> Plain:
        """The value of the one document; raises `_Unusual`."""
        take = self._TAKERS
        while (event := next_event()) is not None:
            if taker := take.get(event.__class__):
                taker(self, event)
        if len(self._box) != 1 or self._count >= _NEAR:
            raise _Unusual
        return self._box[0]

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        value = scalar(event.value) if event.implicit[0] else event.value
        self._count += 1
        if event.tag is not None:
            raise _Unusual
        if event.anchor is not None:
            self._anchor(event.anchor)
            self._named[event.anchor] = value, 1
        self._box.append(value)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._named:
            raise _Unusual
        value, size = self._named[event.anchor]
        self._count += size
        self._box.append(value)

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.tag is not None or len(self._open) == MOST_DEPTH:
            raise _Unusual
        if event.anchor is not None:
            self._anchor(event.anchor)
        self._open.append((self._box, event.anchor, self._count))
        self._box = []

    def _anchor(self, name: str) -> None:
        if name in self._anchors or self._count >= _NEAR:
            raise _Unusual
        self._anchors.add(name)

    def _mapping(self, _: yaml.Event) -> None:
        keys = self._box[::2]
        if {*map(type, keys)} - {str}:
            raise _Unusual
        mapping = dict(zip(keys, self._box[1::2], strict=True))
        if len(mapping) < len(keys) or "<<" in mapping:
            raise _Unusual
        self._end(mapping)

    def _sequence(self, _: yaml.Event) -> None:
        self._end(tuple(self._box))

    def _end(self, value: Plain) -> None:
        self._box, anchor, before = self._open.pop()
        self._count += 1
        if anchor is not None:
            self._named[anchor] = value, self._count - before
        self._box.append(value)

    _TAKERS: ClassVar[dict[type, Callable[[Any, Any], None]]] = {
        yaml.ScalarEvent: _scalar,
        yaml.AliasEvent: _alias,
        yaml.MappingStartEvent: _begin,
        yaml.SequenceStartEvent: _begin,
        yaml.MappingEndEvent: _mapping,
        yaml.SequenceEndEvent: _sequence,
    }
