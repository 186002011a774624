"""A dialect as one Python function, for bodies in which nothing is out of the ordinary.

The function is written from the dialect's rules, as `dataclasses` writes `__init__`. It gives up
where a count is none, parts exceed their whole, the total does not add up, or something stands in
the body for which only the reader has the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmanac.pricing.counts import parts_first
from llmanac.pricing.envelopes import ENVELOPES
from llmanac.pricing.meters import METERS
from llmanac.pricing.quick.fields import (
    GREATEST,
    Fields,
    Unwritten,
    count,
    indented,
    stands,
    whatever,
)
from llmanac.pricing.quick.lists import absent, in_a_loop, loop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from llmanac.pricing.clauses import Sign
    from llmanac.pricing.counts import Count, Way
    from llmanac.pricing.dialect import Dialect
    from llmanac.pricing.paths import Path
    from llmanac.pricing.quick.fields import Lines

Counts = tuple[int, ...]
"""As many as the dialect has meters, in the vocabulary's order."""
Found = tuple[Counts, tuple[Any, ...], Any]
"""Counts; what stands at each rule of the context; what stands where the body says its time."""
Body = dict[str, Any]


def counting(dialect: Dialect) -> Callable[[Body], Found | None]:
    """Return the function that counts ordinary bodies, and returns None for all others."""
    return _written(_Counting(dialect).lines)


def recognising(dialect: Dialect) -> Callable[[Body], bool | None]:
    """Return the function that tells whether a body shows a sign; None where it cannot tell."""
    return _written(lambda: _signs(dialect))


def _written(lines: Callable[[], Lines]) -> Callable[[Body], Any]:
    try:
        source = ["def function(body):", *indented(lines())]
    except Unwritten:
        return lambda _: None
    scope: dict[str, Any] = {}
    exec("\n".join(source), scope)  # from the closed grammar: its words stand as literals
    return scope["function"]  # type: ignore[no-any-return]


def _signs(dialect: Dialect) -> Lines:
    said = Fields("said", whatever)
    shown = " or ".join(_sign(sign, said) for sign in dialect.recognise)
    yield from _usage(dialect)
    yield from said.lines()
    yield f"return {shown or False}"


def _sign(sign: Sign, said: Fields) -> str:
    tests = [f"{said.value(path)} is not None" for path in sign.has]
    tests += [f"{said.value(path)} is None" for path in sign.lacks]
    tests += [stands(said.value(path), words) for path, words in sign.where.items()]
    return " and ".join(tests)


def _usage(dialect: Dialect) -> Lines:
    """Find the usage object, or take the body to be one; what is wrapped is left to the reader."""
    for shown in sorted({envelope.shown_by[0] for envelope in ENVELOPES}):
        yield f"if {shown!r} in body: return None"
    first, *others = dialect.usage
    yield "usage = body"
    for depth, step in enumerate(first.steps):
        if not isinstance(step, str):
            raise Unwritten
        test = " if type(usage) is dict else None" if depth else ""
        yield f"usage = usage.get({step!r}){test}"
    yield "if usage is None:"
    for path in others:
        yield f"    if {path.steps[0]!r} in body: return None"
    yield "    usage = body"
    yield "elif type(usage) is not dict or not usage: return None"


class _Counting:
    """The lines that count."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.wholes: dict[str, str] = {}
        """What the body reports of each meter, as an expression."""
        self.counts = Fields("count", count)
        self.firsts: dict[str, str] = {}
        """Variables for the first of several that is there, in the order in which they are made."""
        self.said = Fields("said", whatever)
        self.loops: dict[Path, dict[str, Count]] = {}
        self.absent: dict[Path, None] = {}
        """Where nothing may stand: only the reader knows what it would mean."""

    def lines(self) -> Lines:
        """Yield them in the order in which they run."""
        for meter, rule in parts_first(self.dialect.counts):
            self.wholes[meter] = self._whole(rule)
        owned = [*self._owned()]
        context = [self._told(rule.first) for rule in self.dialect.context]
        at = self._told((self.dialect.at,)) if self.dialect.at else "None"
        self._touch()
        sums = [stands(self.said.value(path), words) for path, words in self.dialect.sums.items()]
        yield from _usage(self.dialect)
        for path in self.absent:
            yield from absent(path)
        yield from self.counts.lines()
        yield f"if not ({self._any()}): return None"
        yield from self.said.lines()
        if sums:
            yield f"if {' and '.join(sums)}: return None"
        for path, rules in self.loops.items():
            yield from loop(path, rules)
        for name, first in self.firsts.items():
            yield f"{name} = {first}"
            yield f"if {name} >> {GREATEST}: return None"
        yield from owned
        for meter in self.wholes:
            other = METERS[meter].instead_of
            if other in self.wholes:
                yield f"if {self._own(meter)} and {self._own(other)}: return None"
        listed = [self._own(meter) for meter in METERS if meter in self.wholes]
        yield f"return ({_joined(listed)}), ({_joined(context)}), {at}"

    def _touch(self) -> None:
        """Look also at what changes no count, but of which the reader may say that it is wrong."""
        dialect = self.dialect
        for more in dialect.also_checked:
            for path in (more.total, *(path for way in more.ways for path in way.sum)):
                self.counts.number(path)
        said = [path for rule in dialect.reported for path in (*rule.first, *rule.where)]
        for path in (*said, *filter(None, (dialect.model,))):
            if len(path.steps) > 1:
                self.said.value(path)
        self.absent.update(dict.fromkeys(rule.items for rule in dialect.others))

    def _any(self) -> str:
        """Ask whether the usage object counts anything, the greatest numbers first."""
        names = [name for path, name in self.counts.numbers.items() if not path.in_body]
        return " or ".join(reversed(names)) or "None"

    def _whole(self, rule: Count) -> str:
        """Return what a body reports of a meter, but for what is part of others."""
        said = self._counted(rule)
        less = f" - ({self._counted(rule.less)})" if rule.less else ""
        return said if said.isidentifier() and not less else f"({said}{less})"

    def _counted(self, rule: Count) -> str:
        otherwise = self._counted(rule.otherwise) if rule.otherwise else None
        if rule.each:
            said = self._each(rule.each, rule, otherwise)
        elif otherwise and rule.plus:
            raise Unwritten
        else:
            said = self._first_of(rule.first, otherwise or "0")
            said = " + ".join((said, *map(self.counts.number, rule.plus)))
            if rule.where:
                where = rule.where.items()
                tests = (stands(self.said.value(path), words) for path, words in where)
                said = f"({said} if {' and '.join(tests)} else {otherwise or 0})"
        return f"{said} + {self._counted(rule.also)}" if rule.also else said

    def _each(self, path: Path, rule: Count, otherwise: str | None) -> str:
        """Return the sum over a list; one with something to count otherwise has to be absent."""
        if otherwise or not in_a_loop(path, rule):
            self.absent[path] = None
            return otherwise or "0"
        name = f"sum{sum(map(len, self.loops.values()))}"
        self.loops.setdefault(path, {})[name] = rule
        return name

    def _first_of(self, paths: tuple[Path, ...], otherwise: str) -> str:
        """Return the first count that is there."""
        if len(paths) == 1 and otherwise == "0":
            return self.counts.number(paths[0])
        names = map(self.counts.value, paths)
        first = f"first{len(self.firsts)}"
        tests = "".join(f"{name} if {name} is not None else " for name in names)
        self.firsts[first] = tests + otherwise
        return first

    def _told(self, paths: tuple[Path, ...]) -> str:
        """Return the first of other values that is there."""
        *before, last = map(self.said.value, paths)
        return "".join(f"{name} if {name} is not None else " for name in before) + last

    def _owned(self) -> Lines:
        """Yield what is left of each whole without its parts, by the way that the total names."""
        checksum = self.dialect.checksum
        ways = [way for way in checksum.ways if not way.rest] if checksum else []
        beside = {part for way in ways for part in way.beside}
        for meter, rule in self.dialect.counts.items():
            if not beside & {*rule.includes}:
                yield from self._less(meter, rule.includes)
        if checksum is None:
            return
        if checksum.ways[0].rest:
            raise Unwritten
        total = self.counts.value(checksum.total)
        for number, way in enumerate(ways):
            added = " + ".join(map(self.counts.number, way.sum))
            unsaid = "" if number else f"{total} is None or "
            yield f"{'elif' if number else 'if'} {unsaid}{total} == {added}:"
            yield from indented(self._beside(way, beside))
        yield "else: return None"

    def _beside(self, way: Way, beside: set[str]) -> Lines:
        """Yield what one way of adding up makes of the wholes of which it is the matter."""
        wholes = [m for m, rule in self.dialect.counts.items() if beside & {*rule.includes}]
        for meter in wholes:
            parts = self.dialect.counts[meter].includes
            yield from self._less(meter, [part for part in parts if part not in way.beside])
        if not wholes:
            yield "pass"

    def _less(self, meter: str, parts: Iterable[str]) -> Lines:
        """Take the parts from a whole; more than the whole cannot be part of it."""
        own = self._own(meter)
        if own != self.wholes[meter]:
            yield f"{own} = {' - '.join(self.wholes[one] for one in (meter, *parts))}"
            yield f"if {own} < 0: return None"

    def _own(self, meter: str) -> str:
        """Name what is left of a meter's whole: all of it where it has no parts."""
        changed = self.dialect.counts[meter].includes or not self.wholes[meter].isidentifier()
        return f"own_{meter.replace('.', '_')}" if changed else self.wholes[meter]


def _joined(names: Iterable[str]) -> str:
    return "".join(f"{name}, " for name in names)
