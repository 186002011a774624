"""Models' records: new ones, and what is to be changed in those that are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from llmanac.schema.model import Model
from llmanac.schema.record import ModelId
from llmanac.sync.writing.facts import BOTH, Fact, Sources, digest, model_facts, with_sources
from llmanac.sync.writing.planned import Change, Planned, Rewriting, Unwritable, new
from llmanac.sync.writing.whose import Kept, ruled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from llmanac.catalog import Catalog
    from llmanac.sync.decisions import ModelDecision

ORDER: Final = tuple(Model.model_fields)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one record."""

    planned: Planned | None
    """None where nothing changes."""
    wrote: Mapping[str, str]
    """Field → digest of what `sync` wrote last, once this is done."""
    kept: tuple[Kept, ...] = ()


def model_outcome(
    decision: ModelDecision, catalog: Catalog, folder: Path, wrote: Mapping[str, str]
) -> Outcome:
    """Plan a model's record; raises `Unwritable`."""
    path = f"models/{decision.model}.yaml"
    facts = model_facts(decision, Sources(catalog.feeds))
    record = catalog.models.get(ModelId(decision.model))
    if record is None:
        return _new(decision, path, facts)
    wanted = _whole(facts, record)
    if "name" in wrote:  # `sync` made this record, so that it may say how sure it is
        wanted["provisional"] = Fact(decision.provisional)
        if not decision.provisional and not record.provisional:
            del wanted["provisional"]
    ruling = ruled(path.removesuffix(".yaml"), record, wanted, wrote)
    if not ruling.changes:
        return Outcome(None, wrote, tuple(ruling.kept))
    file = Rewriting("model", folder / path, path, ORDER)
    file.facts(ruling.changes, ruling.wrote)
    text, made = file.done()
    changes = tuple(
        Change(path.removesuffix(".yaml"), name, ruling.before[name], fact.value)
        for name, fact in ruling.changes.items()
    )
    return Outcome(Planned(path, text, made, changes), ruling.wrote, tuple(ruling.kept))


def _new(decision: ModelDecision, path: str, facts: Mapping[str, Fact]) -> Outcome:
    whole = _whole(facts, None)
    if "kind" not in whole:
        raise Unwritable("no-kind")
    if "name" not in whole:
        raise Unwritable("no-name")
    if decision.provisional:
        whole["provisional"] = Fact(value=True)
    flat = {name: fact.value for name, fact in whole.items()}
    flat.update(with_sources(whole))
    text, made = new("model", flat, ORDER)
    wrote = {name: digest(fact.value) for name, fact in sorted(whole.items())}
    return Outcome(Planned(path, text, made, is_new=True), wrote)


def _whole(facts: Mapping[str, Fact], record: Model | None) -> dict[str, Fact]:
    """Without parts of groups that would lack another part."""
    kept = dict(facts)
    if (record is None or record.modalities is None) and not all(name in kept for name in BOTH):
        for name in BOTH:
            kept.pop(name, None)
    if (record is None or record.weights is None) and "weights.open" not in kept:
        kept = {name: fact for name, fact in kept.items() if not name.startswith("weights.")}
    return kept
