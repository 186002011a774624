"""Read a body by its dialect: disjoint counts per meter, and what else the body says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llmanac.pricing.counting import counted, first_of, matches
from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import Number, count_at, count_text, money, time
from llmanac.pricing.paths import BadBody, Path, Place
from llmanac.pricing.remarks import Checked, Remark, Reported
from llmanac.pricing.unknown import KnownFields
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from llmanac.pricing.dialect import Dialect, Sign


Pairs = tuple[tuple[str, str], ...]
"""Key and value of each thing on which a price may depend."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one body says. Counts are disjoint: they add up, nothing is counted twice."""

    counts: dict[str, Number]
    """Only meters of which there is something, in the vocabulary's order."""
    context: Pairs
    """What a price may depend on, where it is out of the ordinary: `("tier", "flex")`."""
    checked: Checked | None
    reported: Reported | None
    model: str | None
    at: datetime | None
    remarks: tuple[Remark, ...]
    ordinary: Pairs = ()
    """Where the body says that all is ordinary, and what that is called: `("tier", "standard")`."""


class NoUsage(BadBody):
    """A body in which no usage can be found."""


class Reader:
    """A dialect made ready to read bodies."""

    def __init__(self, name: str, dialect: Dialect) -> None:
        """Sort out once what every reading needs."""
        self.name = name
        self.dialect = dialect
        self._parts_first = [
            (meter, count, METERS[meter].seconds is not None)
            for meter, count in dialect.parts_first()
        ]
        self._telling = [*_telling(dialect)]
        self._listed = [meter for meter in METERS if meter in dialect.counts]
        self._known = KnownFields(dialect)

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
        if all(place.get(path) is None for path in self._telling):
            raise NoUsage("no-usage", looked_for=self.looked_for(), dialects=[self.name])
        remarks: list[Remark] = []
        checked, beside = self._check(place, remarks)
        counts = self._counts(place, beside, remarks)
        told = tuple(first_of(place, rule.first) for rule in self.dialect.context)
        served, ordinary = self.context(told)
        reported = self._reported(place, remarks)
        at = self._time(place, remarks)
        model = place.get(self.dialect.model) if self.dialect.model else None
        remarks.extend(self._known.remarks(place))
        return Usage(
            counts=counts,
            context=served,
            checked=checked,
            reported=reported,
            model=model if isinstance(model, str) else None,
            at=at,
            remarks=tuple(remarks),
            ordinary=ordinary,
        )

    def context(self, told: Sequence[Any]) -> tuple[Pairs, Pairs]:
        """Sort what stands at each rule of the context into what is out of the ordinary, and what
        is said to be ordinary.
        """
        served, ordinary = [], []
        for rule, value in zip(self.dialect.context, told, strict=True):
            if value in rule.plain:
                ordinary.append((rule.key, rule.plain[0]))
            elif value is not None:
                served.append((rule.key, rule.means.get(shown(value), shown(value))))
        return tuple(served), tuple(ordinary)

    def looked_for(self) -> list[str]:
        """Name the fields that make a usage object: counts of content that are part of no other."""
        place = Place({}, {}, ".".join(self.dialect.usage[0].names))
        counts = self.dialect.counts
        parts = {part for count in counts.values() for part in count.includes}
        return [
            place.said(count.first[0])
            for meter, count in counts.items()
            if meter not in parts and count.first and METERS[meter].kind == "content"
        ]

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
            return None, checksum.ways[0].beside if checksum else ()
        for way in (*checksum.ways, checksum.ways[0]):  # the first again where none holds
            parts = {path: count_at(place, path) or 0 for path in way.sum}
            added = sum(parts.values())
            if added == total:
                break
        said = {place.said(path): number for path, number in parts.items()}
        checked = Checked(place.said(checksum.total), total, said, added == total)
        if not checked.holds:
            facts = {"path": checked.path, "total": total, "parts": said, "sum": added}
            remarks.append(Remark("checksum", facts))
        return checked, way.beside

    def _counts(
        self, place: Place, beside: tuple[str, ...], remarks: list[Remark]
    ) -> dict[str, Number]:
        """Subtract from each count what it includes."""
        wholes: dict[str, Number] = {}
        own: dict[str, Number] = {}
        for meter, count, fractions in self._parts_first:
            parts = sum(wholes[part] for part in count.includes if part not in beside)
            less = counted(place, count.less, fractions=fractions) if count.less else 0
            inside = parts + (less or 0)
            said = counted(place, count, fractions=fractions)
            if said is not None and said < inside:
                facts = {"whole": count_text(said), "parts": count_text(inside)}
                remarks.append(Remark("parts-exceed-whole", {"meter": meter, **facts}))
            own[meter] = max(said or 0, inside) - inside
            wholes[meter] = own[meter] + parts
        return {meter: own[meter] for meter in self._listed if own[meter]}

    def _reported(self, place: Place, remarks: list[Remark]) -> Reported | None:
        rule = self.dialect.reported
        value = first_of(place, rule.first) if rule else None
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


def _telling(dialect: Dialect) -> Iterator[Path]:
    """Yield where counts stand in the usage object: without any of them there is no usage."""
    rules = [*dialect.counts.values()]
    for count in rules:
        for path in (count.each,) if count.each else count.first:
            if not path.in_body:
                yield path
        rules.extend(filter(None, [count.otherwise]))


def _shows(place: Place, sign: Sign) -> bool:
    return (
        all(place.get(path) is not None for path in sign.has)
        and all(place.get(path) is None for path in sign.lacks)
        and matches(place, sign.where)
    )


def _merge(body: dict[str, Any], part: dict[str, Any], depth: int = 8) -> None:
    for name, value in part.items():
        old = body.get(name)
        if isinstance(old, dict) and isinstance(value, dict) and depth:
            _merge(old, value, depth - 1)
        elif value is not None:
            body[name] = dict(value) if isinstance(value, dict) else value
