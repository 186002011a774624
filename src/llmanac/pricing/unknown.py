"""Which fields of a body no rule of its dialect knows, so that a new meter never vanishes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from llmanac.pricing.counting import matches
from llmanac.pricing.remarks import Remark
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.counts import Count
    from llmanac.pricing.dialect import Dialect
    from llmanac.pricing.paths import Path, Place

    Filter = Mapping[Path, tuple[str, ...]]

_MOST_REPORTED = 20
"""Unknown fields named one by one; the rest are counted."""

_MODEL = "model"
"""Where an item of a list names the model that served it, if not the body's."""

Known = dict[str, "Known"]
"""Field names that are known, each with those known inside it; an empty one knows all inside."""


class KnownFields:
    """What a dialect knows: of the usage object, and of the body around it."""

    def __init__(self, dialect: Dialect) -> None:
        """Gather every path that the dialect names."""
        self._usage = _known(dialect, in_body=False)
        self._body = _known(dialect, in_body=True)
        self._model = dialect.model
        self._watched = [
            (path, _inside(self._body, path), [*_filters(dialect, path)])
            for path in dialect.watched
        ]

    def remarks(self, place: Place) -> Iterator[Remark]:
        """Report each field that is not known, but not without end."""
        fields = [*self._unknown(place)]
        for path, value in fields[:_MOST_REPORTED]:
            yield Remark("unknown-field", {"path": path, "value": shown(value)})
        if len(fields) > _MOST_REPORTED:
            yield Remark("unknown-fields-more", {"count": len(fields) - _MOST_REPORTED})

    def _unknown(self, place: Place) -> Iterator[tuple[str, Any]]:
        if place.usage is place.body:  # a usage object alone may carry what else stands around it
            yield from _unknown(place.usage, {**self._body, **self._usage}, "")
        else:
            yield from _unknown(place.usage, self._usage, place.prefix)
        for path, inside, filters in self._watched:
            watched = place.get(path)
            if isinstance(watched, list):
                yield from self._strange(place, path, watched, filters)
            elif isinstance(watched, dict) and place.usage is not place.body:
                yield from _unknown(watched, inside, place.said(path))

    def _strange(
        self, place: Place, path: Path, items: list[Any], filters: list[Filter]
    ) -> Iterator[tuple[str, Any]]:
        """Yield the items that no rule counts, and those of another model than the body's."""
        model = place.get(self._model) if self._model else None
        for index, item in enumerate(items):
            said = f"{place.said(path)}[{index}]"
            usage = item if isinstance(item, dict) else {}
            within = replace(place, usage=usage, prefix=said)
            other = within.usage.get(_MODEL)
            counted = any(matches(within, where) for where in filters)
            if not counted or (None not in (model, other) and model != other):
                yield said, item


def _filters(dialect: Dialect, path: Path) -> Iterator[Filter]:
    """Yield which items of a list the counts take."""
    for count in dialect.counts.values():
        if count.each == path:
            yield count.where


def _inside(known: Known, path: Path) -> Known:
    for name in path.names:
        known = known.get(name, {})
    return known


def _known(dialect: Dialect, *, in_body: bool) -> Known:
    known: Known = {}
    for path in _paths(dialect):
        if path.in_body is in_body:
            inside = known
            for name in path.names:
                inside = inside.setdefault(name, {})
    return known


def _paths(dialect: Dialect) -> Iterator[Path]:
    for count in dialect.counts.values():
        yield from _count_paths(count)
    if dialect.checksum:
        yield dialect.checksum.total
        for way in dialect.checksum.ways:
            yield from way.sum
    for rule in dialect.context:
        yield from rule.first
    yield from dialect.reported.first if dialect.reported else ()
    yield from filter(None, (dialect.model, dialect.at))
    yield from dialect.known
    for sign in dialect.recognise:
        yield from (*sign.has, *sign.where)


def _count_paths(count: Count) -> Iterator[Path]:
    yield from (count.each,) if count.each else (*count.first, *count.plus)
    for other in filter(None, (count.otherwise, count.also, count.less)):
        yield from _count_paths(other)


def _unknown(node: dict[str, Any], known: Known, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in node.items():
        said = f"{prefix}.{name}" if prefix else str(name)
        inside = known.get(name)
        if inside is None:
            if _says_something(value):
                yield said, value
        elif inside and isinstance(value, dict):
            yield from _unknown(value, inside, said)


def _says_something(value: object, depth: int = 8) -> bool:
    """Nothing, zero, and what holds only such, cannot be billed."""
    if isinstance(value, dict) and depth:
        return any(_says_something(inner, depth - 1) for inner in value.values())
    return bool(value)
