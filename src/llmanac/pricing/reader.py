"""Read a body by its dialect: disjoint counts per meter, and what else the body says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import Number, count_at, money, time
from llmanac.pricing.paths import BadBody, Path, Place
from llmanac.pricing.remarks import Checked, Remark, Reported
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from llmanac.pricing.dialect import Count, Dialect, Sign

_MOST_REPORTED = 20
"""Unknown fields named one by one; the rest are counted."""

Known = dict[str, "Known"]
"""Field names that are known, each with those known inside it; an empty one knows all inside."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one body says. Counts are disjoint: they add up, nothing is counted twice."""

    counts: dict[str, Number]
    """Only meters of which there is something, in the vocabulary's order."""
    context: tuple[tuple[str, str], ...]
    """What a price may depend on, where it is out of the ordinary: `("tier", "flex")`."""
    checked: Checked | None
    reported: Reported | None
    model: str | None
    at: datetime | None
    remarks: tuple[Remark, ...]


class NoUsage(BadBody):
    """A body in which no usage can be found."""


class Reader:
    """A dialect made ready to read bodies."""

    def __init__(self, name: str, dialect: Dialect) -> None:
        """Sort out once what every reading needs."""
        self.name = name
        self.dialect = dialect
        self._parts_first = [*dialect.parts_first()]
        self._known = _known(dialect, in_body=False)
        self._watched = _known(dialect, in_body=True)

    def place(self, body: dict[str, Any]) -> Place:
        """Find the usage object; where there is none, the body is taken to be one itself."""
        around = Place(body, body, "")
        for path in self.dialect.usage:
            usage = around.get(path)
            if isinstance(usage, dict) and usage:
                return Place(usage, body, ".".join(path.names))
        return around

    def recognises(self, body: dict[str, Any]) -> bool:
        """Tell whether the body shows one of the dialect's signs."""
        place = self.place(body)
        return any(_shows(place, sign) for sign in self.dialect.recognise)

    def merged(self, events: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """Make one body of a stream's events: field by field, the last that is not null.

        Raises `BadBody` where the events are of several responses: those are several receipts.
        """
        body: dict[str, Any] = {}
        for event in events:
            around = Place(event, event, "")
            parts = (around.get(path) for path in self.dialect.stream)
            part = next((part for part in parts if isinstance(part, dict)), {})
            self._check_same(body, part)
            _merge(body, part)
        return body

    def read(self, body: dict[str, Any]) -> Usage:
        """Count what the body reports; raises `NoUsage`, or `BadBody` naming the path."""
        place = self.place(body)
        remarks: list[Remark] = []
        checked, beside = self._check(place, remarks)
        counts = self._counts(place, beside, remarks)
        context = tuple(self._context(place))
        reported = self._reported(place, remarks)
        at = self._time(place, remarks)
        model = place.get(self.dialect.model) if self.dialect.model else None
        remarks.extend(self._unknown(place))
        return Usage(
            counts=counts,
            context=context,
            checked=checked,
            reported=reported,
            model=model if isinstance(model, str) else None,
            at=at,
            remarks=tuple(remarks),
        )

    def looked_for(self) -> list[str]:
        """Name the fields, at least one of which a body must have."""
        place = Place({}, {}, ".".join(self.dialect.usage[0].names))
        return [place.said(path) for count in self.dialect.counts.values() for path in count.first]

    def _check_same(self, body: dict[str, Any], part: dict[str, Any]) -> None:
        path = self.dialect.id
        old, new = (Place(one, one, "").get(path) if path else None for one in (body, part))
        if path and old and new and old != new:
            raise BadBody("several-responses", path=path.text(), value=shown(new))

    def _check(self, place: Place, remarks: list[Remark]) -> tuple[Checked | None, tuple[str, ...]]:
        """Find the way in which the vendor's total adds up, and what stands beside then."""
        checksum = self.dialect.checksum
        total = count_at(place, checksum.total) if checksum else None
        if checksum is None or total is None:
            return None, ()
        for way in checksum.ways:
            parts = {path: count_at(place, path) or 0 for path in way.sum}
            if sum(parts.values()) == total:
                holds = True
                break
        else:
            holds, way = False, checksum.ways[0]
            parts = {path: count_at(place, path) or 0 for path in way.sum}
        said = {place.said(path): number for path, number in parts.items()}
        checked = Checked(place.said(checksum.total), total, said, holds)
        if not holds:
            remarks.append(Remark("checksum", {**checked.to_json(), "sum": sum(said.values())}))
        return checked, way.beside

    def _counts(
        self, place: Place, beside: tuple[str, ...], remarks: list[Remark]
    ) -> dict[str, Number]:
        """Subtract from each count what it includes."""
        wholes: dict[str, Number] = {}
        own: dict[str, Number] = {}
        found = False
        for meter, count in self._parts_first:
            parts = sum(wholes[part] for part in count.includes if part not in beside)
            whole = _counted(place, count, fractions=METERS[meter].seconds is not None)
            found = found or whole is not None
            if whole is None or whole < parts:
                if whole is not None:
                    facts = {"meter": meter, "whole": whole, "parts": parts}
                    remarks.append(Remark("parts-exceed-whole", facts))
                whole = parts
            wholes[meter], own[meter] = whole, whole - parts
        if not found:
            raise NoUsage("no-usage", looked_for=self.looked_for(), dialects=[self.name])
        return {meter: own[meter] for meter in METERS if own.get(meter)}

    def _context(self, place: Place) -> Iterator[tuple[str, str]]:
        for rule in self.dialect.context:
            value = _first(place, rule.first)
            if value is not None and value not in rule.plain:
                yield rule.key, shown(value)

    def _reported(self, place: Place, remarks: list[Remark]) -> Reported | None:
        rule = self.dialect.reported
        value = _first(place, rule.first) if rule else None
        if rule is None or value is None:
            return None
        amount = money(value)
        if amount is None:
            remarks.append(Remark("reported-unreadable", {"value": shown(value)}))
            return None
        return Reported(amount, rule.currency)

    def _time(self, place: Place, remarks: list[Remark]) -> datetime | None:
        path = self.dialect.at
        value = place.get(path) if path else None
        if path is None or value is None:
            return None
        instant = time(value)
        if instant is None:
            facts = {"path": place.said(path), "value": shown(value)}
            remarks.append(Remark("time-unreadable", facts))
        return instant

    def _unknown(self, place: Place) -> Iterator[Remark]:
        """Report what no mapping knows, so that a new meter never vanishes."""
        bare = place.usage is place.body
        known = {**self._watched, **self._known} if bare else self._known
        fields = [*_unknown(place.usage, known, place.prefix)]
        for path in () if bare else self.dialect.watched:
            watched = place.get(path)
            inside = self._watched
            for name in path.names:
                inside = inside.get(name, {})
            if isinstance(watched, dict):
                fields += _unknown(watched, inside, ".".join(path.names))
        for path_said, value in fields[:_MOST_REPORTED]:
            yield Remark("unknown-field", {"path": path_said, "value": shown(value)})
        if len(fields) > _MOST_REPORTED:
            yield Remark("unknown-fields-more", {"count": len(fields) - _MOST_REPORTED})


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
    if count.otherwise:
        yield from _count_paths(count.otherwise)


def _shows(place: Place, sign: Sign) -> bool:
    return (
        all(place.get(path) is not None for path in sign.has)
        and all(place.get(path) is None for path in sign.lacks)
        and _matches(place, sign.where)
    )


def _matches(place: Place, where: Any) -> bool:  # noqa: ANN401
    return all(place.get(path) in words for path, words in where.items())


def _first(place: Place, paths: tuple[Path, ...]) -> Any:  # noqa: ANN401
    for path in paths:
        value = place.get(path)
        if value is not None:
            return value
    return None


def _counted(place: Place, count: Count, *, fractions: bool) -> Number | None:
    found = (
        _added(place, count, fractions=fractions)
        if count.each is None
        else _added_each(place, count, count.each, fractions=fractions)
    )
    if found is None and count.otherwise is not None:
        return _counted(place, count.otherwise, fractions=fractions)
    return found


def _added(place: Place, count: Count, *, fractions: bool) -> Number | None:
    """Add the first path that is there and all others that are."""
    total: Number | None = None
    for path in count.first:
        total = count_at(place, path, fractions=fractions)
        if total is not None:
            break
    for path in count.plus:
        more = count_at(place, path, fractions=fractions)
        total = more if total is None else total + (more or 0)
    return total


def _added_each(place: Place, count: Count, path: Path, *, fractions: bool) -> Number | None:
    """Add up over the items of a list that match, or count them."""
    items = place.get(path)
    if items is None:
        return None
    if not isinstance(items, list):
        raise BadBody("not-a-list", path=place.said(path), value=shown(items))
    total: Number = 0
    for index, item in enumerate(items):
        said = f"{place.said(path)}[{index}]"
        if not isinstance(item, dict):
            raise BadBody("not-a-mapping", path=said, value=shown(item))
        within = Place(item, place.body, said)
        if _matches(within, count.where):
            counts_items = not (count.first or count.plus)
            total += 1 if counts_items else _added(within, count, fractions=fractions) or 0
    return total


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


def _merge(body: dict[str, Any], part: dict[str, Any], depth: int = 8) -> None:
    for name, value in part.items():
        old = body.get(name)
        if isinstance(old, dict) and isinstance(value, dict) and depth:
            _merge(old, value, depth - 1)
        elif value is not None:
            body[name] = dict(value) if isinstance(value, dict) else value
