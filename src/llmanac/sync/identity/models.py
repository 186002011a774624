"""All models that are known or that feeds tell of, by the keys of their names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from llmanac.sync.identity.keys import folded, loose_key, name_key, served
from llmanac.sync.identity.labs import Named
from llmanac.sync.identity.tokens import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.catalog import Catalog
    from llmanac.sync.identity.labs import Labs

_OUTSIDE: Final = re.compile(r"[^a-z0-9._-]+")
_SPELLED_BY_HAND: Final = 1_000_000
"""Outweighs any number of feeds: a record of ours, or an alias, keeps its id."""


Place = tuple[str, str]
"""A lab and the key of a name there."""


class Models:
    """Models by lab and key; one key names one model of a lab."""

    def __init__(self, catalog: Catalog, labs: Labs, made: Iterable[str] = ()) -> None:
        """`made` are ids that models have once they are known, however feeds spell them now."""
        self._labs = labs
        self._spellings: dict[Place, Counter[str]] = defaultdict(Counter)
        self._also: dict[Place, Place] = {}
        self._loose: dict[Place, set[Place]] = defaultdict(set)
        self._anywhere: dict[str, set[Place]] = defaultdict(set)
        self._anywhere_loose: dict[str, set[Place]] = defaultdict(set)
        self._words: dict[str, set[str]] = defaultdict(set)
        self._kept: set[Place] = set()
        for model in catalog.models:
            self.tell(_split(model), _SPELLED_BY_HAND)
        for model, names in catalog.model_names.items():
            self.tell(_split(model), _SPELLED_BY_HAND)
            for named in filter(None, map(labs.named, names)):
                self._call(named, self._place(_split(model)))
        self._made = {self._place(_split(model)): model for model in made}

    def tell(self, named: Named, weight: int = 1, *, kept: bool = True) -> None:
        """Make a model known, with a spelling of its name; `kept` where somebody gives it an id."""
        place = self._place(named)
        bare = served(_OUTSIDE.sub("-", named.bare.lower()).strip("-."))
        if not bare or place in self._also:
            return
        if place not in self._spellings:
            self._loose[named.lab, loose_key(place[1])].add(place)
            self._words[_first_word(named.bare)].add(named.lab)
        self._anywhere[name_key(named.bare)].add(place)
        self._anywhere_loose[loose_key(named.bare)].add(place)
        self._spellings[place][bare] += weight
        if kept:
            self._kept.add(place)

    def _call(self, named: Named, place: Place) -> None:
        """Let a name of a lab's mean a model, in any order of its words and without the lab too."""
        self._also[self._place(named)] = place
        self._loose[named.lab, loose_key(self._place(named)[1])].add(place)
        self._anywhere[name_key(named.bare)].add(place)
        self._anywhere_loose[loose_key(named.bare)].add(place)

    def of(self, named: Named | None) -> str | None:
        """The model of a lab that a name means."""
        place = self._found(named) if named else None
        return self._id(place) if place else None

    def is_kept(self, named: Named) -> bool:
        """Whether the very name has an id in a feed, or a record."""
        return self._place(named) in self._kept

    def anywhere(self, bare: str) -> tuple[str, ...]:
        """The models of all labs that a name without one may mean. A word alone means nothing."""
        key = name_key(bare)
        if "-" not in key and not any(map(str.isdigit, key)):
            return ()
        places = self._anywhere.get(key) or self._anywhere_loose.get(loose_key(bare), set())
        return tuple(sorted(self._id(place) for place in places))

    def labs_of_word(self, bare: str) -> frozenset[str]:
        """The labs of which models are called by the first word of a name: `llama`, `gpt`. A word
        for what models do tells none."""
        word = _first_word(bare)
        return (
            frozenset() if word in WORDS or word == "text" else frozenset(self._words.get(word, ()))
        )

    def _place(self, named: Named) -> Place:
        return (named.lab, self._labs.key(*named))

    def _found(self, named: Named) -> Place | None:
        place = self._place(named)
        if place in self._also or place in self._spellings:
            return self._also.get(place, place)
        alike = self._loose.get((named.lab, loose_key(place[1])), set())
        return next(iter(alike)) if len(alike) == 1 else None

    def _id(self, place: Place) -> str:
        """The id by the spelling that most use; else the one with points, then the shortest."""
        if place in self._made:
            return self._made[place]
        spellings = self._spellings[place]
        best = min(
            spellings, key=lambda each: (-spellings[each], -each.count("."), len(each), each)
        )
        return f"{place[0]}/{best}"

    def all_named(self, names: Iterable[str]) -> None:
        """Make models known by `lab/name`, where the lab is one of ours."""
        for name in names:
            if named := self._labs.named(name):
                self.tell(named)


def _split(model: str) -> Named:
    lab, _, bare = model.partition("/")
    return Named(lab, bare)


def _first_word(bare: str) -> str:
    found = re.match(r"[a-z]+", folded(bare))
    return found.group() if found else ""
