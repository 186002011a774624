"""The events of a stream, as the one body that a dialect reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmanac.pricing.numbers import added
from llmanac.pricing.paths import BadBody, Place
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from llmanac.pricing.dialect import Dialect

Json = Any

_DEPTH = 8
"""How deep fields merge; what is deeper is replaced."""


class Merged(dict[str, Any]):
    """The body that a stream's events make up for one dialect, recognised or not."""

    several: BadBody | None = None
    """Set where the events are of several responses: those are several receipts."""
    summed: int = 0
    """The usage objects of how many responses were added up."""


def merged(dialect: Dialect, events: Iterable[dict[str, Any]]) -> Merged:
    """Make one body of a stream's events: field by field, the last that is not null.

    Where the dialect says `stream_sums`, the numbers of the usage object are added up instead.
    """
    body = Merged()
    sums: dict[str, Any] = {}
    for event in events:
        part = _part(dialect, event)
        body.several = body.several or _several(dialect, body, part)
        _merge(body, part, _last)
        if dialect.stream_sums:
            usage = _usage(dialect, part)
            body.summed += bool(usage)
            _merge(sums, usage, added)
    if sums:
        _usage(dialect, body).update(sums)
    return body


def _part(dialect: Dialect, event: dict[str, Any]) -> dict[str, Any]:
    """Return the part of the body that an event carries."""
    around = Place(event, event, "")
    parts = (around.find(path) for path in dialect.stream)
    return next((part for part in parts if isinstance(part, dict)), {})


def _usage(dialect: Dialect, body: dict[str, Any]) -> dict[str, Any]:
    """Return the usage object of a body or a part; an empty one where there is none."""
    place = Place.of(body, dialect.usage)
    return {} if place.usage is body else place.usage


def _several(dialect: Dialect, body: dict[str, Any], part: dict[str, Any]) -> BadBody | None:
    """Say where a part names another response than the body so far."""
    path = dialect.id
    if path is None:
        return None
    old, new = (Place(one, one, "").find(path) for one in (body, part))
    differs = old and new and old != new
    return BadBody("several-responses", path=path.text(), value=shown(new)) if differs else None


def _merge(
    body: dict[str, Any],
    part: dict[str, Any],
    both: Callable[[Json, Json], Json],
    depth: int = _DEPTH,
) -> None:
    """Lay a part over the body; `both` says what becomes of two values that are no objects."""
    for name, value in part.items():
        old = body.get(name)
        if isinstance(value, dict) and depth:
            body[name] = old if isinstance(old, dict) else {}
            _merge(body[name], value, both, depth - 1)
        elif value is not None:
            body[name] = value if old is None else both(old, value)


def _last(_old: Json, new: Json) -> Json:
    return new
