"""Write a dialect as SQL: one SELECT of DuckDB over a column of JSON gives a count per meter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duck_counts import counted, number, text_at, type_of, where
from duck_paths import Item, Parts, Within, case, kind, present, quoted

from llmanac.pricing.counts import parts_first
from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.clauses import Others
    from llmanac.pricing.counts import Checksum, Counts, Way
    from llmanac.pricing.dialect import Dialect
    from llmanac.pricing.paths import Path

Columns = dict[str, str]
"""Name → SQL."""


def select(dialect: Dialect, table: str, row: str = "row", body: str = "body") -> str:
    """Write the SELECT: of each row its `state`, the `way` that `holds`, and a column per meter.

    `state` is `read`, `no-usage` or `bad-body`; counts are told only of what is read. `way` is the
    number of that way of the checksum, from 1; NULL where the body has no total. `model` is what
    the body calls it.
    """
    within = Within(Parts("usage_parts"), Parts("body_parts"))
    said = {"told": _told(within, dialect), "model": text_at(within, dialect.model)}
    said |= _said(within, dialect.counts)
    for index, rule in enumerate(dialect.others):
        said[f"said by others {index}"] = _others_told(within, rule)
    for index, paths in enumerate(_beside_counts(dialect)):
        said[f"said aside {index}"] = _followed(within, paths)
    checks = {"": dialect.checksum} if dialect.checksum else {}
    checks |= {f"also {index} ": one for index, one in enumerate(dialect.also_checked)}
    return _query(_placed(dialect, table, row, body), within, said, dialect.counts, checks)


def others(dialect: Dialect, rule: Others, table: str, row: str = "row", body: str = "body") -> str:
    """Write the SELECT of what other models served: a row for each, in the same form."""
    items, _ = Within(Item("usage"), Item("body")).items(rule.items)
    placed = _placed(dialect, table, row, body)
    within = Within(Parts("usage_parts"), Parts("body_parts"))
    said = {
        "told": case(where(within, rule.where, "NULL", "0"), "1"),
        "model": text_at(within, rule.model),
        **_said(within, rule.counts),
    }
    each = f"SELECT row, body, unnest({items}) AS usage FROM ({placed})"
    return _query(each, within, said, rule.counts, {})


def _placed(dialect: Dialect, table: str, row: str, body: str) -> str:
    """Find the usage object; where there is none, the body is taken to be one itself."""
    around = Item(body)
    nodes = [around.at(path.steps) for path in dialect.usage]
    arms = [(f"{kind(node)} = 'OBJECT' AND {node}::VARCHAR <> '{{}}'", node) for node in nodes]
    return f"SELECT {row} AS row, {body} AS body, {case(arms, body)} AS usage FROM {table}"


def _query(
    placed: str, within: Within, said: Columns, counts: Counts, checks: Mapping[str, Checksum]
) -> str:
    """Write one step after another: the parts, what is said, which way holds, what is left."""
    good = [
        f"coalesce({quoted(name)}, 0) >= 0" for name in said if name.startswith(("said", "less"))
    ]
    ways = {f"{prefix}way": _way(checksum, prefix) for prefix, checksum in checks.items()}
    ways = {"way": "0", **ways}
    good += [f"{quoted(way)} IS NOT NULL" for way in ways]
    read = f"told = 1 AND {' AND '.join(good)}"
    state = case([("told = 0", "'no-usage'"), (read, "'read'")], "'bad-body'")
    meters = [meter for meter in METERS if meter in counts]
    shown = {
        meter: f"CASE WHEN state = 'read' THEN {quoted(f'own {meter}')} END" for meter in meters
    }
    for prefix, checksum in checks.items():
        said |= _sums(within, checksum, prefix)
    return f"""
WITH placed AS ({placed}),
parts AS (SELECT row, {within.usage.column("usage")}, {within.body.column("body")} FROM placed),
said AS (SELECT row, {_listed(said)} FROM parts),
held AS (SELECT *, {_listed(ways)} FROM said),
own AS (SELECT *, {state} AS state, {_listed(_own(counts, checks.get("")))} FROM held)
SELECT row, model, state, CASE WHEN state = 'read' THEN nullif(abs(way), 0) END AS way,
way > 0 AS holds, {_listed(shown)}
FROM own
""".strip()


def _told(within: Within, dialect: Dialect) -> str:
    """Return 1 where a count stands in the usage object, 0 where none does, NULL where none can."""
    arms: list[tuple[str, str]] = []
    rules = [*dialect.counts.values()]
    for count in rules:
        for path in (count.each,) if count.each else count.first:
            if not path.in_body:
                there, cannot = within.there(path)
                arms += [(cannot, "NULL"), (there, "1")]
        rules.extend(filter(None, [count.otherwise]))
    return case(arms, "0")


def _said(within: Within, counts: Counts) -> Columns:
    """What the body says of each meter, and what of it belongs elsewhere."""
    said: Columns = {}
    for meter, count in counts.items():
        said[f"said {meter}"] = counted(within, count, type_of(meter))
        if count.less:
            said[f"less {meter}"] = counted(within, count.less, type_of(meter))
    return said


def _others_told(within: Within, rule: Others) -> str:
    """Return -1 where what other models served cannot be read."""
    items, cannot = within.items(rule.items)
    odd = f"len(list_filter({items}, lambda item: {kind('item')} <> 'OBJECT')) > 0"
    return case([(cannot, "-1"), (odd, "-1")], "0")


def _beside_counts(dialect: Dialect) -> list[tuple[Path, ...]]:
    """Return what else is read of a body, and makes it bad where it cannot be."""
    named = [(path,) for path in (dialect.at, dialect.model) if path]
    return [*(rule.first for rule in dialect.context), *named]


def _followed(within: Within, paths: tuple[Path, ...]) -> str:
    """Return -1 where one of them cannot be followed before one is there."""
    arms: list[tuple[str, str]] = []
    for path in paths:
        arms += [(within.cannot(path), "-1"), (present(within.at(path)), "0")]
    return case(arms, "0")


def _sums(within: Within, checksum: Checksum, prefix: str) -> Columns:
    """The total, and what each way adds up to."""
    sums = {f"{prefix}total": number(within, checksum.total)}
    for index, way in enumerate(checksum.ways, 1):
        numbers = ", ".join(number(within, path) for path in way.sum)
        sums[f"{prefix}sum {index}"] = f"coalesce(list_sum([{numbers}]), 0)"
    return sums


def _way(checksum: Checksum, prefix: str) -> str:
    """Return which way holds: 0 without a total, -1 where none does, NULL where none can."""
    total = quoted(f"{prefix}total")
    arms = [(f"{total} IS NULL", "0"), (f"{total} < 0", "NULL")]
    for index, way in sorted(enumerate(checksum.ways, 1), key=lambda it: it[1].rest is not None):
        added = quoted(f"{prefix}sum {index}")
        arms += [(f"{added} < 0", "NULL"), (f"{added} = {total}", str(index))]
        if way.rest:
            silent = f"{quoted(f'said {way.rest}')} IS NULL" if not prefix else "true"
            arms.append((f"{added} < {total} AND {silent}", str(index)))
    return case(arms, "-1")


def _own(counts: Counts, checksum: Checksum | None) -> Columns:
    """Subtract from each count what it includes; a column may use those before it."""
    own: Columns = {}
    for meter, count in parts_first(counts):
        said, less, left = (quoted(f"{what} {meter}") for what in ("said", "less", "left"))
        parts = " + ".join(_part(part, checksum) for part in count.includes) or "0"
        inside = f"{parts} + coalesce({less}, 0)" if count.less else parts
        own[f"left {meter}"] = f"greatest(coalesce({said}, 0) - ({inside}), 0)"
        own[f"whole {meter}"] = f"{left} + {parts}"
        own[f"own {meter}"] = f"{left} + {_rest(meter, checksum)}"
    return own


def _part(part: str, checksum: Checksum | None) -> str:
    """Return what a part takes from its whole; nothing where it stands beside."""
    ways = [index for index, way in _numbered(checksum) if part in way.beside]
    if 1 in ways:
        ways += [0, -1]  # no total, or none that adds up: the first way is taken
    whole = quoted(f"whole {part}")
    return (
        f"CASE WHEN way IN ({', '.join(map(str, ways))}) THEN 0 ELSE {whole} END" if ways else whole
    )


def _rest(meter: str, checksum: Checksum | None) -> str:
    """Return what the total says beyond a sum, where that belongs to the meter."""
    ways = [
        (f"way = {index}", f"total - {quoted(f'sum {index}')}")
        for index, way in _numbered(checksum)
        if way.rest == meter
    ]
    return case(ways, "0")


def _numbered(checksum: Checksum | None) -> list[tuple[int, Way]]:
    return [*enumerate(checksum.ways, 1)] if checksum else []


def _listed(columns: Columns) -> str:
    """Write columns with their names."""
    return ",\n  ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items())
