"""Names are unique and never die."""

from collections.abc import Iterator, Mapping

from llmanac.catalog import provider_of
from llmanac.findings import Problem, problem
from llmanac.rules.world import World, place
from llmanac.schema.offer import Offer, slug
from llmanac.schema.record import OfferKey
from llmanac.schema.site import Redirects
from llmanac.schema.vocabulary import Benchmark, heard

REDIRECTED = {
    "models": "model",
    "providers": "provider",
    "labs": "lab",
    "benchmarks": "benchmark",
    "offers": "offer",
    "evaluations": "evaluation",
}
"""Fields of `redirects.yaml`, and what they are about."""


def an_offers_file_is_named_for_its_id(id_: str, offer: Offer, _world: World) -> Iterator[Problem]:
    """The file's name is the slug of the id that a request names."""
    found, wanted = id_.partition("/")[2], slug(offer.id)
    if found != wanted:
        yield problem("id", id=offer.id, found=found, wanted=wanted)


def no_two_ids_make_one_slug(id_: str, offer: Offer, world: World) -> Iterator[Problem]:
    """Two offers of one provider never want the same file."""
    wanted = slug(offer.id)
    first, *_ = world.slugged[provider_of(OfferKey(id_)), wanted]
    if first != id_:
        yield problem("id", id=offer.id, slug=wanted, other=place("offer", first))


def a_name_means_one_offer(id_: str, offer: Offer, world: World) -> Iterator[Problem]:
    """No alias is another offer's id or alias, nor a name that the offer has already."""
    for index, alias in enumerate(offer.aliases):
        holders = world.named[provider_of(OfferKey(id_)), alias]
        owner = _owner(alias, holders, world)
        if owner != id_ or alias in (offer.id, *offer.aliases[:index]):
            yield problem("aliases", index, alias=alias, other=place("offer", owner))


def _owner(name: str, holders: list[OfferKey], world: World) -> OfferKey:
    """Whose name it is: that of the offer which has it for its id, else of the first."""
    offers = world.catalog.offers
    return next((key for key in holders if offers[key].id == name), holders[0])


def a_feeds_name_means_one_provider(
    id_: str, names: Mapping[str, tuple[str, ...]], world: World
) -> Iterator[Problem]:
    """Nothing that one feed calls a provider stands twice, be it with another or the same."""
    everyone = world.catalog.provider_names
    for feed, said in names.items():
        for index, name in enumerate(said):
            first = next(one for one, theirs in everyone.items() if name in theirs.get(feed, ()))
            if first != id_ or said.index(name) != index:
                yield problem(feed, index, name=name, other=first)


def a_name_means_one_benchmark(id_: str, benchmark: Benchmark, world: World) -> Iterator[Problem]:
    """Nothing that a feed calls a benchmark is the name of another."""
    for index, name in enumerate(benchmark.names):
        for other, theirs in world.catalog.benchmarks.items():
            if other != id_ and heard(name) in map(heard, (theirs.name, *theirs.names)):
                yield problem("names", index, name=name, other=other)


def redirects_lead_to_records(_id: str, redirects: Redirects, world: World) -> Iterator[Problem]:
    """An old id leads straight to a record: not to nothing, not to another old id."""
    for field, what in REDIRECTED.items():
        moved = getattr(redirects, field)
        for old, new in moved.items():
            if not world.has(what, new) and new not in moved:
                yield problem(field, old, id=new, nearest=world.nearest(what, new))


def redirects_do_not_chain(_id: str, redirects: Redirects, _world: World) -> Iterator[Problem]:
    """An old id does not lead to another old id."""
    for field in REDIRECTED:
        moved = getattr(redirects, field)
        for old, new in moved.items():
            if new in moved:
                yield problem(field, old, id=new, target=moved[new])


def redirected_ids_are_gone(_id: str, redirects: Redirects, world: World) -> Iterator[Problem]:
    """An id that has a record leads nowhere else."""
    for field, what in REDIRECTED.items():
        for old in getattr(redirects, field):
            if old in world.all(what):
                yield problem(field, old, at_key=True, id=old)
