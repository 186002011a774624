"""The few prices by which people compare: of one offer, and of a model's sellers side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from llmanac.catalog import provider_of
from llmanac.pricing.moments import start_of
from llmanac.publish.pages import figures
from llmanac.publish.pages.units import meter_name, unit_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from markupsafe import Markup

    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.record import ModelId, OfferKey

METERS: Final = ("input", "cache.read", "output")
_MOST_STALLS: Final = 18


@dataclass(frozen=True, slots=True)
class Glance:
    """The price in force in its smallest band, in the provider's own currency."""

    currency: str
    sign: str
    unit: Markup
    published: dict[str, str]
    """By meter, for the seller's own unit, where that is what `unit` says."""
    millions: dict[str, str]
    """By meter, for a million."""
    seen: str
    banded: bool


@dataclass(frozen=True, slots=True)
class Stall:
    """One seller among several."""

    key: OfferKey
    name: Markup
    path: str
    id: str | None
    """What a request names, where the page does not say so elsewhere or the seller stands there
    more than once."""
    context: str
    currency: str
    sign: str
    banded: bool
    rates: tuple[str | None, ...]
    """For a million of each of the market's meters."""
    status: str


@dataclass(frozen=True, slots=True)
class Market:
    """A model's sellers side by side."""

    heads: tuple[Markup, ...]
    places: int
    stalls: tuple[Stall, ...]
    currencies: int


def glance(edition: Edition, key: OfferKey) -> Glance | None:
    """What an offer costs now; None where nothing by which people compare has a price.

    Worked out once for all the pages that show it.
    """
    shared = edition.shared
    if (Glance, key) not in shared:
        shared[Glance, key] = _glance(edition, key)
    return cast("Glance | None", shared[Glance, key])


def _glance(edition: Edition, key: OfferKey) -> Glance | None:
    currency = edition.catalog.providers[provider_of(key)].currency
    at = start_of(edition.catalog.as_of or date.max)
    card, _ = edition.catalog.tariff(key).in_force(currency, at)
    if card is None or (card.entry.start and card.entry.start.instant > at):
        return None
    entry = card.entry
    found = {meter: entry.rates[meter][0] for meter in METERS if meter in entry.rates}
    amounts = {meter: amount for meter, amount in found.items() if amount}
    if not amounts.keys() & {"input", "output"}:
        return None
    millions = {
        meter: figures.per_million(amount, entry.per, meter) for meter, amount in amounts.items()
    }
    return Glance(
        currency=currency,
        sign=figures.sign(currency),
        unit=unit_name(edition, entry.per, "input"),
        published={
            meter: figures.text(it.value) for meter, it in amounts.items() if it.unit is None
        },
        millions={meter: digits for meter, digits in millions.items() if digits},
        seen=entry.seen.text(),
        banded=entry.bands is not None,
    )


def leading(edition: Edition, model: ModelId) -> OfferKey | None:
    """The offer whose price a list shows: the default provider's where it has one, else another's
    in the same currency, else any; one that can be had before one that cannot."""
    catalog = edition.catalog
    offers = catalog.offers_by_model.get(model, ())
    if len(offers) < 2:
        return offers[0] if offers else None
    default = catalog.providers.get(catalog.site.default_provider or "")  # type: ignore[call-overload]

    def distance(key: OfferKey) -> tuple[bool, bool, bool]:
        price = glance(edition, key)
        abroad = default is not None and price is not None and price.currency != default.currency
        return price is None, not catalog.is_sold(key), abroad

    return min(offers, key=distance)


def market(
    edition: Edition, offers: Iterable[OfferKey], whole: Collection[OfferKey] = ()
) -> Market | None:
    """Sellers beside each other, the default provider first; None where there is one only.

    Of very many, the page names the rest elsewhere, and the document says what they cost. `whole`
    are those of which the page tells all there is to tell.
    """
    found = [(key, price) for key in offers if (price := glance(edition, key))]
    meters = [meter for meter in METERS if any(meter in price.millions for _, price in found)]
    if len(found) < 2 or not meters:
        return None
    shown = found[:_MOST_STALLS]
    often = Counter(provider_of(key) for key, _ in found)
    return Market(
        heads=tuple(meter_name(edition, meter, short=True) for meter in meters),
        places=figures.places(digits for _, price in shown for digits in price.millions.values()),
        stalls=tuple(
            _stall(edition, key, price, meters, key not in whole or often[provider_of(key)] > 1)
            for key, price in shown
        ),
        currencies=len({price.currency for _, price in found}),
    )


def _stall(
    edition: Edition, key: OfferKey, price: Glance, meters: Iterable[str], named: bool
) -> Stall:
    offer, provider = edition.catalog.offers[key], provider_of(key)
    return Stall(
        key=key,
        name=edition.say(edition.catalog.providers[provider].name),
        path=f"providers/{provider}/",
        id=offer.id if named else None,
        context=window(edition, key),
        currency=price.currency,
        sign=price.sign,
        banded=price.banded,
        rates=tuple(price.millions.get(meter) for meter in meters),
        status=edition.catalog.standing(key),
    )


def window(edition: Edition, key: OfferKey) -> str:
    """A seller's context window: exact, else as the seller prints it; empty where unknown."""
    limits = edition.catalog.offers[key].limits
    if limits is None:
        return ""
    return figures.grouped(limits.context) if limits.context else limits.context_shown or ""
