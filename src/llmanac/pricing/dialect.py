"""The closed grammar of a dialect: how one API's bodies report usage, as data.

Three executors run the same files (Python here, TypeScript in the browser, SQL in bulk), so there
is nothing in it to evaluate but paths, first-of, sums, subtraction, filters and one checksum.

* A **count** is the first of its paths that is there, plus others, or a sum over a list; another
  count may be added to it (`also`) or taken from it (`less`).
* A count **includes** meters: what they report is inside its number and is subtracted from it, so
  that the meters of a request are disjoint.
* The vendor's own total is the **checksum**: the first of the `ways` that adds up to it holds, and
  says which meters stand `beside` the count that would otherwise include them, or of which meter
  the `rest` is that no field tells.
* What another model served stands in `others`, with counts of its own.

A path that cannot be followed (through text, a number) is an error where a count is read, and
nothing where a body is recognised or searched for unknown fields.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  # pydantic reads the annotations
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, Self

from llmanac.pricing.clauses import Context, Items, Others, Reported, Sign
from llmanac.pricing.counts import (
    Checksum,
    Counts,
    Json,
    Where,
    Word,
    counts_of,
    parts_first,
    paths_of,
    where_of,
)
from llmanac.pricing.paths import Path
from llmanac.pricing.written import RECORD, Several, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one API flavour, at one kind of provider, reports usage."""

    api: Word
    """The API whose bodies it reads: `chat-completions`, `responses`, `messages`, …"""
    usage: Annotated[tuple[Path, ...], Several()]
    """Where the usage object stands in a body, likeliest first. A body may also be the usage object
    itself."""
    recognise: Annotated[tuple[Sign, ...], Several()] = ()
    """Signs of this dialect; any one is enough. A dialect without signs only reads what it is named
    for: by the API of the offer, or by the caller."""
    counts: Counts
    """How each meter is counted."""
    others: Annotated[tuple[Others, ...], Several()] = ()
    """What other models served within the same request."""
    checksum: Checksum | None = None
    """The vendor's own total."""
    also_checked: Annotated[tuple[Checksum, ...], Several()] = ()
    """Further totals of the vendor's, which decide nothing: where one does not add up, that is a
    warning."""
    context: Annotated[tuple[Context, ...], Several()] = ()
    """What the body says about how the request was served."""
    reported: Annotated[tuple[Reported, ...], Several(or_one=True)] = ()
    """What the vendor itself says that the request cost: the first of these that says something."""
    id: Path | None = None
    """Where the body names itself; events with different names are of different responses."""
    model: Path | None = None
    """Where the body names its model."""
    at: Path | None = None
    """Where the body says when it was made: seconds since 1970, or ISO 8601 with a zone."""
    known: Annotated[tuple[Path, ...], Several()] = ()
    """Fields that are known and bill nothing of their own. Every other field is reported."""
    prefix: Word | None = None
    """How the names of fields that could be billed begin, where the usage object holds others too:
    only such are reported."""
    watched: Annotated[tuple[Path, ...], Several()] = ()
    """Objects outside the usage object in which an unknown field is reported too; lists of which
    an item is reported that no count takes, or that names another model than the body."""
    free: Annotated[tuple[Items, ...], Several()] = ()
    """Items of watched lists that are known and bill nothing of their own."""
    stream: Annotated[tuple[Path, ...], Several()] = ()
    """Where an event of a stream carries its part of the body, the first that is there. The parts
    merge field by field: the last that is not null holds."""
    stream_sums: Literal[True] | None = None
    """Whether each event that has a usage object reports what no other does (a session of several
    responses): then its numbers are added up instead, and the items of its lists stand together."""

    sums: Where = field(default_factory=dict)
    """Where these texts stand the body adds up several requests, of which it tells no sizes."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        for _ in parts_first(self.counts):
            pass
        for index, others in enumerate(self.others):
            for _ in parts_first(others.counts, "others", index):
                pass

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read it as a dialect file writes it."""
        return cls(
            api=data["api"],
            usage=paths_of(data["usage"]),
            recognise=tuple(Sign.from_json(sign) for sign in data.get("recognise", ())),
            counts=counts_of(data["counts"]),
            others=tuple(Others.from_json(rule) for rule in data.get("others", ())),
            checksum=Checksum.from_json(data["checksum"]) if data.get("checksum") else None,
            also_checked=tuple(Checksum.from_json(one) for one in data.get("also_checked", ())),
            context=tuple(Context.from_json(rule) for rule in data.get("context", ())),
            reported=tuple(Reported.from_json(rule) for rule in listed(data.get("reported") or ())),
            id=Path.parse(data["id"]) if data.get("id") else None,
            model=Path.parse(data["model"]) if data.get("model") else None,
            at=Path.parse(data["at"]) if data.get("at") else None,
            known=paths_of(data.get("known")),
            prefix=data.get("prefix"),
            watched=paths_of(data.get("watched")),
            free=tuple(Items.from_json(items) for items in data.get("free", ())),
            stream=paths_of(data.get("stream")),
            stream_sums=data.get("stream_sums"),
            sums=where_of(data.get("sums")),
        )
