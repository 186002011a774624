"""YAML to plain data, with the place of every value. The only module that knows YAML.

The parser's events are read one by one, without recursion, so that neither depth nor aliases can
exhaust anything: mappings become dicts with text keys, sequences tuples, bare words what
`scalars` says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from llmanac.findings import Finding, Loc
from llmanac.load.scalars import MOST_DIGITS, TooLong, scalar

LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

Plain = Any
"""dict with text keys, tuple, str, int, Decimal, bool, None."""

MOST_NODES = 100_000
"""Values in one file, each counted wherever an alias repeats it."""
MOST_DEPTH = 40

_Valued = yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent

_CORE = "tag:yaml.org,2002:"
_TAGS = {
    yaml.ScalarEvent: ("!", f"{_CORE}str"),
    yaml.SequenceStartEvent: ("!", f"{_CORE}seq"),
    yaml.MappingStartEvent: ("!", f"{_CORE}map"),
}
"""Tags that may be written: those that change nothing, and the one that makes text of a number."""


@dataclass(slots=True)
class Node:
    """A value and where it stands; `line` and `column` count from 1."""

    line: int
    column: int
    data: Plain = None
    items: "list[Node]" = field(default_factory=list)
    """The items of a sequence."""
    fields: "dict[str, tuple[Node, Node]]" = field(default_factory=dict)
    """Key → the key's own node and its value, of a mapping."""
    size: int = 1
    """Values within, itself counted."""

    def find(self, loc: Loc, *, at_key: bool = False) -> "Node":
        """The node at `loc`, or the nearest one around it that is there."""
        node, key = self, self
        for step in loc:
            if isinstance(step, str) and step in node.fields:
                key, node = node.fields[step]
            elif isinstance(step, int) and step < len(node.items):
                key = node = node.items[step]
            elif step == 0 and not node.items:
                continue  # a list of one may be written as its item
            else:
                return node
        return key if at_key else node


def compose(path: str, text: str) -> tuple[Node | None, list[Finding]]:
    """The root of a file's one document; None where there is none that can be read."""
    composer = _Composer(path)
    try:
        composer.run(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        composer.unreadable(text, error)
    except _Stop:
        pass
    else:
        if composer.root is None or composer.root.data is None:
            composer.root = None
            composer.findings.append(Finding(path, 1, 1, "YML005"))
    return composer.root, composer.findings


class _Stop(Exception):
    """Nothing further in this file can be trusted."""


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet."""

    node: Node
    is_mapping: bool
    key: Node | None = None


class _Composer:
    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}

    def run(self, events: Iterator[yaml.Event]) -> None:
        """Build the tree."""
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._place(self._scalar(event))
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._begin(event)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._end()
                case yaml.AliasEvent():
                    self._place(self._alias(event))
                case yaml.DocumentStartEvent() if self.root:
                    self._give_up(event, "YML006")

    def unreadable(self, text: str, error: yaml.MarkedYAMLError) -> None:
        """Say where the parser stopped, and that a tab did it where one did."""
        self.root = None
        line, column = _position(error.problem_mark)
        lines = text.splitlines()
        if line > len(lines):  # whatever was never closed began there
            line, column = _position(error.context_mark)
        if lines[line - 1 : line] and lines[line - 1].startswith("\t", column - 1):
            self.findings.append(Finding(self.path, line, column, "YML004"))
        else:
            problem = ", ".join(filter(None, (error.context, error.problem)))
            self.findings.append(Finding(self.path, line, column, "YML003", {"problem": problem}))

    def _scalar(self, event: yaml.ScalarEvent) -> Node:
        node = self._node(event)
        node.data = event.value
        if event.implicit[0]:
            try:
                node.data = scalar(event.value)
            except TooLong:
                self._say(event, "YML016", limit=MOST_DIGITS)
        return node

    def _alias(self, event: yaml.AliasEvent) -> Node:
        known = self._anchors.get(event.anchor or "")
        if known is None:
            self._give_up(event, "YML017", name=event.anchor)
        if any(outer.node is known for outer in self._open):
            self._give_up(event, "YML011", name=event.anchor)
        line, column = _spot(event)
        return Node(line, column, known.data, known.items, known.fields, known.size)

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if len(self._open) == MOST_DEPTH:
            self._give_up(event, "YML012", limit=MOST_DEPTH)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Open(self._node(event), is_mapping))

    def _end(self) -> None:
        done = self._open.pop()
        node = done.node
        if done.is_mapping:
            node.data = {key: value.data for key, (_, value) in node.fields.items()}
        else:
            node.data = tuple(item.data for item in node.items)
        self._place(node)

    def _place(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        if not self._open:
            self.root = node
            return
        outer = self._open[-1]
        outer.node.size += node.size
        if outer.node.size > MOST_NODES:
            self._give_up(node, "YML010", limit=MOST_NODES)
        if not outer.is_mapping:
            outer.node.items.append(node)
        elif outer.key is None:
            outer.key = node
        else:
            self._pair(outer.node.fields, outer.key, node)
            outer.key = None

    def _pair(self, fields: dict[str, tuple[Node, Node]], key: Node, value: Node) -> None:
        if not isinstance(key.data, str):
            self._say(key, "YML008")
        elif key.data == "<<":
            self._say(key, "YML014")
        elif key.data in fields:
            first = fields[key.data][0].line
            self._say(key, "YML007", key=key.data, first=first)
        else:
            fields[key.data] = key, value

    def _node(self, event: _Valued) -> Node:
        node = Node(*_spot(event))
        if event.tag is not None and event.tag not in _TAGS[type(event)]:
            self._say(event, "YML009", tag=event.tag.replace(_CORE, "!!"))
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _say(self, at: Node | yaml.Event, code: str, **params: object) -> None:
        self.findings.append(Finding(self.path, *_spot(at), code, params))

    def _give_up(self, at: Node | yaml.Event, code: str, **params: object) -> NoReturn:
        self.root = None
        self._say(at, code, **params)
        raise _Stop


def _spot(at: Node | yaml.Event) -> tuple[int, int]:
    return (at.line, at.column) if isinstance(at, Node) else _position(at.start_mark)


def _position(mark: Any) -> tuple[int, int]:  # noqa: ANN401 - libyaml's mark or PyYAML's own
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
