"""What all records should say by what all feeds say."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import astuple
from itertools import chain
from typing import TYPE_CHECKING

from llmanac.sync.decisions import Decisions
from llmanac.sync.reconcile.models import Sold, weighed_model
from llmanac.sync.reconcile.offers import Scales, weighed
from llmanac.sync.reconcile.said import named, remembered
from llmanac.sync.reconcile.witnesses import Panel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from llmanac.catalog import Catalog
    from llmanac.sync.decisions import Identified, Listing, Quarantined
    from llmanac.sync.reconcile.models import WeighedModel
    from llmanac.sync.reconcile.offers import Weighed


def decided(
    identified: Identified, catalog: Catalog, feeds_read: Collection[str] = ()
) -> Decisions:
    """Weigh everything that is said. `feeds_read` are the feeds that were read this time, besides
    those that speak; of all others, what the evidence remembers still counts."""
    read = {*feeds_read, *_speaking(identified)}
    scales = Scales(
        catalog, Panel.of(catalog.feeds), remembered(catalog, read), _listed(identified, catalog)
    )
    offers = [weighed(one, scales) for one in identified.listings if not _apart(one, catalog)]
    models = [*_models(identified, offers, scales)]
    return Decisions(
        offers=tuple(one.decision for one in offers),
        models=tuple(one.decision for one in models),
        quarantined=_in_order(chain(offers, models)),
        **_counted(offers, models),
    )


def _in_order(weighed: Iterable[Weighed | WeighedModel]) -> tuple[Quarantined, ...]:
    return tuple(sorted({claim for one in weighed for claim in one.quarantined}, key=astuple))


def _speaking(identified: Identified) -> set[str]:
    return {told.feed for listing in identified.listings for told in listing.told}


def _apart(listing: Listing, catalog: Catalog) -> bool:
    """Whether it is about a model only: a feed that knows no sellers stands for one."""
    provider = listing.provider
    return provider in catalog.feeds and provider not in catalog.providers


def _listed(identified: Identified, catalog: Catalog) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for listing in identified.listings:
        found[listing.provider].add(listing.offer)
    for key, offer in catalog.offers.items():
        found[key.partition("/")[0]].add(offer.id)
    return {provider: frozenset(ids) for provider, ids in found.items()}


def _models(
    identified: Identified, offers: Iterable[Weighed], scales: Scales
) -> Iterator[WeighedModel]:
    sold: dict[str, list[Sold]] = defaultdict(list)
    for one in offers:
        if one.decision.model:
            sold[one.decision.model] += _sold(one, scales)
    for listing in identified.listings:
        if listing.model and _apart(listing, scales.catalog):
            sold[listing.model] += [Sold("", said, True) for said in named(listing.told)]
    for model in sorted({*identified.models} | sold.keys()):
        name = identified.models.get(model, model)
        yield weighed_model(model, name, sold.get(model, ()), scales.catalog, scales.panel)


def _sold(one: Weighed, scales: Scales) -> Iterator[Sold]:
    provider = one.decision.provider
    lab = (one.decision.model or "").partition("/")[0]
    own = bool(lab) and scales.labs.get(provider) == lab
    for said in one.said:
        yield Sold(provider, said, own)


def _counted(
    offers: Iterable[Weighed], models: Iterable[WeighedModel]
) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, Counter[str]] = {how: Counter() for how in ("agreeing", "alone", "disputed")}
    for one in offers:
        for about, hows in one.how.items():
            for how in hows:
                counts[how][f"offer {about}" if about != "price" else about] += 1
    for model in models:
        for about, how in model.how.items():
            counts[how][f"model {about}"] += 1
    return {how: dict(sorted(count.items())) for how, count in counts.items()}
