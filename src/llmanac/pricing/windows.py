"""Hours of the week, as a seller writes them: a zone, weekdays, hours, and days that are excepted.

All by the clocks of the zone: where those are put back an hour comes twice, where they are put
forward one never comes. Hours over midnight belong to the day on which they begin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003  # pydantic reads it
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from llmanac.pricing.faults import BadValue
from llmanac.pricing.written import RECORD, JsonSchema, Several, Shape, Written, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from llmanac.pricing.written import CoreSchema, Handler

_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_SPAN = rf"{_CLOCK}-({_CLOCK}|24:00)"
_DAY = r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]"
_NAME = r"[a-z0-9_-][a-z0-9._-]*"

Zone = Annotated[
    str, Shape(type="str", pattern=r"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$", max_length=64)
]
"""A name of the IANA database of time zones."""
Exception_ = Annotated[str, Shape(type="str", pattern=rf"^{_NAME}$", max_length=64)]
"""The name of a calendar, or a day: `cn`, `2026-10-01`."""


@dataclass(frozen=True, slots=True)
class Hours(Written):
    """A part of a day by the clock, written `09:00-12:00`; `22:00-06:00` runs over midnight."""

    start: int
    """Seconds since midnight at which it begins."""
    end: int
    """Seconds since midnight at which it is over: that second is no longer part of it."""
    written: str

    SCHEMA: ClassVar[JsonSchema] = {
        "type": "string",
        "pattern": f"^{_SPAN}$",
        "examples": ["09:00-12:00", "22:00-06:00"],
    }

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read hours; raises `BadValue` with `hours-unreadable`, also where they are none."""
        if isinstance(written, str) and re.fullmatch(_SPAN, written):
            start, end = (_seconds(clock) for clock in written.split("-"))
            if start != end:
                return cls(start, end, written)
        raise BadValue("hours-unreadable", value=shown(written))

    def text(self) -> str:
        """Write it as it was written."""
        return self.written

    def began(self, second: int) -> int | None:
        """Tell how many days ago those hours began that hold at this second; None: none hold."""
        if self.start < self.end:
            return 0 if self.start <= second < self.end else None
        if second >= self.start:
            return 0
        return 1 if second < self.end else None


def _seconds(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


class _Weekday:
    """Marks a day of the week: 1 is Monday, 7 Sunday."""

    def accept(self, written: object) -> int:
        if isinstance(written, int) and not isinstance(written, bool) and 1 <= written <= 7:
            return written
        raise BadValue("weekday-unreadable", value=shown(written))

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": self.accept},
        }

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: Handler) -> JsonSchema:
        return {"type": "integer", "minimum": 1, "maximum": 7}


_WHOLE_DAY = Hours(0, 86_400, "00:00-24:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Times at which a price holds: these hours of these days, but for those excepted."""

    tz: Zone
    """The zone by whose clocks and calendar it is: `Asia/Shanghai`."""
    days: Annotated[tuple[Annotated[int, _Weekday()], ...], Several(or_one=True, some=True)] = ()
    """Days of the week, 1 is Monday; every day where nothing is said."""
    hours: Annotated[tuple[Hours, ...], Several(or_one=True, some=True)] = ()
    """Hours of the day; the whole day where nothing is said."""
    excepted: Annotated[tuple[Exception_, ...], Several(or_one=True, some=True)] = ()
    """Days on which it does not hold: calendars by name, and single days."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        if not (self.days or self.hours or self.excepted):
            raise BadValue("window-empty")

    @property
    def calendars(self) -> tuple[str, ...]:
        """The calendars whose days are excepted."""
        return tuple(name for name in self.excepted if not is_day(name))

    def began(self, local: datetime) -> Iterator[date]:
        """Yield the days on which hours began that hold then; single days are excepted already."""
        second = local.hour * 3600 + local.minute * 60 + local.second
        for hours in self.hours or (_WHOLE_DAY,):
            ago = hours.began(second)
            day = None if ago is None else local.date() - timedelta(days=ago)
            named = day and day.isoweekday() in (self.days or range(1, 8))
            if day and named and day.isoformat() not in self.excepted:
                yield day

    def to_json(self) -> dict[str, Any]:
        """Write as a record does."""
        said = {
            "tz": self.tz,
            "days": [*self.days],
            "hours": [hours.text() for hours in self.hours],
            "except": [*self.excepted],
        }
        return {name: value for name, value in said.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            tz=data["tz"],
            days=tuple(data.get("days", ())),
            hours=tuple(map(Hours.parse, data.get("hours", ()))),
            excepted=tuple(data.get("except", ())),
        )


Windows = tuple[Window, ...]


def is_day(name: str) -> bool:
    """Tell whether an exception is a single day rather than a calendar."""
    return re.fullmatch(_DAY, name) is not None
