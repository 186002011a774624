"""Which model an offer sells, and why: the surest way first, each held against the names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from llmanac.schema.evidence import Linked
from llmanac.schema.offer import slug
from llmanac.sync.identity.keys import folded, is_tuned, request_key, sold_name
from llmanac.sync.identity.labs import Named
from llmanac.sync.identity.made import served_by_host, variant_of
from llmanac.sync.identity.providers import ABOUT_MODELS
from llmanac.sync.identity.tokens import contradiction, telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.catalog import Catalog
    from llmanac.sync.identity.labs import Labs
    from llmanac.sync.identity.listings import Group
    from llmanac.sync.identity.models import Models

How = Literal["person", "canonical", "base", "alias", "match", "weights", "name"]
_HUB: Final = "https://huggingface.co/"
_NAMELESS: Final = "No source says which model this is, and no known model has its name."
_TUNED: Final = "This is the price of what customers tune themselves; it has no model of its own."
_PERHAPS: Final = "It may be {} in a variant of this seller's own, which it calls “{}”."


class Link(NamedTuple):
    """A model, or why there is none."""

    model: str | None
    link: Linked | None = None
    unlinked: str | None = None


@dataclass(frozen=True, slots=True)
class Linker:
    """What there is to tell an offer's model by."""

    catalog: Catalog
    labs: Labs
    models: Models
    aliases: Mapping[str, str]
    """Folded name, alone, with a lab or as `provider:id` → model."""
    weights: Mapping[str, str]
    """Repository in lower case → model."""

    def link(self, group: Group) -> Link:
        """The first way that tells; where it contradicts the offer's name, none does."""
        ways = (
            self._person, self._tuned, self._alias_here, self._alias, self._canonical,
            self._base, self._weights, self._name, self._bare,
        )  # fmt: skip
        return next(filter(None, (way(group) for way in ways)), Link(None, None, _NAMELESS))

    def _person(self, group: Group) -> Link | None:
        """What a record of ours says, unless a feed told it so."""
        offer = self.catalog.offers.get(_key(group))  # type: ignore[call-overload]
        if offer is None or offer.model is None:
            return None
        lines = self.catalog.evidence.get(group.provider)  # type: ignore[call-overload]
        line = next(
            (each for each in (lines.root if lines else ()) if each.offer == offer.id), None
        )
        if line and line.link and line.link.how != "person":
            return None
        return Link(offer.model, Linked(how="person", key=offer.id))

    def _tuned(self, group: Group) -> Link | None:
        """No model, for what stands for everybody's own."""
        return Link(None, None, _TUNED) if is_tuned(group.offer) else None

    def _own_name(self, group: Group) -> Link | None:
        """What a lab's own platform calls by the very name of a model of the lab."""
        lab = self._lab(group)
        named = Named(lab, sold_name(group.provider, group.offer)) if lab else None
        if named is None or not self.models.is_kept(named):
            return None
        return self._linked("name", self._key_of(group), self.models.of(named))

    def _alias_here(self, group: Group) -> Link | None:
        """A name at this provider alone."""
        name = f"{group.provider}:{request_key(group.provider, group.offer)}"
        return self._linked("alias", name, self.aliases.get(name))

    def _canonical(self, group: Group) -> Link | None:
        return self._hinted(group, "canonical")

    def _base(self, group: Group) -> Link | None:
        return self._hinted(group, "base")

    def _hinted(self, group: Group, how: How) -> Link | None:
        """What feeds call the model by an id of theirs, if the names do not speak against it."""
        votes = {
            key: feeds
            for key, feeds in _votes(group, how).items()
            if self.models.of(self.labs.named(key))
        }
        if not votes:
            return None
        key = min(votes, key=lambda each: (-len(votes[each]), each))
        model = self.models.of(self.labs.named(key)) or ""
        if group.provider == ABOUT_MODELS:
            return self._linked(how, key, model, votes[key])
        if why := self._against(group, model):
            against = Link(None, None, f"A source takes it for {key}, but {why}.")
            return self._own_name(group) or against
        if self._another(group, model):
            return None
        return self._linked(how, key, model, votes[key])

    def _against(self, group: Group, model: str) -> str | None:
        """What an offer's name has against a model. An id may say less than the model's name where
        the lab itself sells it so, or where the offer is shown by a name that says more."""
        bare = sold_name(group.provider, group.offer).rpartition("/")[2]
        lab, _, name = model.partition("/")
        shown = {str(told.statement.of_model.get("name", "")) for told in group.told}
        shown |= {str(told.statement.of_offer.get("name", "")) for told in group.told}
        whole = any(telling(each).words and not contradiction(each, name) for each in shown)
        return contradiction(bare, name, shorter=whole or self._lab(group) == lab)

    def _another(self, group: Group, model: str) -> bool:
        """Whether an offer's name, with a date or variant more than a model's, is one that a feed
        keeps for another model."""
        bare = sold_name(group.provider, group.offer).rpartition("/")[2]
        kept = [self.models.of(each) for each in self._names(group) if self.models.is_kept(each)]
        return kept[:1] not in ([], [model]) and _more(bare, model.partition("/")[2])

    def _alias(self, group: Group) -> Link | None:
        for named in self._names(group):
            name = f"{named.lab}/{folded(named.bare)}"
            if model := self.aliases.get(name):
                return self._linked("alias", name, model)
        bare = folded(sold_name(group.provider, group.offer).rpartition("/")[2])
        return self._linked("alias", bare, self.aliases.get(bare))

    def _weights(self, group: Group) -> Link | None:
        for key, feeds in sorted(_votes(group, "weights").items()):
            model = self.weights.get(key.lower()) or self.models.of(self.labs.named(key))
            if model and not self._against(group, model) and not self._another(group, model):
                return self._linked("weights", key, model, feeds)
        return None

    def _name(self, group: Group) -> Link | None:
        """`lab/name`, or the name of a model of the lab whose platform this is."""
        return self._linked("name", self._key_of(group), self._by_name(group))

    def _by_name(self, group: Group) -> str | None:
        return next(filter(None, map(self.models.of, self._names(group))), None)

    def _names(self, group: Group) -> tuple[Named, ...]:
        """The names with a lab that an offer's id tells, the surest first."""
        name = sold_name(group.provider, group.offer)
        bare = name.rpartition("/")[2]
        lab = self._lab(group)
        found = (
            *(self.labs.named(sold_name("", key)) for key in sorted(_votes(group, "name"))),
            self.labs.named(name),
            Named(lab, bare) if lab else None,
        )
        return tuple(dict.fromkeys(filter(None, found)))

    def _bare(self, group: Group) -> Link | None:
        """A name that only one lab's model has, or that begins with its lab's."""
        bare = sold_name(group.provider, group.offer).rpartition("/")[2]
        found = self.models.anywhere(bare)
        if len(found) > 1:
            return Link(None, None, f"Several models are called so: {', '.join(found)}.")
        led = filter(None, map(self.models.of, self.labs.led(bare)))
        model = found[0] if found else next(led, None)
        return self._linked("name", self._key_of(group), model) or self._served(group)

    def _served(self, group: Group) -> Link | None:
        """A known model with a word on how it is served: the same one where only speed or precision
        can be meant, else perhaps another."""
        for named in self._names(group):
            if same := served_by_host(named, self.models):
                return self._linked("name", self._key_of(group), same)
            if stem := variant_of(named, self.models):
                word = folded(named.bare).rpartition("-")[2]
                return Link(None, None, _PERHAPS.format(stem, word))
        return None

    def _lab(self, group: Group) -> str | None:
        """The lab whose own platform a provider is."""
        provider = self.catalog.providers.get(group.provider)  # type: ignore[call-overload]
        return provider.lab if provider else None

    def _key_of(self, group: Group) -> str:
        return request_key(group.provider, group.offer)

    def _linked(
        self, how: How, key: str, model: str | None, feeds: Iterable[str] = ()
    ) -> Link | None:
        if not model:
            return None
        return Link(model, Linked(how=how, key=key, by=tuple(sorted(feeds))))


def aliases_of(catalog: Catalog, labs: Labs) -> dict[str, str]:
    """Every alias of the table as links look it up → its model."""
    found: dict[str, str] = {}
    for model, names in sorted(catalog.model_names.items()):
        for name in names:
            provider, colon, offer = name.partition(":")
            if colon and provider in catalog.providers:
                found[f"{provider}:{request_key(provider, offer)}"] = model
            elif named := labs.named(name):
                found[f"{named.lab}/{folded(named.bare)}"] = model
            else:
                found[folded(name)] = model
    return found


def weights_of(
    groups: Iterable[Group], catalog: Catalog, labs: Labs, models: Models
) -> dict[str, str]:
    """Repository → the model whose weights it holds, where only one says so."""
    found: dict[str, set[str]] = defaultdict(set)
    for known, model in catalog.models.items():
        for link in model.weights.links if model.weights else ():
            if link.url.startswith(_HUB):
                found[link.url.removeprefix(_HUB).lower()].add(known)
    for group in groups:
        if group.provider == ABOUT_MODELS and (name := models.of(labs.named(group.offer))):
            for key in _votes(group, "weights"):
                found[key.lower()].add(name)
    return {key: min(names) for key, names in found.items() if len(names) == 1}


def _votes(group: Group, how: str) -> dict[str, set[str]]:
    """Key → the feeds that give it as a hint of a kind."""
    votes: dict[str, set[str]] = defaultdict(set)
    for told in group.told:
        for hint in told.statement.hints:
            if hint.how == how:
                votes[hint.key].add(told.feed)
    return votes


def _more(here: str, there: str) -> bool:
    """Whether a name has a date or a variant that another lacks."""
    one, other = telling(here), telling(there)
    return bool(one.variants - other.variants) or bool(set(one.dates) - set(other.dates))


def _key(group: Group) -> str:
    return f"{group.provider}/{slug(group.offer)}"
