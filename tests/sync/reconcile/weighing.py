"""Invented feeds that speak of one offer, and what is decided on it."""

# ruff: noqa: ANN401  # feeds say anything, and tests hand it on

from __future__ import annotations

from decimal import Decimal
from typing import Any

from llmanac.catalog import Catalog
from llmanac.pricing.amounts import Amount, Unit
from llmanac.pricing.entries import Entry
from llmanac.pricing.moments import Day, Moment
from llmanac.schema.feeds import Feed
from llmanac.schema.provider import Provider
from llmanac.sync.claims import Statement
from llmanac.sync.decisions import Decisions, Identified, Listing, OfferDecision, Told
from llmanac.sync.reconcile.decide import decided

HOME = "https://feeds.example.com"
APIS = ("chat-completions", "embeddings")


def feed(*derived: str, as_of: str | None = None) -> Feed:
    """A feed's record."""
    return Feed(name="A feed", home=HOME, derived=derived, as_of=as_of and Day.parse(as_of))


FEEDS = {
    "litellm": feed(),
    "models.dev": feed(),
    "models.dev-models": feed("models.dev"),
    "pi-ai": feed("models.dev"),
    "portkey": feed(),
    "genai-prices": feed(),
    "openrouter": feed(),
    "elder": feed(as_of="2026-01-31"),
}


def catalog(**records: Any) -> Catalog:
    """An invented catalogue with one seller, which is its lab's own platform."""
    empty: dict[str, Any] = {name: {} for name in Catalog.__dataclass_fields__}
    seller = {"currency": "USD", "lab": "acme", "apis": dict.fromkeys(APIS)}
    known = {
        "site": None,
        "revision": "",
        "as_of": None,
        "feeds": FEEDS,
        "providers": {
            "acme": Provider.model_construct(**seller),
            "shop": Provider.model_construct(**{**seller, "lab": None}),
        },
        "capabilities": {"vision": None, "tools": None},
        "parameters": {"temperature": None, "top_p": None},
    }
    return Catalog(**{**empty, **known, **records})


def rates(**amounts: str | tuple[str | None, ...]) -> dict[str, Any]:
    """Rates by meter, `_` for the dot; several amounts for several bands."""
    listed = {m: (a,) if isinstance(a, str) else a for m, a in amounts.items()}
    return {
        meter.replace("_", "."): tuple(a and Amount(Decimal(a)) for a in amounts)
        for meter, amounts in listed.items()
    }


def entry(
    input: str | tuple[str, ...] = "1",  # the meter's name
    output: str | tuple[str, ...] | None = "2",
    *,
    start: str | None = None,
    source: str = "litellm@2026-11-01:nova",
    currency: str = "USD",
    more: Any = None,
    **others: Any,
) -> Entry:
    """A price per million tokens."""
    said = {"input": input} | ({"output": output} if output else {}) | (more or {})
    return Entry(
        currency=currency,
        per=Unit("1M"),
        start=Moment.parse(start) if start else None,
        seen=Day.parse("2026-11-01"),
        source=source,
        rates=rates(**said),
        **others,
    )


def told(feed: str, *entries: Entry, day: str = "2026-11-01", **said: Any) -> Told:
    """What a feed says on a day."""
    fields = {"where": f"{feed}/nova", "provider": "acme", "offer": "nova", **said}
    return Told(feed, Day.parse(day), Statement(prices=entries, **fields))


def decide(*said: Told, offer: str = "nova", at: Catalog | None = None, **more: Any) -> Decisions:
    """What is decided when these are all who speak."""
    listing = Listing(
        provider=more.get("provider", "acme"),
        offer=offer,
        model="acme/nova",
        link=None,
        told=said,
    )
    identified = Identified(listings=(listing,), models={"acme/nova": "Nova"})
    return decided(identified, at or catalog())


def offer(*said: Told, **more: Any) -> OfferDecision:
    """The decision on the offer."""
    (one,) = decide(*said, **more).offers
    return one


def price(*said: Told, **more: Any) -> dict[str, Any] | None:
    """The rates of the price that is written; None where there is none."""
    prices = offer(*said, **more).prices
    return prices[-1].to_json()["rates"] if prices else None


def codes(*said: Told, **more: Any) -> set[tuple[str, str]]:
    """Code and feed of everything that was quarantined."""
    return {(one.code, one.feed) for one in decide(*said, **more).quarantined}
