"""Models that a reader of one model may want to see next, and those it was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from llmanac.catalog import lab_of, provider_of
from llmanac.publish.pages import figures
from llmanac.publish.pages.edition import model_path
from llmanac.publish.pages.glance import glance, window
from llmanac.schema.record import ModelId

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.publish.pages.edition import Edition

_MOST: Final = 6

Families = dict[tuple[str, ...], list[ModelId]]


@dataclass(frozen=True, slots=True)
class Kin:
    """A related model, with a line of facts."""

    path: str
    name: str
    facts: Markup


def kin_of(edition: Edition, id_: ModelId) -> tuple[ModelId, ...]:
    """The closest first: its series, those of its kind before others; then its lab's other models
    of its kind. Newest first."""
    families = edition.once("families", lambda: _families(edition))
    model = edition.catalog.models[id_]
    series = families.get((lab_of(id_), "series", model.series or ""), [])
    same = sorted(series, key=lambda each: edition.catalog.models[each].kind != model.kind)
    close = dict.fromkeys([*same, *families[lab_of(id_), "kind", model.kind]])
    return tuple(each for each in close if each != id_)[:_MOST]


def _families(edition: Edition) -> Families:
    """Every lab's series and kinds, in one pass over all models."""
    models = edition.catalog.models
    newest = sorted(models, key=lambda each: str(models[each].released or ""), reverse=True)
    families: Families = {}
    for id_ in newest:
        model = models[id_]
        families.setdefault((lab_of(id_), "kind", model.kind), []).append(id_)
        if model.series:
            families.setdefault((lab_of(id_), "series", model.series), []).append(id_)
    return families


def records(edition: Edition, id_: ModelId) -> Iterator[str]:
    """The records of which the lines of facts are made."""
    for each in kin_of(edition, id_):
        yield f"models/{each}.yaml"
        for offer in edition.catalog.offers_by_model.get(each, ())[:1]:
            yield f"offers/{offer}.yaml"
            yield f"providers/{provider_of(offer)}.yaml"


def kin(edition: Edition, id_: ModelId) -> list[Kin]:
    """The related models, as a page shows them."""
    models = edition.catalog.models
    return [
        Kin(model_path(each), models[each].name, Markup(" · ").join(_facts(edition, each)))
        for each in kin_of(edition, id_)
    ]


def _facts(edition: Edition, id_: ModelId) -> Iterator[Markup]:
    """Context, price and capabilities, as far as they are known."""
    model, offers = edition.catalog.models[id_], edition.catalog.offers_by_model.get(id_, ())
    context = figures.grouped(model.context) if model.context else ""
    if context or (context := window(edition, offers[0]) if offers else ""):
        yield edition.label("kin.context", n=context)
    price = glance(edition, offers[0]) if offers else None
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
