"""Models that a reader of one model may want to see next, and those it was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from markupsafe import Markup

from llmanac.publish.kin import kin_of
from llmanac.publish.pages import figures
from llmanac.publish.pages.edition import model_path
from llmanac.publish.pages.glance import glance, leading, window
from llmanac.schema.record import ModelId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.publish.pages.edition import Edition


@dataclass(frozen=True, slots=True)
class Kin:
    """A related model, with a line of facts."""

    path: str
    name: str
    facts: Markup


def lines(edition: Edition, id_: ModelId) -> Iterator[str]:
    """For a key: the related models as the page shows them, whatever else changes in them."""
    yield from map(repr, kin(edition, id_))


def kin(edition: Edition, id_: ModelId) -> list[Kin]:
    """The related models, as a page shows them."""
    return [_line(edition, each) for each in kin_of(edition.catalog, id_)]


def _line(edition: Edition, id_: ModelId) -> Kin:
    """One model's line, made once for all the pages that show it."""
    made = edition.shared.get((Kin, id_))
    if made is None:
        name, facts = edition.catalog.models[id_].name, Markup(" · ").join(_facts(edition, id_))
        edition.shared[Kin, id_] = made = Kin(model_path(id_), name, facts)
    return cast("Kin", made)


def _facts(edition: Edition, id_: ModelId) -> Iterator[Markup]:
    """Context, price and capabilities, as far as they are known."""
    model, offer = edition.catalog.models[id_], leading(edition, id_)
    context = figures.grouped(model.context) if model.context else ""
    if context or (context := window(edition, offer) if offer else ""):
        yield edition.label("kin.context", n=context)
    price = glance(edition, offer) if offer else None
    if price and price.millions:
        digits = (price.millions.get(meter) for meter in ("input", "output"))
        rates = " / ".join(f"{price.sign}{each}" for each in digits if each)
        yield edition.label("kin.from" if price.banded else "kin.price", rates=rates)
    known = edition.catalog.capabilities
    words = [edition.say(known[each].label) for each in model.capabilities if each in known]  # type: ignore[index]
    if words:
        yield edition.label("comma").join(words)


def compared(edition: Edition, id_: ModelId) -> Mapping[str, str]:
    """Path and name of the other models in its tables that have a page here, in their order."""
    catalog = edition.catalog
    columns = (
        ModelId(column.model)
        for key in catalog.evaluations_by_model.get(id_, ())
        for column in catalog.evaluations[key].columns
        if column.model and column.model in catalog.models and column.model != id_
    )
    return {model_path(each): catalog.models[each].name for each in columns}
