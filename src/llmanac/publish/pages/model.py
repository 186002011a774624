"""A model's page: what it is, costs and scores, and how to call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from llmanac.catalog import lab_of, provider_of
from llmanac.publish import keys
from llmanac.publish.filling import shown_offer
from llmanac.publish.pages import disputes, guides, prices, related, samples, scores, standing
from llmanac.publish.pages.calling import reply, seller
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.edition import model_path, root_from, sources
from llmanac.publish.pages.facts import facts
from llmanac.publish.pages.glance import market
from llmanac.publish.pages.terms import terms
from llmanac.publish.slots import Format, TocEntry
from llmanac.sentences import sentence, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from llmanac.publish.pages.calling import Bills
    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page
    from llmanac.schema.model import Model, Row
    from llmanac.schema.record import EvaluationId, ModelId, OfferKey, ProviderId


@dataclass(frozen=True, slots=True)
class Spec:
    """A row of the architecture, and how deep it lies."""

    depth: int
    label: Markup
    value: Markup


_MOST_WHOLE: Final = 3
"""Sellers that a page shows with all their prices, or one more where nobody else sells the model;
some have over a hundred."""

_MOST_DISPUTES: Final = 40
"""Rows of the table of disputes; the document and the twin have all of them."""


@dataclass(frozen=True, slots=True)
class Further:
    """A seller that the page tells nothing else about, and what it calls the model."""

    name: Markup
    path: str
    ids: tuple[str, ...]


def drafts(edition: Edition, bills: Bills) -> Iterator[Draft]:
    """The page of every model."""
    for id_ in edition.catalog.models:
        yield _draft(edition, id_, bills)


def _draft(edition: Edition, id_: ModelId, bills: Bills) -> Draft:
    path = model_path(id_)
    key = edition.key("model", path, _files(edition, id_))
    return Draft(edition.language, path, key, lambda: model_page(edition, id_, bills))


def _files(edition: Edition, id_: ModelId) -> Iterator[str]:
    """The records that the page shows."""
    catalog = edition.catalog
    yield samples.made_of(edition)
    for vocabulary in _SHARED:
        yield f"{vocabulary}.yaml"
    yield f"models/{id_}.yaml"
    for key in catalog.offers_by_model.get(id_, ()):
        yield f"offers/{key}.yaml"
        yield f"providers/{provider_of(key)}.yaml"
    yield keys.said_of(catalog, id_)
    for evaluation in catalog.evaluations_by_model.get(id_, ()):
        yield f"evaluations/{evaluation}.yaml"
        for column in catalog.evaluations[evaluation].columns:
            yield edition.linked(column.model)
    yield from related.lines(edition, id_)


_SHARED = (
    *("labs", "capabilities", "parameters", "benchmarks", "meters", "calendars"),
    "feeds",
)
"""Files of which any page of a model may show something."""


def model_page(edition: Edition, id_: ModelId, bills: Bills) -> Page:
    """One model; a section without facts does not appear."""
    catalog = edition.catalog
    model = catalog.models[id_]
    path, root = model_path(id_), root_from(model_path(id_))
    offers = catalog.offers_by_model.get(id_, ())
    shown = _MOST_WHOLE if len(offers) > _MOST_WHOLE + 1 else len(offers)
    whole, rest = offers[:shown], offers[shown:]
    side_by_side = market(edition, offers, whole)
    named = {stall.key for stall in side_by_side.stalls} if side_by_side else ()
    evaluations = _evaluations(edition, id_)
    disputed = [*disputes.rows(edition, id_)]
    budget = catalog.site.freshness
    view: dict[str, object] = {
        "model": model,
        "summary": summary(edition.catalog, id_),
        "sentence": sentence(edition.catalog, id_) if model.summary else None,
        "id": id_,
        "lab": lab_of(id_),
        "lab_name": edition.say(catalog.labs[lab_of(id_)].name)
        if lab_of(id_) in catalog.labs
        else escape(lab_of(id_)),
        "capabilities": [_capability(edition, each) for each in model.capabilities],
        "facts": list(facts(edition, id_, root)),
        "market": side_by_side,
        "budget": f"{budget.ageing} {budget.stale}",
        "tags": [tag for key in whole for tag in prices.tags(edition, key)],
        "standing": [
            (edition.say(catalog.evaluations[key].title), strips)
            for key in evaluations
            if standing.subject(edition, key) in (id_, None)
            and (strips := standing.strips(edition, key, id_))
        ],
        "tables": [
            scores.table(edition, key, root, id_)
            if standing.subject(edition, key) in (id_, None)
            else standing.abridged(edition, key, root, id_)
            for key in evaluations
        ],
        "architecture": list(_specs(edition, model.architecture)),
        "sellers": [seller(edition, key) for key in whole],
        "others": len({*map(provider_of, rest)} - {*map(provider_of, whole)}),
        "further": list(_further(edition, (key for key in rest if key not in named))),
        "samples": samples.shown(edition, shown_offer(catalog, id_)),
        "guides": guides.shown(edition, shown_offer(catalog, id_)),
        "replies": [made for key in offers if (made := reply(edition, key, bills))],
        "parameters": [
            (name, terms(edition, catalog.parameters[name]))  # type: ignore[index]
            for name in model.parameters
            if name in catalog.parameters
        ],
        "kin": related.kin(edition, id_),
        "compared": related.compared(edition, id_),
        "contact": catalog.site.contact,
        "links": [*(model.weights.links if model.weights else ()), *model.links],
        "sources": sources(edition, model.sources),
        "disputes": disputed[:_MOST_DISPUTES],
        "undisplayed": len(disputed[_MOST_DISPUTES:]),
        "json": f"api/v1/models/{id_}.json",
        "record": edition.record(f"models/{id_}.yaml", path),
    }
    return edition.page(
        "model",
        path,
        model.name,
        view,
        description=edition.plain(summary(edition.catalog, id_)),
        toc=_toc(edition, model, view),
        formats=(Format("application/json", f"api/v1/models/{id_}.json"),),
    )


def _further(edition: Edition, keys: Iterable[OfferKey]) -> Iterator[Further]:
    ids: dict[ProviderId, list[str]] = {}
    for key in keys:
        ids.setdefault(provider_of(key), []).append(edition.catalog.offers[key].id)
    for provider, named in ids.items():
        name = edition.say(edition.catalog.providers[provider].name)
        yield Further(name, f"providers/{provider}/", tuple(named))


def _toc(edition: Edition, model: Model, view: dict[str, object]) -> Iterable[TocEntry]:
    sections = {
        "highlights": model.highlights,
        "price": view["tags"],
        "standing": view["standing"],
        "scores": view["tables"],
        "architecture": view["architecture"],
        "call": view["sellers"],
        "samples": view["samples"],
        "guides": view["guides"],
        "reply": view["replies"],
        "parameters": view["parameters"],
        "related": view["kin"] or view["compared"],
        "sources": view["sources"],
    }
    for name, content in sections.items():
        if content:
            yield TocEntry(edition.word(f"model.{name}"), name)


def _capability(edition: Edition, id_: str) -> Markup:
    known = edition.catalog.capabilities.get(id_)  # type: ignore[call-overload]
    return edition.say(known.label) if known else escape(id_)


def _evaluations(edition: Edition, id_: ModelId) -> list[EvaluationId]:
    """The tables that the model's own lab published first, the widest before others."""
    own = f"{lab_of(id_)}/"
    tables = edition.catalog.evaluations

    def rank(key: EvaluationId) -> tuple[bool, int]:
        return not key.startswith(own), -len(tables[key].columns)

    return sorted(edition.catalog.evaluations_by_model.get(id_, ()), key=rank)


def _specs(edition: Edition, rows: tuple[Row, ...], depth: int = 0) -> Iterator[Spec]:
    for row in rows:
        yield Spec(min(depth, 3), edition.say(row.label), edition.say(row.value))
        yield from _specs(edition, row.rows, depth + 1)
