"""What is said of a request, and what that leaves open for a price that depends on it.

A request of which no tier is said is of the standard one; of all else nothing is assumed.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from llmanac.pricing.keys import ORDINARY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from llmanac.pricing.conditions import Condition
    from llmanac.pricing.given import Context
    from llmanac.pricing.keys import Test


def context_of(
    served: Iterable[tuple[str, str]],
    ordinary: Iterable[tuple[str, str]] = (),
    asked: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return what is so: what the body says was served, over what the caller says was asked for.

    A response of a batch may well call itself ordinary: that it was one, the caller knows better.
    """
    context: dict[str, tuple[str, ...]] = {"tier": ("standard",)}
    asked = {key: ORDINARY.get(value, value) for key, value in (asked or {}).items()}
    context.update({key: (value,) for key, value in asked.items()})
    context.update({k: (v,) for k, v in ordinary if (k, asked.get(k)) != ("tier", "batch")})
    said: dict[str, tuple[str, ...]] = {}
    for key, value in served:
        said[key] = (*said.get(key, ()), value)
    return context | said


def undecided(
    conditions: Collection[Condition], held: Collection[Condition], context: Context
) -> Iterator[tuple[str, str]]:
    """Yield what is out of the ordinary and decides no price here; `held` are those that hold."""
    for key, values in context.items():
        deciding = [test for one in held if (test := one.given.tests().get(key))]
        tests = [test for one in conditions if (test := one.given.tests().get(key))]
        for value in values:
            excepted = any(t.knows(value) for t in tests if t.negated or t.bounds)
            known = excepted or any(test.holds((value,)) for test in deciding)
            if not known and (key, value) != ("tier", "standard"):
                yield key, value


def unstated(conditions: Collection[Condition], context: Context) -> list[str]:
    """Return the keys on which a price depends and of which nothing is said.

    A condition that cannot hold any more depends on nothing.
    """
    live = [one.given.tests() for one in conditions if may_hold(one, context)]
    return [*dict.fromkeys(key for tests in live for key in tests if key not in context)]


def may_hold(condition: Condition, context: Context) -> bool:
    """Tell whether what is said leaves it open that a condition holds, its windows aside."""
    tests = condition.given.tests().items()
    return all(key not in context or test.holds(context[key]) for key, test in tests)


def possible(conditions: Collection[Condition], context: Context) -> Iterator[tuple[Context, bool]]:
    """Yield every context that is left open, and whether a named value stands under every key.

    Of each open key: nothing out of the ordinary, what is none of the values named, and each of
    those.
    """
    keys = unstated(conditions, context)
    tests = [test for one in conditions for test in one.given.tests().items()]
    named = [_representatives([test for k, test in tests if k == key]) for key in keys]
    for said in product(*([(), *((value,) for value in ("", *some))] for some in named)):
        whole = all(any(values) for values in said)
        yield {**context, **dict(zip(keys, said, strict=True))}, whole


def _representatives(tests: Iterable[Test]) -> list[str]:
    """Return a value for each way in which the tests of one key can come out."""
    tests = list(tests)
    words = {value for test in tests for value in test.values}
    bounds = sorted({bound for test in tests for bound in test.bounds})
    numbers = [*bounds, *(bound + 1 for bound in bounds[-1:])]
    return sorted(words) + [format(number, "f") for number in numbers]
