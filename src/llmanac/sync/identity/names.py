"""What a model is called: as its lab spells it, by the best witness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from llmanac.sync.identity.providers import ABOUT_MODELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.catalog import Catalog
    from llmanac.sync.decisions import Listing, Told

_ADDED: Final = re.compile(
    r"\s*\((?:free|latest|batch|beta|deprecated|retiring|fast|preview only)[^()]*\)$", re.I
)


def names_of(listings: Iterable[Listing], catalog: Catalog) -> dict[str, str]:
    """Model → its name: what our record says, else the most common one of the best witnesses."""
    said: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for listing in listings:
        if listing.model:
            for told in listing.told:
                if name := _name(told):
                    rank = _rank(listing, told, catalog)
                    said[listing.model][rank][name] += 1
    models = sorted({listing.model for listing in listings if listing.model})
    return {model: _best(model, said.get(model, {}), catalog) for model in models}


def _best(model: str, said: Mapping[int, Counter[str]], catalog: Catalog) -> str:
    if known := catalog.models.get(model):  # type: ignore[call-overload]
        return str(known.name)
    for rank in sorted(said):
        return min(said[rank], key=lambda name: (-said[rank][name], name))
    return model.partition("/")[2]


def _rank(listing: Listing, told: Told, catalog: Catalog) -> int:
    """The feed of models, the lab's own platform in models.dev, OpenRouter, anybody."""
    provider = catalog.providers.get(listing.provider)  # type: ignore[call-overload]
    own = provider is not None and provider.lab == (listing.model or "").partition("/")[0]
    ranks = (
        listing.provider == ABOUT_MODELS,
        own and told.feed == "models.dev",
        told.feed == "openrouter",
    )
    return next((rank for rank, holds in enumerate(ranks) if holds), len(ranks))


def _name(told: Told) -> str | None:
    """A name without the lab before it and without what a seller adds."""
    said = told.statement.of_model.get("name") or told.statement.of_offer.get("name")
    if not isinstance(said, str):
        return None
    name = said.partition(": ")[2] or said
    return _ADDED.sub("", " ".join(name.split())) or None
