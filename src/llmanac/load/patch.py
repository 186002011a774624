"""Change values of a YAML text where they stand; all else, comments too, stays byte for byte.

The text is cut at the parser's marks. Nothing here judges what comes out: whoever patches reads
the result again and demands of it what was meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Unpatchable(Exception):
    """The text is not of a shape that can be changed at this place."""


@dataclass(frozen=True, slots=True)
class Put:
    """A field is to have a value, whether it is there or not."""

    path: tuple[str | int, ...]
    """Keys of mappings and positions in lists, which all but the last must be there."""
    flow: str
    """The value as one line of YAML."""
    order: Sequence[str] = ()
    """The keys of that mapping in the order in which records have them."""
    instead: str | None = None
    """A neighbouring field that gives way to it."""


@dataclass(frozen=True, slots=True)
class Append:
    """A list is to have another item at its end."""

    path: tuple[str | int, ...]
    item: str
    """The item as lines of YAML, as they stand behind the dash of a list that is not indented."""


def patched(text: str, changes: Sequence[Put | Append]) -> str:
    """The text with all changes, one after another; raises `Unpatchable`."""
    for change in changes:
        root = _tree(text)
        text = _put(text, root, change) if isinstance(change, Put) else _append(text, root, change)
    return text


@dataclass(slots=True)
class _Span:
    """Where a value stands: from `start` up to `end`, `column` characters into its line."""

    start: int
    end: int
    column: int
    is_flow: bool = False
    is_alias: bool = False
    word: str = ""
    """What a scalar says."""
    fields: dict[str, tuple[_Span, _Span]] = field(default_factory=dict)
    items: list[_Span] = field(default_factory=list)


def _put(text: str, root: _Span, put: Put) -> str:
    outer, key = _at(root, put.path[:-1]), put.path[-1]
    if not isinstance(key, str) or outer.is_alias:
        raise Unpatchable
    if put.instead is not None and put.instead in outer.fields:
        name, value = outer.fields[put.instead]
        return f"{text[: name.start]}{key}: {put.flow}{text[value.end :]}"
    if key in outer.fields:
        name, value = outer.fields[key]
        return f"{text[: name.end]}: {put.flow}{text[value.end :]}"
    return _inserted(text, outer, f"{key}: {put.flow}", _before(outer, key, put.order))


def _before(outer: _Span, key: str, order: Sequence[str]) -> str | None:
    """The field behind which a new one goes; None where it is the first."""
    earlier = set(order[: order.index(key)]) if key in order else set(outer.fields)
    return next((name for name in reversed(outer.fields) if name in earlier), None)


def _inserted(text: str, outer: _Span, line: str, behind: str | None) -> str:
    if outer.is_flow:
        return _into_flow(text, outer, line)
    if behind is None:
        at = text.rfind("\n", 0, outer.start) + 1
        indent = text[at : outer.start]
        if indent.strip():  # the mapping begins behind a dash: its first field is not movable
            raise Unpatchable
        return f"{text[:at]}{indent}{line}\n{text[at:]}"
    at = _line_end(text, outer.fields[behind][1].end)
    return f"{text[:at]}\n{' ' * outer.column}{line}{text[at:]}"


def _into_flow(text: str, outer: _Span, item: str) -> str:
    last = (
        outer.items[-1] if outer.items else next(reversed(outer.fields.values()), (None, None))[1]
    )
    if last is None:
        return f"{text[: outer.start + 1]}{item}{text[outer.end - 1 :]}"
    return f"{text[: last.end]}, {item}{text[last.end :]}"


def _append(text: str, root: _Span, append: Append) -> str:
    lst = _at(root, append.path)
    if lst.is_alias or lst.is_flow or not lst.items:
        raise Unpatchable
    at = _line_end(text, lst.items[-1].end)
    lines = append.item.splitlines()
    indent = " " * lst.column
    inner = "".join(f"\n{indent}  {line}" for line in lines[1:])
    return f"{text[:at]}\n{indent}- {lines[0]}{inner}{text[at:]}"


def _line_end(text: str, at: int) -> int:
    """The end of the line, so that a comment behind a value stays with it."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _at(root: _Span, path: Sequence[str | int]) -> _Span:
    span = root
    for step in path:
        if isinstance(step, str) and step in span.fields:
            span = span.fields[step][1]
        elif isinstance(step, int) and step < len(span.items):
            span = span.items[step]
        else:
            raise Unpatchable
        if span.is_alias:
            raise Unpatchable
    return span


def _tree(text: str) -> _Span:
    try:
        return _spans(text)
    except yaml.YAMLError:
        raise Unpatchable from None


def _spans(text: str) -> _Span:
    """Where every value of the one document stands."""
    open_: list[tuple[_Span, bool, list[_Span]]] = []
    root: _Span | None = None
    for event in yaml.parse(text, Loader=_LOADER):
        done: _Span
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                start, end = _marks(event)
                span = _Span(start.index, end.index, start.column)
                span.is_flow = bool(event.flow_style)
                open_.append((span, isinstance(event, yaml.MappingStartEvent), []))
                continue
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                done = _closed(event, *open_.pop())
            case yaml.ScalarEvent() | yaml.AliasEvent():
                done = _single(text, event)
            case _:
                continue
        if open_:
            open_[-1][2].append(done)
        else:
            root = done
    if root is None:
        raise Unpatchable
    return root


def _single(text: str, event: yaml.ScalarEvent | yaml.AliasEvent) -> _Span:
    start, end = _marks(event)
    said = text[start.index : end.index].rstrip()  # a block's mark stands behind its last line
    span = _Span(start.index, start.index + len(said), start.column)
    if isinstance(event, yaml.ScalarEvent):
        span.word = event.value
    else:
        span.is_alias = True
    return span


def _closed(
    event: yaml.MappingEndEvent | yaml.SequenceEndEvent,
    span: _Span,
    is_mapping: bool,
    parts: list[_Span],
) -> _Span:
    span.end = _marks(event)[1].index if span.is_flow else (parts[-1].end if parts else span.end)
    if is_mapping:
        pairs = zip(parts[::2], parts[1::2], strict=True)
        span.fields = {key.word: (key, value) for key, value in pairs}
    else:
        span.items = parts
    return span


def _marks(event: yaml.Event) -> tuple[Any, Any]:
    """Where an event begins and ends: libyaml's marks or PyYAML's own."""
    return event.start_mark, event.end_mark
