"""Numbers of the map as they can be believed, and a list of what cannot be taken across."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Amount, Positive, Unit
from llmanac.pricing.faults import BadValue
from llmanac.sync.amounts import Noisy, amount
from llmanac.sync.claims import Left

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.sync.claims import Json

_SHOWN: Final = 120
_MOST: Final = Decimal(10) ** 15
_LEAST: Final = Decimal("1e-24")


@dataclass(slots=True)
class Leaving:
    """Collects what an entry says and nobody can take across."""

    where: str
    left: list[Left] = field(default_factory=list)

    def leave(self, name: str, value: Json, why: str) -> None:
        """Note one value with the reason."""
        self.left.append(Left(self.where, name, shown(value), why))

    def figure(self, name: str, value: Json) -> Decimal | None:
        """Return a number that is zero or more; note anything else."""
        why = _wrong(value)
        if why is None:
            return abs(Decimal(value))
        self.leave(name, value, why)
        return None

    def count(self, name: str, value: Json) -> int | None:
        """Return a whole number above zero; note anything else. A zero stands for unknown."""
        number = self.figure(name, value)
        if number is None or number == int(number) > 0:
            return None if number is None else int(number)
        self.leave(name, value, "not-a-number" if number else "zero-for-unknown")
        return None

    def factor(self, name: str, value: Json) -> Positive | None:
        """Return by what a price is multiplied; note what is no such number."""
        number = self.figure(name, value)
        try:
            return None if number is None else Positive.parse(number)
        except BadValue:
            self.leave(name, value, "inexpressible")
            return None

    def amount(self, name: str, value: Json, meter: str, per: Unit) -> Amount | None:
        """Return the price of one of a meter, cleaned; note what is none."""
        number = self.figure(name, value)
        try:
            return None if number is None else amount(number, meter, per)
        except Noisy:
            self.leave(name, value, "noisy")
            return None

    def mapping(self, name: str, value: Json) -> Mapping[str, Json]:
        """Return an object; note anything else."""
        if isinstance(value, dict):
            return value
        self.leave(name, value, "not-an-object")
        return {}


def _wrong(value: Json) -> str | None:
    """Return why a value is no number of zero or more, if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return "not-a-number"
    if isinstance(value, int) and abs(value) >= _MOST:
        return "out-of-range"
    number = Decimal(value)
    if not number.is_finite():
        return "not-a-number"
    if number < 0:
        return "negative"
    return "out-of-range" if number and not _LEAST <= number < _MOST else None


def _plain(value: Json) -> Json:
    """Return a value with its numbers as people write them."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def shown(value: Json) -> str:
    """Write a value shortly."""
    if isinstance(value, Decimal):
        value = str(value)
    text = value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
