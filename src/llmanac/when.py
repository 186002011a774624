"""When a request was made: what a caller means, what its body says, else what the clock shows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from llmanac.pricing.faults import BadValue
from llmanac.pricing.moments import start_of
from llmanac.pricing.numbers import time
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from llmanac.pricing.reader import Usage
    from llmanac.pricing.receipt import AtFrom

    At = datetime | date | str | float
    """A day or a naive time is UTC, a number counts seconds since 1970."""


def instant(at: At) -> datetime:
    """Return the instant that a caller means; raises `BadValue` with `at-unreadable`."""
    if isinstance(at, datetime):
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    if isinstance(at, date):
        return start_of(at)
    try:
        read = datetime.fromisoformat(at) if isinstance(at, str) else time(at)
    except ValueError:
        read = None
    if read is None:
        raise BadValue("at-unreadable", value=shown(at))
    return instant(read)


def moment(at: At | None) -> datetime | None:
    """Return the instant that a caller means, None where none is meant; raises `BadValue`."""
    return None if at is None else instant(at)


def at_of(said_at: datetime | None, usage: Usage) -> tuple[datetime, AtFrom]:
    """Return the moment for which to price: the caller's, else the body's own, else now."""
    if said_at is not None:
        return said_at, "caller"
    if usage.at is not None:
        return usage.at, "body"
    return now(), "now"


def now() -> datetime:
    """Return what the clock shows. The only place that asks it."""
    return datetime.now(UTC)
