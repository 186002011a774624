"""Pages that list models: all of them, a lab's, a provider's."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from llmanac.catalog import lab_of, provider_of
from llmanac.publish.badges import last_seen
from llmanac.publish.pages import figures
from llmanac.publish.pages.calling import Address, set_up
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.edition import model_path, outward, sources
from llmanac.publish.pages.glance import glance, leading, window
from llmanac.publish.slots import Format, TocEntry
from llmanac.schema.record import ModelId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page
    from llmanac.schema.record import LabId, OfferKey, ProviderId


@dataclass(frozen=True, slots=True)
class Line:
    """One model in a list, with what it costs at one provider."""

    path: str | None
    name: str
    id: str
    find: str
    """What a search in the list looks through."""
    lab: Markup
    lab_path: str
    kind: Markup
    capabilities: Markup
    context: str
    sign: str
    currency: str
    input: str | None
    output: str | None
    banded: bool
    seller: Markup
    """Whose price it is; empty where there is none."""
    seller_path: str
    released: str
    status: str = "available"


def drafts(edition: Edition) -> Iterator[Draft]:
    """The list of all models, then each provider and each lab that has models."""
    catalog = edition.catalog
    default = f"providers/{catalog.site.default_provider}.yaml"  # it is named above the list
    key = edition.key("models", "models/", chain([default], _files(edition, catalog.models)))
    yield Draft(edition.language, "models/", key, lambda: _models(edition))
    for provider in catalog.providers:
        yield _provider_draft(edition, provider)
    for lab, models in catalog.models_by_lab.items():
        yield _lab_draft(edition, lab, models)


def _provider_draft(edition: Edition, id_: ProviderId) -> Draft:
    path, offers = f"providers/{id_}/", edition.catalog.offers_by_provider.get(id_, ())
    key = edition.key("provider", path, _files_of_provider(edition, id_, offers))
    return Draft(edition.language, path, key, lambda: _provider(edition, id_, offers))


def _files_of_provider(
    edition: Edition, id_: ProviderId, offers: Iterable[OfferKey]
) -> Iterator[str]:
    yield from _SHARED
    yield from ("meters.yaml", "calendars.yaml", "feeds.yaml")
    yield from (f"providers/{id_}.yaml", f"evidence/{id_}.ndjson")
    for key in offers:
        yield f"offers/{key}.yaml"
        yield _told(edition, edition.catalog.offers[key].model)


def _lab_draft(edition: Edition, id_: LabId, models: tuple[ModelId, ...]) -> Draft:
    path = f"labs/{id_}/"
    key = edition.key("lab", path, _files(edition, models))
    return Draft(edition.language, path, key, lambda: _lab(edition, id_, models))


_SHARED = ("labs.yaml", "capabilities.yaml")
"""Files of which any list may show something."""


def _files(edition: Edition, models: Iterable[ModelId]) -> Iterator[str]:
    """For a key: what a list of models shows, and the offers that stand in it."""
    yield from _SHARED
    for model in models:
        yield _told(edition, model)
        for key in edition.catalog.offers_by_model.get(model, ()):
            yield f"offers/{key}.yaml"
            yield f"providers/{provider_of(key)}.yaml"


def _told(edition: Edition, id_: str | None) -> str:
    """For a key: what a line tells of a model, and the order of its sellers, of which it shows one;
    whatever else changes in it."""
    return edition.once(("told", id_), lambda: _facts(edition, ModelId(id_ or "")))


def _facts(edition: Edition, id_: ModelId) -> str:
    model = edition.catalog.models.get(id_)
    if model is None:
        return id_
    told = (model.name, model.kind, model.context, model.capabilities, model.released)
    return repr((id_, *told, edition.catalog.offers_by_model.get(id_)))


def _models(edition: Edition) -> Page:
    lines = [_line(edition, id_, leading(edition, id_)) for id_ in edition.catalog.models]
    default = edition.catalog.site.default_provider
    provider = edition.catalog.providers.get(default) if default else None  # type: ignore[call-overload]
    view = {
        "lines": lines,
        "places": _places(lines),
        "provider": provider and edition.say(provider.name),
        "mixed": _mixed(lines),
    }
    title = edition.word("models.title")
    formats = (Format("application/json", "api/v1/models.json"),)
    return edition.page("models", "models/", title, view, formats=formats)


def _lab(edition: Edition, id_: LabId, models: tuple[ModelId, ...]) -> Page:
    lab = edition.catalog.labs.get(id_)
    lines = [_line(edition, model, leading(edition, model)) for model in models]
    view = {
        "id": id_,
        "lab": lab,
        "name": edition.say(lab.name) if lab else escape(id_),
        "lines": lines,
        "mixed": _mixed(lines),
        "places": _places(lines),
        "record": edition.record("labs.yaml", f"labs/{id_}/"),
    }
    title = edition.plain(lab.name) if lab else id_
    formats = (Format("application/json", "api/v1/labs.json"),)
    return edition.page("lab", f"labs/{id_}/", title, view, formats=formats)


def _provider(edition: Edition, id_: ProviderId, offers: tuple[OfferKey, ...]) -> Page:
    catalog, label = edition.catalog, edition.label
    provider = catalog.providers[id_]
    lines = [_line(edition, catalog.offers[key].model, key) for key in offers]  # type: ignore[arg-type]
    sdks = {endpoint.sdk: [] for endpoint in provider.apis.values() if endpoint.sdk}  # type: ignore[var-annotated]
    for api, endpoint in provider.apis.items():
        if endpoint.sdk:
            sdks[endpoint.sdk].append(api)
    view = {
        "id": id_,
        "provider": provider,
        "name": edition.say(provider.name),
        "keys": outward(provider.keys),
        "badge": last_seen(catalog, id_),
        "addresses": [
            Address(label(f"api.{api}"), endpoint.url, edition.say(endpoint.note))
            for api, endpoint in provider.apis.items()
        ],
        "sdks": [set_up(edition, sdk, apis, None) for sdk, apis in sdks.items()],
        "lines": lines,
        "mixed": _mixed(lines),
        "places": _places(lines),
        "sources": sources(edition, provider.sources),
        "json": f"api/v1/providers/{id_}.json",
        "record": edition.record(f"providers/{id_}.yaml", f"providers/{id_}/"),
    }
    toc = [
        TocEntry(edition.word(f"provider.{each}"), each)
        for each in ("call", "models", "sources")
        if each != "models" or lines
    ]
    formats = (Format("application/json", f"api/v1/providers/{id_}.json"),)
    title = edition.plain(provider.name)
    return edition.page("provider", f"providers/{id_}/", title, view, toc=toc, formats=formats)


def _line(edition: Edition, id_: ModelId | None, key: OfferKey | None) -> Line:
    catalog = edition.catalog
    offer = catalog.offers[key] if key else None
    model = catalog.models.get(id_) if id_ else None
    price = glance(edition, key) if key else None
    context = figures.grouped(model.context) if model and model.context else ""
    lab = catalog.labs.get(lab_of(id_)) if id_ else None
    words = [catalog.capabilities[each] for each in model.capabilities] if model else []  # type: ignore[index]
    name = model.name if model else offer.id if offer else ""
    said = (*(name, offer.id if offer else ""), id_ or "", *(edition.plain(w.label) for w in words))
    return Line(
        path=model_path(id_) if id_ and model else None,
        name=name,
        id=(offer.id if offer and model is None else id_) or "",
        find=" ".join((*said, edition.plain(lab.name) if lab else "")),
        lab=edition.say(lab.name) if lab else escape(lab_of(id_) if id_ else ""),
        lab_path=f"labs/{lab_of(id_)}/" if id_ else "",
        kind=edition.label(f"kind.{model.kind}") if model else Markup(""),
        capabilities=edition.label("comma").join(edition.say(each.label) for each in words),
        context=context or (window(edition, key) if key else ""),
        sign=price.sign if price else "",
        currency=price.currency if price else "",
        input=price.millions.get("input") if price else None,
        output=price.millions.get("output") if price else None,
        banded=price is not None and price.banded,
        seller=edition.say(catalog.providers[provider_of(key)].name)
        if key and price
        else Markup(""),
        seller_path=f"providers/{provider_of(key)}/" if key else "",
        released=model.released.text() if model and model.released else "",
        status=catalog.standing(key) if key else "available",
    )


def _places(lines: Iterable[Line]) -> int:
    return figures.places(digits for line in lines for digits in (line.input, line.output))


def _mixed(lines: Iterable[Line]) -> bool:
    """Whether prices stand there in more than one currency."""
    return len({line.currency for line in lines if line.currency}) > 1
