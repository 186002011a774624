"""Bodies made of a dialect's own paths: whatever its files say, numbers stand where it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Record = dict[str, Any]
"""A dialect file."""

STEP = re.compile(r'"[^"]+"|\[\d*\]|[^.\[\]"]+')


@dataclass(frozen=True)
class Slot:
    """Where a dialect looks, and what it looks for there."""

    path: str
    meter: str | None = None
    items: tuple[str, ...] = ()
    """Of a list: the paths within an item."""
    where: Mapping[str, list[str]] = field(default_factory=dict)
    """Of a list: which texts an item may hold."""
    is_list: bool = False


def slots(record: Record) -> Iterator[Slot]:
    """Yield every place at which something is counted, each once."""
    found: dict[str, Slot] = {}
    for meter, rule in record["counts"].items():
        for slot in _of_rule(rule, meter):
            old = found.get(slot.path)
            found[slot.path] = _both(old, slot) if old else slot
    yield from found.values()


def _of_rule(rule: Record, meter: str) -> Iterator[Slot]:
    paths = (*_listed(rule.get("first")), *_listed(rule.get("plus")))
    if "each" in rule:
        where = {path: [*_listed(words)] for path, words in rule.get("where", {}).items()}
        each = rule["each"]
        is_list = "[]" not in each or each.endswith("[]")  # else each is one object of several
        yield Slot(each.removesuffix("[]"), meter, paths, where, is_list=is_list)
    else:
        yield from (Slot(path, meter) for path in paths)
    for name in ("otherwise", "also", "less"):
        if name in rule:
            yield from _of_rule(rule[name], meter)


def _both(one: Slot, other: Slot) -> Slot:
    where = {**one.where}
    for path, words in other.where.items():
        where[path] = [*dict.fromkeys((*where.get(path, ()), *words))]
    items = tuple(dict.fromkeys((*one.items, *other.items)))
    return Slot(one.path, one.meter, items, where, one.is_list)


def around(record: Record) -> dict[str, list[str]]:
    """Return where a context stands, and words that may stand there."""
    return {
        path: [*rule["plain"], *rule.get("means", {}), "flex"]
        for rule in record.get("context", ())
        for path in _listed(rule["first"])
    }


def level(record: Record, meter: str) -> int:
    """Return how deep inside of other counts a count is: 0 is part of none."""
    above = [whole for whole, rule in record["counts"].items() if meter in rule.get("includes", ())]
    return max((level(record, whole) + 1 for whole in above), default=0)


@st.composite
def bodies(
    draw: st.DrawFn, record: Record, leaf: st.SearchStrategy[Any], *, deep: bool = False
) -> dict[str, Any]:
    """Draw a body in which `leaf` stands at some of the places; with `deep` anywhere above too."""
    body: dict[str, Any] = {}
    root = next(iter(_listed(record.get("usage"))), "/") if draw(st.booleans()) else "/"
    for slot in slots(record):
        if draw(st.integers(0, 3)):  # three of four places say something
            put(body, within(root, slot.path), draw(found_at(slot, leaf)))
    for path, words in around(record).items():
        if draw(st.booleans()):
            put(body, within(root, path), draw(st.sampled_from(words)))
    if deep:
        _spoil(draw, body, leaf)
    return body


def found_at(slot: Slot, leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw what stands at a place: a list, one of the objects that are counted, or a number."""
    if slot.is_list:
        return items(slot, leaf)
    if slot.items or slot.where:
        return items(slot, leaf).map(lambda made: next(iter(made), {}))
    return leaf


@st.composite
def items(draw: st.DrawFn, slot: Slot, leaf: st.SearchStrategy[Any]) -> list[Any]:
    """Draw a list of items, most of which some rule takes."""
    made: list[Any] = []
    for _ in range(draw(st.integers(0, 3))):
        if not slot.items and not slot.where:
            made.append(draw(st.sampled_from(["a", "b"])))
            continue
        item: dict[str, Any] = {}
        for path in slot.items:
            put(item, path, draw(leaf))
        for path, words in slot.where.items():
            put(item, path, draw(st.sampled_from([*words, "another"])))
        made.append(item)
    return made


def _spoil(draw: st.DrawFn, node: Any, leaf: st.SearchStrategy[Any]) -> None:  # noqa: ANN401
    """Put something else where an object or a list should be."""
    for name, inner in [*node.items()]:
        if isinstance(inner, dict | list) and not draw(st.integers(0, 9)):
            node[name] = draw(leaf)
        elif isinstance(inner, dict):
            _spoil(draw, inner, leaf)


def within(root: str, path: str) -> str:
    """Return where a path of a dialect stands, counted from the top of the body."""
    return path if path.startswith("/") else f"{root.rstrip('/')}.{path}"


def put(body: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401
    """Write at a path; where something else stands in the way, it stays."""
    node: Any = body
    steps = STEP.findall(path.removeprefix("/"))
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        inner: Any = value if after is None else [] if after.startswith("[") else {}
        if step.startswith("["):
            if not isinstance(node, list):
                return
            number = int(step[1:-1] or 0)
            node.extend({} for _ in range(number + 1 - len(node)))
            node[number] = inner if after is None else node[number] or inner
            node = node[number]
        else:
            if not isinstance(node, dict):
                return
            name = step.strip('"')
            node[name] = inner if after is None else node.get(name, inner)
            node = node[name]


def get(body: Any, path: str) -> Any:  # noqa: ANN401
    """Return what stands at a path."""
    for step in STEP.findall(path.removeprefix("/")):
        if step.startswith("["):
            number = int(step[1:-1] or 0)
            body = body[number] if isinstance(body, list) and number < len(body) else None
        else:
            body = body.get(step.strip('"')) if isinstance(body, dict) else None
    return body


def _listed(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else [] if value is None else [value]
