"""Names are unique and never die."""

from collections.abc import Iterator

from llmanac.catalog import provider_of
from llmanac.findings import Problem, problem
from llmanac.rules.world import World
from llmanac.schema.offer import Offer, slug
from llmanac.schema.record import OfferKey
from llmanac.schema.site import Redirects

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
    for key, other in _siblings(id_, world):
        if key < id_ and slug(other.id) == slug(offer.id):
            yield problem("id", id=offer.id, slug=slug(offer.id), other=f"offers/{key}.yaml")
            return


def a_name_means_one_offer(id_: str, offer: Offer, world: World) -> Iterator[Problem]:
    """No alias is another offer's id or alias, nor its own."""
    taken = {offer.id: f"offers/{id_}.yaml"}
    for key, other in _siblings(id_, world):
        names = (other.id, *other.aliases) if key < id_ else (other.id,)
        taken |= dict.fromkeys(names, f"offers/{key}.yaml")
    for index, alias in enumerate(offer.aliases):
        if alias in taken:
            yield problem("aliases", index, alias=alias, other=taken[alias])
        taken[alias] = f"offers/{id_}.yaml"


def _siblings(id_: str, world: World) -> Iterator[tuple[str, Offer]]:
    provider = provider_of(OfferKey(id_))
    for key, other in world.all("offer").items():
        if key != id_ and provider_of(OfferKey(key)) == provider:
            yield key, other


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
