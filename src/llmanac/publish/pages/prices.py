"""Price lists: what an offer costs, as published and per million, now and later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from llmanac.catalog import provider_of
from llmanac.clauses import Clauses
from llmanac.pricing.conditions import Condition
from llmanac.pricing.meters import METERS
from llmanac.pricing.moments import start_of
from llmanac.pricing.money import money
from llmanac.publish.pages import figures
from llmanac.publish.pages.conditions import changes, quotas, size_range, tables, typical
from llmanac.publish.pages.edition import outward
from llmanac.publish.pages.units import meter_name, unit_name
from llmanac.publish.witnesses import feed_name, freshness, witnesses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from llmanac.pricing.amounts import Amount
    from llmanac.pricing.card import Card
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.rates import Rates
    from llmanac.publish.pages.conditions import Change, Figures
    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.witnesses import State
    from llmanac.schema.offer import Offer
    from llmanac.schema.record import OfferKey

_SENT: Final = (1_000, 4_000, 16_000, 64_000, 200_000)
_RECEIVED: Final = (1_000, 4_000, 16_000)
_THINKS: Final = "deep-thinking"
"""The capability of a model whose replies contain reasoning."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One meter's line."""

    name: Markup
    unit: Markup | None
    """What it buys, where that is not what the list's head says."""
    amount: str | None
    million: str | None


@dataclass(frozen=True, slots=True)
class Band:
    """The lines of one range of request size, under one condition."""

    title: Markup | None
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """When a price was last seen, and by whom."""

    day: str
    state: State
    """For the catalogue's day; the browser knows better."""
    stated: Markup | None
    """Which feeds state it, where one does."""


@dataclass(frozen=True, slots=True)
class PriceList:
    """One entry, printed."""

    unit: Markup
    bands: tuple[Band, ...]
    millions: bool
    """Whether there is a column for a million, which the seller's own unit is not."""
    places: int
    places_million: int
    changes: tuple[Change, ...]
    """By how much the prices above change under conditions."""
    tables: tuple[Figures, ...]
    quotas: tuple[str, ...]
    """What is free, and what is billed at least."""
    start: str | None
    until: str | None
    seen: str
    checked: str | None
    last: Last | None
    """How fresh it is, and who states the same; of a price in force."""
    source: str
    link: str | None
    reasoning: bool
    """Whether reasoning is billed as output."""


@dataclass(frozen=True, slots=True)
class Reckoner:
    """What requests of usual sizes cost."""

    received: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    places: int
    thinks: bool
    """Whether what is received contains reasoning."""


@dataclass(frozen=True, slots=True)
class Tag:
    """All prices of one offer in one currency."""

    provider: Markup
    path: str
    key: OfferKey
    currency: str
    sign: str
    now: PriceList | None
    coming: tuple[PriceList, ...]
    past: tuple[PriceList, ...]
    reckoner: Reckoner | None


def tags(edition: Edition, key: OfferKey) -> Iterator[Tag]:
    """The prices of an offer, one tag a currency, the provider's own first."""
    offer = edition.catalog.offers[key]
    provider = edition.catalog.providers[provider_of(key)]
    tariff, thinks = edition.catalog.tariff(key), _thinks(edition, offer)
    at = start_of(edition.catalog.as_of or date.max)
    for currency in sorted(tariff.currencies, key=lambda code: code != provider.currency):
        card, _ = tariff.in_force(currency, at)
        entries = [entry for entry in offer.prices if entry.currency == currency]
        coming = [entry for entry in entries if entry.start and entry.start.instant > at]
        if card and card.entry in coming:  # nothing holds yet; the first to come is not in force
            card = None
        now = card.entry if card else None
        past = [entry for entry in entries if entry is not now and entry not in coming]
        yield Tag(
            provider=edition.say(provider.name),
            path=f"providers/{provider_of(key)}/",
            key=key,
            currency=currency,
            sign=figures.sign(currency),
            now=_list(edition, now, thinks, _last(edition, key, now)) if now else None,
            coming=tuple(_list(edition, entry, thinks) for entry in coming),
            past=tuple(_list(edition, entry, thinks) for entry in reversed(past)),
            reckoner=_reckoner(card, offer, thinks) if card else None,
        )


def _thinks(edition: Edition, offer: Offer) -> bool:
    model = edition.catalog.models.get(offer.model) if offer.model else None  # type: ignore[call-overload]
    return model is not None and _THINKS in model.capabilities


def _list(edition: Edition, entry: Entry, thinks: bool, last: Last | None = None) -> PriceList:
    main = next((METERS[meter].unit for meter in entry.rates), "token")
    clauses, sign = Clauses.of(edition.catalog, edition.language), figures.sign(entry.currency)
    bands = (
        *_bands(edition, entry, entry.rates, main),
        *(
            band
            for one in entry.when
            if isinstance(one, Condition)
            for band in _bands(edition, entry, one.rates, main, clauses.given(one.given))
        ),
    )
    rates = [rate for band in bands for rate in band.rates]
    return PriceList(
        unit=unit_name(edition, entry.per, next(iter(entry.rates), "input")),
        bands=bands,
        millions=any(rate.million not in (None, rate.amount) for rate in rates),
        places=figures.places(rate.amount for rate in rates),
        places_million=figures.places(rate.million for rate in rates),
        changes=tuple(changes(edition, entry)),
        tables=(*tables(edition, entry, sign), *typical(edition, entry, sign)),
        quotas=tuple(quotas(edition, entry)),
        start=entry.start.text() if entry.start else None,
        until=entry.until.text() if entry.until else None,
        seen=entry.seen.text(),
        checked=entry.checked.text() if entry.checked else None,
        last=last,
        source=entry.source,
        link=outward(entry.source),
        reasoning=thinks and "output" in entry.rates and "output.reasoning" not in entry.rates,
    )


def _last(edition: Edition, key: OfferKey, entry: Entry) -> Last:
    catalog, behind = edition.catalog, witnesses(edition.catalog, key, entry)
    feeds = dict.fromkeys(one.feed for one in behind.agree if one.feed != "page")
    names = [escape(feed_name(catalog, feed)) for feed in feeds]
    budget = catalog.site.freshness
    return Last(
        behind.seen.text(),
        freshness(behind.seen, catalog.as_of or behind.seen, budget),
        _stated(edition, names),
    )


def _stated(edition: Edition, feeds: Sequence[Markup]) -> Markup | None:
    """Which feeds state the price."""
    if not feeds:
        return None
    label = "price.agree" if len(feeds) > 1 else "price.alone"
    return edition.label(label, feeds=edition.label("comma").join(feeds))


def _bands(
    edition: Edition, entry: Entry, rates: Rates, main: str, under: str | None = None
) -> Iterator[Band]:
    if not rates:
        return
    for band in range(entry.band_count):
        size = size_range(edition, entry, band)
        said = [part for part in (under, size) if part]
        title = edition.label("when.and").join(said) if said else None
        yield Band(title, tuple(_rates(edition, entry, rates, band, main)))


def _rates(edition: Edition, entry: Entry, rates: Rates, band: int, main: str) -> Iterator[Rate]:
    for meter, row in rates.items():
        amount = row[band if len(row) > 1 else 0]
        meant = METERS[meter]
        own = meant.unit != main or (amount is not None and amount.unit is not None)
        per = amount.unit if amount and amount.unit else entry.per
        million = amount and meant.unit == "token" and figures.per_million(amount, entry.per, meter)
        yield Rate(
            name=meter_name(edition, meter),
            unit=unit_name(edition, per, meter) if own else None,
            amount=_digits(amount),
            million=million or None,
        )


def _digits(amount: Amount | None) -> str | None:
    return None if amount is None else figures.text(amount.value)


def _reckoner(card: Card, offer: Offer, thinks: bool) -> Reckoner | None:
    """Computed by the engine that prices a real response, bands included."""
    if any(
        card.prices(band)[meter] is None
        for band in range(card.entry.band_count)
        for meter in ("input", "output")
    ):
        return None
    most = offer.limits.context if offer.limits and offer.limits.context else _SENT[-1]
    rows = tuple(
        (figures.grouped(sent), tuple(_cost(card, sent, received) for received in _RECEIVED))
        for sent in _SENT
        if sent <= most
    )
    return Reckoner(
        received=tuple(figures.grouped(received) for received in _RECEIVED),
        rows=rows,
        places=figures.places(cost for _, costs in rows for cost in costs),
        thinks=thinks,
    )


def _cost(card: Card, sent: int, received: int) -> str:
    prices = card.prices(card.band(sent))
    parts = 0
    for meter, count in (("input", sent), ("output", received)):
        price = prices[meter]
        assert price is not None
        parts += card.amount(price, count)
    return figures.text(money(parts))
