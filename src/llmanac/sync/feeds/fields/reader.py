"""What the reader of every feed does: tell one thing after the other, and what it leaves out."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from llmanac.sync.claims import Reading, Score, Seller, Statement
from llmanac.sync.feeds.fields.leaving import Leaving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json

    Reads = Callable[[Json, Day], Reading]
    Tells = Callable[[Json, Day, Leaving], Iterator["Heard"]]

Heard = Statement | Seller | Score
"""One thing that a feed says."""


def reads(feed: str) -> Callable[[Tells], Reads]:
    """Make what tells of a file a reader of that feed: all that it tells is one reading."""

    def reader(tells: Tells) -> Reads:
        @wraps(tells)
        def read(data: Json, as_of: Day) -> Reading:
            leaving = Leaving()
            return _reading(feed, as_of, [*tells(data, as_of, leaving)], leaving)

        return read

    return reader


def _reading(feed: str, as_of: Day, heard: list[Heard], leaving: Leaving) -> Reading:
    """Everything of its sort together, in the feed's order."""
    return Reading(
        feed=feed,
        as_of=as_of,
        statements=tuple(one for one in heard if isinstance(one, Statement)),
        sellers=tuple(one for one in heard if isinstance(one, Seller)),
        scores=tuple(one for one in heard if isinstance(one, Score)),
        left=leaving.all(),
    )
