"""How a count is read from a column of JSON, as DuckDB's SQL.

Three things can stand where a count is read: nothing (NULL), a count, or what is no count. The last
is a number far below zero, so that every sum and every first-of that meets it is below zero too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from duck_paths import Item, Within, case, kind, present, text

from llmanac.pricing.counts import ANYTHING
from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from llmanac.pricing.counts import Count, Where
    from llmanac.pricing.paths import Path

Arms = list[tuple[str, str]]
"""Conditions, and what holds where they do."""

WHOLE, TIMED = "HUGEINT", "DECIMAL(38,12)"
"""The types of counts: only time comes in fractions."""
BAD = {WHOLE: f"(-1{'0' * 30})::{WHOLE}", TIMED: f"(-1{'0' * 21})::{TIMED}"}
MOST = 2**63 - 1


def type_of(meter: str) -> str:
    """Return the type in which a meter is counted."""
    return WHOLE if METERS[meter].seconds is None else TIMED


def counted(within: Within, count: Count, type_: str) -> str:
    """Count: each, or first of and plus; otherwise; also."""
    if count.each:
        found = _added_each(within, count, count.each, type_)
    else:
        arms = where(within, count.where, BAD[type_], "NULL")
        found = case(arms, _added(within, count, type_))
    if count.otherwise:
        found = f"coalesce({found}, {counted(within, count.otherwise, type_)})"
    return f"list_sum([{found}, {counted(within, count.also, type_)}])" if count.also else found


def where(within: Within, rules: Where, bad: str, no: str) -> Arms:
    """Return what holds where a path cannot be followed, or none of its texts stands."""
    arms: Arms = []
    for path, words in rules.items():
        node = within.at(path)
        among = f"({node} ->> '$') IN ({', '.join(map(text, words))})"
        one = f"({kind(node)} IN ('VARCHAR', 'BOOLEAN') AND {among})"
        stands = present(node) if ANYTHING in words else one
        arms += [(within.cannot(path), bad), (f"NOT {stands}", no)]
    return arms


def number(within: Within, path: Path, type_: str = WHOLE) -> str:
    """Return the count that stands there; JSON knows no integers, so 25.0 is 25.

    DuckDB reads a fraction as a double: it is told from a whole number, and has 15 digits.
    """
    node = within.at(path)
    exact, double = (f"TRY_CAST({node}::VARCHAR AS {name})" for name in (type_, "DOUBLE"))
    counts = f"{kind(node)} IN ('UBIGINT', 'BIGINT', 'DOUBLE') AND {exact} BETWEEN 0 AND {MOST}"
    whole = f"{double} = trunc({double})" if type_ == WHOLE else f"{double} >= 0"
    arms = [
        (within.cannot(path), BAD[type_]),
        (f"NOT {present(node)}", "NULL"),
        (f"{counts} AND {whole}", exact),
    ]
    return case(arms, BAD[type_])


def text_at(within: Within, path: Path | None) -> str:
    """Return the text that stands there, if one does."""
    if path is None:
        return "NULL::VARCHAR"
    node = f"{within.items(path)[0]}[1]" if None in path.steps else within.at(path)
    return case([(f"{kind(node)} = 'VARCHAR'", f"{node} ->> '$'")], "NULL")


def _added(within: Within, count: Count, type_: str) -> str:
    """Add the first path that is there and all others that are."""
    first = [number(within, path, type_) for path in count.first]
    terms = [f"coalesce({', '.join(first)})"] if first else []
    terms += [number(within, path, type_) for path in count.plus]
    return terms[0] if len(terms) == 1 else f"list_sum([{', '.join(terms)}])"


def _added_each(within: Within, count: Count, path: Path, type_: str) -> str:
    """Add up over the items that match, or count them."""
    items, cannot = within.items(path)
    inside = Within(Item("item"), within.body)
    arms: Arms = []
    if not count.counts_items or any(not path.in_body for path in count.where):
        arms.append((f"{kind('item')} <> 'OBJECT'", BAD[type_]))
    arms += where(inside, count.where, BAD[type_], "NULL")
    each = case(arms, f"1::{type_}" if count.counts_items else _added(inside, count, type_))
    if count.distinct:
        items = _distinct(items)
    return case([(cannot, BAD[type_])], f"list_sum(list_transform({items}, lambda item: {each}))")


def _distinct(items: str) -> str:
    """Return SQL for a list in which each text stands once, but one of nothing."""
    is_text = f"{kind('item')} = 'VARCHAR'"
    said = f"({is_text} AND item ->> '$' <> '')"
    texts = f"list_transform(list_filter({items}, lambda item: {said}), lambda item: item ->> '$')"
    others = f"list_filter({items}, lambda item: NOT {is_text})"
    return (
        f"list_concat({others}, list_transform(list_distinct({texts}), lambda item: to_json(item)))"
    )
