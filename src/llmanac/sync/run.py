"""A run from feeds to records: read, weigh, plan, write. Nothing is written where a feed is bad."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from llmanac.check import checked
from llmanac.pricing.faults import Fault
from llmanac.schema.record import FeedId
from llmanac.sync.claims import Reading
from llmanac.sync.given import Sheet, sheet
from llmanac.sync.text import read_json
from llmanac.sync.writing import journal
from llmanac.sync.writing.plan import Plan, planned
from llmanac.sync.writing.states import feeds_text

if TYPE_CHECKING:
    from pathlib import Path

    from llmanac.catalog import Catalog
    from llmanac.pricing.moments import Day
    from llmanac.sync.decisions import Decisions, Identified
    from llmanac.sync.fetch import Asker

SHRUNK: Final = (4, 5)
"""A feed that lists less than four fifths of what it listed before is not believed."""

Weigh = Callable[[tuple[Reading, ...], "Catalog"], tuple["Identified", "Decisions"]]
Readers = Mapping[str, Callable[["object", "Day"], Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of a run."""

    catalog: Path
    base: Path | None = None
    """The records beneath the catalogue."""
    cache: Path
    """A folder for what the next run can use again."""
    feeds: tuple[str, ...] = ()
    """Feeds to ask for; with none, and no files, all that have an address."""
    files: tuple[str, ...] = ()
    """As `given.sheet` reads them."""
    as_of: Day | None = None
    accept_shrink: frozenset[str] = frozenset()
    keep_going: bool = False
    """Whether a bad feed is left out; else nothing is written because of it."""
    dry_run: bool = False

    @property
    def note(self) -> Path:
        """Where it is noted what is being written."""
        return self.cache / "sync-journal.json"


@dataclass(frozen=True, slots=True)
class Refused:
    """A feed that was not taken."""

    feed: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run went."""

    readings: tuple[Reading, ...] = ()
    refused: tuple[Refused, ...] = ()
    identified: Identified | None = None
    decisions: Decisions | None = None
    plan: Plan | None = None
    """None where nothing could be planned."""
    foreign: tuple[str, ...] = ()
    """Files that a killed run would have written and somebody has changed since."""
    wrote: bool = False
    """Whether the plan was written; a plan without texts counts."""


@dataclass(frozen=True, slots=True)
class Hearer:
    """Who hears how far a run is."""

    step: Callable[[str], None] = field(default=lambda _: None)
    """Hears the key of each step: `sync.fetch`, `sync.read`, `sync.weigh`, `sync.plan`, …"""
    bytes: Callable[[int, int | None], None] = field(default=lambda _done, _total: None)
    files: Callable[[int, int], None] = field(default=lambda _done, _total: None)


def run(wish: Wish, readers: Readers, weigh: Weigh, hearer: Hearer, asker: Asker | None) -> Ran:
    """Do it all; raises `Fault` where what was asked makes no sense."""
    foreign = () if wish.dry_run else journal.finish(wish.catalog, wish.note)
    hearer.step("sync.catalog")
    catalog = _clean(wish)
    refused: list[Refused] = []
    sheets = [*_files(wish, readers, hearer, refused)]
    if asker is not None:
        sheets += _asked(wish, catalog, asker, hearer, refused)
    hearer.step("sync.read")
    readings = _readings(sheets, readers)
    refused += _unbelieved(readings, catalog, wish.accept_shrink)
    bad = {one.feed for one in refused}
    readings = tuple(one for one in readings if one.feed not in bad)
    ran = Ran(readings, tuple(refused), foreign=foreign)
    if not readings or (refused and not wish.keep_going):
        return ran
    return _written(wish, catalog, ran, weigh, hearer)


def _written(wish: Wish, catalog: Catalog, ran: Ran, weigh: Weigh, hearer: Hearer) -> Ran:
    hearer.step("sync.weigh")
    identified, decisions = weigh(ran.readings, catalog)
    hearer.step("sync.plan")
    days = {reading.feed: reading.as_of for reading in ran.readings}
    plan = planned(identified, decisions, catalog, wish.catalog, days)
    plan = _with_states(plan, wish.catalog, ran.readings)
    ran = replace(ran, identified=identified, decisions=decisions, plan=plan)
    if wish.dry_run:
        return ran
    hearer.step("sync.write")
    journal.write_all(wish.catalog, plan.texts, wish.note, hearer.files)
    return replace(ran, wrote=True)


def _clean(wish: Wish) -> Catalog:
    """The catalogue, if nothing is wrong with it."""
    memory = wish.cache / "records"
    catalog, findings = checked(wish.catalog, base=wish.base, cache=memory)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        first = f"{errors[0].path}:{errors[0].line}: {errors[0].code}"
        raise Fault("sync-unclean", count=len(errors), first=first)
    return catalog


def _files(wish: Wish, readers: Readers, hearer: Hearer, refused: list[Refused]) -> Iterator[Sheet]:
    """The files that were named; what is no JSON is refused by its name."""
    for words in wish.files:
        hearer.step("sync.file")
        try:
            yield sheet(words, readers.keys(), wish.as_of)
        except Fault as fault:
            if "feed" not in fault.params or fault.code in _ASKED_WRONGLY:
                raise
            refused.append(Refused(words, fault))


_ASKED_WRONGLY: Final = ("sync-file-day", "sync-no-reader", "sync-which-feed")


def _asked(
    wish: Wish, catalog: Catalog, asker: Asker, hearer: Hearer, refused: list[Refused]
) -> Iterator[Sheet]:
    """The feeds that are asked for at their addresses."""
    from llmanac.sync.fetch import ask  # noqa: PLC0415 - who gives files needs no httpx

    for feed, url in _addresses(wish, catalog):
        hearer.step("sync.fetch")
        try:
            answer = ask(feed, url, replace(asker, tell=hearer.bytes))
            day = wish.as_of or answer.day
            if day is None:
                raise Fault("sync-no-day", feed=feed)
            yield Sheet(feed, day, read_json(feed, answer.data), url)
        except Fault as fault:
            refused.append(Refused(feed, fault))


def _addresses(wish: Wish, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Feed and address of all that are to be asked for; raises `Fault` for one that has none."""
    if not wish.feeds:
        known = catalog.feeds.items() if not wish.files else ()
        yield from ((feed, one.url) for feed, one in known if one.url)
        return
    for feed in wish.feeds:
        known_feed = catalog.feeds.get(FeedId(feed))
        if known_feed is None:
            raise Fault("sync-no-feed", feed=feed, feeds=[*catalog.feeds])
        if known_feed.url is None:
            raise Fault("sync-no-address", feed=feed)
        yield feed, known_feed.url


def _readings(sheets: list[Sheet], readers: Readers) -> tuple[Reading, ...]:
    """What each feed says; two files of one feed are one reading."""
    by_feed: dict[str, list[Reading]] = {}
    for one in sheets:
        if one.reader not in readers:
            raise Fault("sync-no-reader", feed=one.reader, readers=sorted(readers))
        reading = readers[one.reader](one.data, one.day)
        by_feed.setdefault(reading.feed, []).append(reading)
    return tuple(_joined(feed, parts) for feed, parts in sorted(by_feed.items()))


def _joined(feed: str, parts: list[Reading]) -> Reading:
    return Reading(
        feed=feed,
        as_of=max(part.as_of for part in parts),
        statements=tuple(chain.from_iterable(part.statements for part in parts)),
        sellers=tuple(chain.from_iterable(part.sellers for part in parts)),
        scores=tuple(chain.from_iterable(part.scores for part in parts)),
        left=tuple(chain.from_iterable(part.left for part in parts)),
    )


def _unbelieved(
    readings: tuple[Reading, ...], catalog: Catalog, accepted: frozenset[str]
) -> Iterator[Refused]:
    """Feeds that say nothing, much less than before, or what they said before they said more."""
    few, of = SHRUNK
    for reading in readings:
        feed, count = reading.feed, offers_of(reading)
        known = catalog.feeds.get(FeedId(feed))
        if known is None:
            yield Refused(feed, Fault("sync-no-feed", feed=feed, feeds=[*catalog.feeds]))
        elif known.as_of and reading.as_of < known.as_of:
            days = {"day": reading.as_of.text(), "known": known.as_of.text()}
            yield Refused(feed, Fault("sync-older", feed=feed, **days))
        elif not count and feed not in accepted:
            yield Refused(feed, Fault("sync-says-nothing", feed=feed))
        elif known.offers and count * of < known.offers * few and feed not in accepted:
            fault = Fault("sync-shrunk", feed=feed, before=known.offers, now=count)
            yield Refused(feed, fault)


def offers_of(reading: Reading) -> int:
    """How many offers a feed lists."""
    return len({(one.provider, one.offer) for one in reading.statements})


def _with_states(plan: Plan, folder: Path, readings: tuple[Reading, ...]) -> Plan:
    """The plan with the state of each feed that was read, which comes last."""
    text = (folder / "feeds.yaml").read_bytes().decode()
    days = {reading.feed: reading.as_of for reading in readings}
    now = feeds_text(text, days, {one.feed: offers_of(one) for one in readings})
    return replace(plan, texts={**plan.texts, "feeds.yaml": now}) if now != text else plan
