"""The closed grammar of a dialect: how one API's bodies report usage, as data.

Three executors run the same files (Python here, TypeScript in the browser, SQL in bulk), so there
is nothing in it to evaluate but paths, first-of, sums, subtraction, filters and one checksum.

* A **count** is the first of its paths that is there, plus others, or a sum over a list; another
  count may be added to it (`also`) or taken from it (`less`).
* A count **includes** meters: what they report is inside its number and is subtracted from it, so
  that the meters of a request are disjoint.
* The vendor's own total is the **checksum**: the first of the `ways` that adds up to it holds, and
  says which meters stand `beside` the count that would otherwise include them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Self

from llmanac.pricing.counts import Checksum, Count, Json, Paths, Where, Word, paths_of, where_of
from llmanac.pricing.faults import BadValue
from llmanac.pricing.meters import MeterId
from llmanac.pricing.paths import Path
from llmanac.pricing.written import RECORD, Several

Counts = Mapping[MeterId, Count]
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
    currency: Word | None = None
    """In which currency; absent where vendors of this API differ."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(first=paths_of(data["first"]), currency=data.get("currency"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one API flavour, at one kind of provider, reports usage."""

    api: Word
    """The API whose bodies it reads: `chat-completions`, `responses`, `messages`, …"""
    usage: Annotated[tuple[Path, ...], Several()]
    """Where the usage object stands in a body, likeliest first. A body may also be the usage object
    itself."""
    recognise: Annotated[tuple[Sign, ...], Several()]
    """Signs of this dialect; any one is enough."""
    counts: Counts
    """How each meter is counted."""
    checksum: Checksum | None = None
    """The vendor's own total."""
    context: Annotated[tuple[Context, ...], Several()] = ()
    """What the body says about how the request was served."""
    reported: Reported | None = None
    """What the vendor itself says that the request cost."""
    id: Path | None = None
    """Where the body names itself; events with different names are of different responses."""
    model: Path | None = None
    """Where the body names its model."""
    at: Path | None = None
    """Where the body says when it was made: seconds since 1970, or ISO 8601 with a zone."""
    known: Annotated[tuple[Path, ...], Several()] = ()
    """Fields that are known and bill nothing of their own. Every other field is reported."""
    watched: Annotated[tuple[Path, ...], Several()] = ()
    """Objects outside the usage object in which an unknown field is reported too; lists of which
    an item is reported that no count takes, or that names another model than the body."""
    stream: Annotated[tuple[Path, ...], Several()] = ()
    """Where an event of a stream carries its part of the body, the first that is there. The parts
    merge field by field: the last that is not null holds."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        for _ in self.parts_first():
            pass

    def parts_first(self) -> Iterator[tuple[str, Count]]:
        """Yield the counts so that what a count includes comes before it.

        Raises `BadValue`: `dialect-part-missing` for a part that is not counted itself,
        `dialect-circle` for a count that includes itself.
        """
        done: set[str] = set()

        def visit(meter: str, above: tuple[str, ...]) -> Iterator[tuple[str, Count]]:
            if meter in above:
                raise BadValue("dialect-circle", path=("counts", meter), meter=meter)
            if meter not in self.counts:
                whole = above[-1]
                path = ("counts", whole, "includes")
                raise BadValue("dialect-part-missing", path=path, meter=whole, part=meter)
            if meter not in done:
                done.add(meter)
                for part in self.counts[meter].includes:
                    yield from visit(part, (*above, meter))
                yield meter, self.counts[meter]

        for meter in self.counts:
            yield from visit(meter, ())

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            api=data["api"],
            usage=paths_of(data["usage"]),
            recognise=tuple(Sign.from_json(sign) for sign in data["recognise"]),
            counts={meter: Count.from_json(count) for meter, count in data["counts"].items()},
            checksum=Checksum.from_json(data["checksum"]) if data.get("checksum") else None,
            context=tuple(Context.from_json(rule) for rule in data.get("context", ())),
            reported=Reported.from_json(data["reported"]) if data.get("reported") else None,
            id=Path.parse(data["id"]) if data.get("id") else None,
            model=Path.parse(data["model"]) if data.get("model") else None,
            at=Path.parse(data["at"]) if data.get("at") else None,
            known=paths_of(data.get("known")),
            watched=paths_of(data.get("watched")),
            stream=paths_of(data.get("stream")),
        )
