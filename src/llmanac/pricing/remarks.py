"""What a receipt says beside its lines: warnings, the vendor's checksum, the vendor's own cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from llmanac.pricing.numbers import Number


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning, or the reason for a range: a stable code, and the values that a sentence needs."""

    code: str
    params: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Write as plain data."""
        return {"code": self.code, "params": dict(self.params)}


@dataclass(frozen=True, slots=True)
class Checked:
    """The vendor's own total against the numbers that make it up."""

    path: str
    total: Number
    parts: Mapping[str, Number]
    """What was added up: where it stands, and how much it is."""
    holds: bool

    def to_json(self) -> dict[str, Any]:
        """Write as plain data."""
        return {
            "path": self.path,
            "total": self.total,
            "parts": dict(self.parts),
            "holds": self.holds,
        }


@dataclass(frozen=True, slots=True)
class Reported:
    """What the vendor itself says that the request cost."""

    amount: Decimal
    currency: str | None
    """None where the body does not say and vendors of the API differ."""

    def to_json(self) -> dict[str, Any]:
        """Write as plain data, the amount as exact text without an exponent."""
        return {"amount": format(self.amount, "f"), "currency": self.currency}


def instant_text(at: datetime) -> str:
    """Write an instant in UTC: `2026-04-23T06:27:54Z`."""
    return at.isoformat().replace("+00:00", "Z")
