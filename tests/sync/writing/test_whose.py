"""Whose a field is."""

import pytest

from llmanac.schema.model import Model
from llmanac.sync.writing.facts import Fact, digest
from llmanac.sync.writing.tables import mark
from llmanac.sync.writing.whose import ruled

MODEL = Model.model_validate({"name": "Nova", "kind": "chat", "context": 8192, "sources": {}})
CONTEXT, OUTPUT = digest(8192), digest(4096)
TABLE = {mark("acme/launch"): "0123"}


@pytest.mark.parametrize(
    ("wrote", "changed"),
    [
        ({}, set()),
        (TABLE, set()),
        ({"name": digest("Nova")}, {"output"}),
        ({"name": digest("Nova"), "context": CONTEXT}, {"output", "context"}),
        ({"name": digest("Nova"), "context": OUTPUT}, {"output"}),
        ({"name": digest("Nova"), "output": OUTPUT}, set()),
    ],
    ids=["a person's", "a person's, in a table", "ours", "as we left it", "edited", "taken out"],
)
def test_what_a_person_wrote_or_left_out_stays(wrote: dict[str, str], changed: set[str]) -> None:
    """A table of scores that names the model makes its record none of ours."""
    wanted = {"context": Fact(16384), "output": Fact(4096)}
    assert set(ruled("models/acme/nova", MODEL, wanted, wrote).changes) == changed


def test_what_is_pinned_stays() -> None:
    """Whoever wrote it."""
    pinned = MODEL.model_copy(update={"pinned": ("context",)})
    wrote = {"name": digest("Nova"), "context": CONTEXT}
    ruling = ruled("models/acme/nova", pinned, {"context": Fact(16384)}, wrote)
    assert not ruling.changes
    assert [one.why for one in ruling.kept] == ["pinned"]
