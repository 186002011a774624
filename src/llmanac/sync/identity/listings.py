"""Statements → offers: what several feeds tell of one id at one provider comes together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from llmanac.sync.identity import clauses
from llmanac.sync.identity.keys import region_of, request_key, without_region
from llmanac.sync.identity.tokens import contradiction, telling

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from llmanac.catalog import Catalog
    from llmanac.sync.claims import Json
    from llmanac.sync.decisions import Told
    from llmanac.sync.identity.labs import Labs
    from llmanac.sync.identity.providers import Placed

SPELLING: Final = (
    "models.dev", "pi-ai", "litellm", "portkey", "genai-prices", "catwalk", "langfuse",
)  # fmt: skip
"""Feeds by how well they spell what a request names, the best first."""
_OWN_FEED: Final = {"openrouter": "openrouter"}
"""Feed → the provider whose own list it is: there it spells best."""


@dataclass(slots=True)
class Group:
    """All that is told of one offer."""

    provider: str
    key: str
    offer: str = ""
    """As a request spells it."""
    told: list[Told] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement that stands for several ids."""

    told: Told
    key: str
    taking: clauses.Taking
    naming: clauses.Taking


def grouped(found: Iterable[Placed], catalog: Catalog, labs: Labs) -> tuple[Group, ...]:
    """Offers with all that is told of them, by provider and offer."""
    by_provider: dict[str, list[Told]] = defaultdict(list)
    for each in found:
        by_provider[each.provider].append(_regional(each.provider, each.told))
    groups = [
        group
        for provider, told in sorted(by_provider.items())
        for group in _of_provider(provider, told, _known(provider, catalog), labs)
    ]
    return tuple(sorted(groups, key=lambda group: (group.provider, group.offer)))


def _known(provider: str, catalog: Catalog) -> Mapping[str, str]:
    """Key → the id of our record, for every spelling that the record knows."""
    offers = [catalog.offers[key] for key in catalog.offers if key.startswith(f"{provider}/")]
    also = {request_key(provider, name): each.id for each in offers for name in each.aliases}
    return also | {request_key(provider, each.id): each.id for each in offers}


def _of_provider(
    provider: str, told: list[Told], known: Mapping[str, str], labs: Labs
) -> list[Group]:
    entries = [each for each in told if _clause(each) is not None]
    keys = _joined(provider, told, known, labs)
    groups: dict[str, Group] = {}
    for each in told:
        if _clause(each) is None:
            key = keys[request_key(provider, each.statement.offer)]
            groups.setdefault(key, Group(provider, key)).told.append(each)
    _witness(provider, entries, groups, keys)
    kept = [group for group in groups.values() if any(map(_says_anything, group.told))]
    for group in kept:
        group.told.sort(key=_order)
        group.offer = _spelled(group, known)
    return kept


def _regional(provider: str, told: Told) -> Told:
    """With the region of an inference profile as the region of the statement."""
    statement, region = told.statement, region_of(provider, told.statement.offer)
    if region is None:
        return told
    return replace(told, statement=replace(statement, region=statement.region or region))


def _clause(told: Told) -> Json | None:
    """The match clause of an entry that stands for several ids."""
    return told.statement.matches


def _joined(
    provider: str, told: list[Told], known: Mapping[str, str], labs: Labs
) -> dict[str, str]:
    """Key → key of the offer: ids that differ in nothing but a lab before the slash are one,
    unless one feed lists both."""
    keys = {request_key(provider, each.statement.offer) for each in told} | set(known)
    feeds: dict[str, set[str]] = defaultdict(set)
    for each in told:
        feeds[request_key(provider, each.statement.offer)].add(each.feed)
    kin: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        kin[key.rpartition("/")[2]].append(key)
    return {key: one for names in kin.values() for key, one in _one_of(names, feeds, labs, known)}


def _one_of(
    names: list[str], feeds: Mapping[str, set[str]], labs: Labs, known: Container[str]
) -> Iterable[tuple[str, str]]:
    """Each of several keys with the same end, and the key that stands for it."""
    makers = {name: labs.named(name) for name in names}
    several = {maker.lab for maker in makers.values() if maker}
    listed = Counter(feed for name in names for feed in feeds.get(name, ()))
    one = len(several) <= 1 and all(makers[name] or "/" not in name for name in names)
    if one and not any(count > 1 for count in listed.values()):
        best = next((name for name in names if name in known), names[0])
        return [(name, best) for name in names]
    return [(name, name) for name in names]


def _witness(
    provider: str, told: list[Told], groups: dict[str, Group], keys: Mapping[str, str]
) -> None:
    """Let each entry with a clause speak of the offers that it means; else of one of its own."""
    entries = [_entry(provider, each, keys) for each in told]
    feeds = {
        feed: [entry for entry in entries if entry.told.feed == feed]
        for feed in sorted({each.feed for each in told})
    }
    named = {(entry.told.feed, entry.key) for entry in entries}
    meant = {
        key: [
            entry
            for feed, several in feeds.items()
            if (feed, key) not in named
            for entry in _the_one(several, provider, group)
        ]
        for key, group in groups.items()
    }
    spoken = {entry.key for found in meant.values() for entry in found}
    for key, found in meant.items():
        groups[key].told += [entry.told for entry in found]
    for entry in entries:
        if entry.key in groups or entry.key not in spoken:
            groups.setdefault(entry.key, Group(provider, entry.key)).told.append(entry.told)


def _entry(provider: str, told: Told, keys: Mapping[str, str]) -> Entry:
    key, clause = request_key(provider, told.statement.offer), told.statement.matches
    return Entry(told, keys.get(key, key), clauses.taking(clause), clauses.naming(clause))


def _the_one(entries: list[Entry], provider: str, group: Group) -> list[Entry]:
    """The statements of the one entry that takes an offer's ids; none where several do."""
    ids = sorted({without_region(provider, told.statement.offer).lower() for told in group.told})
    found = [entry for entry in entries if any(_takes(entry, name) for name in ids)]
    return found if len({entry.key for entry in found}) == 1 else []


def _takes(entry: Entry, name: str) -> bool:
    """Whether an entry's clause means an id: by its whole name, or as one of a family from which
    no date and no variant tells it."""
    stands_for = entry.told.statement.offer
    if not entry.taking(name) or contradiction(name, stands_for):
        return False
    here, there = telling(name), telling(stands_for)
    alike = (here.dates, here.variants, here.sizes) == (there.dates, there.variants, there.sizes)
    return alike or entry.naming(name)


def _says_anything(told: Told) -> bool:
    """Whether a statement says more than which model it is."""
    statement = told.statement
    return bool(statement.of_offer or statement.of_model or statement.prices)


def _order(told: Told) -> tuple[str, str, str, str, str]:
    statement = told.statement
    return (
        told.feed, statement.where, statement.region or "", statement.tier or "", statement.offer,
    )  # fmt: skip


def _spelled(group: Group, known: Mapping[str, str]) -> str:
    """The id as our record has it, else as the best witness spells it."""
    if group.key in known:
        return known[group.key]
    return min(
        (
            _rank(group.provider, told.feed),
            bool(told.statement.region),
            _clause(told) is not None,
            name,
        )
        for told in group.told
        for name in (without_region(group.provider, told.statement.offer),)
    )[3]


def _rank(provider: str, feed: str) -> int:
    if _OWN_FEED.get(feed) == provider:
        return -1
    return SPELLING.index(feed) if feed in SPELLING else len(SPELLING)
