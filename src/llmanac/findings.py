"""What is wrong with data: where it stands, which law it breaks, and what its sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Loc = tuple[str | int, ...]
"""The way from a record to a value within it: keys of mappings, positions in lists."""

WARNINGS = frozenset({"TXT002"})
"""Codes that are worth saying but keep nothing from being published."""


@dataclass(frozen=True, order=True)
class Finding:
    """Something wrong in a file. Sentences are made of it in `messages`."""

    path: str
    """Within the catalogue, with slashes."""
    line: int
    """Counted from 1."""
    column: int
    """In characters, counted from 1."""
    code: str
    params: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Whether it keeps the catalogue from being published."""
        return "warning" if self.code in WARNINGS else "error"


@dataclass(frozen=True)
class Problem:
    """Something wrong within one record, before anybody knows the file."""

    loc: Loc = ()
    params: Mapping[str, object] = field(default_factory=dict)
    at_key: bool = False
    """Whether the key that ends `loc` is meant, not its value."""


def problem(*loc: str | int, at_key: bool = False, **params: object) -> Problem:
    """A problem at `loc`."""
    return Problem(loc, params, at_key)
