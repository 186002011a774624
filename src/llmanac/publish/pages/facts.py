"""A model's facts at a glance, under its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from llmanac.catalog import lab_of, provider_of
from llmanac.publish.pages import figures
from llmanac.publish.pages.glance import glance, leading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.model import Model
    from llmanac.schema.offer import Limits
    from llmanac.schema.record import ModelId, OfferKey


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the facts at a glance."""

    name: Markup
    value: Markup | str
    small: Markup | None = None
    time: str | None = None


def facts(edition: Edition, id_: ModelId, root: str) -> Iterator[Fact]:
    """What is known of a model; `root` leads to the language's root."""
    model = edition.catalog.models[id_]
    offers = edition.catalog.offers_by_model.get(id_, ())
    yield from _sizes(edition, model, offers)
    if first := leading(edition, id_):
        yield from _price(edition, first)
    yield from _origin(edition, id_, model, root)
    if model.modalities:
        takes, gives = model.modalities.input, model.modalities.output
        flow = Markup(" → ").join((_modalities(edition, takes), _modalities(edition, gives)))
        yield Fact(edition.label("fact.modalities"), flow)


def _sizes(edition: Edition, model: Model, offers: tuple[OfferKey, ...]) -> Iterator[Fact]:
    label, first = edition.label, offers[0] if offers else None
    limits = edition.catalog.offers[first].limits if first else None
    seller = _at(edition, first) if first else None
    if model.context:
        yield Fact(label("fact.context"), figures.grouped(model.context), _wider(edition, model))
    elif limits and (shown := _shown(limits)):
        yield Fact(label("fact.window"), shown, seller)
    if model.output:
        yield Fact(label("fact.output"), figures.grouped(model.output))
    elif limits and limits.output:
        yield Fact(label("fact.output"), figures.grouped(limits.output), seller)
    if model.dimensions:
        yield Fact(label("fact.dimensions"), figures.grouped(model.dimensions))
    if model.size or model.weights:
        open_ = label("fact.open") if model.weights and model.weights.open else None
        if model.size:
            yield Fact(label("fact.size"), model.size, open_)
        elif open_:
            yield Fact(label("fact.weights"), label("fact.opened"))


def _shown(limits: Limits) -> str | None:
    return figures.grouped(limits.context) if limits.context else limits.context_shown


def _at(edition: Edition, offer: OfferKey) -> Markup:
    seller = edition.say(edition.catalog.providers[provider_of(offer)].name)
    return edition.label("fact.at", provider=seller)


def _wider(edition: Edition, model: Model) -> Markup | None:
    wider = model.context_extended
    return edition.label("fact.wider", n=figures.grouped(wider)) if wider else None


def _price(edition: Edition, offer: OfferKey) -> Iterator[Fact]:
    price = glance(edition, offer)
    seller = edition.say(edition.catalog.providers[provider_of(offer)].name)
    for meter in ("input", "output"):
        if price and (digits := price.published.get(meter)):
            at = edition.label("fact.from" if price.banded else "fact.seen", provider=seller)
            name = edition.label(f"fact.price.{meter}", unit=price.unit)
            yield Fact(name, f"{price.sign}{digits}", at, price.seen)


def _origin(edition: Edition, id_: ModelId, model: Model, root: str) -> Iterator[Fact]:
    label, lab = edition.label, lab_of(id_)
    if model.series:
        link = Markup('<a href="{}labs/{}/">{}</a>').format(root, lab, model.series)
        known = edition.catalog.labs.get(lab)
        maker = edition.say(known.name) if known else escape(lab)
        yield Fact(label("fact.series"), link, maker if maker != escape(model.series) else None)
    if model.released:
        yield Fact(label("fact.released"), model.released.text())
    if model.knowledge:
        yield Fact(label("fact.knowledge"), model.knowledge)
    if model.weights and model.weights.licence:
        yield Fact(label("fact.licence"), model.weights.licence)


def _modalities(edition: Edition, names: Iterable[str]) -> Markup:
    return edition.label("comma").join(edition.label(f"modality.{each}") for each in names)
