"""The part of the grammar that counts: what makes up a number, and what must add up to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, Self

from llmanac.pricing.faults import BadValue
from llmanac.pricing.meters import MeterId
from llmanac.pricing.paths import ListPath, Path, Place
from llmanac.pricing.written import RECORD, Several, Shape, listed

Word = Annotated[str, Shape(type="str", min_length=1)]
Words = Annotated[tuple[Word, ...], Several(or_one=True)]
Paths = Annotated[tuple[Path, ...], Several(or_one=True)]
Meters = Annotated[tuple[MeterId, ...], Several()]
Where = Mapping[Path, Words]
Json = Any

ANYTHING = "*"
"""The word that stands for whatever is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of one meter a body reports."""

    first: Paths = ()
    """Where the number stands: the first of these that is there."""
    plus: Annotated[tuple[Path, ...], Several()] = ()
    """Numbers that are added to it where they are there."""
    each: ListPath | None = None
    """A list: `first` and `plus` are read in each of its items and summed; without them the items
    are counted, and may be anything but null."""
    where: Where = field(default_factory=dict)
    """Only where these texts stand: in an item of the list; without a list, in the usage object.
    `*` is anything that is there."""
    distinct: Literal[True] | None = None
    """Whether an item that is a text counts only once, however often it stands there; an empty
    one does not count."""
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

    @property
    def counts_items(self) -> bool:
        """Whether items are counted rather than read."""
        return not (self.first or self.plus)

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            first=paths_of(data.get("first")),
            plus=paths_of(data.get("plus")),
            each=ListPath.parse(data["each"]) if data.get("each") else None,
            where=where_of(data.get("where")),
            distinct=data.get("distinct"),
            otherwise=cls.from_json(data["otherwise"]) if data.get("otherwise") else None,
            also=cls.from_json(data["also"]) if data.get("also") else None,
            less=cls.from_json(data["less"]) if data.get("less") else None,
            includes=tuple(data.get("includes", ())),
        )


Counts = Mapping[MeterId, Count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in which a vendor's total may add up."""

    sum: Annotated[tuple[Path, ...], Several()]
    """The numbers that make up the total; what is not there counts nothing."""
    beside: Meters = ()
    """Meters that then stand beside the count that lists them as included."""
    rest: MeterId | None = None
    """The meter of what the total says beyond the sum: thinking that no field tells. Such a way is
    tried after all others, and only where the body says nothing else of that meter."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            sum=paths_of(data["sum"]),
            beside=tuple(data.get("beside", ())),
            rest=data.get("rest"),
        )


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


def parts_first(counts: Counts, *at: str | int) -> Iterator[tuple[str, Count]]:
    """Yield the counts so that what a count includes comes before it.

    Raises `BadValue`: `dialect-part-missing` for a part that is not counted itself,
    `dialect-circle` for a count that includes itself.
    """
    done: set[str] = set()

    def visit(meter: str, above: tuple[str, ...]) -> Iterator[tuple[str, Count]]:
        if meter in above:
            raise BadValue("dialect-circle", path=(*at, "counts", meter), meter=meter)
        if meter not in counts:
            whole = above[-1]
            path = (*at, "counts", whole, "includes")
            raise BadValue("dialect-part-missing", path=path, meter=whole, part=meter)
        if meter not in done:
            done.add(meter)
            for part in counts[meter].includes:
                yield from visit(part, (*above, meter))
            yield meter, counts[meter]

    for meter in counts:
        yield from visit(meter, ())


def matches(place: Place, where: Where) -> bool:
    """Tell whether one of the texts stands at each of the paths; raises `BadBody`."""
    return all(stands(place.get(path), words) for path, words in where.items())


def stands(value: object, words: tuple[str, ...]) -> bool:
    """Tell whether a value is one of these words."""
    return value in words or (ANYTHING in words and value is not None)


def paths_of(data: Json) -> tuple[Path, ...]:
    """Read one path or several, as a dialect file writes them."""
    return tuple(Path.parse(text) for text in listed(data or ()))


def where_of(data: Json) -> Where:
    """Read which texts must stand where."""
    return {Path.parse(path): tuple(listed(words)) for path, words in (data or {}).items()}


def counts_of(data: Json) -> Counts:
    """Read how each meter is counted."""
    return {meter: Count.from_json(count) for meter, count in data.items()}
