"""Which models feeds tell of that nobody has recorded yet."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from llmanac.sync.identity.keys import (
    BEDROCK,
    VERTEX,
    folded,
    is_tuned,
    plain_name,
    sold_name,
)
from llmanac.sync.identity.labs import Named
from llmanac.sync.identity.providers import ABOUT_MODELS
from llmanac.sync.identity.tokens import telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.sync.identity.labs import Labs
    from llmanac.sync.identity.listings import Group
    from llmanac.sync.identity.models import Models

_TELLING: Final = ("canonical", "base")
_LISTS: Final = frozenset({"openrouter", "vercel"}) | BEDROCK
"""Providers that name the lab in every id, with care."""
_CLOUDS: Final = frozenset({"azure"}) | VERTEX
"""Providers that sell what others make, by the makers' own ids."""
_REPOSITORY: Final = re.compile(r"[A-Za-z][\w.-]*/(?=[^/]*[A-Z])[\w.-]+")
"""How repositories of weights are called: in upper and lower case."""
_FASTER: Final = frozenset({"fast", "highspeed", "reference", "tput", "turbo", "ultrafast"})
"""What hosts add to the name of open weights that they serve at another speed or precision."""
_SERVING: Final = _FASTER | {"lite", "distilled", "eco", "beta"}
"""What hosts add to the name of a model that they serve in a way of their own."""
_NO_MODELS: Final = frozenset(
    """auto chat codex-auto-review container guardrails router conservative creative erase fast
    inpaint outpaint remove-background replace-background-and-relight search-and-recolor
    search-and-replace sketch structure style style-transfer""".split()  # noqa: SIM905
)
"""What labs sell on their platforms and is no model: tools, routes, steps of an editor."""


def known_models(groups: Iterable[Group], models: Models, labs: Labs, catalog: Catalog) -> None:
    """Make every model known that somebody tells of whose word is enough.

    First by ids of models that feeds keep; then, of offers for which they have none, by the names
    in lists that name the lab, on labs' own platforms, and with a lab at two hosts or more.
    """
    every = tuple(group for group in groups if not is_tuned(group.offer))
    for group in every:
        models.all_named(sorted(_hints(group)))
    rest = tuple(group for group in every if not _hints(group))
    for wave in (_listed, _own, _at_hosts):
        for named in sorted(set(wave(rest, models, labs, catalog))):
            if not (models.of(named) or (wave is not _own and served_by_host(named, models))):
                models.tell(named, kept=False)


def _hints(group: Group) -> list[str]:
    return [
        hint.key for told in group.told for hint in told.statement.hints if hint.how in _TELLING
    ]


def _listed(groups: Iterable[Group], models: Models, labs: Labs, _: Catalog) -> Iterator[Named]:
    """Names with a lab in lists that name it in every id, and those of repositories of weights;
    none that only points at the latest."""
    for group in groups:
        named = labs.named(sold_name(group.provider, group.offer))
        careful = group.provider in _LISTS or _REPOSITORY.fullmatch(group.offer)
        if named and careful and not group.offer.startswith("~") and _new(named, models):
            yield named


def _own(groups: Iterable[Group], models: Models, labs: Labs, catalog: Catalog) -> Iterator[Named]:
    """What a lab sells on its own platform, unless its name is one of another lab's, and what a
    cloud sells by a name like those of just one lab."""
    for group in groups:
        provider = catalog.providers.get(group.provider)  # type: ignore[call-overload]
        bare = sold_name(group.provider, group.offer)
        if provider is None or "/" in bare or ":" in bare or bare in _NO_MODELS:
            continue
        if group.provider in _CLOUDS and bare != plain_name(group.provider, group.offer):
            continue  # another host's, behind the cloud
        known = models.anywhere(bare) or any(map(models.of, labs.led(bare)))
        lab = _maker(provider.lab, group.provider, models.labs_of_word(bare))
        if lab and not known:
            yield Named(lab, bare)


def _maker(own: str | None, provider: str, others: frozenset[str]) -> str | None:
    """The lab that makes what a platform sells by names with a first word like those of others."""
    if own and (not others or own in others):
        return own
    return next(iter(others)) if provider in _CLOUDS and len(others) == 1 else None


def _at_hosts(groups: Iterable[Group], models: Models, labs: Labs, _: Catalog) -> Iterator[Named]:
    """Names with a lab that two hosts have, but for a host's own variant of a known model."""
    hosts: dict[tuple[str, str], set[str]] = defaultdict(set)
    spelled: dict[tuple[str, str], Named] = {}
    for group in groups:
        named = labs.named(sold_name(group.provider, group.offer))
        if named and group.provider != ABOUT_MODELS and _new(named, models):
            place = (named.lab, labs.key(*named))
            hosts[place].add(group.provider)
            spelled[place] = min(named, spelled.get(place, named))
    return (spelled[place] for place, providers in hosts.items() if len(providers) > 1)


def _new(named: Named, models: Models) -> bool:
    """Whether no known model has a name, with or without a lab, and none is merely served by it."""
    return not (models.of(named) or models.anywhere(named.bare) or variant_of(named, models))


def variant_of(named: Named, models: Models) -> str | None:
    """The known model whose name this is, but for a word at its end on how it is served."""
    stem, _, word = folded(named.bare).rpartition("-")
    return models.of(Named(named.lab, stem)) if stem and word in _SERVING else None


def served_by_host(named: Named, models: Models) -> str | None:
    """The known open weights whose name this is, but for a word on their speed or precision: the
    name goes on to a size or a date, so the word is no part of what the lab calls it."""
    stem, _, word = folded(named.bare).rpartition("-")
    told = telling(stem)
    return variant_of(named, models) if word in _FASTER and (told.sizes or told.dates) else None
