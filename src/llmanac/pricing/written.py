"""How values stand in a record, read strictly. Knows pydantic's protocol, not pydantic.

Pydantic asks a type for its schema through two hooks whose answers are plain dictionaries, so a
type can be a field of a pydantic model without importing pydantic.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from llmanac.pricing.faults import BadValue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

JsonSchema = dict[str, Any]
CoreSchema = dict[str, Any]
Handler = Callable[[Any], dict[str, Any]]


_WRITTEN_AS = {"start": "from", "given": "if", "excepted": "except"}
"""Field names that a record writes differently: `from`, `if` and `except` are words of Python."""


def _as_written(name: str) -> str:
    return _WRITTEN_AS.get(name, name)


RECORD: Mapping[str, Any] = {
    "extra": "forbid",
    "use_attribute_docstrings": True,
    "alias_generator": _as_written,
}
"""How pydantic reads these dataclasses: no unknown keys, docstrings explain. Each field's own type
is strict; `strict` here would refuse the mapping that a record is written as."""


class Written(ABC):
    """A value that is written as one scalar of YAML or JSON."""

    __slots__ = ()

    SCHEMA: ClassVar[JsonSchema]
    """JSON Schema of what may be written; editors show its pattern and limits."""

    @classmethod
    @abstractmethod
    def parse(cls, written: object) -> Self:
        """Read what stands in a record; raises `BadValue`."""

    @abstractmethod
    def text(self) -> str:
        """Write it exactly, so that reading gives an equal value."""

    @classmethod
    def accept(cls, value: object) -> Self:
        """Take a value of this very type as it is, read anything else."""
        return value if isinstance(value, cls) else cls.parse(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: Handler) -> CoreSchema:
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": cls.accept},
            "serialization": {"type": "function-plain", "function": cls.text},
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: Handler) -> JsonSchema:
        return deepcopy(cls.SCHEMA)


class OneOf:
    """Marks `Annotated[str, OneOf(…)]`: text from a closed list, refused with the nearest names."""

    def __init__(self, code: str, names: Collection[str]) -> None:
        """Refuse with `code` whatever is not among `names`."""
        self.code = code
        self.names = names

    def accept(self, value: object) -> str:
        """Return a name of the list; raises `BadValue`."""
        if isinstance(value, str) and value in self.names:
            return value
        raise BadValue(self.code, value=shown(value), nearest=nearest(value, self.names))

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": self.accept},
        }

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: Handler) -> JsonSchema:
        return {"type": "string", "enum": [*self.names]}


class Shape:
    """Marks `Annotated[…, Shape(…)]` with what pydantic demands of a plain value."""

    def __init__(self, **core: object) -> None:
        """Take a core schema, for instance `type="str", pattern="^[A-Z]"`."""
        self.core = core

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        return {**self.core, "strict": True}


class Several:
    """Marks `Annotated[tuple[…], Several()]`: written as a list, with `or_one` also as its item.

    The dataclass itself refuses an empty one, or `some` does: counted by pydantic, a list of bad
    items would be called too short as well.
    """

    def __init__(self, *, or_one: bool = False, some: bool = False) -> None:
        """Accept a list; with `or_one` a value that is no list stands for a list of it."""
        self.or_one = or_one
        self.some = some

    def accept(self, value: object) -> object:
        """Return what pydantic is to read as a list; raises `BadValue` with `list-empty`."""
        if self.some and isinstance(value, list | tuple) and not value:
            raise BadValue("list-empty")
        return listed(value) if self.or_one else value

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        items = {**handler(source), "strict": False}
        if not self.or_one and not self.some:
            return items
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": self.accept},
            "schema": items,
        }

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: Handler) -> JsonSchema:
        if getattr(handler, "mode", None) == "serialization":
            return handler(core_schema)  # what is read may be a default, and is a list
        array: JsonSchema = {**handler(core_schema), "minItems": 1}
        return {"anyOf": [array["items"], array]} if self.or_one else array


def listed(value: object) -> Iterable[Any]:
    """Return a list as it is, anything else as a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def nearest(value: object, names: Iterable[str]) -> list[str]:
    """Return up to three names that look like the value."""
    from difflib import get_close_matches  # noqa: PLC0415  # only those who are refused need it

    return get_close_matches(value[:200], names, n=3, cutoff=0.5) if isinstance(value, str) else []


def shown(value: object) -> str:
    """Show any value in a message: short, on one line, whatever it is."""
    if isinstance(value, bool | float | None):
        return repr(value)
    if isinstance(value, int):
        return repr(value) if abs(value) < 10**30 else f"{value.bit_length()} bits"
    if isinstance(value, Decimal):
        value = str(value)
    said = " ".join(value[:200].split()) if isinstance(value, str) else type(value).__name__
    return said if len(said) <= 60 else said[:59] + "…"
