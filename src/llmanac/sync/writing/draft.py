"""One round's state of what is to be: outcomes of records, and the lines of evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from llmanac.catalog import Catalog, provider_of
from llmanac.schema.evidence import EvidenceFile, ModelEvidenceFile
from llmanac.schema.offer import slug
from llmanac.schema.record import EvaluationId, LabId, ModelId, OfferKey, ProviderId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.pricing.moments import Day
    from llmanac.schema.evidence import Evidence, ModelEvidence
    from llmanac.sync.writing.models import Outcome
    from llmanac.sync.writing.planned import Dropped, Planned
    from llmanac.sync.writing.tables import Placed

Lines = dict[ProviderId, dict[str, "Evidence"]]
"""Provider → offer → its line."""
Testimonies = dict[LabId, dict[str, "ModelEvidence"]]
"""Lab → model → its line."""


def lines_of(catalog: Catalog) -> Lines:
    """The evidence of offers as the catalogue has it."""
    return {
        provider: {line.offer: line for line in file.root}
        for provider, file in catalog.evidence.items()
    }


def testimonies_of(catalog: Catalog) -> Testimonies:
    """The evidence of models as the catalogue has it."""
    return {
        lab: {line.model: line for line in file.root} for lab, file in catalog.testimonies.items()
    }


@dataclass(slots=True)
class Draft:
    """What is to be, before the laws have judged it."""

    lines: Lines
    testimonies: Testimonies
    models: dict[str, Outcome] = field(default_factory=dict)
    offers: dict[OfferKey, Outcome] = field(default_factory=dict)
    tables: dict[str, Placed] = field(default_factory=dict)
    figures: int = 0
    """Figures of benchmarks in tables."""
    unscored: list[Dropped] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def planned(self) -> Iterator[Planned]:
        """The records that change: models first, then tables of their scores, then offers, those
        that others name before."""
        for outcome in self.models.values():
            if outcome.planned:
                yield outcome.planned
        yield from (one.planned for one in self.tables.values() if one.planned)
        found = [(key, one.planned) for key, one in self.offers.items() if one.planned]
        successors = {key: _successor(key, one.record) for key, one in found}
        yield from (
            one for _, one in sorted(found, key=lambda pair: (_depth(pair[0], successors), pair[0]))
        )

    def over(self, catalog: Catalog, days: Iterable[Day]) -> Catalog:
        """The catalogue as it would be, read on the newest of days."""
        models, offers = dict(catalog.models), dict(catalog.offers)
        evaluations = dict(catalog.evaluations)
        for one in self.planned():
            what, _, id_ = one.about.partition("/")
            if what == "models":
                models[ModelId(id_)] = one.record
            elif what == "evaluations":
                evaluations[EvaluationId(id_)] = one.record
            else:
                offers[OfferKey(id_)] = one.record
        known = [day for day in (catalog.as_of, *days) if day]
        return replace(
            catalog,
            models=dict(sorted(models.items())),
            offers=dict(sorted(offers.items())),
            evaluations=dict(sorted(evaluations.items())),
            evidence={
                provider: EvidenceFile.model_construct(tuple(in_order(lines)))
                for provider, lines in sorted(self.lines.items())
            },
            testimonies={
                lab: ModelEvidenceFile.model_construct(tuple(in_order(lines)))
                for lab, lines in sorted(self.testimonies.items())
            },
            as_of=max(known, key=lambda day: day.toordinal(), default=None),
        )


def in_order(lines: Mapping[str, Any]) -> list[Any]:
    """Lines as their file has them."""
    return [line for _, line in sorted(lines.items())]


def _successor(key: OfferKey, record: Any) -> OfferKey | None:  # noqa: ANN401 - an offer
    named = record.successor
    return OfferKey(f"{provider_of(key)}/{slug(named)}") if named else None


def _depth(key: OfferKey, successors: Mapping[OfferKey, OfferKey | None]) -> int:
    """How many records must stand before this one; a circle counts as long."""
    depth, at = 0, successors.get(key)
    while at is not None and depth < len(successors):
        depth, at = depth + 1, successors.get(at)
    return depth
