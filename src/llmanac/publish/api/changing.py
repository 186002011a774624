"""The document of changes: what happens on which day."""

from collections.abc import Iterator
from typing import Literal

from llmanac.catalog import Catalog
from llmanac.changes.dated import Event, dated
from llmanac.changes.moves import Move
from llmanac.changes.state import of_catalog
from llmanac.pricing.amounts import Amount
from llmanac.pricing.moments import Day
from llmanac.publish.api.things import Shape
from llmanac.schema.record import Digits, SlashId, Slug, Text


class PriceMove(Shape):
    """The price of one meter before and after, where no condition holds."""

    meter: str
    """The meter's id."""
    above: int | None
    """The input, in tokens, above which it is the price; absent: for the smallest requests."""
    before: Digits | None
    """As published; absent: it had no price."""
    per_before: str
    """What the amount bought: `1M`, `1k`."""
    after: Digits | None
    """As published; absent: it has no price any more."""
    per_after: str
    """What the amount buys."""
    percent: Digits | None
    """By how much, to a tenth of a percent; absent where one of the two is, or the first is 0."""


class Change(Shape):
    """Something that happens on a day."""

    day: Day
    """On which day."""
    what: Literal["price", "end", "retirement", "release"]
    """A new price, the end of one that has no successor, the last day of an offer, or the day on
    which a model came out."""
    coming: bool
    """Whether it lies after the catalogue's day."""
    model: SlashId | None
    """The model's id."""
    key: SlashId | None
    """The offer's key, `provider/slug`; absent of a release."""
    provider: Slug | None
    """The provider's id."""
    offer: Text | None
    """What a request names."""
    successor: Text | None
    """The offer id that the provider names instead."""
    currency: str | None
    """In which currency the prices are."""
    moves: tuple[PriceMove, ...]
    """Prices before and after."""
    conditions: bool
    """Whether conditions, bands, quotas or least quantities change."""
    source: str | None
    """Where the new price stands."""


def changes(catalog: Catalog) -> Iterator[Change]:
    """Every change of which a day is known, the latest first."""
    yield from map(_change, dated(of_catalog(catalog)))


def _change(event: Event) -> Change:
    sale = event.sale
    return Change.model_construct(
        day=Day.parse(event.day),
        what=event.what,
        coming=event.coming,
        model=event.model,
        key=event.key,
        provider=sale and sale.provider,
        offer=sale and sale.id,
        successor=sale and sale.successor if event.what == "retirement" else None,
        currency=event.currency,
        moves=tuple(map(_move, event.moves)),
        conditions=event.conditions,
        source=event.source,
    )


def _move(move: Move) -> PriceMove:
    return PriceMove.model_construct(
        meter=move.meter,
        above=move.above,
        before=_digits(move.before),
        per_before=move.per_before,
        after=_digits(move.after),
        per_after=move.per_after,
        percent=None if move.percent is None else format(move.percent, "f"),
    )


def _digits(amount: Amount | None) -> str | None:
    return None if amount is None else format(amount.value, "f")
