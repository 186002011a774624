"""Read a body by its dialect: disjoint counts per meter, and what else the body says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llmanac.pricing.checking import held
from llmanac.pricing.counting import disjoint, first_of
from llmanac.pricing.counts import matches, parts_first, stands
from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import Number, count_text, currency_named, money, time
from llmanac.pricing.paths import BadBody, Path, Place
from llmanac.pricing.remarks import Checked, Remark, Reported
from llmanac.pricing.streams import Merged, merged
from llmanac.pricing.unknown import KnownFields
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from llmanac.pricing.clauses import Others, Sign
    from llmanac.pricing.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Other:
    """What another model served within the same request."""

    model: str | None
    """What the body calls it; None where it does not say."""
    counts: dict[str, Number]
    """Disjoint, as those of the request itself, and beside them."""
    path: str
    """Where in the body it stands."""

    def unpriced(self) -> Iterator[Remark]:
        """What another model served has prices of its own."""
        for meter, count in self.counts.items():
            facts = {"meter": meter, "count": count_text(count), "model": self.model or self.path}
            yield Remark("unpriced", facts)


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
    others: tuple[Other, ...] = ()
    """What other models served within the same request, as far as there is something of it."""
    several: bool = False
    """Whether it is the sum of several requests, of which nobody tells the sizes."""


class NoUsage(BadBody):
    """A body in which no usage can be found."""


class Reader:
    """A dialect made ready to read bodies."""

    def __init__(self, name: str, dialect: Dialect) -> None:
        """Sort out once what every reading needs."""
        self.name = name
        self.dialect = dialect
        self._parts_first = [*parts_first(dialect.counts)]
        self._others = [(rule, [*parts_first(rule.counts)]) for rule in dialect.others]
        self._telling = [*_telling(dialect)]
        self._known = KnownFields(dialect)

    def place(self, body: dict[str, Any]) -> Place:
        """Find the usage object; where there is none, the body is taken to be one itself."""
        return Place.of(body, self.dialect.usage)

    def recognises(self, body: dict[str, Any]) -> bool:
        """Tell whether the body shows one of the dialect's signs."""
        place = self.place(body)
        return any(_shows(place, sign) for sign in self.dialect.recognise)

    def merged(self, events: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """Make one body of a stream's events: field by field, the last that is not null; where
        the dialect says so, the numbers of the usage object are added up.
        """
        return merged(self.dialect, events)

    def read(self, body: dict[str, Any]) -> Usage:
        """Count what the body reports; raises `NoUsage`, or `BadBody` naming the path.

        The events of several responses are several receipts: that is a `BadBody`, too.
        """
        if isinstance(body, Merged) and body.several:
            raise body.several
        place = self.place(body)
        if all(place.get(path) is None for path in self._telling):
            raise NoUsage("no-usage", looked_for=self.looked_for(), dialects=[self.name])
        remarks: list[Remark] = []
        checks = [held(place, self.dialect.checksum, self.dialect.counts)]
        checks += [held(place, more, {}) for more in self.dialect.also_checked]
        remarks.extend(remark for check in checks for remark in check.remarks())
        way = checks[0]
        counts = disjoint(place, self._parts_first, remarks, beside=way.beside, rest=way.rest)
        others = tuple(self._served_by_others(place, remarks))
        told = tuple(first_of(place, rule.first) for rule in self.dialect.context)
        served, ordinary = self.context(told)
        reported = self._reported(place, remarks)
        at = self._time(place, remarks)
        model = place.get(self.dialect.model) if self.dialect.model else None
        remarks.extend(self._known.remarks(place))
        return Usage(
            counts=counts,
            context=served,
            checked=way.checked,
            reported=reported,
            model=model if isinstance(model, str) else None,
            at=at,
            remarks=tuple(remarks),
            ordinary=ordinary,
            others=others,
            several=self._is_sum(place),
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
        """Name the fields that make a usage object: those of input and output, else all content."""
        place = Place({}, {}, Place({}, {}, "").said(self.dialect.usage[0]))
        counts = self.dialect.counts
        parts = {part for count in counts.values() for part in count.includes}
        wholes = {
            meter: place.said(count.first[0])
            for meter, count in counts.items()
            if meter not in parts and count.first and METERS[meter].kind == "content"
        }
        return [wholes[m] for m in ("input", "output") if m in wholes] or [*wholes.values()]

    def _is_sum(self, place: Place) -> bool:
        added = isinstance(place.body, Merged) and place.body.summed > 1
        sums = self.dialect.sums
        return added or (bool(sums) and matches(place, sums))

    def _served_by_others(self, place: Place, remarks: list[Remark]) -> Iterator[Other]:
        for rule, counts in self._others:
            for within in _objects(place, rule):
                numbers = disjoint(within, counts, remarks)
                model = within.get(rule.model) if rule.model else None
                if numbers:
                    named = model if isinstance(model, str) else None
                    yield Other(named, numbers, within.prefix)

    def _reported(self, place: Place, remarks: list[Remark]) -> Reported | None:
        for rule in self.dialect.reported:
            said = all(stands(place.find(path), words) for path, words in rule.where.items())
            values = (place.find(path) for path in rule.first)
            value = next((value for value in values if value is not None), None) if said else None
            if value is None:
                continue
            amount = money(value, rule.per)
            if amount is None:
                remarks.append(Remark("reported-unreadable", {"value": shown(value)}))
                return None
            named = place.find(rule.currency_at) if rule.currency_at else None
            return Reported(amount, currency_named(named) or rule.currency)
        return None

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


def _objects(place: Place, rule: Others) -> Iterator[Place]:
    """Yield where the usage of other models stands; raises `BadBody` for what is no object."""
    for item, said in place.items(rule.items):
        if not isinstance(item, dict):
            raise BadBody("not-a-mapping", path=said, value=shown(item))
        within = place.within(item, said)
        if matches(within, rule.where):
            yield within


def _shows(place: Place, sign: Sign) -> bool:
    return (
        all(place.find(path) is not None for path in sign.has)
        and all(place.find(path) is None for path in sign.lacks)
        and all(stands(place.find(path), words) for path, words in sign.where.items())
    )
