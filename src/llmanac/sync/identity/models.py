"""All models that are known or that feeds tell of, by the keys of their names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from llmanac.sync.identity.keys import folded, name_key
from llmanac.sync.identity.labs import Named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.catalog import Catalog
    from llmanac.sync.identity.labs import Labs

_OUTSIDE: Final = re.compile(r"[^a-z0-9._-]+")
_SPELLED_BY_HAND: Final = 1_000_000
"""Outweighs any number of feeds: a record of ours, or an alias, keeps its id."""


class Models:
    """Models by lab and key; one key names one model of a lab."""

    def __init__(self, catalog: Catalog, labs: Labs) -> None:
        self._labs = labs
        self._spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._anywhere: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        for model in catalog.models:
            lab, _, bare = model.partition("/")
            self.tell(Named(lab, bare), _SPELLED_BY_HAND)

    def tell(self, named: Named, weight: int = 1) -> None:
        """Make a model known, with a spelling of its name."""
        place = (named.lab, self._labs.key(*named))
        if place not in self._spellings:
            self._words[_first_word(named.bare)][named.lab] += 1
        self._anywhere[name_key(named.bare)].add(place)
        if bare := _OUTSIDE.sub("-", named.bare.lower()).strip("-."):
            self._spellings[place][bare] += weight

    def of(self, named: Named | None) -> str | None:
        """The model of a lab that a name means."""
        if named is None:
            return None
        place = (named.lab, self._labs.key(*named))
        return self._id(place) if place in self._spellings else None

    def anywhere(self, bare: str) -> tuple[str, ...]:
        """The models of all labs that a name without one may mean."""
        places = self._anywhere.get(name_key(bare), set())
        return tuple(sorted(self._id(place) for place in places))

    def labs_of_word(self, bare: str) -> frozenset[str]:
        """The labs of which models are called by the first word of a name: `llama`, `gpt`."""
        return frozenset(self._words.get(_first_word(bare), ()))

    def _id(self, place: tuple[str, str]) -> str:
        """The id by the spelling that most use; of several, the one with points, then the first."""
        spellings = self._spellings[place]
        best = min(spellings, key=lambda each: (-spellings[each], -each.count("."), each))
        return f"{place[0]}/{best}"

    def all_named(self, names: Iterable[str]) -> None:
        """Make models known by `lab/name`, where the lab is one of ours."""
        for name in names:
            if named := self._labs.named(name):
                self.tell(named)


def _first_word(bare: str) -> str:
    found = re.match(r"[a-z]+", folded(bare))
    return found.group() if found else ""
