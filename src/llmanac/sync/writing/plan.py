"""All that a run is to write, judged by the laws before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from llmanac.catalog import Catalog, lab_of, provider_of
from llmanac.findings import WARNINGS
from llmanac.load.patch import Put, patched
from llmanac.rules import judge
from llmanac.schema.evidence import EvidenceFile, ModelEvidenceFile
from llmanac.schema.feeds import Feed
from llmanac.schema.offer import slug
from llmanac.schema.record import EvaluationId, LabId, ModelId, OfferKey, ProviderId
from llmanac.sync.writing import evidence
from llmanac.sync.writing.evaluations import Known, tables
from llmanac.sync.writing.facts import digest
from llmanac.sync.writing.models import Outcome, model_outcome
from llmanac.sync.writing.offers import MISSES, Shelf, key_of, offer_outcome, withdrawn
from llmanac.sync.writing.planned import Change, Dropped, Planned, Unwritable
from llmanac.sync.writing.tables import Placed, mark, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from llmanac.pricing.moments import Day
    from llmanac.schema.evidence import Evidence, ModelEvidence
    from llmanac.sync.decisions import Decisions, Identified, OfferDecision
    from llmanac.sync.writing.evaluations import Table
    from llmanac.sync.writing.whose import Kept

ROUNDS: Final = 6
"""How often what breaks a law is taken out; what is left then is taken out whole."""

Lines = dict[str, dict[str, "Evidence"]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run writes, and what it tells."""

    texts: Mapping[str, str]
    """Path → whole text of each file that changes, in the order of writing: nothing names what
    comes later."""
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


@dataclass(slots=True)
class _Draft:
    """One round's state of what is to be."""

    models: dict[str, Outcome] = field(default_factory=dict)
    offers: dict[OfferKey, Outcome] = field(default_factory=dict)
    tables: dict[str, Placed] = field(default_factory=dict)
    figures: int = 0
    unscored: list[Dropped] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    lines: dict[ProviderId, dict[str, Evidence]] = field(default_factory=dict)
    testimonies: dict[LabId, dict[str, ModelEvidence]] = field(default_factory=dict)
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


def _successor(key: OfferKey, record: Any) -> OfferKey | None:  # noqa: ANN401 - an offer
    named = record.successor
    return OfferKey(f"{provider_of(key)}/{slug(named)}") if named else None


def _depth(key: OfferKey, successors: Mapping[OfferKey, OfferKey | None]) -> int:
    """How many records must stand before this one; a circle counts as long."""
    depth, at = 0, successors.get(key)
    while at is not None and depth < len(successors):
        depth, at = depth + 1, successors.get(at)
    return depth


def planned(
    identified: Identified,
    decisions: Decisions,
    catalog: Catalog,
    folder: Path,
    days: Mapping[str, Day],
) -> Plan:
    """Plan a run: what breaks a law with the rest of the catalogue is left out, and told."""
    planner = _Planner(identified, decisions, catalog, folder, days)
    for _ in range(ROUNDS):
        draft = planner.draft()
        if not planner.block(draft):
            return planner.plan(draft)
    raise Unwritable("unsettled")  # pragma: no cover - each round blocks records for good


class _Planner:
    def __init__(
        self,
        identified: Identified,
        decisions: Decisions,
        catalog: Catalog,
        folder: Path,
        days: Mapping[str, Day],
    ) -> None:
        self._scores = identified.scores
        self._decisions = decisions
        self._catalog = catalog
        self._folder = folder
        self._read = evidence.Read(days)
        self._blocked: dict[str, Dropped] = {}
        self._models: dict[str, Outcome | Dropped] = {}
        self._offers: dict[OfferKey, Outcome | Dropped] = {}
        self._lines = {
            provider: {line.offer: line for line in file.root}
            for provider, file in catalog.evidence.items()
        }
        self._testimonies = {
            lab: {line.model: line for line in file.root}
            for lab, file in catalog.testimonies.items()
        }

    def draft(self) -> _Draft:
        """All outcomes, without what is blocked."""
        draft = _Draft(
            lines={provider: dict(lines) for provider, lines in self._lines.items()},
            testimonies={lab: dict(lines) for lab, lines in self._testimonies.items()},
        )
        self._place_models(draft)
        self._place_tables(draft)
        shelf = Shelf(self._catalog, self._folder, dict(self._kinds(draft)))
        listed = self._place_offers(draft, shelf)
        self._place_missing(draft, shelf, listed)
        return draft

    def _place_models(self, draft: _Draft) -> None:
        for decision in self._decisions.models:
            lab = lab_of(ModelId(decision.model))
            before = self._testimonies.get(lab, {}).get(decision.model)
            wrote = before.wrote if before else {}
            path = f"models/{decision.model}.yaml"
            outcome = self._models.get(path)
            if outcome is None:
                try:
                    outcome = model_outcome(decision, self._catalog, self._folder, wrote)
                except Unwritable as error:
                    outcome = Dropped(path.removesuffix(".yaml"), error.code, error.says)
                self._models[path] = outcome
            done = self._settle(draft, path, outcome, wrote)
            if done is not None:
                draft.models[decision.model] = done
            there = decision.model in self._catalog.models or (done and done.planned)
            if decision.evidence and there:
                line = evidence.of_model(decision.evidence, done.wrote if done else wrote)
                self._put_testimony(draft, lab, line)

    def _place_tables(self, draft: _Draft) -> None:
        """Tables of scores; the line of a table's first model knows what was written."""
        known = Known(catalog=self._catalog, names=dict(self._names(draft)), days=self._read.days)
        made, dropped = tables(self._scores, known)
        draft.unscored += dropped
        for table in made:
            about = f"evaluations/{table.key}"
            if (blocked := self._blocked.get(f"{about}.yaml")) is not None:
                draft.dropped.append(blocked)
                continue
            try:
                self._place_table(draft, table)
            except Unwritable as error:
                draft.dropped.append(Dropped(about, error.code, error.says))

    def _place_table(self, draft: _Draft, table: Table) -> None:
        lines = draft.testimonies.get(lab_of(ModelId(table.models[0])), {})
        told = [lines[model] for model in table.models if model in lines]
        if not told:
            raise Unwritable("no-model")
        name = mark(table.key)
        line = next((line for line in lines.values() if name in line.wrote), told[0])
        done = placed(table, self._catalog, self._folder, line.wrote.get(name))
        draft.tables[table.key] = done
        draft.figures += table.figures
        if done.planned:
            wrote = {**line.wrote, name: digest(done.planned.text)}
            lines[line.model] = line.model_copy(update={"wrote": dict(sorted(wrote.items()))})

    def _names(self, draft: _Draft) -> Iterator[tuple[str, str]]:
        """Every model that has a record, or gets one, with its name."""
        for id_, model in self._catalog.models.items():
            yield id_, model.name
        for name, outcome in draft.models.items():
            if outcome.planned:
                yield name, outcome.planned.record.name

    def _settle(
        self, draft: _Draft, path: str, outcome: Outcome | Dropped, wrote: Mapping[str, str]
    ) -> Outcome | None:
        """The outcome, if nothing speaks against it; else it is noted why not."""
        blocked = self._blocked.get(path)
        if isinstance(outcome, Dropped) or (blocked and outcome.planned):
            draft.dropped.append(outcome if isinstance(outcome, Dropped) else self._blocked[path])
            return None if isinstance(outcome, Dropped) else Outcome(None, wrote, outcome.kept)
        return outcome

    def _kinds(self, draft: _Draft) -> Iterator[tuple[str, str]]:
        for id_, model in self._catalog.models.items():
            yield id_, model.kind
        for name, outcome in draft.models.items():
            if outcome.planned:
                yield name, outcome.planned.record.kind

    def _place_offers(self, draft: _Draft, shelf: Shelf) -> set[tuple[str, str]]:
        """Offers that feeds list; which those are."""
        listed = set()
        taken: dict[OfferKey, str] = {key: one.id for key, one in self._catalog.offers.items()}
        for decision in self._decisions.offers:
            if decision.provider not in self._catalog.providers:
                about = f"offers/{decision.provider}/{slug(decision.offer)}"
                draft.dropped.append(Dropped(about, "no-provider", decision.provider))
                continue
            listed.add((decision.provider, decision.offer))
            provider, key = ProviderId(decision.provider), key_of(decision)
            before = self._lines.get(provider, {}).get(decision.offer)
            wrote = before.wrote if before else {}
            if taken.setdefault(key, decision.offer) != decision.offer:
                draft.dropped.append(Dropped(f"offers/{key}", "same-file", decision.offer))
                done = None
            else:
                done = self._settle(
                    draft, f"offers/{key}.yaml", self._offer(decision, shelf), wrote
                )
            if done is not None:
                draft.offers[key] = done
            if decision.evidence:
                now = done.wrote if done else wrote
                line = evidence.listed(decision.evidence, before, now, shelf.models)
                self._put_line(draft, provider, line)
        return listed

    def _offer(self, decision: OfferDecision, shelf: Shelf) -> Outcome | Dropped:
        """What becomes of an offer; worked out once, unless its model was blocked meanwhile."""
        key = key_of(decision)
        if key not in self._offers:
            before = self._lines.get(ProviderId(decision.provider), {}).get(decision.offer)
            wrote = before.wrote if before else {}
            try:
                self._offers[key] = offer_outcome(decision, shelf, key, wrote)
            except Unwritable as error:
                self._offers[key] = Dropped(f"offers/{key}", error.code, error.says)
        return self._offers[key]

    def _place_missing(self, draft: _Draft, shelf: Shelf, listed: set[tuple[str, str]]) -> None:
        for provider, lines in self._lines.items():
            for offer, line in lines.items():
                if (provider, offer) in listed:
                    continue
                key = OfferKey(f"{provider}/{slug(line.offer)}")
                day = self._read.misses(line) if key in self._catalog.offers else None
                if day is not None and len(line.missed) < MISSES:
                    self._miss(draft, shelf, provider, evidence.missing(line, day))

    def _miss(self, draft: _Draft, shelf: Shelf, provider: ProviderId, line: Evidence) -> None:
        key = OfferKey(f"{provider}/{slug(line.offer)}")
        if self._catalog.offers[key].status != "withdrawn":
            draft.missed.append(f"offers/{key}")
            if len(line.missed) >= MISSES:
                line = self._withdraw(draft, shelf, key, line)
        self._put_line(draft, provider, line)

    def _withdraw(self, draft: _Draft, shelf: Shelf, key: OfferKey, line: Evidence) -> Evidence:
        feeds = [self._catalog.feeds[name] for name in self._catalog.feeds if name in line.where]
        url = next((feed.url or feed.home for feed in feeds), None)
        source = {"url": url, "seen": line.missed[-1].text()} if url else None
        try:
            outcome: Outcome | Dropped = withdrawn(key, shelf, line.wrote, source)
        except Unwritable as error:
            outcome = Dropped(f"offers/{key}", error.code, error.says)
        done = self._settle(draft, f"offers/{key}.yaml", outcome, line.wrote)
        if done is None:
            return line
        draft.offers[key] = done
        if done.planned:
            draft.withdrawn.append(f"offers/{key}")
        return line.model_copy(update={"wrote": dict(sorted(done.wrote.items()))})

    def _put_line(self, draft: _Draft, provider: ProviderId, line: Evidence) -> None:
        name = f"evidence/{provider}:{line.offer}"
        if name in self._blocked:
            draft.dropped.append(self._blocked[name])
        else:
            draft.lines.setdefault(provider, {})[line.offer] = line

    def _put_testimony(self, draft: _Draft, lab: LabId, line: ModelEvidence) -> None:
        name = f"evidence/models/{lab}:{line.model}"
        if name in self._blocked:
            draft.dropped.append(self._blocked[name])
        else:
            draft.testimonies.setdefault(lab, {})[line.model] = line

    def block(self, draft: _Draft) -> bool:
        """Take note of what breaks a law; whether anything does."""
        records = {one.path: one for one in draft.planned()}
        if not records and draft.lines == self._lines:
            return False
        found: dict[str, Dropped] = {}
        after = self._after(draft, records.values())
        for path, code, problem in judge(after):
            if code in WARNINGS:
                continue
            name = path if path in records else _line_name(path, problem.loc, after)
            if name and name not in self._blocked:
                about = name.removesuffix(".yaml")
                found.setdefault(name, Dropped(about, code, _says(problem.params)))
        self._blocked |= found
        self._forget(found)
        return bool(found)

    def _forget(self, found: Iterable[str]) -> None:
        """Work out anew the offers whose models do not come."""
        gone = {name.removeprefix("models/").removesuffix(".yaml") for name in found}
        for decision in self._decisions.offers:
            if decision.model in gone:
                self._offers.pop(key_of(decision), None)

    def _after(self, draft: _Draft, records: Iterable[Planned]) -> Catalog:
        """The catalogue as it would be."""
        models, offers = dict(self._catalog.models), dict(self._catalog.offers)
        evaluations = dict(self._catalog.evaluations)
        for one in records:
            what, _, id_ = one.about.partition("/")
            if what == "models":
                models[ModelId(id_)] = one.record
            elif what == "evaluations":
                evaluations[EvaluationId(id_)] = one.record
            else:
                offers[OfferKey(id_)] = one.record
        days = [day for day in (self._catalog.as_of, *self._read.days.values()) if day]
        return replace(
            self._catalog,
            models=dict(sorted(models.items())),
            offers=dict(sorted(offers.items())),
            evaluations=dict(sorted(evaluations.items())),
            evidence={
                provider: EvidenceFile(tuple(line for _, line in sorted(lines.items())))
                for provider, lines in sorted(draft.lines.items())
            },
            testimonies={
                lab: ModelEvidenceFile(tuple(line for _, line in sorted(lines.items())))
                for lab, lines in sorted(draft.testimonies.items())
            },
            as_of=max(days, key=lambda day: day.toordinal(), default=None),
        )

    def plan(self, draft: _Draft) -> Plan:
        """The texts of all files that change, and what is to be told."""
        records = tuple(draft.planned())
        texts = {one.path: one.text for one in records}
        for provider, lines in sorted(draft.lines.items()):
            if lines != self._lines.get(provider):
                texts[f"evidence/{provider}.ndjson"] = evidence.lines(_sorted(lines))
        for lab, told in sorted(draft.testimonies.items()):
            if told != self._testimonies.get(lab):
                texts[f"evidence/models/{lab}.ndjson"] = evidence.lines(_sorted(told))
        outcomes = (*draft.models.values(), *draft.offers.values())
        return Plan(
            texts,
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


def _sorted(lines: Mapping[str, Any]) -> list[Any]:
    return [line for _, line in sorted(lines.items())]


def _line_name(path: str, loc: tuple[str | int, ...], after: Catalog) -> str | None:
    """The name of a line of evidence that a finding is about."""
    name = path.removesuffix(".ndjson")
    row = next((step for step in loc[:2] if isinstance(step, int)), None)
    if row is None or name == path:
        return None
    what, _, id_ = name.removeprefix("evidence/").rpartition("/")
    if what == "models":
        return f"{name}:{after.testimonies[LabId(id_)].root[row].model}"
    return f"{name}:{after.evidence[ProviderId(id_)].root[row].offer}"


def _says(params: Mapping[str, object]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in params.items() if value)[:200]


def feeds_text(text: str, days: Mapping[str, Day], offers: Mapping[str, int]) -> str:
    """`feeds.yaml` with the state of each feed that was read."""
    order = tuple(Feed.model_fields)
    steps = []
    for feed, day in days.items():
        steps.append(Put((feed, "as_of"), day.text(), order))
        steps.append(Put((feed, "offers"), str(offers[feed]), order))
    return patched(text, steps)
