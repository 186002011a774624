"""The part of the grammar that counts: what makes up a number, and what must add up to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Self

from llmanac.pricing.meters import MeterId
from llmanac.pricing.paths import Path
from llmanac.pricing.written import RECORD, Several, Shape, listed

Word = Annotated[str, Shape(type="str", min_length=1)]
Words = Annotated[tuple[Word, ...], Several(or_one=True)]
Paths = Annotated[tuple[Path, ...], Several(or_one=True)]
Meters = Annotated[tuple[MeterId, ...], Several()]
Where = Mapping[Path, Words]
Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of one meter a body reports."""

    first: Paths = ()
    """Where the number stands: the first of these that is there."""
    plus: Annotated[tuple[Path, ...], Several()] = ()
    """Numbers that are added to it where they are there."""
    each: Path | None = None
    """A list: `first` and `plus` are read in each of its items and summed; without them the items
    are counted."""
    where: Where = field(default_factory=dict)
    """Only the items in which these texts stand."""
    otherwise: Count | None = None
    """How to count where nothing was found so far."""
    also: Count | None = None
    """What is counted elsewhere in the body, and is added."""
    less: Count | None = None
    """What is part of the number, but belongs to a meter that stands inside another count: of the
    audio in a prompt, that which the cache gave."""
    includes: Meters = ()
    """Meters whose numbers are part of this number, and are subtracted from it."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            first=paths_of(data.get("first")),
            plus=paths_of(data.get("plus")),
            each=Path.parse(data["each"]) if data.get("each") else None,
            where=where_of(data.get("where")),
            otherwise=cls.from_json(data["otherwise"]) if data.get("otherwise") else None,
            also=cls.from_json(data["also"]) if data.get("also") else None,
            less=cls.from_json(data["less"]) if data.get("less") else None,
            includes=tuple(data.get("includes", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in which a vendor's total may add up."""

    sum: Annotated[tuple[Path, ...], Several()]
    """The numbers that make up the total; what is not there counts nothing."""
    beside: Meters = ()
    """Meters that then stand beside the count that lists them as included."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(sum=paths_of(data["sum"]), beside=tuple(data.get("beside", ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checksum:
    """The vendor's own total, which decides where vendors differ."""

    total: Path
    """Where the total stands."""
    ways: Annotated[tuple[Way, ...], Several()]
    """How it may add up. The first that does holds; where none does, the first is used, with a
    warning; without a total, the first is used."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        ways = tuple(Way.from_json(way) for way in data["ways"])
        return cls(total=Path.parse(data["total"]), ways=ways)


def paths_of(data: Json) -> tuple[Path, ...]:
    """Read one path or several, as a dialect file writes them."""
    return tuple(Path.parse(text) for text in listed(data or ()))


def where_of(data: Json) -> Where:
    """Read which texts must stand where."""
    return {Path.parse(path): tuple(listed(words)) for path, words in (data or {}).items()}
