"""Statements of one offer, as witnesses of its price: in which currency, in force since when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Amount
from llmanac.pricing.entries import Entry
from llmanac.pricing.moments import Day, start_of
from llmanac.sync.reconcile.guards import Refusal, checked
from llmanac.sync.reconcile.points import point

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from llmanac.schema.evidence import ClaimedPrice
    from llmanac.sync.decisions import Told
    from llmanac.sync.reconcile.points import Point
    from llmanac.sync.reconcile.said import Said

EVERYWHERE: Final = (None, "global")
"""Regions of a statement whose price holds wherever nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What one statement of a feed says of the price in one currency."""

    feed: str
    as_of: Day
    where: str
    currency: str
    region: str | None = None
    tier: str | None = None
    point: Point
    """As stated; what guards keep out is still in it."""
    now: Entry | None
    """The entry in force on the feed's day, without what guards keep out. None where nothing of it
    is believed, and for what is only remembered."""
    kept: Point
    """The point of what is believed."""
    before: tuple[Entry, ...] = ()
    after: tuple[Entry, ...] = ()
    refused: tuple[Refusal, ...] = ()
    banded: bool = False
    cited: bool = False
    """Whether a page of the web vouches for it."""
    claim: ClaimedPrice | None = None
    """As the evidence has it, for what is only remembered."""

    @property
    def since(self) -> Day | None:
        """From when on it holds, by what the feed says."""
        start = self.now.start if self.now else None
        return Day.parse(start.instant.date().isoformat()) if start else None


@dataclass(frozen=True, slots=True)
class Speech:
    """All that one feed says of the price in one currency."""

    base: Priced
    """What holds wherever nothing else is said."""
    others: tuple[Priced, ...] = field(default=())
    """What holds in a region, or for a tier."""


def speeches(priced: Iterable[Priced]) -> dict[str, dict[str, Speech]]:
    """Currency → feed → what it says."""
    said: dict[str, dict[str, list[Priced]]] = {}
    for one in priced:
        said.setdefault(one.currency, {}).setdefault(one.feed, []).append(one)
    return {
        currency: {feed: _speech(of[feed]) for feed in sorted(of)}
        for currency, of in sorted(said.items())
    }


def of_told(told: Told) -> list[Priced]:
    """What a statement says of prices, one per currency."""
    entries = told.statement.prices
    currencies = sorted({entry.currency for entry in entries})
    found = (_in_force(told, [one for one in entries if one.currency == c]) for c in currencies)
    return [one for one in found if one]


def recalled(said: Said, price: ClaimedPrice, stated: Point) -> Priced:
    """What evidence remembers of a price: it bears witness, and makes no entry."""
    entry = Entry(
        currency=price.currency,
        per=price.per,
        seen=said.as_of,
        source=said.where,
        rates={meter: (Amount(Decimal(rate)),) for meter, rate in price.rates.items()},
    )
    kept, refused = checked(entry)
    return Priced(
        feed=said.feed,
        as_of=said.as_of,
        where=said.where,
        currency=price.currency,
        point=stated,
        now=None,
        kept=point(kept) if kept else {},
        refused=tuple(refused),
        banded=price.banded,
        cited=said.where.startswith("http"),
        claim=price,
    )


def _in_force(told: Told, entries: Sequence[Entry]) -> Priced | None:
    """The entry of the feed's day, with those before and after it."""
    at = start_of(told.as_of)
    begun = [n for n, one in enumerate(entries) if one.start is None or one.start.instant <= at]
    if not begun:
        return None
    place = begun[-1]
    entry = entries[place]
    if entry.until and entry.until.instant <= at:
        return None
    now, refused = checked(entry)
    return Priced(
        feed=told.feed,
        as_of=told.as_of,
        where=told.statement.where,
        currency=entry.currency,
        region=told.statement.region,
        tier=told.statement.tier,
        point=point(entry),
        now=now,
        kept=point(now) if now else {},
        before=_believed(entries[:place]),
        after=_believed(entries[place + 1 :]),
        refused=tuple(refused),
        banded=entry.bands is not None,
        cited=entry.source.startswith("http"),
    )


def _believed(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries of another time; none at all where a guard speaks against one."""
    looked = [checked(entry) for entry in entries]
    return () if any(refused for _, refused in looked) else tuple(entries)


def _speech(said: list[Priced]) -> Speech:
    """The base is what most entries of the feed say without a region, else what most regions say;
    the rest are departures from it."""
    base = [one for one in said if one.region in EVERYWHERE and one.tier is None]
    base = base or [one for one in said if one.tier is None] or said
    first = _most_common(base)
    others = (one for one in said if one.region not in EVERYWHERE or one.tier)
    return Speech(first, tuple(sorted(others, key=_order)))


def _most_common(said: list[Priced]) -> Priced:
    if len(said) == 1:
        return said[0]
    times = Counter(_key(one) for one in said)
    return min(said, key=lambda one: (not one.kept, -times[_key(one)], *_order(one)))


def _key(one: Priced) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((meter, str(price)) for meter, price in one.point.items()))


def _order(one: Priced) -> tuple[str, str, str]:
    return one.region or "", one.tier or "", one.where
