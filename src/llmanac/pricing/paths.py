"""Where a value stands in a body, and getting at it without trusting the body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from llmanac.pricing.faults import BadValue, Fault
from llmanac.pricing.written import JsonSchema, Written, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAME = "[A-Za-z_][A-Za-z0-9_-]*"
_QUOTED = r'"[^"]+"'
_STEP = re.compile(rf'"([^"]+)"|({_NAME})|\[([0-9]*)\]')

Step = str | int | None
"""A field by its name, an item by its number, or every item."""


def _pattern(item: str) -> str:
    step = rf"({_NAME}|{_QUOTED})({item})*"
    return rf"^(/|/?{step}(\.{step})*)$"


class BadBody(Fault, ValueError):
    """A body that cannot be read; its `path` says where."""


@dataclass(frozen=True, slots=True)
class Path(Written):
    """`a.b` within the usage object or an item of a list, `/a.b` within the body, `/` all of it.

    `a[0].b` goes through one item of a list; a name that has dots itself stands in quotes:
    `"gen_ai.usage.input_tokens"`.
    """

    written: str
    steps: tuple[Step, ...]
    in_body: bool

    SCHEMA: ClassVar[JsonSchema] = {
        "type": "string",
        "pattern": _pattern(r"\[[0-9]{1,3}\]"),
        "examples": ["prompt_tokens_details.cached_tokens", "/service_tier", "/choices[0].usage"],
    }

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a path; raises `BadValue` with `path-unreadable`."""
        if not isinstance(written, str) or not re.fullmatch(cls.SCHEMA["pattern"], written):
            raise BadValue("path-unreadable", value=shown(written))
        return cls(written, cls._steps(written), written.startswith("/"))

    @staticmethod
    def _steps(written: str) -> tuple[Step, ...]:
        """Take a path apart at its dots and brackets."""
        return tuple(
            quoted or name or (int(number) if number else None)
            for quoted, name, number in _STEP.findall(written)
        )

    def text(self) -> str:
        """Write it as it was written."""
        return self.written


class FirstPath(Path):
    """A path that may go through every item of a list: `/tools[].model` is the first of them."""

    __slots__ = ()

    SCHEMA: ClassVar[JsonSchema] = {
        "type": "string",
        "pattern": _pattern(r"\[[0-9]{0,3}\]"),
        "examples": ["model", "/tools[].model"],
    }


class ListPath(FirstPath):
    """A path to the items of a list; `a[].b[]` are all items of all lists, one after another.

    `a[].b` are the `b` of all items. Where no `[]` stands, the items are those of the list at the
    end: `a` is `a[]`.
    """

    __slots__ = ()

    SCHEMA: ClassVar[JsonSchema] = {
        **FirstPath.SCHEMA,
        "examples": ["iterations", "/output", "/candidates[].groundingMetadata.webSearchQueries[]"],
    }

    @staticmethod
    def _steps(written: str) -> tuple[Step, ...]:
        steps = Path._steps(written)
        return steps if None in steps else (*steps, None)


@dataclass(frozen=True, slots=True)
class Place:
    """The usage object of one body, and the body around it."""

    usage: dict[str, Any]
    body: dict[str, Any]
    prefix: str
    """How to get from the body to the usage object; empty where the body is the usage object."""

    @classmethod
    def of(cls, body: dict[str, Any], paths: Iterable[Path]) -> Self:
        """Find the usage object; where there is none, the body is taken to be one itself."""
        around = cls(body, body, "")
        for path in paths:
            usage = around.find(path)
            if isinstance(usage, dict) and usage:
                return cls(usage, body, around.said(path))
        return around

    def get(self, path: Path) -> Any:  # noqa: ANN401  # whatever the body holds
        """Return what stands there, None where nothing does; raises `BadBody`."""
        for value, _ in self.items(path):
            return value
        return None

    def find(self, path: Path) -> Any:  # noqa: ANN401  # whatever the body holds
        """Return what stands there, None where nothing does or nothing can."""
        try:
            return self.get(path)
        except BadBody:
            return None

    def items(self, path: Path) -> Iterator[tuple[Any, str]]:
        """Yield what the path reaches but null, and where that stands; raises `BadBody`."""
        top = (self.body, "") if path.in_body else (self.usage, self.prefix)
        nodes: list[tuple[Any, str]] = [top]
        for step in path.steps:
            nodes = [inner for node, said in nodes for inner in _inside(node, said, step)]
        yield from ((value, said) for value, said in nodes if value is not None)

    def said(self, path: Path) -> str:
        """Name the path as a reader of the body would, from its top."""
        said = "" if path.in_body else self.prefix
        for step in path.steps:
            said = longer(said, step)
        return said

    def within(self, item: dict[str, Any], said: str) -> Place:
        """Return the same body with an item of it in the place of the usage object."""
        return Place(item, self.body, said)


def _inside(node: Any, said: str, step: Step) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Yield what one step reaches."""
    if not node:  # {}, None; and [] is how PHP writes {}
        return
    if isinstance(step, str):
        if not isinstance(node, dict):
            raise BadBody("not-a-mapping", path=said, value=shown(node))
        yield node.get(step), longer(said, step)
    elif not isinstance(node, list):
        raise BadBody("not-a-list", path=said, value=shown(node))
    elif step is None:
        for index, item in enumerate(node):
            yield item, longer(said, index)
    elif step < len(node):
        yield node[step], longer(said, step)


def longer(said: str, step: Step) -> str:
    """Name what is one step further: a name that has dots itself in quotes."""
    if not isinstance(step, str):
        return f"{said}[{'' if step is None else step}]"
    name = step if re.fullmatch(_NAME, step) else f'"{step}"'
    return f"{said}.{name}" if said else name
