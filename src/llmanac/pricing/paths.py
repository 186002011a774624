"""Where a value stands in a body, and getting at it without trusting the body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from llmanac.pricing.faults import BadValue, Fault
from llmanac.pricing.written import JsonSchema, Written, shown

_NAME = "[A-Za-z_][A-Za-z0-9_-]*"


class BadBody(Fault, ValueError):
    """A body that cannot be read; its `path` says where."""


@dataclass(frozen=True, slots=True)
class Path(Written):
    """`a.b` within the usage object or an item of a list, `/a.b` within the body, `/` all of it."""

    written: str
    names: tuple[str, ...]
    in_body: bool

    SCHEMA: ClassVar[JsonSchema] = {
        "type": "string",
        "pattern": rf"^(/|/?{_NAME}(\.{_NAME})*)$",
        "examples": ["prompt_tokens_details.cached_tokens", "/service_tier"],
    }

    @classmethod
    def parse(cls, written: object) -> Self:
        """Read a path; raises `BadValue` with `path-unreadable`."""
        if not isinstance(written, str) or not re.fullmatch(cls.SCHEMA["pattern"], written):
            raise BadValue("path-unreadable", value=shown(written))
        names = written.removeprefix("/")
        return cls(written, tuple(names.split(".")) if names else (), written.startswith("/"))

    def text(self) -> str:
        """Write it as it was written."""
        return self.written


@dataclass(frozen=True, slots=True)
class Place:
    """The usage object of one body, and the body around it."""

    usage: dict[str, Any]
    body: dict[str, Any]
    prefix: str
    """How to get from the body to the usage object; empty where the body is the usage object."""

    def get(self, path: Path) -> Any:  # noqa: ANN401  # whatever the body holds
        """Return what stands there, None where nothing does; raises `BadBody`."""
        node: Any = self.body if path.in_body else self.usage
        for depth, name in enumerate(path.names):
            if not node:  # {}, None; and [] is how PHP writes {}
                return None
            if not isinstance(node, dict):
                raise BadBody("not-a-mapping", path=self.said(path, depth), value=shown(node))
            node = node.get(name)
        return node

    def said(self, path: Path, depth: int | None = None) -> str:
        """Name the path as a reader of the body would, from its top."""
        names = ".".join(path.names[:depth])
        return names if path.in_body or not self.prefix else f"{self.prefix}.{names}"
