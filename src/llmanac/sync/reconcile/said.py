"""Everything that is said of one offer, now or in what its evidence remembers, with a name for
each witness."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from llmanac.schema.evidence import ClaimedPrice, feed_of
from llmanac.schema.record import FeedId
from llmanac.sync.claims import MODEL_FIELDS, OFFER_FIELDS
from llmanac.sync.reconcile.witnesses import UNDATED, Voice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from llmanac.catalog import Catalog
    from llmanac.pricing.moments import Day
    from llmanac.schema.evidence import Evidence
    from llmanac.sync.claims import Value
    from llmanac.sync.decisions import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one witness says of an offer."""

    name: str
    """As the evidence calls it: the feed, or `feed.2`. One of a region or tier never has the bare
    name, so that what is remembered of a feed's price holds everywhere."""
    feed: str
    as_of: Day
    where: str
    of_offer: Mapping[str, Value] = field(default_factory=dict)
    of_model: Mapping[str, Value] = field(default_factory=dict)
    told: Told | None = None
    """The statement; None for what is only remembered."""
    remembered: tuple[ClaimedPrice, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it speaks of the offer everywhere, for everybody."""
        return self.name == self.feed


Memory = dict[tuple[str, str], tuple[Said, ...]]
"""Provider and offer → what is remembered."""


def named(told: Iterable[Told]) -> tuple[Said, ...]:
    """Statements with names for their feeds, those that hold everywhere first."""
    by_feed: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_feed[one.feed].append(one)
    return tuple(
        Said(
            name=feed if not place else f"{feed}.{place + 1}",
            feed=feed,
            as_of=one.as_of,
            where=one.statement.where,
            of_offer=one.statement.of_offer,
            of_model=one.statement.of_model,
            told=one,
        )
        for feed in sorted(by_feed)
        for place, one in _placed(by_feed[feed])
    )


def _placed(told: list[Told]) -> list[tuple[int, Told]]:
    """Each with its number; the first number is for one without a region and a tier."""
    ordered = sorted(told, key=_order)
    first = 0 if _order(ordered[0])[0] is False else 1
    return [(place + first, one) for place, one in enumerate(ordered)]


def _order(one: Told) -> tuple[bool, str, str, str]:
    statement = one.statement
    apart = statement.region not in (None, "global") or statement.tier is not None
    return apart, statement.region or "", statement.tier or "", statement.where


def remembered(catalog: Catalog, feeds_read: Collection[str]) -> Memory:
    """What the evidence of the catalogue holds of feeds that are not read this time."""
    memory: Memory = {}
    for provider, file in catalog.evidence.items():
        for line in file.root:
            if said := _of_line(line, catalog, feeds_read):
                memory[provider, line.offer] = said
    return memory


def _of_line(line: Evidence, catalog: Catalog, feeds_read: Collection[str]) -> tuple[Said, ...]:
    claims: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for claim in line.claims:
        for name in claim.by:
            if feed_of(name) not in feeds_read:
                claims[name].append((claim.about, claim.value))
    return tuple(
        Said(
            name=name,
            feed=feed_of(name),
            as_of=_day(catalog, feed_of(name)),
            where=line.where[name],
            of_offer={about: value for about, value in claims[name] if about in OFFER_FIELDS},
            of_model={about: value for about, value in claims[name] if about in _OF_MODEL},
            remembered=tuple(v for _, v in claims[name] if isinstance(v, ClaimedPrice)),
        )
        for name in sorted(claims)
    )


_OF_MODEL = frozenset(MODEL_FIELDS) - frozenset(OFFER_FIELDS)


def _day(catalog: Catalog, feed: str) -> Day:
    known = catalog.feeds.get(FeedId(feed))
    return (known and known.as_of) or UNDATED


def voices(said: Sequence[Said], about: str) -> list[Voice]:
    """What each feed says of a fact of the offer: where it speaks several times, its plain
    statements go first, then what it says most often."""
    by_feed: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        if about in one.of_offer:
            by_feed[one.feed].append(one)
    return [_voice(_usual(by_feed[feed], about), about) for feed in sorted(by_feed)]


def _usual(said: list[Said], about: str) -> Said:
    plain = [one for one in said if one.plain] or said
    if len(plain) == 1:
        return plain[0]
    times = Counter(one.of_offer[about] for one in plain)
    return min(plain, key=lambda one: (-times[one.of_offer[about]], one.where))


def _voice(one: Said, about: str) -> Voice:
    value = one.of_offer[about]
    return Voice(
        feed=one.feed,
        as_of=one.as_of,
        where=one.where,
        value=value,
        cited=one.where.startswith("http"),
        doubtful=about == "output" and value == one.of_offer.get("context"),
    )
