"""When: a day, or the moment from which a price holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import ClassVar, Self

from llmanac.pricing.faults import BadValue
from llmanac.pricing.written import JsonSchema, Written, shown

_DAY = r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"


class Day(date, Written):
    """A calendar day, written `2026-04-23`."""

    __slots__ = ()

    SCHEMA: ClassVar[JsonSchema] = {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a day; raises `BadValue` with `day-unreadable`."""
        if isinstance(written, str) and re.fullmatch(_DAY, written):
            year, month, day = map(int, written.split("-"))
            try:
                return cls(year, month, day)
            except ValueError:  # 2026-02-30
                pass
        raise BadValue("day-unreadable", value=shown(written))

    def text(self) -> str:
        """Write it as ISO 8601."""
        return self.isoformat()


@dataclass(frozen=True, slots=True, order=True)
class Moment(Written):
    """A day or an instant with its zone; a bare day begins at 00:00 UTC.

    A seller whose day begins elsewhere is written as an instant: `2026-09-10T00:00+08:00`.
    """

    instant: datetime
    """In UTC; moments are equal and ordered by this alone."""
    written: str = field(compare=False)

    SCHEMA: ClassVar[JsonSchema] = {
        "type": "string",
        "pattern": f"^{_DAY}({_TIME})?$",
        "examples": ["2026-04-23", "2026-09-10T00:00+08:00"],
    }

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a day or an instant; raises `BadValue` with `moment-unreadable`."""
        if isinstance(written, str) and re.fullmatch(f"{_DAY}({_TIME})?", written):
            try:
                read = datetime.fromisoformat(written)
                zoned = read if read.tzinfo else read.replace(tzinfo=UTC)
                return cls(zoned.astimezone(UTC), written)
            except (ValueError, OverflowError):  # 2026-02-30
                pass
        raise BadValue("moment-unreadable", value=shown(written))

    def text(self) -> str:
        """Write it as it was written."""
        return self.written


def is_gone(retires: Day, on: date) -> bool:
    """Whether what retires on a day is gone on another: on its last day it is to be had still."""
    return retires < on


def start_of(day: date) -> datetime:
    """Return the instant at which a bare day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
