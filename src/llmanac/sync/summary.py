"""What a run did, in numbers and as plain data, for programs."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from llmanac.sync.run import Ran, offers_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from llmanac.sync.writing.planned import Change


def summary(ran: Ran) -> Mapping[str, Any]:
    """The report as plain data."""
    plan = ran.plan
    return {
        "feeds": {
            one.feed: {
                "as_of": one.as_of.text(),
                "offers": offers_of(one),
                "left": len(one.left),
            }
            for one in ran.readings
        },
        "refused": [
            {"feed": one.feed, "code": one.fault.code, "params": _jsonable(one.fault.params)}
            for one in ran.refused
        ],
        "written": ran.wrote,
        "files": [] if plan is None else list(plan.texts),
        "new": [] if plan is None else [one.about for one in plan.planned if one.is_new],
        "changed": [] if plan is None else [_told(change) for change in plan.changes()],
        "withdrawn": [] if plan is None else list(plan.withdrawn),
        "kept": [] if plan is None else [_kept_json(one) for one in plan.kept],
        "dropped": [] if plan is None else [_dropped_json(one) for one in plan.dropped],
        "quarantined": dict(
            sorted(Counter(one.code for one in _held(ran)).items()),
        ),
        "unplaced": sum(one.offers for one in (ran.identified.unplaced if ran.identified else ())),
    }


def _held(ran: Ran) -> Sequence[Any]:
    return ran.decisions.quarantined if ran.decisions else ()


def _told(change: Change) -> Mapping[str, Any]:
    return {
        "record": change.about,
        "field": change.field,
        "before": _jsonable(change.before),
        "after": _jsonable(change.after),
    }


def _kept_json(one: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return {
        "record": one.about,
        "field": one.field,
        "held": _jsonable(one.held),
        "said": _jsonable(one.said),
        "why": one.why,
    }


def _dropped_json(one: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return {"record": one.about, "code": one.code, "says": one.says}


def _jsonable(value: Any) -> Any:  # noqa: ANN401
    return json.loads(json.dumps(value, default=str))
