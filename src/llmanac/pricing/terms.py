"""What stands beside the rates of an entry: conditions and tables, quotas, least counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from llmanac.pricing.amounts import Positive
from llmanac.pricing.conditions import Condition
from llmanac.pricing.meters import MeterId
from llmanac.pricing.tables import Table, table_schema
from llmanac.pricing.written import RECORD, JsonSchema, Shape

if TYPE_CHECKING:
    from llmanac.pricing.written import CoreSchema, Handler


class OrTable:
    """Marks an item of `when`: a condition, or a table where it says `by`."""

    def accept(self, written: object, condition: Handler) -> Condition | Table:
        """Read the one or the other."""
        if isinstance(written, Table) or (isinstance(written, dict) and "by" in written):
            return Table.accept(written)
        return condition(written)  # type: ignore[return-value]

    def __get_pydantic_core_schema__(self, source: object, handler: Any) -> CoreSchema:  # noqa: ANN401
        return {
            "type": "function-wrap",
            "function": {"type": "no-info", "function": self.accept},
            "schema": handler.generate_schema(Condition),
            "serialization": {"type": "function-plain", "function": _written},
        }

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: Handler) -> JsonSchema:
        return {"anyOf": [handler(core_schema["schema"]), table_schema()]}


def _written(term: Condition | Table) -> dict[str, Any]:
    return term.to_json()


Term = Annotated[Condition | Table, OrTable()]
Amounts = Mapping[MeterId, Positive]
Word = Annotated[str, Shape(type="str", pattern="^[A-Za-z0-9][A-Za-z0-9._:/-]*$", max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """A quota that costs nothing. It is reported; no receipt subtracts it, for nobody knows how
    much of it is left."""

    meter: MeterId
    """Of what."""
    count: Positive
    """How many of the meter's units."""
    every: Literal["minute", "hour", "day", "week", "month", "year"] | None = None
    """After what time there are as many again; absent: they are given once."""
    shared: Word | None = None
    """With what else it is shared, in the seller's words: a family of models."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def to_json(self) -> dict[str, Any]:
        """Write as plain data; absent fields stay absent."""
        said = {"meter": self.meter, "count": self.count.text()}
        more = {"every": self.every, "shared": self.shared}
        return said | {name: value for name, value in more.items() if value is not None}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(**{**data, "count": Positive.from_text(data["count"])})


def term_from_json(data: Mapping[str, Any]) -> Condition | Table:
    """Read what a condition's or a table's `to_json` wrote."""
    return Table.from_json(data) if "by" in data else Condition.from_json(data)


def least_to_json(least: Amounts | None) -> dict[str, str] | None:
    """Write least counts as exact text."""
    return None if least is None else {meter: one.text() for meter, one in least.items()}


def least_from_json(data: Mapping[str, str] | None) -> Amounts | None:
    """Read what `least_to_json` wrote."""
    if data is None:
        return None
    return {meter: Positive.from_text(text) for meter, text in data.items()}
