"""Prices written as a table: by size and quality, by region. Each cell is a plain condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from llmanac.pricing.amounts import Amount
from llmanac.pricing.conditions import Condition, Rest
from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.keys import KEYS, Test
from llmanac.pricing.meters import METERS
from llmanac.pricing.written import JsonSchema, listed, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.rates import Rate
    from llmanac.pricing.written import CoreSchema, Handler

Cell = tuple[str, ...]
"""A value of each key, in the order of `by`."""
_RESTS = ("keep", "unknown")
_DEPTH = 3
"""So many keys a table may have at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Prices by one key or several: `{by: [resolution], rates: {video.second: {720p: 0.08}}}`."""

    by: tuple[str, ...]
    """The keys, the outermost first."""
    rates: Mapping[str, Mapping[Cell, Rate]]
    """Meter → values of the keys → price, in the entry's currency, unit and bands."""
    rest: Rest | None = None
    """As a condition's: what becomes of content meters that a row leaves out."""

    def cells(self) -> list[Cell]:
        """Return every combination of values that has a price, in the order of the record."""
        return [*dict.fromkeys(cell for row in self.rates.values() for cell in row)]

    def conditions(self) -> Iterator[Condition]:
        """Yield a plain condition for each combination of values."""
        for cell in self.cells():
            tests: dict[str, Any] = {k: Test((v,)) for k, v in zip(self.by, cell, strict=True)}
            rates = {meter: row[cell] for meter, row in self.rates.items() if cell in row}
            yield Condition(given=Given(**tests), rates=rates, rest=self.rest)

    def to_json(self) -> dict[str, Any]:
        """Write as a record does, amounts as exact text."""
        nested = {meter: _nested(row) for meter, row in self.rates.items()}
        said = {"by": [*self.by], "rates": nested}
        return said | ({"rest": self.rest} if self.rest else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        rates = {
            meter: {cell: tuple(a and Amount.from_text(a) for a in rate) for cell, rate in row}
            for meter, nested in data["rates"].items()
            for row in (_flat(nested, len(data["by"])),)
        }
        return cls(by=tuple(data["by"]), rates=rates, rest=data.get("rest"))

    @classmethod
    def accept(cls, written: object) -> Self:
        """Take a table as it is, read anything else; raises `BadValue`."""
        return written if isinstance(written, cls) else cls.parse(written)

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a table; raises `BadValue`, whose path leads to what is wrong."""
        if not isinstance(written, dict) or not {"by", "rates"} <= written.keys():
            raise BadValue("table-unreadable", value=shown(written))
        for name in written.keys() - {"by", "rates", "rest"}:
            raise BadValue("table-unreadable", path=(str(name),), value=shown(name))
        if written.get("rest") not in (None, *_RESTS):
            raise BadValue("table-unreadable", path=("rest",), value=shown(written["rest"]))
        by = _by(written["by"])
        return cls(by=by, rates=_rates(written["rates"], by), rest=written.get("rest"))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: Handler) -> CoreSchema:
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": cls.accept},
            "serialization": {"type": "function-plain", "function": cls.to_json},
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: Handler) -> JsonSchema:
        return table_schema()


def _by(written: object) -> tuple[str, ...]:
    keys = tuple(listed(written))
    for place, key in enumerate(keys):
        if not isinstance(key, str) or key not in KEYS or key in keys[:place]:
            facts = {"value": shown(key), "nearest": nearest(key, KEYS)}
            raise BadValue("table-key", path=("by", place), **facts)
    if not 0 < len(keys) <= _DEPTH:
        raise BadValue("table-depth", path=("by",), count=len(keys), most=_DEPTH)
    return keys


def _rates(written: object, by: tuple[str, ...]) -> dict[str, dict[Cell, Rate]]:
    if not isinstance(written, dict) or not written:
        raise BadValue("table-unreadable", path=("rates",), value=shown(written))
    rates = {}
    for meter, nested in written.items():
        path = ("rates", str(meter))
        if meter not in METERS:
            close = nearest(meter, METERS)
            raise BadValue("meter-unknown", path=path, value=shown(meter), nearest=close)
        try:
            rates[meter] = dict(_cells(nested, by))
        except BadValue as fault:
            raise fault.within(*path) from None
    return rates


def _cells(written: object, by: tuple[str, ...]) -> Iterator[tuple[Cell, Rate]]:
    """Yield each cell with its rate; `by` are the keys that are left to go through."""
    if not by:
        yield (), _rate(written)
        return
    if not isinstance(written, dict) or not written:
        raise BadValue("table-unreadable", value=shown(written))
    for name, nested in written.items():
        try:
            word = KEYS[by[0]].word(name)
            yield from (((word, *cell), rate) for cell, rate in _cells(nested, by[1:]))
        except BadValue as fault:
            raise fault.within(str(name)) from None


def _rate(written: object) -> Rate:
    if isinstance(written, dict) or written == []:
        raise BadValue("table-unreadable", value=shown(written))
    return tuple(None if one is None else Amount.accept(one) for one in listed(written))


def _nested(row: Mapping[Cell, Rate]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for cell, rate in row.items():
        inner = nested
        for word in cell[:-1]:
            inner = inner.setdefault(word, {})
        inner[cell[-1]] = [amount and amount.text() for amount in rate]
    return nested


def _flat(nested: Any, depth: int) -> Iterator[tuple[Cell, Any]]:  # noqa: ANN401  # JSON
    if not depth:
        yield (), nested
        return
    for name, inner in nested.items():
        yield from (((name, *cell), rate) for cell, rate in _flat(inner, depth - 1))


def table_schema() -> JsonSchema:
    """Return what an editor needs to know of a table; how deep it nests, `by` says."""
    amount: JsonSchema = {"anyOf": [*Amount.SCHEMA["anyOf"], {"type": "null"}]}
    rate: JsonSchema = {"anyOf": [amount, {"type": "array", "items": amount, "minItems": 1}]}
    nested = rate
    for _ in range(_DEPTH):
        inner = {"type": "object", "additionalProperties": nested, "minProperties": 1}
        nested = {"anyOf": [*rate["anyOf"], inner]}
    keys: JsonSchema = {"type": "string", "enum": [*KEYS]}
    by = {"anyOf": [keys, {"type": "array", "items": keys, "minItems": 1, "maxItems": _DEPTH}]}
    meters = {"type": "object", "propertyNames": {"enum": [*METERS]}, "minProperties": 1}
    properties: JsonSchema = {
        "by": by | {"description": "The keys on which the prices depend, the outermost first."},
        "rates": meters
        | {
            "additionalProperties": inner,
            "description": "Meter → a value of each key → price, in the entry's unit and bands.",
        },
        "rest": {
            "enum": [*_RESTS],
            "description": "What becomes of content meters that the table leaves out.",
        },
    }
    return {
        "type": "object",
        "title": "Table",
        "description": "Prices by one key or several, nested in the order of `by`.",
        "properties": properties,
        "required": ["by", "rates"],
        "additionalProperties": False,
    }
