"""What the executors are given to read: the bodies of all bills, and bodies made of a dialect."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from billing import BILLS, read
from hypothesis import strategies as st

from llmanac.pricing.counts import Count
from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.pricing.clauses import Others
    from llmanac.pricing.dialect import Dialect
    from llmanac.pricing.paths import Path as FieldPath
    from llmanac.pricing.paths import Step

Json = Any

WHOLE_GRAMMAR = Path(__file__).parent / "whole_grammar.yaml"
"""A dialect that uses every clause."""


def of_bills() -> Iterator[tuple[str, str, str]]:
    """Yield what a bill shows, its dialect, and its body as the API sends it."""
    for path in sorted(BILLS.glob("*.yaml")):
        for bill in read(path):
            body = bill["body"]
            text = body if isinstance(body, str) else json_text(body)
            yield f"{path.stem}: {bill['name']}", bill["dialect"], text


def json_text(value: Json) -> str:
    """Write JSON that keeps every digit."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {json_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(json_text, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)


NUMBERS = st.one_of(
    st.integers(0, 9),
    st.integers(0, 10**6),
    st.sampled_from([None, 0, 2**53 + 1, Decimal("7.0")]),
)
"""Small, so that totals add up; sometimes what a float cannot hold."""
SECONDS = st.one_of(NUMBERS, st.integers(1, 9999).map(lambda n: Decimal(n) / 100))
RUBBISH = st.sampled_from(
    [*(-1, True, False, "", "12", [], {}, {"a": 1}, [1], [None], [{}], 2**63, 10**30)]
    + [Decimal(written) for written in ("2.5", "1E400", "-0.5", "1E2")]
)
AMOUNTS = st.one_of(
    NUMBERS,
    st.sampled_from(["0.5", "free", -1, "-1", "1e18", 10**18, True, "0.10", {"usd": 1}]),
    st.sampled_from([Decimal(written) for written in ("0.00250", "2.40", "1E-41", "5E+2", "0.0")]),
)


@st.composite
def made_of(draw: st.DrawFn, dialect: Dialect, *, rubbish: bool) -> Json:
    """Make a body with something at some of the paths that the dialect names."""
    body: dict[str, Json] = {}
    usage = _held(body, draw(st.sampled_from([(), *(path.steps for path in dialect.usage)])))
    rules = [(dialect.counts, usage)]
    for others in dialect.others:
        items = [draw(_item(others)) for _ in range(draw(st.integers(0, 2 if others.each else 1)))]
        rules += [(others.counts, item) for item in items]
        there = items if others.each else next(iter(items), None)
        _put(body if others.items.in_body else usage, others.items.steps, there)
    for counts, around in rules:
        for meter, count in counts.items():
            _count(draw, meter, count, body, around)
    for rule in dialect.context:
        words = st.sampled_from([*rule.plain, *rule.means, "other", None])
        _maybe(draw, draw(st.sampled_from(rule.first)), words, body, usage)
    for rule in dialect.reported:
        _maybe(draw, draw(st.sampled_from(rule.first)), AMOUNTS, body, usage)
        for path, words in rule.where.items():
            _maybe(draw, path, st.sampled_from([*words, "other"]), body, usage)
        if rule.currency_at:
            _maybe(draw, rule.currency_at, st.sampled_from(["usd", "EUR", "euro", 5]), body, usage)
    for path in filter(None, (dialect.model, dialect.at)):
        _maybe(draw, path, st.sampled_from(["some-text", 1771890123, None]), body, usage)
    for checksum in filter(None, [dialect.checksum, *dialect.also_checked]):
        way = draw(st.sampled_from([None, *checksum.ways]))
        for path in way.sum if way else ():
            _maybe(draw, path, NUMBERS, body, usage)
        total = _sum(way.sum, body, usage) + draw(st.sampled_from([0, 0, 7])) if way else None
        _put(body if checksum.total.in_body else usage, checksum.total.steps, total)
    if rubbish:
        _spoil(draw, dialect, body, usage)
    return body


def _count(draw: st.DrawFn, meter: str, count: Count, body: Json, usage: Json) -> None:
    """Put something where a count is read, or nothing."""
    numbers = NUMBERS if METERS[meter].seconds is None else SECONDS
    for path, words in () if count.each else count.where.items():
        _maybe(draw, path, st.sampled_from([*words, "other"]), body, usage)
    if count.each:
        item = _item(count, numbers)
        scalars = st.sampled_from(["a", "b", "a", 1, True])
        kinds = item | scalars if count.counts_items and not count.where else item
        _maybe(draw, count.each, st.lists(kinds, max_size=3), body, usage)
    else:
        for path in (*count.first, *count.plus):
            _maybe(draw, path, numbers, body, usage)
    for other in filter(None, (count.otherwise, count.also, count.less)):
        _count(draw, meter, other, body, usage)


@st.composite
def _item(draw: st.DrawFn, rule: Count | Others, numbers: Json = NUMBERS) -> Json:
    """Make an item of a list: mostly one that the rule takes."""
    item: dict[str, Json] = {}
    for path, words in rule.where.items():
        _maybe(draw, path, st.sampled_from([*words, *words, "other", False]), {}, item)
    for path in (*rule.first, *rule.plus) if isinstance(rule, Count) else ():
        _maybe(draw, path, numbers, {}, item)
    return item


def _maybe(draw: st.DrawFn, path: FieldPath, values: Json, body: Json, usage: Json) -> None:
    if draw(st.booleans()):
        _put(body if path.in_body else usage, path.steps, draw(values))


def _spoil(draw: st.DrawFn, dialect: Dialect, body: Json, usage: Json) -> None:
    """Put rubbish at some path of a count, or on the way to it."""
    counts, others = dialect.counts.values(), (*dialect.context, *dialect.reported)
    paths = [path for count in counts for path in (*count.first, *filter(None, [count.each]))]
    paths += [path for rule in others for path in rule.first]
    paths += filter(None, (dialect.model, dialect.at))
    path = draw(st.sampled_from(paths))
    depth = draw(st.integers(1, len(path.steps)))
    _put(body if path.in_body else usage, path.steps[:depth], draw(RUBBISH))


def _held(body: Json, steps: tuple[Step, ...]) -> Json:
    """Put an empty object there, and return it."""
    usage: Json = {} if steps else body
    _put(body, steps, usage)
    return usage


def _put(node: Json, steps: tuple[Step, ...], value: Json) -> None:
    """Lay a value where a path leads; lists grow at their end."""
    for step in reversed(steps):
        if isinstance(step, str):
            value = {step: value}
        elif step is not None or not isinstance(value, list):
            value = [*([None] * (step or 0)), value]
    _merge(node, value)


def _merge(node: Json, more: Json) -> None:
    if isinstance(node, dict) and isinstance(more, dict):
        for name, value in more.items():
            if name in node and isinstance(node[name], dict | list):
                _merge(node[name], value)
            else:
                node[name] = value
    elif isinstance(node, list) and isinstance(more, list):
        node.extend(more)


def _sum(paths: Iterable[FieldPath], body: Json, usage: Json) -> int:
    """Add up what whole numbers stand there."""
    found = (_at(body if path.in_body else usage, path.steps) for path in paths)
    return sum(number for number in found if type(number) is int)


def _at(node: Json, steps: tuple[Step, ...]) -> Json:
    for step in steps:
        node = node.get(step) if isinstance(node, dict) else None
    return node
