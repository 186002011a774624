"""Where a value stands in a column of JSON, as DuckDB's SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.pricing.paths import Path, Step

NOTHING = ("{}", "[]", '""', "0", "0.0", "-0.0", "false")
"""What holds nothing, as DuckDB writes it; a path ends there without a fault."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A column with the parts of one JSON: all that a query reads of it is extracted at once."""

    name: str
    paths: dict[str, int] = field(default_factory=dict)

    def at(self, steps: Iterable[Step]) -> str:
        """Return SQL for what stands there."""
        index = self.paths.setdefault(_json_path(steps), len(self.paths) + 1)
        return f"{self.name}[{index}]"

    def column(self, source: str) -> str:
        """Return SQL that makes the column, of all that was asked for so far."""
        paths = ", ".join(text(path) for path in self.paths)
        return f"json_extract({source}, [{paths}]::VARCHAR[]) AS {self.name}"


@dataclass(frozen=True, slots=True)
class Item:
    """One JSON, of which each part is extracted where it is needed."""

    name: str

    def at(self, steps: Iterable[Step]) -> str:
        """Return SQL for what stands there."""
        return f"json_extract({self.name}, {text(_json_path(steps))})"


@dataclass(frozen=True, slots=True)
class Within:
    """What paths are read in: the usage object or an item of a list, and the body around it."""

    usage: Parts | Item
    body: Parts | Item

    def at(self, path: Path, depth: int | None = None) -> str:
        """Return SQL for the JSON that stands at a path, or after some of its steps."""
        return (self.body if path.in_body else self.usage).at(path.steps[:depth])

    def cannot(self, path: Path, depth: int | None = None) -> str:
        """Return the condition that the path runs through what it cannot; empty if none can be."""
        steps = [*enumerate(path.steps[:depth])][1:]  # the first is in an object for certain
        return " OR ".join(_stumbles(self.at(path, before), step) for before, step in steps)

    def items(self, path: Path) -> tuple[str, str]:
        """Return SQL for the list of all that the path reaches, and for the fault on its way."""
        every = path.steps.index(None) if None in path.steps else len(path.steps)
        faults = [self.cannot(path, every + 1)]
        items = f"[{self.at(path, every)}]"
        for depth, step in enumerate(path.steps[every:]):
            if depth:
                stumbling = f"list_filter({items}, lambda node: {_stumbles('node', step)})"
                faults.append(f"len({stumbling}) > 0")
            items = _inside(items, step)
        there = f"list_filter({items}, lambda node: {present('node')})"
        return there, " OR ".join(filter(None, faults))

    def there(self, path: Path) -> tuple[str, str]:
        """Return the conditions that the path reaches something, and that it cannot be followed."""
        if None not in path.steps:
            return present(self.at(path)), self.cannot(path)
        items, cannot = self.items(path)
        return f"len({items}) > 0", cannot


def _inside(items: str, step: Step) -> str:
    """Return SQL for what one step reaches in each of several."""
    if step is None:
        inner = "coalesce(TRY_CAST(node AS JSON[]), [])"
        return f"flatten(list_transform({items}, lambda node: {inner}))"
    return f"list_transform({items}, lambda node: {Item('node').at([step])})"


def _stumbles(node: str, step: Step) -> str:
    """Return the condition that something stands there into which the step cannot be taken."""
    holder = "OBJECT" if isinstance(step, str) else "ARRAY"
    nothing = ", ".join(map(text, NOTHING))
    return f"({kind(node)} NOT IN ('NULL', '{holder}') AND {node}::VARCHAR NOT IN ({nothing}))"


def _json_path(steps: Iterable[Step]) -> str:
    return "$" + "".join(f'."{step}"' if isinstance(step, str) else f"[{step}]" for step in steps)


def kind(node: str) -> str:
    """Return SQL for what kind of JSON it is; nothing is null."""
    return f"coalesce(json_type({node}), 'NULL')"


def present(node: str) -> str:
    """Return the condition that something stands there."""
    return f"({kind(node)} <> 'NULL')"


def case(arms: Iterable[tuple[str, str]], otherwise: str) -> str:
    """Write the first value whose condition holds; a condition that is empty never does."""
    written = " ".join(f"WHEN {when} THEN {then}" for when, then in arms if when)
    return f"CASE {written} ELSE {otherwise} END" if written else otherwise


def text(value: str) -> str:
    """Write a text as a literal."""
    return "'" + value.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """Quote the name of a column."""
    return f'"{name}"'
