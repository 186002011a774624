"""The keys on which a price may depend, and which values a condition may name under each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from llmanac.pricing.faults import BadValue
from llmanac.pricing.written import JsonSchema, listed, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.pricing.written import CoreSchema, Handler

TIERS = ("standard", "batch", "flex", "priority", "fast", "ultrafast", "balanced")
MODES = ("thinking", "non-thinking")
DEPTHS = ("low", "medium", "high")
"""How much of the web a search looks through."""
ORDINARY = {"default": "standard", "auto": "standard", "on_demand": "standard"}
"""What sellers call the standard tier."""

_WORD = r"[A-Za-z0-9][A-Za-z0-9._:*/+-]{0,63}"
_NUMBER = r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?"
_BOUNDS = {"above", "upto"}


@dataclass(frozen=True, slots=True)
class Test:
    """Which values of one key are meant: these, all but these, or numbers within bounds."""

    values: tuple[str, ...] = ()
    negated: bool = False
    above: Decimal | None = None
    """Numbers larger than this."""
    upto: Decimal | None = None
    """Numbers no larger than this."""

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """The numbers at which its answer changes; none where it names words."""
        return tuple(bound for bound in (self.above, self.upto) if bound is not None)

    def holds(self, said: Iterable[str]) -> bool:
        """Tell whether something is said, and is meant."""
        if self.bounds:
            return any(self._within(value) for value in said)
        return any((value in self.values) is not self.negated for value in said)

    def knows(self, value: str) -> bool:
        """Tell whether the value is named, or is a number where numbers are meant."""
        return is_number(value) if self.bounds else value in self.values

    def _within(self, value: str) -> bool:
        if not is_number(value):
            return False
        number = Decimal(value)
        above = self.above is None or number > self.above
        return above and (self.upto is None or number <= self.upto)

    def to_json(self) -> Any:  # noqa: ANN401  # JSON
        """Write as a record does, bounds as exact text."""
        if self.bounds:
            bounds = {"above": self.above, "upto": self.upto}
            return {name: format(n, "f") for name, n in bounds.items() if n is not None}
        values = self.values[0] if len(self.values) == 1 else [*self.values]
        return {"not": values} if self.negated else values

    @classmethod
    def from_json(cls, data: Any) -> Test:  # noqa: ANN401  # JSON
        """Read what `to_json` wrote."""
        if not isinstance(data, dict):
            return cls(tuple(listed(data)))
        if "not" in data:
            return cls(tuple(listed(data["not"])), negated=True)
        bounds = {name: Decimal(text) for name, text in data.items()}
        return cls(above=bounds.get("above"), upto=bounds.get("upto"))


def is_number(value: str) -> bool:
    """Tell whether a word can be held against bounds: plain digits, perhaps with decimals."""
    return re.fullmatch(_NUMBER, value) is not None


class Values:
    """Marks a test: which values may stand there. With none named, whatever a provider calls so."""

    def __init__(self, *names: str) -> None:
        """Take the closed list; without one, words and numbers of any kind."""
        self.names = names

    def accept(self, written: object) -> Test:
        """Read a value, a list, `{not: …}`, `{above: …}`, `{upto: …}`; raises `BadValue`."""
        if isinstance(written, Test):
            return written
        if isinstance(written, dict) and written and written.keys() <= _BOUNDS and not self.names:
            bounds = {name: _bound(bound) for name, bound in written.items()}
            return Test(above=bounds.get("above"), upto=bounds.get("upto"))
        negated = isinstance(written, dict) and written.keys() == {"not"}
        words = listed(written["not"] if negated else written)  # type: ignore[index]
        values = tuple(self.word(word) for word in words)
        if not values:
            raise BadValue("condition-unreadable", value=shown(written), nearest=[])
        return Test(values, negated)

    def word(self, value: object) -> str:
        """Read one value; raises `BadValue` with `condition-unreadable`."""
        if isinstance(value, str) and (value in self.names or self._is_free(value)):
            return value
        close = nearest(value, self.names)
        raise BadValue("condition-unreadable", value=shown(value), nearest=close)

    def _is_free(self, value: str) -> bool:
        return not self.names and re.fullmatch(_WORD, value) is not None

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": self.accept},
            "serialization": {"type": "function-plain", "function": Test.to_json},
        }

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: Handler) -> JsonSchema:
        one: JsonSchema = {"type": "string", "pattern": f"^{_WORD}$"}
        if self.names:
            one = {"type": "string", "enum": [*self.names]}
        some: JsonSchema = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
        others = _object({"not": some}, required=["not"])
        if self.names:
            return {"anyOf": [*some["anyOf"], others]}
        number: JsonSchema = {"type": "number", "minimum": 0}
        if getattr(handler, "mode", None) == "serialization":
            number = {"type": "string", "pattern": f"^{_NUMBER}$"}
        bounds = _object(dict.fromkeys(sorted(_BOUNDS), number)) | {"minProperties": 1}
        return {"anyOf": [*some["anyOf"], others, bounds]}


def _bound(written: object) -> Decimal:
    if isinstance(written, int | Decimal) and not isinstance(written, bool):
        number = Decimal(written)
        if number.is_finite() and number.adjusted() < 18 and is_number(format(number, "f")):
            return number
    raise BadValue("condition-unreadable", value=shown(written), nearest=[])


def _object(properties: JsonSchema, **more: object) -> JsonSchema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


KEYS: Mapping[str, Values] = {
    "tier": Values(*TIERS),
    "mode": Values(*MODES),
    "region": Values(),
    "quality": Values(),
    "size": Values(),
    "resolution": Values(),
    "search_context": Values(*DEPTHS),
    "search_type": Values(),
    "interval": Values(),
    "policy": Values(),
    "route": Values(),
    "api": Values(),
}
"""Key → what a condition may name under it. The moment of a request is a key of its own kind."""
