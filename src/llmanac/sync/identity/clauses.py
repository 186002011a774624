"""Match clauses of feeds: which ids an entry stands for. Patterns of others run bounded."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmanac.sync.claims import Json

_LONGEST_ID: Final = 200
_LONGEST_PATTERN: Final = 500
_DEEPEST: Final = 8
_RUNAWAY: Final = re.compile(r"[*+}?]\)[*+{]|\\[1-9]|\(\?[P<=!(]")
"""Repetitions of repetitions, back references, look-arounds: what may take longer than its text."""


def _found(pattern: str, name: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is not None and compiled.search(name) is not None


_LEAVES: Final[dict[str, Callable[[str, str], bool]]] = {
    "equals": lambda text, name: name == text,
    "starts_with": lambda text, name: name.startswith(text),
    "ends_with": lambda text, name: name.endswith(text),
    "contains": lambda text, name: text in name,
    "regex": _found,
}
"""Kind of a leaf → whether it takes a name; both in lower case, but a pattern."""


def matches(clause: Json, name: str) -> bool:
    """Whether a clause takes an id. One that cannot be read takes none.

    >>> matches({"or": [{"equals": "nova"}, {"starts_with": "nova-2"}]}, "Nova-2-mini")
    True
    """
    return len(name) <= _LONGEST_ID and _takes(clause, name.lower(), tuple(_LEAVES), 0)


def names(clause: Json, name: str) -> bool:
    """Whether a clause names an id whole, so that it means this one and not a family."""
    return len(name) <= _LONGEST_ID and _takes(clause, name.lower(), ("equals",), 0)


def _takes(clause: Json, name: str, leaves: tuple[str, ...], depth: int) -> bool:
    if not isinstance(clause, dict) or len(clause) != 1 or depth > _DEEPEST:
        return False
    ((kind, value),) = clause.items()
    if kind in ("or", "and"):
        parts = value if isinstance(value, list) else []
        taken = [_takes(part, name, leaves, depth + 1) for part in parts]
        return any(taken) if kind == "or" else bool(taken) and all(taken)
    if kind not in leaves or not isinstance(value, str) or not value:
        return False
    return _LEAVES[kind](value if kind == "regex" else value.lower(), name)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern that is short and cannot run away; None for any other."""
    plain = pattern.replace("(?i)", "").replace("(?:", "(")
    if len(pattern) > _LONGEST_PATTERN or _RUNAWAY.search(plain):
        return None
    try:
        return re.compile(plain, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError):
        return None
