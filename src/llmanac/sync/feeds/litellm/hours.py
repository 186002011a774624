"""Hours of the week at which a price holds, as the map writes them: in UTC, by days of a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.pricing.faults import BadValue
from llmanac.pricing.windows import Hours, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.values import Here

_Span = tuple[int, int]
_DAY: Final = 86_400
WEEK: Final = 7 * _DAY
"""Seconds."""
_OFFSETS: Final = {"UTC": 0, "Asia/Shanghai": 8}
"""Zones whose clocks are never changed → hours ahead of UTC."""


def windows(value: Json, here: Here) -> tuple[Window, ...]:
    """Return the hours of an off-peak price, by the clocks of the zone of its weekdays."""
    zone = value.get("weekday_timezone", "UTC")
    found = value.get("windows")
    if (
        not isinstance(zone, str)
        or zone not in _OFFSETS
        or not isinstance(found, list)
        or not found
    ):
        here.leave("off_peak_pricing", value, "inexpressible")
        return ()
    try:
        return tuple(_window(one, zone) for one in found)
    except (BadValue, TypeError, AttributeError, ValueError):
        here.leave("off_peak_pricing.windows", found, "inexpressible")
        return ()


def _window(said: Json, zone: str) -> Window:
    written = said.get("hours_utc", ())
    spans = [written] if isinstance(written, str) else written
    days = tuple(said.get("weekdays", ()))
    if not all(type(day) is int and 1 <= day <= 7 for day in days):
        raise TypeError(days)
    hours = [part for span in spans for part in _local(span, _OFFSETS[zone] * 3600)]
    whole = any(part == (0, _DAY) for part in hours)
    return Window(
        tz=zone, days=days, hours=() if whole else tuple(_hours(*part) for part in sorted(hours))
    )


def _local(span: str, ahead: int) -> Iterator[tuple[int, int]]:
    """Yield a span in UTC by local clocks, parted at midnight: each part is of its own day."""
    start, end = (_clock(text) for text in span.split("-"))
    length = (end - start) % _DAY or _DAY
    begin = (start + ahead) % _DAY
    if length == _DAY:
        yield 0, _DAY
    elif begin + length <= _DAY:
        yield begin, begin + length
    else:
        yield begin, _DAY
        yield 0, begin + length - _DAY


def _clock(text: str) -> int:
    hours, minutes = map(int, text.split(":"))
    if not (0 <= hours <= 24 and 0 <= minutes < 60):
        raise ValueError(text)
    return hours * 3600 + minutes * 60


def _hours(start: int, end: int) -> Hours:
    clocks = (f"{second // 3600:02}:{second % 3600 // 60:02}" for second in (start, end))
    return Hours.parse("-".join(clocks))


def the_rest(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """Return the hours of a week that are in none of the windows, by the same clocks."""
    rest: dict[tuple[_Span, ...], list[int]] = {}
    for day in range(1, 8):
        if gaps := _gaps(windows, day):
            rest.setdefault(gaps, []).append(day)
    return tuple(
        Window(
            tz=windows[0].tz,
            days=tuple(days),
            hours=() if (0, _DAY) in gaps else tuple(_hours(*gap) for gap in gaps),
        )
        for gaps, days in rest.items()
    )


def length(windows: tuple[Window, ...]) -> int:
    """Return how many seconds of a week are in windows that do not overlap."""
    hours = {one: sum(span.end - span.start for span in one.hours) or _DAY for one in windows}
    return sum(seconds * (len(one.days) or 7) for one, seconds in hours.items())


def _gaps(windows: tuple[Window, ...], day: int) -> tuple[_Span, ...]:
    that_day = [one for one in windows if day in (one.days or range(1, 8))]
    spans = [(hours.start, hours.end) for one in that_day for hours in one.hours]
    spans += [(0, _DAY) for one in that_day if not one.hours]
    gaps, at = [], 0
    for start, end in [*sorted(spans), (_DAY, _DAY)]:
        gaps += [(at, start)] if start > at else []
        at = max(at, end)
    return tuple(gaps)
