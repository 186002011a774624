"""Decisions → a draft: what becomes of each model and offer, and of those that nobody lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.catalog import Catalog, lab_of
from llmanac.schema.offer import slug
from llmanac.schema.record import LabId, ModelId, OfferKey, ProviderId
from llmanac.sync.writing import evidence
from llmanac.sync.writing.draft import Draft, lines_of, testimonies_of
from llmanac.sync.writing.models import Outcome, model_outcome
from llmanac.sync.writing.offers import MISSES, Shelf, key_of, offer_outcome, withdrawn
from llmanac.sync.writing.planned import Dropped, Unwritable
from llmanac.sync.writing.scored import made_of, place_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from llmanac.schema.evidence import Evidence, ModelEvidence
    from llmanac.sync.decisions import Decisions, Identified, OfferDecision


class Placer:
    """Makes drafts; what was worked out for one serves the next."""

    def __init__(
        self,
        identified: Identified,
        decisions: Decisions,
        catalog: Catalog,
        folder: Path,
        read: evidence.Read,
    ) -> None:
        self._scores = identified.scores
        self._decisions = decisions
        self._catalog = catalog
        self._folder = folder
        self._read = read
        self.blocked: dict[str, Dropped] = {}
        """What breaks a law: the name of a record's file or of a line → what is told of it."""
        self._models: dict[str, Outcome | Dropped] = {}
        self._offers: dict[OfferKey, Outcome | Dropped] = {}
        self.lines = lines_of(catalog)
        """As the catalogue has them."""
        self.testimonies = testimonies_of(catalog)

    def draft(self) -> Draft:
        """All outcomes, without what is blocked."""
        draft = Draft(
            lines={provider: dict(lines) for provider, lines in self.lines.items()},
            testimonies={lab: dict(lines) for lab, lines in self.testimonies.items()},
        )
        self._place_models(draft)
        made = made_of(self._scores, draft, self._catalog, self._read.days)
        place_tables(draft, made, self._catalog, self._folder, self.blocked)
        shelf = Shelf(self._catalog, self._folder, dict(self._kinds(draft)))
        listed = self._place_offers(draft, shelf)
        self._place_missing(draft, shelf, listed)
        return draft

    def block(self, found: Mapping[str, Dropped]) -> None:
        """Leave out what breaks a law, and work out anew the offers whose models do not come."""
        self.blocked |= found
        gone = {name.removeprefix("models/").removesuffix(".yaml") for name in found}
        for decision in self._decisions.offers:
            if decision.model in gone:
                self._offers.pop(key_of(decision), None)

    def _place_models(self, draft: Draft) -> None:
        for decision in self._decisions.models:
            lab = lab_of(ModelId(decision.model))
            before = self.testimonies.get(lab, {}).get(decision.model)
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

    def _settle(
        self, draft: Draft, path: str, outcome: Outcome | Dropped, wrote: Mapping[str, str]
    ) -> Outcome | None:
        """The outcome, if nothing speaks against it; else it is noted why not."""
        blocked = self.blocked.get(path)
        if isinstance(outcome, Dropped) or (blocked and outcome.planned):
            draft.dropped.append(outcome if isinstance(outcome, Dropped) else self.blocked[path])
            return None if isinstance(outcome, Dropped) else Outcome(None, wrote, outcome.kept)
        return outcome

    def _kinds(self, draft: Draft) -> Iterator[tuple[str, str]]:
        for id_, model in self._catalog.models.items():
            yield id_, model.kind
        for name, outcome in draft.models.items():
            if outcome.planned:
                yield name, outcome.planned.record.kind

    def _place_offers(self, draft: Draft, shelf: Shelf) -> set[tuple[str, str]]:
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
            before = self.lines.get(provider, {}).get(decision.offer)
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
            before = self.lines.get(ProviderId(decision.provider), {}).get(decision.offer)
            wrote = before.wrote if before else {}
            try:
                self._offers[key] = offer_outcome(decision, shelf, key, wrote)
            except Unwritable as error:
                self._offers[key] = Dropped(f"offers/{key}", error.code, error.says)
        return self._offers[key]

    def _place_missing(self, draft: Draft, shelf: Shelf, listed: set[tuple[str, str]]) -> None:
        for provider, lines in self.lines.items():
            for offer, line in lines.items():
                if (provider, offer) in listed:
                    continue
                key = OfferKey(f"{provider}/{slug(line.offer)}")
                day = self._read.misses(line) if key in self._catalog.offers else None
                if day is not None and len(line.missed) < MISSES:
                    self._miss(draft, shelf, provider, evidence.missing(line, day))

    def _miss(self, draft: Draft, shelf: Shelf, provider: ProviderId, line: Evidence) -> None:
        key = OfferKey(f"{provider}/{slug(line.offer)}")
        if self._catalog.offers[key].status != "withdrawn":
            draft.missed.append(f"offers/{key}")
            if len(line.missed) >= MISSES:
                line = self._withdraw(draft, shelf, key, line)
        self._put_line(draft, provider, line)

    def _withdraw(self, draft: Draft, shelf: Shelf, key: OfferKey, line: Evidence) -> Evidence:
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

    def _put_line(self, draft: Draft, provider: ProviderId, line: Evidence) -> None:
        if self._may_stand(f"evidence/{provider}:{line.offer}", draft):
            draft.lines.setdefault(provider, {})[line.offer] = line

    def _put_testimony(self, draft: Draft, lab: LabId, line: ModelEvidence) -> None:
        if self._may_stand(f"evidence/models/{lab}:{line.model}", draft):
            draft.testimonies.setdefault(lab, {})[line.model] = line

    def _may_stand(self, name: str, draft: Draft) -> bool:
        """Whether nothing speaks against a line; else it is noted what does."""
        if name in self.blocked:
            draft.dropped.append(self.blocked[name])
        return name not in self.blocked
