"""How to call a model at a provider, and what a call really gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.catalog import provider_of
from llmanac.publish.pages.bill import Bill, bill
from llmanac.publish.pages.edition import outward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markupsafe import Markup

    from llmanac.pricing.receipt import Receipt
    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.provider import Sdk
    from llmanac.schema.record import OfferKey

    Bills = Callable[[OfferKey], Receipt | None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where an API is called."""

    api: Markup
    url: str
    note: Markup


@dataclass(frozen=True, slots=True)
class SetUp:
    """What to set in an SDK."""

    name: str
    apis: Markup
    settings: tuple[tuple[str, str | None, str, bool], ...]
    """Name, other name, value, and whether the value is for the reader to fill in."""


@dataclass(frozen=True, slots=True)
class Seller:
    """How to call the model at one provider."""

    name: Markup
    path: str
    id: str
    aliases: tuple[str, ...]
    keys: str | None
    addresses: tuple[Address, ...]
    sdks: tuple[SetUp, ...]
    status: str
    retires: str | None
    successor: str | None
    note: Markup


@dataclass(frozen=True, slots=True)
class Reply:
    """A real response and its receipt."""

    text: str
    api: Markup
    seen: str
    source: str
    link: str | None
    shortened: bool
    bill: Bill | None


def seller(edition: Edition, key: OfferKey) -> Seller:
    """How to call what an offer sells: its id, addresses and settings."""
    offer, provider = edition.catalog.offers[key], edition.catalog.providers[provider_of(key)]
    endpoints = {api: provider.apis[api] for api in offer.apis if api in provider.apis}
    sdks: dict[Sdk, list[str]] = {}
    for api, endpoint in endpoints.items():
        if endpoint.sdk:
            sdks.setdefault(endpoint.sdk, []).append(api)
    return Seller(
        name=edition.say(provider.name),
        path=f"providers/{provider_of(key)}/",
        id=offer.id,
        aliases=offer.aliases,
        keys=outward(provider.keys),
        addresses=tuple(
            Address(
                edition.label(f"api.{api}"),
                endpoint.url.replace("{model}", offer.id),
                edition.say(endpoint.note),
            )
            for api, endpoint in endpoints.items()
        ),
        sdks=tuple(set_up(edition, sdk, apis, offer.id) for sdk, apis in sdks.items()),
        status=edition.catalog.standing(key),
        retires=offer.retires.text() if offer.retires else None,
        successor=offer.successor,
        note=edition.say(offer.note),
    )


def set_up(edition: Edition, sdk: Sdk, apis: Iterable[str], model: str | None) -> SetUp:
    """An SDK's settings, with the offer's id where one is known."""
    return SetUp(
        name=sdk.name,
        apis=edition.label("comma").join(edition.label(f"api.{api}") for api in apis),
        settings=tuple(
            (
                setting.name,
                setting.also,
                setting.value.replace("{key}", edition.word("call.key")).replace(
                    "{model}", model or edition.word("call.model")
                ),
                "{key}" in setting.value or (model is None and "{model}" in setting.value),
            )
            for setting in sdk.settings
        ),
    )


def reply(edition: Edition, key: OfferKey, bills: Bills) -> Reply | None:
    """The offer's example beside its bill; None where it has none."""
    example = edition.catalog.offers[key].example
    if example is None:
        return None
    receipt = bills(key)
    return Reply(
        text=example.response.strip(),
        api=edition.label(f"api.{example.api}"),
        seen=example.seen.text(),
        source=example.source,
        link=outward(example.source),
        shortened=example.shortened,
        bill=bill(edition, key, receipt) if receipt else None,
    )
