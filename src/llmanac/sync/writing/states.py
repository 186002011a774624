"""What `feeds.yaml` says of each feed after a run: its day, and how much it lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.load.patch import Put, patched
from llmanac.schema.feeds import Feed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.moments import Day


def feeds_text(text: str, days: Mapping[str, Day], offers: Mapping[str, int]) -> str:
    """`feeds.yaml` with the state of each feed that was read."""
    order = tuple(Feed.model_fields)
    steps = []
    for feed, day in days.items():
        steps.append(Put((feed, "as_of"), day.text(), order))
        steps.append(Put((feed, "offers"), str(offers[feed]), order))
    return patched(text, steps)
