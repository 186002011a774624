"""What may stand anywhere in a feed, and how it gets there."""

import copy
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from llmanac.sync.claims import Json

SMALL, LARGE = Decimal("1e-999999"), Decimal("1e999999")
WORDS = ["-1", "0", "1e9", "0.000001", "none", "2026-02-30", "batch", "\ud800"]
NUMBERS = [10**400, SMALL, LARGE, Decimal("0e-9"), Decimal("-0")]
RUBBISH = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from([*WORDS, *NUMBERS]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(data: Json, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values within it, its own among them."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(data, list | dict):
        inner = [*(data.items() if isinstance(data, dict) else enumerate(data))]
    return [path, *(found for step, one in inner for found in places(one, (*path, step)))]


def spoiled(data: Json, path: tuple[Any, ...], rubbish: Json) -> Json:
    """A copy with something else at one place."""
    if not path:
        return rubbish
    data = parent = copy.deepcopy(data)
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = rubbish
    return data
