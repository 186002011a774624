"""What a run did, as plain data for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from llmanac.sync.tally import by_feed, totals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.sync.run import Ran
    from llmanac.sync.writing.planned import Change, Dropped
    from llmanac.sync.writing.whose import Kept


def summary(ran: Ran) -> Mapping[str, Any]:
    """All that the report tells, its sentences aside."""
    plan = ran.plan
    return {
        "feeds": by_feed(ran),
        "counts": totals(ran),
        "facts": _facts(ran),
        "refused": [
            {"feed": one.feed, "code": one.fault.code, "params": _jsonable(one.fault.params)}
            for one in ran.refused
        ],
        "written": ran.wrote,
        "files": [] if plan is None else list(plan.texts),
        "new": [] if plan is None else [one.about for one in plan.planned if one.is_new],
        "changed": [] if plan is None else [_told(change) for change in plan.changes()],
        "scores": 0 if plan is None else plan.figures,
        "unscored": [] if plan is None else [_told(one) for one in plan.unscored],
        "withdrawn": [] if plan is None else list(plan.withdrawn),
        "kept": [] if plan is None else [_told(one) for one in plan.kept],
        "dropped": [] if plan is None else [_told(one) for one in plan.dropped],
        "quarantined": _quarantined(ran),
        "unplaced": sum(one.offers for one in (ran.identified.unplaced if ran.identified else ())),
    }


def _facts(ran: Ran) -> Mapping[str, Mapping[str, int]]:
    """How many facts of each sort have which witnesses."""
    said = ran.decisions
    if said is None:
        return {}
    hows = {"agreeing": said.agreeing, "alone": said.alone, "disputed": said.disputed}
    return {how: dict(counts) for how, counts in hows.items()}


def _quarantined(ran: Ran) -> Mapping[str, int]:
    held = ran.decisions.quarantined if ran.decisions else ()
    return dict(sorted(Counter(one.code for one in held).items()))


def _told(one: Change | Kept | Dropped) -> Mapping[str, Any]:
    """The record that it is about, and all else that it says by its own names."""
    said = {each.name: _jsonable(getattr(one, each.name)) for each in fields(one)}
    return {"record": said.pop("about"), **said}


def _jsonable(value: Any) -> Any:  # noqa: ANN401
    return json.loads(json.dumps(value, default=str))
