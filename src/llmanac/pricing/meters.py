"""The closed vocabulary of billable quantities, their units, and what each falls back to."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal

from llmanac.pricing.written import OneOf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Fallback:
    """Whose rate a meter takes when an entry does not price it."""

    meter: str
    how: Literal["same", "assume"]
    """`same`: that is its price by the seller's own terms. `assume`: marked on the receipt."""


@dataclass(frozen=True, slots=True)
class Meter:
    """One billable quantity. Counts of different meters never overlap."""

    id: str
    kind: Literal["content", "tool"]
    """Content scales with tiers and regions; tools never do."""
    unit: str
    """What one of it is: `token`, `image`, `second`, …"""
    fallback: Fallback | None = None
    instead_of: str | None = None
    """The meter that counts the same in another way. A body tells both; an entry prices one of the
    two, and only that one is billed; where it prices both or neither, this one is not."""

    @property
    def seconds(self) -> int | None:
        """How long one unit lasts, for meters that measure time."""
        return SECONDS.get(self.unit)

    @property
    def counts_as_input(self) -> bool:
        """Whether it is part of `input_total`, the size that picks a band."""
        return self.unit == "token" and self.id.split(".")[0] in ("input", "cache")


SECONDS = {"second": 1, "token-hour": 3600}

_TOKENS = """
input
input.image ~ input
input.video ~ input
input.audio
cache.read ~ input
cache.read.explicit ~ cache.read
cache.read.audio
cache.read.image
cache.write ~ input
cache.write.5m = cache.write
cache.write.30m = cache.write
cache.write.1h
cache.write.12h
cache.write.audio
output
output.reasoning = output
output.citation
output.audio
output.image
output.video
"""
"""As `PRICES.md` writes them: `= x` is the same as x, `~ x` is assumed from x, else no fallback."""

_OTHER_CONTENT = {
    "image": "image",
    "image.input": "image",
    "pixel": "pixel",
    "video.second": "second",
    "video.input.second": "second",
    "audio.second": "second",
    "audio.input.second": "second",
    "audio.output.second": "second",
    "char.input": "character",
    "char.output": "character",
    "page": "page",
    "page.annotated": "page",
    "query": "query",
}

_TOOLS = {
    "search.web": "search",
    "search.prompt": "prompt",
    "search.enterprise": "search",
    "search.maps": "search",
    "search.file": "search",
    "search.x": "search",
    "search.attachment": "search",
    "code.call": "call",
    "code.session": "session",
    "compute.second": "second",
    "storage.cache": "token-hour",
    "request": "request",
    "message": "message",
    "routing": "request",
    "training": "token",
    "guardrail": "unit",
    "credit": "credit",
}

_INSTEAD = {"search.prompt": "search.web"}
"""Sellers bill a search by the prompt or by the query; which of the two, the price tells."""

_MARKS: Mapping[str, Literal["same", "assume"]] = {"=": "same", "~": "assume"}


def _meters() -> Iterator[Meter]:
    for line in _TOKENS.split("\n"):
        if line:
            name, *rest = line.split()
            fallback = Fallback(rest[1], _MARKS[rest[0]]) if rest else None
            yield Meter(name, "content", "token", fallback)
    for name, unit in _OTHER_CONTENT.items():
        yield Meter(name, "content", unit)
    for name, unit in _TOOLS.items():
        yield Meter(name, "tool", unit, instead_of=_INSTEAD.get(name))


METERS: Mapping[str, Meter] = MappingProxyType({meter.id: meter for meter in _meters()})
"""Every meter there is, in the order in which a receipt lists them."""

SIZED = frozenset(meter.id for meter in METERS.values() if meter.counts_as_input)
"""The meters that make up `input_total`."""

MeterId = Annotated[str, OneOf("meter-unknown", METERS)]
"""The name of a meter, as a record or a dialect writes it."""


PARTS = tuple(
    dict.fromkeys(
        ".".join(steps[:depth])
        for meter in METERS.values()
        if meter.kind == "content"
        for steps in (meter.id.split("."),)
        for depth in range(1, len(steps) + 1)
    )
)
"""What names meters of content, alone or with all that are parts of them: `cache`, `cache.read`."""

Part = Annotated[str, OneOf("part-unknown", PARTS)]
"""A meter of content with all that are parts of it."""


def is_part(meter: str, part: str) -> bool:
    """Tell whether a meter is what `part` names, or a part of that."""
    return meter == part or meter.startswith(part + ".")


def fallbacks(meter: str) -> Iterator[Fallback]:
    """Yield what a meter falls back to, nearest first."""
    step = METERS[meter].fallback
    while step is not None:
        yield step
        step = METERS[step.meter].fallback
