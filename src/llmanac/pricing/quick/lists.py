"""Lists in a body, as lines that add up what their items count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.pricing.quick.fields import GREATEST, indented, plain, root_of, stands

if TYPE_CHECKING:
    from llmanac.pricing.counts import Count
    from llmanac.pricing.paths import Path
    from llmanac.pricing.quick.fields import Lines


def in_a_loop(path: Path, rule: Count) -> bool:
    """Tell whether a loop over named fields can add up the items."""
    inside = (*rule.first, *rule.where)
    return (
        len(path.steps) == 2
        and isinstance(path.steps[0], str)
        and path.steps[1] is None
        and not (rule.plus or rule.distinct)
        and len(rule.first) <= 1
        and all(len(first.steps) == 1 for first in rule.first)
        and all(plain(one) and not one.in_body for one in inside)
    )


def absent(path: Path) -> Lines:
    """Give up where something stands at a path: only the reader knows what it would mean.

    What is looked for is the first field of the path, or the first in the items of a list.
    """
    node = root_of(path)
    if path.steps[1:2] == (None,) and len(path.steps) > 2 and isinstance(path.steps[2], str):
        yield f"items = {node}.get({path.steps[0]!r})"
        yield "if items is not None:"
        yield "    if type(items) is not list: return None"
        yield "    for item in items:"
        yield f"        if type(item) is not dict or {path.steps[2]!r} in item: return None"
    else:
        yield f"if {node}.get({path.steps[0]!r}) is not None: return None"


def loop(path: Path, rules: dict[str, Count]) -> Lines:
    """Add what each of the rules counts to its variable."""
    yield f"{' = '.join(rules)} = 0"
    yield f"items = {root_of(path)}.get({path.steps[0]!r})"
    yield "if items is not None:"
    yield "    if type(items) is not list: return None"
    yield "    for item in items:"
    yield "        if type(item) is not dict: return None"
    for name, rule in rules.items():
        yield from indented(indented(_item(name, rule)))


def _item(name: str, rule: Count) -> Lines:
    """Add what an item says; where a condition looks deeper into it, the reader does."""
    near = {path.steps[0]: words for path, words in rule.where.items() if len(path.steps) == 1}
    tests = " and ".join(stands(f"item.get({key!r})", words) for key, words in near.items())
    yield f"if {tests or True}:"
    if len(near) < len(rule.where):
        yield "    return None"
    elif not rule.first:
        yield f"    {name} += 1"
    else:
        yield f"    more = item.get({rule.first[0].steps[0]!r})"
        yield "    if more is not None:"
        yield f"        if type(more) is not int or more >> {GREATEST}: return None"
        yield f"        {name} += more"
