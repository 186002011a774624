"""The vendor's own total against its parts: which way of adding up holds, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from llmanac.pricing.counting import counted
from llmanac.pricing.numbers import Number, count_at
from llmanac.pricing.remarks import Checked, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.counts import Checksum, Count, Counts, Way
    from llmanac.pricing.paths import Place


@dataclass(frozen=True, slots=True)
class Held:
    """The way in which a vendor's total adds up, or the first where none does."""

    checked: Checked | None = None
    """None where the body has no total."""
    beside: tuple[str, ...] = ()
    rest: Mapping[str, Number] = field(default_factory=dict)
    """What the total says beyond the numbers beside it, and of which meter that is."""

    def remarks(self) -> Iterator[Remark]:
        """Say where no way holds, and where what nothing tells was taken for something."""
        for meter, count in self.rest.items():
            path = self.checked.path if self.checked else ""
            yield Remark("rest-assumed", {"path": path, "meter": meter, "count": count})
        if self.checked and not self.checked.holds:
            parts = self.checked.parts
            facts = {"path": self.checked.path, "total": self.checked.total, "parts": parts}
            yield Remark("checksum", {**facts, "sum": sum(parts.values())})


def held(place: Place, checksum: Checksum | None, counts: Counts) -> Held:
    """Find the way that holds; raises `BadBody`."""
    if checksum is None:
        return Held()
    total = count_at(place, checksum.total)
    if total is None:
        return Held(beside=checksum.ways[0].beside)
    path = place.said(checksum.total)
    for way in sorted(checksum.ways, key=lambda way: way.rest is not None):
        parts = _parts(place, way)
        left = total - sum(parts.values())
        if left == 0:
            return Held(Checked(path, total, parts, holds=True), way.beside)
        if way.rest and left > 0 and not _says(place, counts.get(way.rest)):
            checked = Checked(path, total, {**parts, way.rest: left}, holds=True)
            return Held(checked, way.beside, {way.rest: left})
    first = checksum.ways[0]
    parts = _parts(place, first)
    return Held(Checked(path, total, parts, holds=False), first.beside)


def _parts(place: Place, way: Way) -> dict[str, Number]:
    """What is added up: where it stands, and how much it is."""
    return {place.said(path): count_at(place, path) or 0 for path in way.sum}


def _says(place: Place, count: Count | None) -> bool:
    return count is not None and counted(place, count, fractions=False) is not None
