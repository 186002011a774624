"""Lists in a body, as lines that add up what their items count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.pricing.quick.fields import GREATEST, indented, plain, root_of

if TYPE_CHECKING:
    from llmanac.pricing.counts import Count
    from llmanac.pricing.paths import Path
    from llmanac.pricing.quick.fields import Lines


def in_a_loop(path: Path, rule: Count) -> bool:
    """Tell whether a loop over named fields can add up the items."""
    return (
        plain(path)
        and len(path.names) == 1
        and len(rule.first) <= 1
        and not rule.plus
        and all(len(first.names) == 1 for first in rule.first)
        and all(plain(one) and not one.in_body for one in (*rule.first, *rule.where))
    )


def loop(path: Path, rules: dict[str, Count]) -> Lines:
    """Add what each of the rules counts to its variable."""
    yield f"{' = '.join(rules)} = 0"
    yield f"items = {root_of(path)}.get({path.names[0]!r})"
    yield "if items is not None:"
    yield "    if type(items) is not list: return None"
    yield "    for item in items:"
    yield "        if type(item) is not dict: return None"
    for name, rule in rules.items():
        yield from indented(indented(_item(name, rule)))


def _item(name: str, rule: Count) -> Lines:
    """Add what an item says; where a condition looks deeper into it, the reader does."""
    near = {path.names[0]: words for path, words in rule.where.items() if len(path.names) == 1}
    tests = " and ".join(f"item.get({key!r}) in {words!r}" for key, words in near.items())
    yield f"if {tests or True}:"
    if len(near) < len(rule.where):
        yield "    return None"
    elif not rule.first:
        yield f"    {name} += 1"
    else:
        yield f"    more = item.get({rule.first[0].names[0]!r})"
        yield "    if more is not None:"
        yield f"        if type(more) is not int or more >> {GREATEST}: return None"
        yield f"        {name} += more"
