"""Excerpts of feeds, read on a fixed day, and what is told of them in short."""

from collections.abc import Callable
from typing import Any

from llmanac.pricing.moments import Day
from llmanac.sync.claims import Json, Reading

DAY = Day.parse("2026-10-15")
Reader = Callable[[Json, Day], Reading]


def told(reading: Reading, *names: str) -> list[dict[str, Any]]:
    """The entries of the only statement: the named fields, a rate of one step as that step."""
    (statement,) = reading.statements
    return [shortly(entry.to_json(), names) for entry in statement.prices]


def shortly(entry: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """An entry's fields, lists of one amount as the amount."""
    kept = {name: entry[name] for name in names if name in entry}
    if "rates" in kept:
        kept["rates"] = flat(kept["rates"])
    if "when" in kept:
        kept["when"] = [
            {**term, "rates": flat(term["rates"])} if "if" in term and "rates" in term else term
            for term in kept["when"]
        ]
    return kept


def flat(rates: dict[str, list[Any]]) -> dict[str, Any]:
    """Amounts that hold in every band by themselves."""
    return {meter: steps[0] if len(steps) == 1 else steps for meter, steps in rates.items()}


def whys(reading: Reading) -> set[tuple[str, str]]:
    """What was left out of single entries: field and reason."""
    return {(left.field, left.why) for left in reading.left if left.where != "*"}
