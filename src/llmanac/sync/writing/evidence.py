"""The lines of evidence: what decisions say of them, what was written, who misses what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from llmanac.schema.evidence import Evidence, ModelEvidence, feed_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from llmanac.pricing.moments import Day

PAGE: Final = "page"
"""The witness that is no feed."""


@dataclass(frozen=True, slots=True)
class Read:
    """The feeds of a run → the day of the state that was read."""

    days: Mapping[str, Day]

    def misses(self, line: Evidence) -> Day | None:
        """The day on which nobody lists an offer any more that feeds used to list.

        None where a feed that lists it was not read: nothing is known then.
        """
        feeds = {feed_of(name) for name in line.where} - {PAGE}
        if not feeds or not feeds <= self.days.keys():
            return None
        day = max(self.days[feed] for feed in feeds)
        return day if not line.missed or day > line.missed[-1] else None


def listed(
    decided: Evidence,
    before: Evidence | None,
    wrote: Mapping[str, str],
    models: Container[str | None],
) -> Evidence:
    """A line of an offer that feeds list: their claims, what was written, nothing missed.

    The words of pages that a person entered stay.
    """
    pages = before and {name: at for name, at in before.where.items() if feed_of(name) == PAGE}
    line = _with_pages(decided, before, pages or {})
    return line.model_copy(
        update={
            "model": line.model if line.model in models else None,
            "wrote": dict(sorted(wrote.items())),
            "missed": (),
        }
    )


def _with_pages(decided: Evidence, before: Evidence | None, pages: Mapping[str, str]) -> Evidence:
    """The line with those claims of pages that the decision does not carry on by itself."""
    lost = {name: at for name, at in pages.items() if name not in decided.where}
    if not lost or before is None:
        return decided
    claims = [
        claim.model_copy(update={"by": by})
        for claim in before.claims
        if (by := tuple(name for name in claim.by if name in lost))
    ]
    where = {**decided.where, **lost}
    return decided.model_copy(update={"where": where, "claims": (*decided.claims, *claims)})


def missing(line: Evidence, day: Day) -> Evidence:
    """The line of an offer that nobody lists on a day."""
    return line.model_copy(update={"missed": (*line.missed, day)})


def of_model(decided: ModelEvidence, wrote: Mapping[str, str]) -> ModelEvidence:
    """A model's line with what was written."""
    return decided.model_copy(update={"wrote": dict(sorted(wrote.items()))})


def lines(all_lines: Sequence[Evidence] | Sequence[ModelEvidence]) -> str:
    """A file of evidence, one line each."""
    return "".join(f"{_line(one)}\n" for one in all_lines)


def _line(one: Evidence | ModelEvidence) -> str:
    said = one.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
