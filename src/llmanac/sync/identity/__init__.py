"""Readings of feeds → offers and models: who speaks of what, and why that is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.sync.decisions import Identified, Listing
from llmanac.sync.identity.anew import told_anew, without
from llmanac.sync.identity.labs import Labs
from llmanac.sync.identity.links import Linker, aliases_of, weights_of
from llmanac.sync.identity.listings import grouped
from llmanac.sync.identity.made import known_models
from llmanac.sync.identity.models import Models
from llmanac.sync.identity.names import names_of
from llmanac.sync.identity.providers import ABOUT_MODELS, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.sync.claims import Reading, Score

__all__ = ["ABOUT_MODELS", "identified"]


def identified(readings: Iterable[Reading], catalog: Catalog) -> Identified:
    """All that feeds say, sorted by offer, each offer with its model or with why it has none.

    Statements of `models.dev-models` make listings of a provider of that name: they are about the
    model only.
    """
    every = tuple(sorted(readings, key=lambda each: (each.feed, each.as_of)))
    found, unplaced = placed(every, catalog)
    labs = Labs(catalog)
    groups = grouped(found, catalog, labs)
    made = told_anew(catalog, {reading.feed for reading in every})
    catalog = without(catalog, made)
    models, aliases = Models(catalog, labs, made), aliases_of(catalog, labs)
    models.all_named(sorted(set(aliases.values())))
    known_models(groups, models, labs, catalog)
    linker = Linker(catalog, labs, models, aliases, weights_of(groups, catalog, labs, models))
    listings = tuple(
        Listing(
            provider=group.provider,
            offer=group.offer,
            told=tuple(group.told),
            **linker.link(group)._asdict(),
        )
        for group in groups
    )
    return Identified(
        listings=listings,
        models=names_of(listings, catalog),
        unplaced=unplaced,
        scores=tuple(_scores(every, models, labs)),
    )


def _scores(
    readings: Iterable[Reading], models: Models, labs: Labs
) -> Iterator[tuple[str, str, Score]]:
    """The figures of models that are known."""
    for reading in readings:
        for score in reading.scores:
            if model := models.of(labs.named(score.model)):
                yield model, reading.feed, score
