"""Facts on which sources disagree: what the record holds, and who says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from llmanac.compile.cases import cards
from llmanac.pricing.meters import METERS
from llmanac.pricing.moments import start_of
from llmanac.schema.evidence import ClaimedPrice
from llmanac.schema.offer import slug
from llmanac.schema.record import FeedId, OfferKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from llmanac.catalog import Catalog
    from llmanac.pricing.amounts import Unit
    from llmanac.pricing.card import Card
    from llmanac.pricing.entries import Entry
    from llmanac.schema.evidence import Evidence, Saying
    from llmanac.schema.model import Model
    from llmanac.schema.record import ModelId, ProviderId


class Price(NamedTuple):
    """What a million tokens cost in the smallest requests; None where nothing is said."""

    currency: str
    input: Fraction | None
    output: Fraction | None


Value = str | int | bool | tuple[str, ...] | Price


@dataclass(frozen=True, slots=True)
class Dispute:
    """One fact, what the record holds of it, and who says something else."""

    about: str
    """As in `schema.evidence.Claimed`."""
    offer: str | None
    """Provider and id, where the fact is one of a single offer."""
    held: Value | None
    """None where the record leaves the fact open."""
    others: tuple[tuple[Value, tuple[Saying, ...]], ...]
    """Other values, each with the claims that state it."""


def disputes(catalog: Catalog, id_: ModelId) -> tuple[Dispute, ...]:
    """Facts of a model and of its offers on which at least two statements differ."""
    known = _known(catalog)
    if id_ not in known:
        known[id_] = tuple(_disputes(catalog, id_))
    return known[id_]


@lru_cache(maxsize=1)
def _known(_: Catalog) -> dict[ModelId, tuple[Dispute, ...]]:
    """What pages, twins and documents show, found once for all of them."""
    return {}


def _disputes(catalog: Catalog, id_: ModelId) -> Iterator[Dispute]:
    model, told = catalog.models[id_], catalog.evidence_by_model.get(id_, ())
    claims: dict[str, list[Saying]] = {about: [] for about in HELD}
    for one in _of_model(catalog, id_):
        if one.about in HELD:
            claims[one.about].append(one)
    for about, hold in HELD.items():
        yield from _dispute(about, None, hold(model), claims[about])
    for provider, line in told:
        yield from _prices(catalog, provider, line)


def _of_model(catalog: Catalog, id_: ModelId) -> Iterator[Saying]:
    """What is claimed of the model: its own line says it, else the lines of its offers do.

    What feeds say in the line of an offer is about that offer's limits, once the model has a line.
    """
    own = catalog.testimony_by_model.get(id_)
    if own:
        yield from own.sayings()
    for _, line in catalog.evidence_by_model.get(id_, ()):
        for one in line.sayings():
            feed = catalog.feeds.get(FeedId(one.feed))
            if own is None or feed is None or feed.offers is None:
                yield one


def _prices(catalog: Catalog, provider: ProviderId, line: Evidence) -> Iterator[Dispute]:
    prices = [claim for claim in line.sayings() if isinstance(claim.value, ClaimedPrice)]
    for currency in sorted({value_of(claim).currency for claim in prices}):  # type: ignore[union-attr]
        claims = [claim for claim in prices if claim.value.currency == currency]  # type: ignore[union-attr]
        held, under = _in_force(catalog, provider, line.offer, currency)
        doubted = [claim for claim in claims if value_of(claim) not in under]
        yield from _dispute("price", f"{provider} {line.offer}", held, doubted)


def _dispute(
    about: str, offer: str | None, held: Value | None, claims: Iterable[Saying]
) -> Iterator[Dispute]:
    others: dict[Value, list[Saying]] = {}
    for claim in claims:
        if (value := value_of(claim)) != held:
            others.setdefault(value, []).append(claim)
    if len(others) + (held is not None) > 1:
        said = tuple((value, tuple(by)) for value, by in others.items())
        yield Dispute(about, offer, held, said)


def value_of(claim: Saying) -> Value:
    """The value of a claim; of a price, what the smallest requests cost."""
    value = claim.value
    if isinstance(value, ClaimedPrice):
        rates = {name: _million(rate, value.per, name) for name, rate in value.rates.items()}
        return Price(value.currency, rates.get("input"), rates.get("output"))
    return tuple(sorted(value)) if isinstance(value, tuple) else value


def _million(amount: Decimal | str, unit: Unit, meter: str) -> Fraction | None:
    return Fraction(amount) * 1_000_000 / unit.of(METERS[meter]) if meter in METERS else None


def _in_force(
    catalog: Catalog, provider: ProviderId, id_: str, currency: str
) -> tuple[Price | None, frozenset[Price]]:
    """The offer's own price on the catalogue's day, and what it is under its conditions.

    Who states a price that holds under a condition, such as that of a mode, states no other fact.
    """
    key = OfferKey(f"{provider}/{slug(id_)}")
    if key not in catalog.offers or catalog.offers[key].id != id_:
        return None, frozenset()
    at = start_of(catalog.as_of or date.max)
    card, _ = catalog.tariff(key).in_force(currency, at)
    if card is None:
        return None, frozenset()
    held = _smallest(currency, card)
    return held, price_held(card.entry) if card.entry.when else frozenset((held,))


def price_held(entry: Entry) -> frozenset[Price]:
    """What an entry says that the smallest requests cost, under whatever condition."""
    return frozenset(_smallest(entry.currency, one) for one in cards(entry))


def _smallest(currency: str, card: Card) -> Price:
    """What a million tokens cost in the smallest requests, by rates of the meters' own."""
    prices = (card.price(meter, 0) for meter in ("input", "output"))
    given, back = (
        Fraction(price.numerator, card.denominator) * 1_000_000 if price else None
        for price in prices
    )
    return Price(currency, given, back)


def _open(model: Model) -> bool | None:
    return model.weights.open if model.weights else None


def _takes(model: Model) -> Value | None:
    return tuple(sorted(model.modalities.input)) if model.modalities else None


def _gives(model: Model) -> Value | None:
    return tuple(sorted(model.modalities.output)) if model.modalities else None


HELD: Final[dict[str, Callable[[Model], Value | None]]] = {
    "context": lambda model: model.context,
    "output": lambda model: model.output,
    "released": lambda model: model.released.text() if model.released else None,
    "knowledge": lambda model: model.knowledge,
    "dimensions": lambda model: model.dimensions,
    "modalities.input": _takes,
    "modalities.output": _gives,
    "weights.open": _open,
    "reasoning": lambda model: "deep-thinking" in model.capabilities,
}
"""What a model's record holds of each fact that a claim can be about."""
