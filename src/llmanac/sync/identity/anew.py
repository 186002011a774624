"""What feeds tell of as if for the first time: a run must not follow from the run before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from llmanac.schema.evidence import feed_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from llmanac.catalog import Catalog
    from llmanac.schema.evidence import ModelEvidence
    from llmanac.schema.record import ModelId


def told_anew(catalog: Catalog, feeds: Collection[str]) -> frozenset[ModelId]:
    """The models that `sync` made, all of whose witnesses are heard again in this run.

    They are known by what feeds say, as they were in the run that made them; only their ids stay.
    """
    lines = (line for file in catalog.testimonies.values() for line in file.root)
    made = {line.model for line in lines if "name" in line.wrote and _are_heard(line, feeds)}
    return frozenset(model for model in catalog.models if model in made)


def _are_heard(line: ModelEvidence, feeds: Collection[str]) -> bool:
    return all(feed_of(name) in feeds for name in line.where)


def without(catalog: Catalog, models: Collection[ModelId]) -> Catalog:
    """The catalogue as if some models had no record."""
    kept = {name: model for name, model in catalog.models.items() if name not in models}
    return replace(catalog, models=kept)
