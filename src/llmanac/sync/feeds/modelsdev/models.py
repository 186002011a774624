"""models.dev's `models.json`: what labs made, apart from who sells it, with scores and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Hint, Score, Statement
from llmanac.sync.feeds.fields.nodes import objects
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.modelsdev.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.reader import Heard

FEED: Final = "models.dev-models"
"""Its statements name the feed as their provider: they are about the model only."""

_INEXPRESSIBLE: Final = (
    "family",  # as in `modelsdev`
    "links",  # pages on it, of which a record of a model has none that a feed may write
    "interleaved",
)
_IGNORED: Final = ("id", "attachment", "last_updated", "description")  # as in `modelsdev`
_HUB: Final = "https://huggingface.co/"


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """Read `models.json`."""
    for name, model in objects(data, leaving):
        yield _statement(name, model)
        yield from filter(None, (_score(name, row) for row in model.nodes("benchmarks")))
        model.close(_INEXPRESSIBLE, _IGNORED)


def _statement(name: str, model: Node) -> Statement:
    of_model = facts_of(model, name) | dict(_of_model(model))
    links = of_model.get("weights.links", ())
    homes = [link.removeprefix(_HUB) for link in links if link.startswith(_HUB)]  # type: ignore[union-attr]
    return Statement(
        where=model.where,
        provider=FEED,
        offer=name,
        of_model=of_model,
        hints=(Hint("canonical", name), *(Hint("weights", home) for home in homes)),
    )


def _of_model(model: Node) -> Iterator[tuple[str, Value]]:
    for field, said in (("name", "name"), ("weights.licence", "license")):
        if (text := model.text(said)) is not None:
            yield field, text
    if (limit := model.node("limit")) is not None:
        for field in ("context", "output"):
            if (tokens := limit.count(field)) is not None:
                yield field, tokens
        limit.close(inexpressible=("input",))  # sellers limit it, labs do not
    if links := tuple(filter(None, map(_link, model.nodes("weights")))):
        yield "weights.links", links


def _link(weights: Node) -> str | None:
    """The address of the weights, as their makers give them: quantised copies are others."""
    address = weights.address("url")
    if weights.text("quantization") is not None:
        return weights.leave("quantization", "inexpressible")
    weights.close(ignored=("label",))  # says of the address what the address says
    return address


def _score(model: str, row: Node) -> Score | None:
    name, figure = row.text("name"), row.figure("score")
    version = row.text("version")
    harness, variant, dataset, day = map(row.text, ("harness", "variant", "dataset", "date"))
    score = None
    if name is not None and figure is not None:
        score = Score(
            model=model,
            benchmark=f"{name} {version}" if version else name,
            figure=figure,
            metric=row.text("metric"),
            source=row.address("source"),
            harness=harness,
            variant=variant,
            dataset=dataset,
            day=day,
        )
    row.close()
    return score
