"""How a dialect's rules find their numbers in a body: first of, each, otherwise, also, less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmanac.pricing.counts import matches
from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import Number, count_at, count_text
from llmanac.pricing.paths import BadBody, Path, Place
from llmanac.pricing.remarks import Remark
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from llmanac.pricing.counts import Count
    from llmanac.pricing.paths import ListPath


def disjoint(
    place: Place,
    parts_first: Iterable[tuple[str, Count]],
    remarks: list[Remark],
    *,
    beside: Collection[str] = (),
    rest: Mapping[str, Number] | None = None,
) -> dict[str, Number]:
    """Subtract from each count what it includes; in the vocabulary's order. Raises `BadBody`.

    What is `beside` is not subtracted; the `rest` is added to its meter, and is part of no other.
    """
    wholes: dict[str, Number] = {}
    own: dict[str, Number] = {}
    for meter, count in parts_first:
        fractions = METERS[meter].seconds is not None
        parts = sum(wholes[part] for part in count.includes if part not in beside)
        less = counted(place, count.less, fractions=fractions) if count.less else 0
        inside = parts + (less or 0)
        said = counted(place, count, fractions=fractions)
        if said is not None and said < inside:
            facts = {"whole": count_text(said), "parts": count_text(inside)}
            remarks.append(Remark("parts-exceed-whole", {"meter": meter, **facts}))
        own[meter] = max(said or 0, inside) - inside
        wholes[meter] = own[meter] + parts
    for meter, number in (rest or {}).items():
        own[meter] = own.get(meter, 0) + number
    return {meter: own[meter] for meter in METERS if own.get(meter)}


def counted(place: Place, count: Count, *, fractions: bool) -> Number | None:
    """Return what a body reports of one meter, None where it says nothing; raises `BadBody`."""
    found: Number | None = None
    if count.each is not None:
        found = _added_each(place, count, count.each, fractions=fractions)
    elif matches(place, count.where):
        found = _added(place, count, fractions=fractions)
    if found is None and count.otherwise is not None:
        found = counted(place, count.otherwise, fractions=fractions)
    if count.also is not None:
        more = counted(place, count.also, fractions=fractions)
        found = more if found is None else found + (more or 0)
    return found


def _added(place: Place, count: Count, *, fractions: bool) -> Number | None:
    """Add the first path that is there and all others that are."""
    total: Number | None = None
    for path in count.first:
        total = count_at(place, path, fractions=fractions)
        if total is not None:
            break
    for path in count.plus:
        more = count_at(place, path, fractions=fractions)
        total = more if total is None else total + (more or 0)
    return total


def _added_each(place: Place, count: Count, path: ListPath, *, fractions: bool) -> Number | None:
    """Add up over the items that match, or count them; None where none says any."""
    total: Number | None = None
    for within in _items(place, count, path):
        more = 1 if count.counts_items else _added(within, count, fractions=fractions)
        total = more if total is None else total + (more or 0)
    return total


def _items(place: Place, count: Count, path: ListPath) -> Iterator[Place]:
    """Yield the items that match, a text only once if they must be distinct."""
    read_inside = not count.counts_items or any(not path.in_body for path in count.where)
    seen: set[str] = set()
    for item, said in place.items(path):
        if read_inside and not isinstance(item, dict):
            raise BadBody("not-a-mapping", path=said, value=shown(item))
        if count.distinct and isinstance(item, str):
            if not item or item in seen:
                continue
            seen.add(item)
        within = place.within(item if isinstance(item, dict) else {}, said)
        if matches(within, count.where):
            yield within


def first_of(place: Place, paths: tuple[Path, ...]) -> Any:  # noqa: ANN401  # as it stands there
    """Return what stands at the first path where something does; raises `BadBody`."""
    for path in paths:
        value = place.get(path)
        if value is not None:
            return value
    return None
