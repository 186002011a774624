"""What an offer of the catalogue comes to, with models that it brings along, and at the till."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from llmanac.names import UnknownName
from llmanac.pricing.joint import joined
from llmanac.pricing.lines import Sold
from llmanac.pricing.price import price
from llmanac.pricing.quick.till import Till
from llmanac.pricing.reader import Usage
from llmanac.reading import offered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from llmanac.pricing.reader import Other, Reader
    from llmanac.pricing.receipt import AtFrom, Receipt
    from llmanac.snapshot import Offer, Snapshot

    Wanted = tuple[str | None, str | None, str | None, str | None]
    """Model, provider, API and currency, as far as the caller names them."""


def priced(
    usage: Usage,
    offer: Offer,
    shot: Snapshot,
    reader: Reader | None = None,
    *,
    at: tuple[datetime, AtFrom],
    asked: Mapping[str, str],
    currency: str | None,
) -> Receipt:
    """Return the receipt of what was used, or will be, at one offer.

    What other models served within the request is looked up at the same seller; where that does
    not sell them, what they used has no price.
    """
    when, at_from = at
    found = [*_elsewhere(usage, offer, shot)]
    known = {other.path for other, _ in found}
    unknown = tuple(other for other in usage.others if other.path not in known)
    in_currency = currency or own_currency(offer, shot)

    def of(used: Usage, sold_by: Offer) -> Receipt:
        return price(
            used,
            sold_by.tariff,
            currency=in_currency,
            at=when,
            at_from=at_from,
            sold=sold(sold_by, reader, shot),
            asked=asked,
        )

    own = of(replace(usage, others=unknown) if found else usage, offer)
    return joined(own, tuple(of(_used(other, usage), sold_by) for other, sold_by in found))


def _elsewhere(usage: Usage, offer: Offer, shot: Snapshot) -> Iterator[tuple[Other, Offer]]:
    """Yield what other models served, with the offer of each that the seller has."""
    for other in usage.others:
        if other.model is not None:
            with suppress(UnknownName):
                yield other, shot.offer(other.model, offer.provider)


def _used(other: Other, usage: Usage) -> Usage:
    """Return what another model served, served as the request was."""
    said = (usage.context, None, None, other.model, usage.at)
    return Usage(other.counts, *said, remarks=(), ordinary=usage.ordinary)


def own_currency(offer: Offer, shot: Snapshot) -> str:
    """Return the seller's own currency, unless this offer is only priced in others."""
    own, priced = shot.provider(offer.provider).currency, offer.tariff.currencies
    return own if own in priced or not priced else priced[0]


def till(shot: Snapshot, wanted: Wanted) -> Till:
    """Return where an offer is paid; raises as `estimate` does."""
    found = shot.tills.get(wanted)
    if found is None:
        model, provider, api, currency = wanted
        offer = shot.offer(model or "", provider)
        readers, alone = offered(shot, offer, api)
        spoken = [(shot.compiled(reader), sold(offer, reader, shot)) for reader in readers]
        own = currency or own_currency(offer, shot)
        found = Till(offer.tariff, own, spoken, alone=alone and len(spoken) == 1)
        shot.tills[wanted] = found
    return found


def sold(offer: Offer, reader: Reader | None, shot: Snapshot) -> Sold:
    """Say what was bought from whom."""
    return Sold(
        provider=offer.provider,
        offer=offer.id,
        model=offer.model,
        api=reader.dialect.api if reader else None,
        dialect=reader.name if reader else None,
        catalogue=shot.revision,
    )
