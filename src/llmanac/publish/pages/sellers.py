"""The list of all providers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.publish.pages import figures
from llmanac.publish.pages.draft import Draft
from llmanac.publish.slots import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page
    from llmanac.schema.record import ProviderId


@dataclass(frozen=True, slots=True)
class Seller:
    """One provider in the list."""

    path: str
    name: Markup
    id: str
    find: str
    """What a search in the list looks through."""
    lab: Markup | str
    lab_path: str
    apis: str
    currency: str
    offers: int
    shown: str


def drafts(edition: Edition) -> Iterator[Draft]:
    """The page of all providers."""
    catalog = edition.catalog
    sellers = (f"providers/{id_}.yaml" for id_ in catalog.providers)
    sold = (f"{id_}:{len(offers)}" for id_, offers in catalog.offers_by_provider.items())
    key = edition.key("providers", "providers/", ("labs.yaml", *sellers, *sold))
    yield Draft(edition.language, "providers/", key, lambda: _page(edition))


def _page(edition: Edition) -> Page:
    sellers = sorted(
        (_seller(edition, id_) for id_ in edition.catalog.providers),
        key=lambda one: (-one.offers, one.id),
    )
    title = edition.word("providers.title")
    formats = (Format("application/json", "api/v1/providers.json"),)
    return edition.page("providers", "providers/", title, {"sellers": sellers}, formats=formats)


def _seller(edition: Edition, id_: ProviderId) -> Seller:
    catalog = edition.catalog
    provider, offers = catalog.providers[id_], len(catalog.offers_by_provider.get(id_, ()))
    lab = catalog.labs.get(provider.lab) if provider.lab else None  # type: ignore[call-overload]
    return Seller(
        path=f"providers/{id_}/",
        name=edition.say(provider.name),
        id=id_,
        find=f"{edition.plain(provider.name)} {id_}",
        lab=edition.say(lab.name) if lab else "",
        lab_path=f"labs/{provider.lab}/" if lab and _has_models(edition, provider.lab) else "",
        apis=edition.label("comma").join(edition.label(f"api.{api}") for api in provider.apis),
        currency=provider.currency,
        offers=offers,
        shown=figures.grouped(offers),
    )


def _has_models(edition: Edition, lab: str | None) -> bool:
    return lab in edition.catalog.models_by_lab
