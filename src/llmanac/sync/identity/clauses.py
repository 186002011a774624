"""Match clauses of feeds: which ids an entry stands for. Patterns of others run bounded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmanac.sync.claims import Json

    Taking = Callable[[str], bool]

LONGEST_ID: Final = 200
_LONGEST_PATTERN: Final = 500
_DEEPEST: Final = 8
_RUNAWAY: Final = re.compile(r"\)[*+{]|\\[1-9]|\(\?[P<=!(]|[*+{].*[*+{].*[*+{]")
"""Repeated groups, three repetitions, back references, look-arounds: what may take much longer than
its text."""


def taking(clause: Json) -> Taking:
    """Whether an id in lower case is taken by a clause. One that cannot be read takes none.

    >>> taking({"or": [{"equals": "nova"}, {"starts_with": "nova-2"}]})("nova-2-mini")
    True
    """
    return _compiled(clause, 0, frozenset(_LEAVES))


def naming(clause: Json) -> Taking:
    """Whether an id is named whole by a clause, so that it means this one and not a family."""
    return _compiled(clause, 0, frozenset({"equals"}))


def _compiled(clause: Json, depth: int, leaves: frozenset[str]) -> Taking:
    if not isinstance(clause, dict) or len(clause) != 1 or depth > _DEEPEST:
        return _none
    ((kind, value),) = clause.items()
    if kind in _BRANCHES and isinstance(value, list) and value:
        return _BRANCHES[kind]([_compiled(part, depth + 1, leaves) for part in value])
    if kind in leaves and isinstance(value, str) and value:
        return _LEAVES[kind](value)
    return _none


def _none(_: str) -> bool:
    return False


def _any(parts: list[Taking]) -> Taking:
    return lambda name: any(part(name) for part in parts)


def _all(parts: list[Taking]) -> Taking:
    return lambda name: all(part(name) for part in parts)


def _equals(text: str) -> Taking:
    return text.lower().__eq__


def _starts(text: str) -> Taking:
    lowered = text.lower()
    return lambda name: name.startswith(lowered)


def _ends(text: str) -> Taking:
    lowered = text.lower()
    return lambda name: name.endswith(lowered)


def _contains(text: str) -> Taking:
    lowered = text.lower()
    return lambda name: lowered in name


def _regex(text: str) -> Taking:
    """A pattern that is short and cannot run away; any other takes none."""
    plain = text.replace("(?i)", "").replace("(?:", "(")
    if len(text) > _LONGEST_PATTERN or _RUNAWAY.search(plain):
        return _none
    try:
        pattern = re.compile(plain, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError):
        return _none
    return lambda name: len(name) <= LONGEST_ID and pattern.search(name) is not None


_BRANCHES: Final[dict[str, Callable[[list[Taking]], Taking]]] = {"or": _any, "and": _all}
_LEAVES: Final[dict[str, Callable[[str], Taking]]] = {
    "equals": _equals,
    "starts_with": _starts,
    "ends_with": _ends,
    "contains": _contains,
    "regex": _regex,
}
