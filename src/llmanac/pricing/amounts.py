"""Money as published: an exact decimal, and the unit that it buys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Self

from llmanac.pricing.faults import BadValue
from llmanac.pricing.written import JsonSchema, Written, shown

if TYPE_CHECKING:
    from llmanac.pricing.meters import Meter

_THOUSANDS = {"": 1, "k": 1_000, "M": 1_000_000}
_SECONDS = {"s": 1, "min": 60, "h": 3600}

_NUMBER = r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,30})?"
_UNIT = r"([1-9][0-9]{0,11}[kM]?(s|min|h)?|[kM](s|min|h)?|s|min|h)"
_UNIT_PARTS = re.compile(r"([0-9]*)([kM]?)(s|min|h|)")

_MOST_DECIMALS = 30
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Unit(Written):
    """What a price buys: `1`, `1k`, `1M`, `1h`, `1Mh` (a million units for an hour)."""

    written: str

    SCHEMA: ClassVar[JsonSchema] = {
        "anyOf": [
            {"type": "string", "pattern": f"^{_UNIT}$"},
            {"type": "integer", "minimum": 1, "maximum": 10**12 - 1},
        ],
        "examples": ["1k", "1M", 1, "1h"],
    }

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a unit from text or a bare number; raises `BadValue` with `unit-unreadable`."""
        if isinstance(written, int) and not isinstance(written, bool) and 0 < written < 10**12:
            written = str(written)
        if isinstance(written, str) and re.fullmatch(_UNIT, written):
            return cls(written)
        raise BadValue("unit-unreadable", value=shown(written))

    def text(self) -> str:
        """Write it as the seller does."""
        return self.written

    def of(self, meter: Meter) -> Fraction:
        """Return how many of the meter's own units it is.

        Raises `BadValue` with `unit-mismatch` where a time is given to a meter that has none.
        """
        number, thousands, time = _UNIT_PARTS.fullmatch(self.written).groups()  # type: ignore[union-attr]
        size = int(number or 1) * _THOUSANDS[thousands]
        if not time:
            return Fraction(size)
        if meter.seconds is None:
            raise BadValue("unit-mismatch", unit=self.written, meter=meter.id, counts=meter.unit)
        return Fraction(size * _SECONDS[time], meter.seconds)


@dataclass(frozen=True, slots=True)
class Amount(Written):
    """A price exactly as published, in the entry's currency and unit or in a unit of its own."""

    value: Decimal
    unit: Unit | None = None

    SCHEMA: ClassVar[JsonSchema] = {
        "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": f"^{_NUMBER}/{_UNIT}$"},
        ],
        "examples": [0.0032, "10/1k"],
    }

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a number, or text with its unit (`10/1k`). Text alone, a float, a bool is no amount.

        Raises `BadValue`: `amount-not-a-number`, `amount-negative`, `amount-out-of-range`,
        `amount-without-unit`, `unit-unreadable`.
        """
        if isinstance(written, str):
            number, slash, unit = written.partition("/")
            if not slash and re.fullmatch(_NUMBER, written):
                raise BadValue("amount-without-unit", value=shown(written))
            return cls(_exact(number), Unit.parse(unit)) if slash else cls(_exact(number))
        if isinstance(written, bool) or not isinstance(written, int | Decimal):
            raise BadValue("amount-not-a-number", value=shown(written))
        return cls(_in_range(written if isinstance(written, Decimal) else _whole(written)))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `text` wrote; raises `BadValue` like `parse`."""
        number, slash, unit = text.partition("/")
        return cls(_exact(number), Unit.parse(unit) if slash else None)

    def text(self) -> str:
        """Write it exactly, without an exponent: `0.0032`, `10/1k`."""
        number = format(self.value, "f")
        return f"{number}/{self.unit.written}" if self.unit else number


@dataclass(frozen=True, slots=True)
class Positive(Written):
    """A number above zero, exactly as published: by how much prices change, how much is least."""

    value: Decimal

    SCHEMA: ClassVar[JsonSchema] = {
        "type": "number",
        "exclusiveMinimum": 0,
        "examples": [0.5, 1.1, 10],
    }

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a number; raises `BadValue` like an amount, and with `not-positive` for zero."""
        if isinstance(written, str):
            raise BadValue("amount-not-a-number", value=shown(written))
        value = Amount.parse(written).value
        if not value:
            raise BadValue("not-positive", value=shown(written))
        return cls(value)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `text` wrote."""
        return cls(_exact(text))

    def text(self) -> str:
        """Write it exactly, without an exponent."""
        return format(self.value, "f")


def _exact(number: str) -> Decimal:
    if re.fullmatch(f"-{_NUMBER}", number):
        raise BadValue("amount-negative", value=shown(number))
    if not re.fullmatch(_NUMBER, number):
        raise BadValue("amount-not-a-number", value=shown(number))
    return Decimal(number)


def _whole(number: int) -> Decimal:
    if abs(number) >= 10**_MOST_DIGITS:  # before anything turns it into text
        raise BadValue("amount-out-of-range", value=shown(number))
    return Decimal(number)


def _in_range(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise BadValue("amount-not-a-number", value=str(number))
    if number.is_signed():
        raise BadValue("amount-negative", value=str(number))
    exponent = number.as_tuple().exponent
    if number.adjusted() >= _MOST_DIGITS or -int(exponent) > _MOST_DECIMALS:
        raise BadValue("amount-out-of-range", value=shown(str(number)))
    return number
