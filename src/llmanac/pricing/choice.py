"""Which dialect reads a body."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from llmanac.pricing.reader import NoUsage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llmanac.pricing.reader import Reader, Usage

_TOLD = 6
"""So many fields and dialects a message names at most."""

Data = dict[str, Any] | list[dict[str, Any]]


def read(data: Data, *groups: Sequence[Reader]) -> tuple[Reader, Usage]:
    """Read a body by the first group of dialects that has one for it.

    That is the one that recognises the body; else the only one that is read without being
    recognised. Where all groups together have but one dialect, no other can be meant. Raises
    `NoUsage`, and `BadBody` naming the path.
    """
    every = {reader.name: reader for group in groups for reader in group}
    for group in groups:
        for reader in group:
            body = _whole(reader, data)
            if len(every) == 1 or reader.recognises(body):
                return reader, reader.read(body)
        named = [reader for reader in group if not reader.dialect.recognise]
        if len(named) == 1:
            return named[0], named[0].read(_whole(named[0], data))
    fields = Counter(path for reader in every.values() for path in reader.looked_for())
    looked_for = _some([path for path, _ in fields.most_common()])
    raise NoUsage("no-usage", looked_for=looked_for, dialects=_some([*every]))


def _some(names: list[str]) -> list[str]:
    """Return the first names of many: nobody reads them all."""
    return names if len(names) <= _TOLD else [*names[:_TOLD], "…"]


def _whole(reader: Reader, data: Data) -> dict[str, Any]:
    return reader.merged(data) if isinstance(data, list) else data
