"""All that a run is to write, judged by the laws before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from llmanac.sync.writing import evidence
from llmanac.sync.writing.draft import in_order
from llmanac.sync.writing.laws import broken
from llmanac.sync.writing.placing import Placer
from llmanac.sync.writing.planned import Change, Dropped, Planned, Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from llmanac.catalog import Catalog
    from llmanac.pricing.moments import Day
    from llmanac.sync.decisions import Decisions, Identified
    from llmanac.sync.writing.draft import Draft
    from llmanac.sync.writing.whose import Kept

ROUNDS: Final = 6
"""How often what breaks a law is taken out; what is left then is taken out whole."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run writes, and what it tells."""

    texts: Mapping[str, str]
    """Path → whole text of each file that changes, in the order of writing: nothing names what
    comes later."""
    after: Catalog
    """The catalogue as it would be then."""
    planned: tuple[Planned, ...] = ()
    """The records among them."""
    kept: tuple[Kept, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Offers that nobody lists any more."""
    missed: tuple[str, ...] = ()
    """Offers that nobody listed this time."""
    figures: int = 0
    """Figures of benchmarks that stand in tables, or would if a person had not decided else."""
    unscored: tuple[Dropped, ...] = ()
    """Those that do not."""

    def changes(self) -> Iterator[Change]:
        """Every change of a record that was there before."""
        for one in self.planned:
            yield from one.changes


def planned(
    identified: Identified,
    decisions: Decisions,
    catalog: Catalog,
    folder: Path,
    days: Mapping[str, Day],
) -> Plan:
    """Plan a run: what breaks a law with the rest of the catalogue is left out, and told."""
    placer = Placer(identified, decisions, catalog, folder, evidence.Read(days))
    for _ in range(ROUNDS):
        draft = placer.draft()
        after = draft.over(catalog, days.values())
        found = broken(after, _paths(draft, placer), placer.blocked)
        if not found:
            return _plan(draft, placer, after)
        placer.block(found)
    raise Unwritable("unsettled")  # pragma: no cover - each round blocks records for good


def _paths(draft: Draft, placer: Placer) -> set[str]:
    """The files that would change."""
    records = {one.path for one in draft.planned()}
    return records | {path for path, _ in _evidence(draft, placer)}


def _plan(draft: Draft, placer: Placer, after: Catalog) -> Plan:
    """The texts of all files that change, and what is to be told."""
    records = tuple(draft.planned())
    outcomes = (*draft.models.values(), *draft.offers.values())
    return Plan(
        {
            **{one.path: one.text for one in records},
            **{path: evidence.lines(in_order(lines)) for path, lines in _evidence(draft, placer)},
        },
        after,
        records,
        (
            *(kept for outcome in outcomes for kept in outcome.kept),
            *(one.kept for one in draft.tables.values() if one.kept),
        ),
        tuple(sorted(draft.dropped, key=lambda one: (one.code, one.about, one.says))),
        tuple(draft.withdrawn),
        tuple(draft.missed),
        draft.figures,
        tuple(draft.unscored),
    )


def _evidence(draft: Draft, placer: Placer) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Path and lines of each file of evidence that changes."""
    for provider, lines in sorted(draft.lines.items()):
        if lines != placer.lines.get(provider):
            yield f"evidence/{provider}.ndjson", lines
    for lab, told in sorted(draft.testimonies.items()):
        if told != placer.testimonies.get(lab):
            yield f"evidence/models/{lab}.ndjson", told
