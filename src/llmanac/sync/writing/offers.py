"""Offers' records: new ones, and what is to be changed in those that are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from llmanac.schema.offer import Offer, slug
from llmanac.schema.record import ModelId, OfferKey, ProviderId
from llmanac.sync.writing.facts import Fact, Plain, Sources, digest, offer_facts, with_sources
from llmanac.sync.writing.models import Outcome
from llmanac.sync.writing.planned import Change, Planned, Rewriting, new
from llmanac.sync.writing.prices import appended, marks, written
from llmanac.sync.writing.whose import Kept, Ruling, is_pinned, ruled

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from pathlib import Path

    from llmanac.catalog import Catalog
    from llmanac.pricing.entries import Entry
    from llmanac.sync.decisions import OfferDecision

ORDER: Final = tuple(Offer.model_fields)

MISSES: Final = 3
"""After so many days on which no feed lists an offer any more, it is taken for withdrawn."""

_CHAT: Final = ("chat-completions", "responses", "messages", "generate-content", "converse")
APIS: Final[Mapping[str, tuple[str, ...]]] = {
    "chat": _CHAT,
    "completion": _CHAT,
    "embedding": ("embeddings",),
    "rerank": ("rerank",),
    "image": ("images",),
    "video": ("video",),
    "speech": ("speech",),
    "transcription": ("transcriptions",),
    "ocr": ("ocr",),
    "realtime": ("realtime",),
}
"""Kind of model → the APIs that serve it, where no feed names one."""

NO_RECORD: Final = "Feeds name a model of which the catalogue has no record."
"""What stands in the place of a model that was not written."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an offer is planned with."""

    catalog: Catalog
    folder: Path
    models: Mapping[str, str]
    """Every model that has a record or gets one → its kind."""


def key_of(decision: OfferDecision) -> OfferKey:
    """The record's key: `provider/slug`."""
    return OfferKey(f"{decision.provider}/{slug(decision.offer)}")


def offer_outcome(
    decision: OfferDecision, shelf: Shelf, key: OfferKey, wrote: Mapping[str, str]
) -> Outcome:
    """Plan an offer's record; raises `Unwritable`."""
    path = f"offers/{key}.yaml"
    record = shelf.catalog.offers.get(key)
    facts = offer_facts(decision, Sources(shelf.catalog.feeds))
    if record is None:
        return _new(decision, shelf, path, facts)
    link, value = _link(decision, shelf)
    wanted = dict(facts)
    is_ours = "apis" in wrote or not record.apis
    if wrote and is_ours and (apis := _apis(decision, shelf)):
        wanted["apis"] = Fact(apis)
    if (link == "model") == (record.model is not None):
        wanted[link] = Fact(value)
    elif link == "model":
        wanted["unlinked"] = Fact(None)
    ruling = ruled(f"offers/{key}", record, wanted, wrote)
    relinked = _relinked(ruling, value) if link == "model" else None
    added = _prices(f"offers/{key}", decision, record, ruling)
    if not ruling.changes and not added and relinked is None:
        return Outcome(None, ruling.wrote, tuple(ruling.kept))
    return _changed(
        Rewriting("offer", shelf.folder / path, path, ORDER), record, ruling, added, relinked
    )


def _new(decision: OfferDecision, shelf: Shelf, path: str, facts: Mapping[str, Fact]) -> Outcome:
    link, value = _link(decision, shelf)
    whole = {link: Fact(value), **facts}
    whole.setdefault("status", Fact("available"))
    if apis := _apis(decision, shelf):
        whole["apis"] = Fact(apis)
    flat = {name: fact.value for name, fact in whole.items()}
    flat |= {"id": decision.offer, **dict(with_sources(whole))}
    wrote = {name: digest(fact.value) for name, fact in sorted(whole.items())}
    if decision.prices:
        flat["prices"] = [written(entry) for entry in decision.prices]
        wrote["prices"] = marks(decision.prices)
    text, made = new("offer", flat, ORDER)
    return Outcome(Planned(path, text, made, is_new=True), wrote)


def _changed(
    file: Rewriting,
    record: Offer,
    ruling: Ruling,
    added: Sequence[Entry],
    relinked: str | None,
) -> Outcome:
    if relinked is not None:
        file.put("model", relinked, "unlinked")
        ruling.wrote["model"] = digest(relinked)
    file.facts(ruling.changes, ruling.wrote)
    file.add_entries([written(entry) for entry in added])
    text, made = file.done()
    changes = _told(file.about, ruling, added, relinked, record)
    return Outcome(Planned(file.path, text, made, changes), ruling.wrote, tuple(ruling.kept))


def _relinked(ruling: Ruling, model: str) -> str | None:
    """The model that takes the place of a reason for none, where that is not a person's."""
    if "unlinked" not in ruling.changes:
        return None
    del ruling.changes["unlinked"]
    del ruling.wrote["unlinked"]
    return model


def _prices(
    about: str, decision: OfferDecision, record: Offer, ruling: Ruling
) -> tuple[Entry, ...]:
    """The entries to add; what keeps others out is told."""
    outcome = appended(record.prices, decision.prices)
    if not outcome.entries and not outcome.late:
        return ()
    why = _prices_kept(record, ruling.wrote.get("prices"), is_ours=bool(ruling.wrote))
    late = outcome.late if why is None else (*outcome.entries, *outcome.late)
    if late:
        said = [entry.to_json() for entry in late]
        now = record.prices[-1].to_json() if record.prices else None
        ruling.kept.append(Kept(about, "prices", now, said, why or "late"))
    if why is not None or not outcome.entries:
        return ()
    ruling.wrote["prices"] = marks((*record.prices, *outcome.entries))
    return outcome.entries


def _prices_kept(record: Offer, wrote: str | None, *, is_ours: bool) -> str | None:
    if is_pinned("prices", record.pinned):
        return "pinned"
    if not is_ours:
        return "person"
    if not record.prices:
        return None if wrote is None else "removed"
    return None if wrote == marks(record.prices) else "person"


def _told(
    about: str,
    ruling: Ruling,
    added: Sequence[Entry],
    relinked: str | None,
    record: Offer,
) -> tuple[Change, ...]:
    changes = [
        Change(about, name, ruling.before[name], fact.value)
        for name, fact in ruling.changes.items()
    ]
    if relinked is not None:
        changes.append(Change(about, "model", None, relinked))
    last: dict[str, Plain] = {entry.currency: entry.to_json() for entry in record.prices}
    for entry in added:
        changes.append(Change(about, "prices", last.get(entry.currency), entry.to_json()))
        last[entry.currency] = entry.to_json()
    return tuple(changes)


def _link(decision: OfferDecision, shelf: Shelf) -> tuple[str, str]:
    """`model` and which, or `unlinked` and why."""
    if decision.model is None:
        return "unlinked", decision.unlinked or NO_RECORD
    return ("model", decision.model) if decision.model in shelf.models else ("unlinked", NO_RECORD)


def _apis(decision: OfferDecision, shelf: Shelf) -> list[str]:
    """Those that feeds name, else those that fit the kind; all are the provider's. Where none is,
    nobody says through which API it is sold."""
    there = shelf.catalog.providers[ProviderId(decision.provider)].apis
    said = decision.fields.get("apis")
    named = said.value if said and isinstance(said.value, tuple) else ()
    found: list[str] = [api for api in named if api in there]
    if found:
        return found
    fitting = APIS.get(_kind(decision, shelf), ())
    by_kind: list[str] = [api for api in there if api in fitting]
    return by_kind or _by_tokens(decision, there)


def _by_tokens(decision: OfferDecision, there: Container[str]) -> list[str]:
    """A provider sells by the tokens of an answer what it serves as chat, whatever comes out."""
    written_out = any("output" in entry.rates for entry in decision.prices)
    return [api for api in _CHAT if api in there] if written_out else []


def _kind(decision: OfferDecision, shelf: Shelf) -> str:
    """What the model is for: by its record, else as feeds say, else by what is priced."""
    if decision.model in shelf.models:
        return shelf.models[ModelId(decision.model or "")]
    claims = decision.evidence.claims if decision.evidence else ()
    said = [str(claim.value) for claim in claims if claim.about == "kind" and not claim.refused]
    if said:
        return said[0]
    return "chat" if any("output" in entry.rates for entry in decision.prices) else "unknown"


def withdrawn(
    key: OfferKey, shelf: Shelf, wrote: Mapping[str, str], source: Mapping[str, str] | None
) -> Outcome:
    """Plan that an offer cannot be had any more; raises `Unwritable`."""
    path = f"offers/{key}.yaml"
    record = shelf.catalog.offers[key]
    ruling = ruled(f"offers/{key}", record, {"status": Fact("withdrawn", source)}, wrote)
    if not ruling.changes:
        return Outcome(None, wrote, tuple(ruling.kept))
    file = Rewriting("offer", shelf.folder / path, path, ORDER)
    file.facts(ruling.changes, ruling.wrote)
    text, made = file.done()
    change = Change(f"offers/{key}", "status", record.status, "withdrawn")
    return Outcome(Planned(path, text, made, (change,)), ruling.wrote, tuple(ruling.kept))
