"""Which models feeds tell of that nobody has recorded yet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from llmanac.sync.identity.keys import BEDROCK, folded, sold_name
from llmanac.sync.identity.labs import Named
from llmanac.sync.identity.providers import ABOUT_MODELS
from llmanac.sync.identity.tokens import WORDS, telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.sync.identity.labs import Labs
    from llmanac.sync.identity.listings import Group
    from llmanac.sync.identity.models import Models

_TELLING: Final = ("canonical", "base")
_LISTS: Final = frozenset({"openrouter"}) | BEDROCK
"""Providers that name the lab in every id, with care."""
_SERVING: Final = frozenset(
    {"fast", "lite", "tput", "turbo", "distilled", "eco", "beta", "highspeed"}
)
"""What hosts add to the name of a model that they serve in a way of their own."""


def known_models(groups: Iterable[Group], models: Models, labs: Labs, catalog: Catalog) -> None:
    """Make every model known that somebody tells of whose word is enough.

    First by ids of models that feeds keep; then, of offers for which they have none, by the names
    in lists that name the lab, on labs' own platforms, and with a lab at two hosts or more.
    """
    every = tuple(groups)
    for group in every:
        models.all_named(sorted(_hints(group)))
    rest = tuple(group for group in every if not _hints(group))
    for wave in (_listed, _own, _at_hosts):
        for named in sorted(wave(rest, models, labs, catalog)):
            models.tell(named)


def _hints(group: Group) -> list[str]:
    return [
        hint.key for told in group.told for hint in told.statement.hints if hint.how in _TELLING
    ]


def _listed(groups: Iterable[Group], models: Models, labs: Labs, _: Catalog) -> Iterator[Named]:
    """Names with a lab in lists that name it in every id; none that only points at the latest."""
    for group in groups:
        if group.provider in _LISTS and not group.offer.startswith("~"):
            named = labs.named(sold_name(group.provider, group.offer))
            if named and not models.of(named):
                yield named


def _own(groups: Iterable[Group], models: Models, labs: Labs, catalog: Catalog) -> Iterator[Named]:
    """What a lab sells on its own platform, unless its name is one of another lab's."""
    for group in groups:
        provider = catalog.providers.get(group.provider)  # type: ignore[call-overload]
        bare = sold_name(group.provider, group.offer)
        if provider is None or provider.lab is None or "/" in bare or ":" in bare:
            continue
        others = models.labs_of_word(bare)
        known = models.anywhere(bare) or models.of(labs.led(bare))
        if not known and (not others or provider.lab in others):
            yield Named(provider.lab, bare)


def _at_hosts(groups: Iterable[Group], models: Models, labs: Labs, _: Catalog) -> Iterator[Named]:
    """Names with a lab that two hosts have, but for a host's own variant of a known model."""
    hosts: dict[tuple[str, str], set[str]] = defaultdict(set)
    spelled: dict[tuple[str, str], Named] = {}
    for group in groups:
        named = labs.named(sold_name(group.provider, group.offer))
        if named and group.provider != ABOUT_MODELS and not models.of(named):
            place = (named.lab, labs.key(*named))
            hosts[place].add(group.provider)
            spelled[place] = min(named, spelled.get(place, named))
    for place, providers in hosts.items():
        named = spelled[place]
        if len(providers) > 1 and not models.anywhere(named.bare) and not _variant(named, models):
            yield named


def _variant(named: Named, models: Models) -> bool:
    """Whether a name is that of a known model and a word on how it is served."""
    words = folded(named.bare).split("-")
    if words[-1] not in _SERVING:
        return False
    stem = "-".join(words[:-1])
    return bool(telling(stem).words <= WORDS and models.of(Named(named.lab, stem)))
