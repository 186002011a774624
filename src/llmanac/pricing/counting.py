"""How a dialect's rules find their numbers in a body: first of, each, otherwise, also."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmanac.pricing.numbers import Number, count_at
from llmanac.pricing.paths import BadBody, Path, Place
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from llmanac.pricing.counts import Count, Where


def counted(place: Place, count: Count, *, fractions: bool) -> Number | None:
    """Return what a body reports of one meter, None where it says nothing; raises `BadBody`."""
    found = (
        _added(place, count, fractions=fractions)
        if count.each is None
        else _added_each(place, count, count.each, fractions=fractions)
    )
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


def _added_each(place: Place, count: Count, path: Path, *, fractions: bool) -> Number | None:
    """Add up over the items of a list that match, or count them; None where none says any."""
    items = place.get(path)
    if items is None:
        return None
    if not isinstance(items, list):
        raise BadBody("not-a-list", path=place.said(path), value=shown(items))
    total: Number | None = None
    for index, item in enumerate(items):
        said = f"{place.said(path)}[{index}]"
        if not isinstance(item, dict):
            raise BadBody("not-a-mapping", path=said, value=shown(item))
        within = Place(item, place.body, said)
        if matches(within, count.where):
            counts_items = not (count.first or count.plus)
            more = 1 if counts_items else _added(within, count, fractions=fractions)
            total = more if total is None else total + (more or 0)
    return total


def first_of(place: Place, paths: tuple[Path, ...]) -> Any:  # noqa: ANN401  # as it stands there
    """Return what stands at the first path where something does."""
    for path in paths:
        value = place.get(path)
        if value is not None:
            return value
    return None


def matches(place: Place, where: Where) -> bool:
    """Tell whether one of the texts stands at each of the paths."""
    return all(place.get(path) in words for path, words in where.items())
