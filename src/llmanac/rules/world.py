"""What a law may ask about the rest of the catalogue."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from llmanac.catalog import Catalog, provider_of
from llmanac.schema.offer import slug
from llmanac.schema.record import OfferKey

PLACES = {
    "site": ("site", "site.yaml"),
    "redirects": ("redirects", "redirects.yaml"),
    "lab": ("labs", "labs.yaml"),
    "capability": ("capabilities", "capabilities.yaml"),
    "parameter": ("parameters", "parameters.yaml"),
    "benchmark": ("benchmarks", "benchmarks.yaml"),
    "meter": ("meters", "meters.yaml"),
    "calendar": ("calendars", "calendars.yaml"),
    "model": ("models", "models/{}.yaml"),
    "provider": ("providers", "providers/{}.yaml"),
    "offer": ("offers", "offers/{}.yaml"),
    "evaluation": ("evaluations", "evaluations/{}.yaml"),
    "evidence": ("evidence", "evidence/{}.ndjson"),
    "testimony": ("testimonies", "evidence/models/{}.ndjson"),
    "feed": ("feeds", "feeds.yaml"),
    "provider_name": ("provider_names", "aliases/providers.yaml"),
    "lab_name": ("lab_names", "aliases/labs.yaml"),
    "model_name": ("model_names", "aliases/models.yaml"),
    "sample": ("samples", "samples/{}"),
    "proof": ("proofs", "samples/proved.json"),
    "guide": ("guides", "guides/{}.md"),
    "dialect": ("dialects", "pricing/dialects/{}.yaml"),
}
"""What laws are about: where the catalogue has them, and in which file they stand."""

TERMS = (
    *("lab", "capability", "parameter", "benchmark", "meter", "calendar", "proof"),
    *("feed", "provider_name", "lab_name", "model_name"),
)
"""Those that share one file, in which they stand by their ids."""


def place(what: str, id_: str) -> str:
    """The path of the file that holds a record."""
    return PLACES[what][1].format(id_)


@dataclass(frozen=True)
class World:
    """The catalogue as far as it could be read."""

    catalog: Catalog
    broken: Collection[str] = frozenset()
    """Paths of files that could not be read: nothing that they may hold is called missing."""

    @cached_property
    def named(self) -> Mapping[tuple[str, str], list[OfferKey]]:
        """Provider and name → the offers that take the name for theirs, as id or alias."""
        return _grouped(
            ((provider_of(key), name), key)
            for key, offer in self.catalog.offers.items()
            for name in {offer.id: None} | dict.fromkeys(offer.aliases)
        )

    @cached_property
    def slugged(self) -> Mapping[tuple[str, str], list[OfferKey]]:
        """Provider and slug → the offers whose id makes it."""
        offers = self.catalog.offers.items()
        return _grouped(((provider_of(key), slug(offer.id)), key) for key, offer in offers)

    @property
    def as_of(self) -> date | None:
        """The day for which the catalogue is read."""
        return self.catalog.as_of

    def all(self, what: str) -> Mapping[str, Any]:
        """Every record of a sort that could be read, by its id."""
        found = getattr(self.catalog, PLACES[what][0])
        return found if isinstance(found, Mapping) else {"": found}

    def has(self, what: str, id_: str) -> bool:
        """Whether there is such a record, be it a broken one."""
        return id_ in self.all(what) or place(what, id_) in self.broken

    def nearest(self, what: str, id_: str) -> list[str]:
        """The id that looks most like it."""
        return nearest(id_, self.all(what))


def _grouped(
    pairs: Iterable[tuple[tuple[str, str], OfferKey]],
) -> Mapping[tuple[str, str], list[OfferKey]]:
    groups: dict[tuple[str, str], list[OfferKey]] = {}
    for name, key in pairs:
        groups.setdefault(name, []).append(key)
    return groups


def nearest(name: str, names: Collection[str]) -> list[str]:
    """The name that looks most like it, if any does."""
    return get_close_matches(name[:200], names, n=1, cutoff=0.5)
