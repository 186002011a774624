"""Which fields of a body no rule of its dialect knows, so that a new meter never vanishes."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from llmanac.pricing.counts import ANYTHING, stands
from llmanac.pricing.paths import Path, longer
from llmanac.pricing.remarks import Remark
from llmanac.pricing.written import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.pricing.clauses import Items, Others
    from llmanac.pricing.counts import Count
    from llmanac.pricing.dialect import Dialect
    from llmanac.pricing.paths import Place

    Filter = list[tuple[Path, tuple[str, ...]]]

_MOST_REPORTED = 20
"""Unknown fields named one by one; the rest are counted."""

_MODEL = "model"
"""Where an item of a list names the model that served it, if not the body's."""

Known = dict[str, "Known"]
"""Field names that are known, each with those known inside it; an empty one knows all inside."""


class KnownFields:
    """What a dialect knows: of the usage object, and of the body around it."""

    def __init__(self, dialect: Dialect) -> None:
        """Gather every path that the dialect names."""
        paths = [*_paths(dialect)]
        self._usage = _known(paths, dialect.known, in_body=False)
        self._body = _known(paths, dialect.known, in_body=True)
        self._model = dialect.model
        self._prefix = dialect.prefix or ""
        self._watched = [
            (path, _inside(self._body, path), _Takers(dialect, path)) for path in dialect.watched
        ]

    def remarks(self, place: Place) -> Iterator[Remark]:
        """Report each field that is not known, but not without end."""
        fields = [*self._unknown(place)]
        for path, value in fields[:_MOST_REPORTED]:
            yield Remark("unknown-field", {"path": path, "value": shown(value)})
        if len(fields) > _MOST_REPORTED:
            yield Remark("unknown-fields-more", {"count": len(fields) - _MOST_REPORTED})

    def _unknown(self, place: Place) -> Iterator[tuple[str, Any]]:
        alone = place.usage is place.body  # then it may carry what else stands around it
        known = {**self._body, **self._usage} if alone else self._usage
        fields = place.usage.items()
        usage = {name: value for name, value in fields if str(name).startswith(self._prefix)}
        yield from _unknown(usage, known, place.prefix)
        for path, inside, takers in self._watched:
            watched = place.find(path)
            if isinstance(watched, list):
                model = place.find(self._model) if self._model else None
                yield from takers.strange(place, watched, model)
            elif isinstance(watched, dict) and place.usage is not place.body:
                yield from _unknown(watched, inside, place.said(path))


class _Takers:
    """What takes the items of a watched list: counts, other models, or that they are free."""

    def __init__(self, dialect: Dialect, path: Path) -> None:
        self._path = path
        self._own = [*_filters(_every_count(dialect.counts), path), *_filters(dialect.free, path)]
        self._others = [*_filters(dialect.others, path)]

    def strange(self, place: Place, items: list[Any], model: object) -> Iterator[tuple[str, Any]]:
        """Yield the items that nothing takes, and those of another model than the body's."""
        for index, item in enumerate(items):
            said = f"{place.said(self._path)}[{index}]"
            within = place.within(item if isinstance(item, dict) else {}, said)
            named = within.usage.get(_MODEL)
            own = any(_fits(within, where) for where in self._own)
            foreign = None not in (model, named) and model != named
            taken = (own and not foreign) or any(_fits(within, where) for where in self._others)
            if item is not None and not taken:
                yield said, item


def _filters(takers: Iterable[Count | Items | Others], path: Path) -> Iterator[Filter]:
    """Yield which items of a list these take."""
    size = len(path.steps)
    for taker in takers:
        each = taker.each
        if each and (each.in_body, each.steps[:size]) == (path.in_body, path.steps):
            inner = each.steps[size + 1 :]
            yield (
                [(Path("", inner, in_body=False), (ANYTHING,))] if inner else [*taker.where.items()]
            )


def _fits(within: Place, where: Filter) -> bool:
    return all(stands(within.find(path), words) for path, words in where)


def _every_count(counts: Mapping[str, Count]) -> Iterator[Count]:
    """Yield the counts and what they are made of."""
    rules = [*counts.values()]
    for count in rules:
        yield count
        rules.extend(filter(None, (count.otherwise, count.also, count.less)))


def _inside(known: Known, path: Path) -> Known:
    for name in path.steps:
        known = known.get(str(name), {})
    return known


def _known(paths: Iterable[Path], whole: Iterable[Path], *, in_body: bool) -> Known:
    """Nest the names of the paths; of the `whole` ones, and of lists, all inside is known."""
    known: Known = {}
    for path in (*paths, *whole):
        inside = known if path.in_body is in_body else {}
        for name in takewhile(lambda step: isinstance(step, str), path.steps):
            inside = inside.setdefault(str(name), {})
        if path in whole:
            inside.clear()
    return known


def _paths(dialect: Dialect) -> Iterator[Path]:
    for count in _every_count(dialect.counts):
        yield from _count_paths(count)
    for checksum in filter(None, (dialect.checksum, *dialect.also_checked)):
        yield checksum.total
        for way in checksum.ways:
            yield from way.sum
    for rule in dialect.context:
        yield from rule.first
    for reported in dialect.reported:
        yield from (*reported.first, *reported.where)
        yield from filter(None, (reported.currency_at,))
    for others in dialect.others:
        yield from _other_paths(others)
    yield from filter(None, (dialect.model, dialect.at))
    for sign in dialect.recognise:
        yield from (*sign.has, *sign.where)


def _count_paths(count: Count) -> Iterator[Path]:
    yield from (count.each,) if count.each else (*count.first, *count.plus, *count.where)


def _other_paths(others: Others) -> Iterator[Path]:
    """Yield the paths that read another model's usage, each from where it begins."""
    top = others.items
    if others.each:
        yield top
        return
    inner = [path for count in _every_count(others.counts) for path in _count_paths(count)]
    for path in (*inner, *others.where, *filter(None, (others.model,))):
        yield path if path.in_body else Path("", top.steps + path.steps, top.in_body)


def _unknown(node: dict[str, Any], known: Known, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in node.items():
        said = longer(prefix, str(name))
        inside = known.get(name)
        if inside is None:
            if _says_something(value):
                yield said, value
        elif inside and isinstance(value, dict):
            yield from _unknown(value, inside, said)


def _says_something(value: object, depth: int = 8) -> bool:
    """Nothing, zero, and what holds only such, cannot be billed."""
    if isinstance(value, dict) and depth:
        return any(_says_something(inner, depth - 1) for inner in value.values())
    return bool(value)
