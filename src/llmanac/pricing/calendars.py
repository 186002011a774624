"""Whether windows of time hold at a moment, by the zones' clocks and the calendars' days."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime
    from typing import Self

    from llmanac.pricing.windows import Windows


@dataclass(frozen=True, slots=True)
class Calendar:
    """Named days, and the time of which the calendar knows all of them."""

    days: frozenset[date]
    start: date
    """The first day of which it speaks."""
    until: date
    """The first day of which it no longer does."""

    def has(self, day: date) -> bool | None:
        """Tell whether a day is one of them; None where the calendar does not say."""
        return day in self.days if self.start <= day < self.until else None


Calendars = dict[str, Calendar]


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment, and what is known of it.

    A day of which no calendar speaks is taken for an ordinary one; a window whose zone is unknown
    here is taken not to hold. What of that matters, `unknown` tells.
    """

    at: datetime
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    supposed: Mapping[str, bool] = field(default_factory=dict)
    """Name of what is unknown → whether its days, or its windows, are taken to hold."""

    def holds(self, windows: Windows) -> bool:
        """Tell whether any of the windows holds."""
        for window in windows:
            local = self._local(window.tz)
            if local is None:
                if self.supposed.get(window.tz, False):
                    return True
            elif any(not self._is_off(window.calendars, day) for day in window.began(local)):
                return True
        return False

    def unknown(self, windows: Windows) -> Iterator[tuple[str, str]]:
        """Yield what nobody knows and this depends on: a code and a name."""
        for window in windows:
            local = self._local(window.tz)
            if local is None:
                yield "zone-unknown", window.tz
                continue
            for day in window.began(local):
                said = {name: self._has(name, day) for name in window.calendars}
                if True not in said.values():
                    yield from (("calendar-unknown", n) for n, has in said.items() if has is None)

    def supposing(self, supposed: Mapping[str, bool]) -> Self:
        """Return the same moment with something taken for granted."""
        return replace(self, supposed=supposed)

    def _is_off(self, names: Iterable[str], day: date) -> bool:
        for name in names:
            has = self._has(name, day)
            if has or (has is None and self.supposed.get(name, False)):
                return True
        return False

    def _has(self, name: str, day: date) -> bool | None:
        calendar = self.calendars.get(name)
        return None if calendar is None else calendar.has(day)

    def _local(self, zone: str) -> datetime | None:
        """Return what the zone's clocks show; None where this machine does not know the zone."""
        from zoneinfo import ZoneInfo  # noqa: PLC0415  # few prices depend on the time

        try:
            local = self.at.astimezone(ZoneInfo(zone))
            return local if local.toordinal() > 1 else None  # a day before is looked at, too
        except (KeyError, ValueError, OSError, OverflowError):
            return None
