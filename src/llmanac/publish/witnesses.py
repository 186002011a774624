"""Who else states the price that an offer's record holds, and how long ago anybody saw it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from llmanac.catalog import provider_of
from llmanac.publish.disputes import Price, price_held, value_of
from llmanac.schema.evidence import ClaimedPrice
from llmanac.schema.record import FeedId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from llmanac.catalog import Catalog
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.moments import Day
    from llmanac.publish.disputes import Value
    from llmanac.schema.evidence import Saying
    from llmanac.schema.record import OfferKey
    from llmanac.schema.site import Freshness

State = Literal["fresh", "ageing", "stale"]


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What stands behind the price of an offer in one currency."""

    agree: tuple[Saying, ...]
    """Feeds and pages that state it."""
    differ: tuple[Saying, ...]
    """Those that state another."""
    seen: Day
    """The last day on which anybody saw it."""


def witnesses(catalog: Catalog, key: OfferKey, entry: Entry) -> Witnesses:
    """Who states the price of an entry, and who another; a feed saw it on the day of its state."""
    known = _known(catalog)
    behind = known.get((key, id(entry)))  # it lives as long as the catalogue
    if behind is None:
        known[key, id(entry)] = behind = _witnesses(catalog, key, entry)
    return behind


@lru_cache(maxsize=1)
def _known(_: Catalog) -> dict[tuple[OfferKey, int], Witnesses]:
    """What pages, documents and badges show, found once for all of them."""
    return {}


def _witnesses(catalog: Catalog, key: OfferKey, entry: Entry) -> Witnesses:
    told = [one for one in _priced(catalog, key) if one.value.currency == entry.currency]  # type: ignore[union-attr]
    held = price_held(entry)
    agree = tuple(one for one in told if any(_fits(value_of(one), each) for each in held))
    days = [entry.seen, *((entry.checked,) if entry.checked else ())]
    days += [feed.as_of for one in agree if (feed := catalog.feeds.get(FeedId(one.feed)))
             and feed.as_of]  # fmt: skip
    return Witnesses(agree, tuple(one for one in told if one not in agree), max(days))


def _fits(said: Value, held: Price) -> bool:
    """Whether a price that is said is the one that is held, as far as it says anything."""
    assert isinstance(said, Price)
    both = ((said.input, held.input), (said.output, held.output))
    stated = [(one, other) for one, other in both if one is not None]
    return bool(stated) and all(one == other for one, other in stated)


def freshness(seen: date, today: date, budget: Freshness) -> State:
    """How old a price is that was last seen on a day.

    >>> from datetime import date
    >>> from llmanac.schema.site import Freshness
    >>> freshness(date(2026, 1, 1), date(2026, 3, 2), Freshness())
    'ageing'
    """
    days = (today - seen).days
    return "stale" if days >= budget.stale else "ageing" if days >= budget.ageing else "fresh"


def feed_name(catalog: Catalog, id_: str) -> str:
    """What a feed calls itself."""
    feed = catalog.feeds.get(FeedId(id_))
    return feed.name if feed else id_


def _priced(catalog: Catalog, key: OfferKey) -> Iterator[Saying]:
    told = catalog.evidence_by_offer.get(provider_of(key), {})
    line = told.get(catalog.offers[key].id)
    for saying in line.sayings() if line else ():
        if isinstance(saying.value, ClaimedPrice):
            yield saying
