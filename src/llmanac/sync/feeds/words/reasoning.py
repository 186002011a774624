"""How a request asks for reasoning, as the text that statements carry."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORDER: Final = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
"""Efforts, the least first; what is called otherwise comes after them."""
_SLUG: Final = re.compile(r"[a-z0-9_-][a-z0-9._-]*")


def options(
    *,
    always: bool = False,
    toggle: bool = False,
    efforts: Iterable[str] = (),
    budget: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
) -> str | None:
    """JSON text of `schema.model.Reasoning`, keys sorted; None where nothing is said."""
    said = {
        "always": always,
        "toggle": toggle,
        "efforts": sorted({*efforts}, key=_rank),
        "budget": budget,
        "budget_minimum": minimum,
        "budget_maximum": maximum,
    }
    told = {
        name: value for name, value in said.items() if value or (value == 0 and value is not False)
    }
    return json.dumps(told, sort_keys=True) if told else None


def is_effort(word: str) -> bool:
    """Tell whether a record can name an effort so."""
    return _SLUG.fullmatch(word) is not None


def _rank(effort: str) -> tuple[int, str]:
    return (_ORDER.index(effort) if effort in _ORDER else len(_ORDER), effort)
