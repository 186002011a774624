"""The part of the grammar beside the counts: signs, context, reported costs, other models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Self

from llmanac.pricing.counts import (
    Counts,
    Json,
    Paths,
    Where,
    Word,
    counts_of,
    paths_of,
    where_of,
)
from llmanac.pricing.faults import BadValue
from llmanac.pricing.paths import FirstPath, ListPath, Path
from llmanac.pricing.written import RECORD, Several, Shape

Means = Mapping[Word, Word]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One way to recognise a body: everything that it says must be so."""

    has: Annotated[tuple[Path, ...], Several()] = ()
    """Paths where something stands."""
    lacks: Annotated[tuple[Path, ...], Several()] = ()
    """Paths where nothing stands."""
    where: Where = field(default_factory=dict)
    """Paths where one of these texts stands."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            has=paths_of(data.get("has")),
            lacks=paths_of(data.get("lacks")),
            where=where_of(data.get("where")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Something that the body says about how the request was served, and a price may depend on."""

    key: Word
    """What a price's condition calls it: `tier`, `region`, …"""
    first: Paths
    """Where it stands: the first of these that is there."""
    plain: Annotated[tuple[Word, ...], Several()]
    """What the vendor calls the ordinary case, on which no price depends."""
    means: Means = field(default_factory=dict)
    """Words of the vendor's that a price's condition calls otherwise: `ON_DEMAND_FLEX: flex`."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            key=data["key"],
            first=paths_of(data["first"]),
            plain=tuple(data["plain"]),
            means=dict(data.get("means") or {}),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What the vendor itself says that the request cost."""

    first: Paths
    """Where it stands: the first of these that is there."""
    where: Where = field(default_factory=dict)
    """Only where these texts stand; `*` is anything that is there."""
    currency: Word | None = None
    """In which currency; absent where vendors of this API differ."""
    currency_at: Path | None = None
    """Where the body names the currency, by its code of three letters."""
    per: Annotated[int, Shape(type="int", ge=1)] = 1
    """How many of what the body counts are one of the currency: 100 where it counts cents. A power
    of ten."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            first=paths_of(data["first"]),
            where=where_of(data.get("where")),
            currency=data.get("currency"),
            currency_at=Path.parse(data["currency_at"]) if data.get("currency_at") else None,
            per=data.get("per", 1),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Items of a list."""

    each: ListPath
    """The list."""
    where: Where = field(default_factory=dict)
    """Only the items in which these texts stand; `*` is anything that is there."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(each=ListPath.parse(data["each"]), where=where_of(data.get("where")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """What another model served within the same request, and the body reports beside its own.

    Paths are those of the object or the item; `/a` is the body's, as everywhere.
    """

    counts: Counts
    """How each meter is counted, as in the dialect itself."""
    at: Path | None = None
    """An object that reports it: this, or `each`."""
    each: ListPath | None = None
    """A list of which each item reports it."""
    where: Where = field(default_factory=dict)
    """Only where these texts stand; `*` is anything that is there."""
    model: FirstPath | None = None
    """Where that model is named; of several places, the first."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        if (self.at is None) is (self.each is None):
            raise BadValue("dialect-others-where")

    @property
    def items(self) -> Path:
        """Where the objects stand."""
        path = self.each or self.at
        assert path is not None
        return path

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            counts=counts_of(data["counts"]),
            at=Path.parse(data["at"]) if data.get("at") else None,
            each=ListPath.parse(data["each"]) if data.get("each") else None,
            where=where_of(data.get("where")),
            model=FirstPath.parse(data["model"]) if data.get("model") else None,
        )
