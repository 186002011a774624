"""A proof is of the sample that stands there."""

from collections.abc import Iterator
from hashlib import sha256

from llmanac.findings import Problem, problem
from llmanac.rules.world import World
from llmanac.schema.text import Proof, Sample


def a_sample_is_as_it_was_proved(id_: str, sample: Sample, world: World) -> Iterator[Problem]:
    """A sample has not changed since it ran or was parsed; one may do without a proof."""
    proof = world.catalog.proofs.get(id_)
    if proof and proof.sha256 != sha256(sample.text.encode()).hexdigest():
        yield problem("text", 0)


def a_proof_is_of_a_sample(id_: str, _proof: Proof, world: World) -> Iterator[Problem]:
    """Nothing is proved of a sample that is gone."""
    if not world.has("sample", id_):
        yield problem(at_key=True, id=id_, nearest=world.nearest("sample", id_))
