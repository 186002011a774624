"""What a feed calls a provider → our provider."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from llmanac.sync.decisions import Told, Unplaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.catalog import Catalog
    from llmanac.sync.claims import Reading

ABOUT_MODELS = "models.dev-models"
"""A feed of models: as provider of a statement it says that the statement is about no offer."""
_BEHIND: Final = {("genai-prices", "google"): ("claude-", "google-vertex")}
"""Feed and its provider → what names of another lab begin with that the feed puts there, and who
sells it: Google's own API has none but its own."""


class Placed(NamedTuple):
    """A statement and our provider."""

    provider: str
    told: Told


def placed(
    readings: Iterable[Reading], catalog: Catalog
) -> tuple[tuple[Placed, ...], tuple[Unplaced, ...]]:
    """All statements of readings with our providers, and what is left without one."""
    names, found, missing = _names(catalog), [], Counter[tuple[str, str]]()
    for reading in sorted(readings, key=lambda each: (each.feed, each.as_of)):
        for statement in reading.statements:
            name = _seller(reading.feed, statement.provider, statement.offer)
            provider = _ours(reading.feed, name, names, catalog)
            if provider is None:
                missing[reading.feed, statement.provider] += 1
            else:
                found.append(Placed(provider, Told(reading.feed, reading.as_of, statement)))
    return tuple(found), tuple(
        Unplaced(feed=feed, provider=name, offers=count, why="no-provider")
        for (feed, name), count in sorted(missing.items())
    )


def _seller(feed: str, provider: str, offer: str) -> str:
    """Who sells it, where a feed has two sellers of ours under one name."""
    begins, seller = _BEHIND.get((feed, provider), ("", provider))
    return seller if begins and offer.lower().startswith(begins) else provider


def _ours(
    feed: str, name: str, names: Mapping[tuple[str, str], str], catalog: Catalog
) -> str | None:
    """By what this feed calls it, by what any does, by our own id; only with a record of ours."""
    if name == ABOUT_MODELS:
        return ABOUT_MODELS
    known = (names.get((feed, name)), names.get(("any", name)), name)
    return next((each for each in known if each in catalog.providers), None)


def _names(catalog: Catalog) -> dict[tuple[str, str], str]:
    """Feed and name → provider; of several that claim a name, the first."""
    found: dict[tuple[str, str], str] = {}
    for provider, feeds in sorted(catalog.provider_names.items()):
        for feed, names in feeds.items():
            for name in names:
                found.setdefault((feed, name), provider)
    return found
