"""A run in numbers: all in all, and for each feed."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from llmanac.schema.evidence import feed_of
from llmanac.sync.reconcile.witnesses import Panel
from llmanac.sync.run import Ran, offers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.schema.evidence import Claim
    from llmanac.sync.claims import Reading
    from llmanac.sync.decisions import Decisions


def totals(ran: Ran) -> Mapping[str, int]:
    """How much there is, by the decisions of a run; nothing where there are none."""
    said = ran.decisions
    if said is None:
        return {}
    linked = sum(one.model is not None for one in said.offers)
    return {
        "offers": len(said.offers),
        "linked": linked,
        "unlinked": len(said.offers) - linked,
        "priced": sum(bool(one.prices) for one in said.offers),
        "providers": len({one.provider for one in said.offers}),
        "models": len(said.models),
        "provisional": sum(one.provisional for one in said.models),
        "agreeing": sum(said.agreeing.values()),
        "alone": sum(said.alone.values()),
        "disputed": sum(said.disputed.values()),
        "quarantined": len(said.quarantined),
        "scores": sum(len(reading.scores) for reading in ran.readings),
        "scores-known": len(ran.identified.scores) if ran.identified else 0,
        "scores-placed": ran.plan.figures if ran.plan else 0,
    }


def by_feed(ran: Ran) -> Mapping[str, Mapping[str, int | str]]:
    """The same for each feed that was read: what it lists, and what became of that."""
    said, panel = ran.decisions, Panel.of(ran.plan.after.feeds if ran.plan else {})
    placed = _placed(said, panel) if said else {}
    return {one.feed: {**_listed(one), **placed.get(one.feed, {})} for one in ran.readings}


def _listed(reading: Reading) -> Mapping[str, int | str]:
    """What a feed lists, by itself."""
    return {
        "as_of": reading.as_of.text(),
        "offers": offers_of(reading),
        "providers": len({one.provider for one in reading.statements}),
        "priced": sum(bool(one.prices) for one in reading.statements),
        "left": len(reading.left),
    }


def _placed(said: Decisions, panel: Panel) -> Mapping[str, Mapping[str, int]]:
    """Feed → how many of our offers and models it speaks of, and how its claims fare."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    models: dict[str, set[str]] = defaultdict(set)
    for offer in said.offers:
        for feed in _feeds(offer.evidence.where if offer.evidence else ()):
            counts[feed]["linked"] += offer.model is not None
            if offer.model:
                models[feed].add(offer.model)
    for model in said.models:
        for feed in _feeds(model.evidence.where if model.evidence else ()):
            models[feed].add(model.model)
    for held in said.quarantined:
        counts[held.feed]["quarantined"] += 1
    for feed in (feed for claim in _claims(said) for feed in _agreeing(claim, panel)):
        counts[feed]["agreeing"] += 1
    unsure = {one.model for one in said.models if one.provisional}
    names = ("linked", "models", "provisional", "agreeing", "quarantined")
    for feed, found in models.items():
        counts[feed].update(models=len(found), provisional=len(found & unsure))
    return {feed: {name: count[name] for name in names} for feed, count in counts.items()}


def _feeds(names: Iterable[str]) -> set[str]:
    return set(map(feed_of, names))


def _claims(said: Decisions) -> Iterator[Claim]:
    lines = chain((one.evidence for one in said.offers), (one.evidence for one in said.models))
    return chain.from_iterable(line.claims for line in lines if line)


def _agreeing(claim: Claim, panel: Panel) -> set[str]:
    """The feeds that make a claim, where two make it that are independent of each other."""
    feeds = _feeds(claim.by)
    return feeds if len(set(map(panel.group, feeds))) > 1 else set()
