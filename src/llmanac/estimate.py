"""A body, or the counts of a request not yet sent, and the compiled catalogue make a receipt."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from llmanac.pricing import asked as said
from llmanac.pricing.bodies import plain
from llmanac.pricing.choice import read
from llmanac.pricing.faults import BadValue
from llmanac.pricing.joint import joined
from llmanac.pricing.lines import Sold
from llmanac.pricing.moments import start_of
from llmanac.pricing.numbers import time
from llmanac.pricing.quick.till import Till
from llmanac.pricing.reader import Usage
from llmanac.pricing.receipt import price
from llmanac.pricing.written import shown
from llmanac.reading import of as readers_of
from llmanac.reading import offered, opened, reading
from llmanac.snapshot import UnknownName

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.reader import Other, Reader
    from llmanac.pricing.receipt import AtFrom, Receipt
    from llmanac.pricing.tariff import Tariff
    from llmanac.snapshot import Offer, Snapshot

    At = datetime | date | str | float
    Wanted = tuple[str | None, str | None, str | None, str | None]
    """Model, provider, API and currency, as far as the caller names them."""


def estimate(
    body: object,
    *,
    model: str | None = None,
    provider: str | None = None,
    api: str | None = None,
    dialect: str | None = None,
    at: At | None = None,
    asked: Mapping[str, str] | None = None,
    currency: str | None = None,
    snapshot: Snapshot | str | os.PathLike[str] | None = None,
) -> Receipt:
    """Return the receipt of one request.

    `body` is the response of an API, its usage object, or the list of a stream's events: as plain
    data, as the object of an SDK, or as the text that came (JSON, lines of it, server-sent events).
    `model` is a model's id, or what the provider calls it; without
    it the body's own says which. Without `provider` the catalogue's default is meant, or the only
    one that sells the model. `api` names the shape of the body, `dialect` how it reports usage;
    without them the body is recognised, among those of the offer first.
    `at` is the moment of the request (a day or a naive time is UTC, a number counts seconds since
    1970); without it the body's own timestamp, else now. `asked` says on what the price may depend,
    such as `{"tier": "batch", "region": "eu"}`; where the body says what was served, that counts.
    `currency` defaults to the provider's.

    Raises `UnknownModel`, `UnknownProvider`, `UnknownApi`, `UnknownDialect`, `NoSnapshot`;
    `NoUsage` where the body reports none, `BadBody` where it cannot be read, `BadValue` for a time
    that cannot be, or something asked that nobody sells.
    """
    shot, said_at = opened(snapshot), moment(at)
    data = body if type(body) is dict else plain(body)
    if type(data) is dict and dialect is None and not asked:
        found = _at_till(data, shot, (model, provider, api, currency), said_at)
        if found is not None:
            return found
    data, given = plain(data), said.served(asked)
    reader, usage, offer = reading(
        data, shot, model=model, provider=provider, api=api, dialect=dialect
    )
    return priced(
        usage, offer, shot, reader, at=at_of(said_at, usage), asked=given, currency=currency
    )


def estimate_by(
    body: object,
    tariff: Tariff,
    readers: list[Reader],
    *,
    api: str | None = None,
    dialect: str | None = None,
    at: At | None = None,
    asked: Mapping[str, str] | None = None,
    currency: str | None = None,
) -> Receipt:
    """Return the receipt of one request by prices that stand in no catalogue.

    The rest is as `estimate` has it; `currency` defaults to that of the first entry. Raises what it
    raises, but for `UnknownModel` and `UnknownProvider`.
    """
    data = plain(body)
    said_at, given = moment(at), said.served(asked)
    reader, usage = read(data, readers_of(readers, api, dialect))
    when, at_from = at_of(said_at, usage)
    return price(
        usage,
        tariff,
        currency=currency or tariff.currencies[0],
        at=when,
        at_from=at_from,
        sold=Sold(model=usage.model, api=reader.dialect.api, dialect=reader.name),
        asked=given,
    )


def quote(
    counts: Mapping[str, object],
    *,
    model: str,
    provider: str | None = None,
    at: At | None = None,
    asked: Mapping[str, str] | None = None,
    currency: str | None = None,
    snapshot: Snapshot | str | os.PathLike[str] | None = None,
) -> Receipt:
    """Return the receipt of a request that is not yet sent: meter → how much it will use.

    Meters are disjoint: `{"input": 9000, "cache.read": 3000}` is a prompt of 12,000 tokens. The
    rest is as `estimate` has it, and `at` defaults to now. Raises what it raises, and `BadValue`
    for a meter or a count that is none.
    """
    shot = opened(snapshot)
    usage = said.foreseen(counts)
    offer, given = shot.offer(model, provider), said.served(asked)
    when = at_of(moment(at), usage)
    return priced(usage, offer, shot, at=when, asked=given, currency=currency)


def quote_by(
    counts: Mapping[str, object],
    tariff: Tariff,
    *,
    at: At | None = None,
    asked: Mapping[str, str] | None = None,
    currency: str | None = None,
) -> Receipt:
    """Return the receipt of a request not yet sent by prices that stand in no catalogue."""
    usage = said.foreseen(counts)
    when, at_from = at_of(moment(at), usage)
    return price(
        usage,
        tariff,
        currency=currency or tariff.currencies[0],
        at=when,
        at_from=at_from,
        asked=said.served(asked),
    )


def instant(at: At) -> datetime:
    """Return the instant that a caller means; raises `BadValue` with `at-unreadable`."""
    if isinstance(at, datetime):
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    if isinstance(at, date):
        return start_of(at)
    try:
        read = datetime.fromisoformat(at) if isinstance(at, str) else time(at)
    except ValueError:
        read = None
    if read is None:
        raise BadValue("at-unreadable", value=shown(at))
    return instant(read)


def moment(at: At | None) -> datetime | None:
    """Return the instant that a caller means, None where none is meant; raises `BadValue`."""
    return None if at is None else instant(at)


def at_of(said_at: datetime | None, usage: Usage) -> tuple[datetime, AtFrom]:
    """Return the moment for which to price: the caller's, else the body's own, else now."""
    if said_at is not None:
        return said_at, "caller"
    if usage.at is not None:
        return usage.at, "body"
    return _now(), "now"


def _now() -> datetime:
    return datetime.now(UTC)


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
            sold=_sold(sold_by, reader, shot),
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


def _at_till(
    body: dict[str, Any], shot: Snapshot, wanted: Wanted, at: datetime | None
) -> Receipt | None:
    """Return the receipt of an ordinary body, None of any other; raises as `estimate` does."""
    if wanted[0] is not None:
        return _till(shot, wanted).receipt(body, at, _now)
    model = body.get("model")
    if not isinstance(model, str):
        return None
    try:
        till = _till(shot, (model, *wanted[1:]))
    except UnknownName:  # the body may name its model elsewhere
        return None
    return till.receipt(body, at, _now, named=False)


def _till(shot: Snapshot, wanted: Wanted) -> Till:
    """Return where an offer is paid; raises as `estimate` does."""
    till = shot.tills.get(wanted)
    if till is None:
        model, provider, api, currency = wanted
        offer = shot.offer(model or "", provider)
        readers, alone = offered(shot, offer, api)
        spoken = [(shot.compiled(reader), _sold(offer, reader, shot)) for reader in readers]
        own = currency or own_currency(offer, shot)
        till = Till(offer.tariff, own, spoken, alone=alone and len(spoken) == 1)
        shot.tills[wanted] = till
    return till


def _sold(offer: Offer, reader: Reader | None, shot: Snapshot) -> Sold:
    return Sold(
        provider=offer.provider,
        offer=offer.id,
        model=offer.model,
        api=reader.dialect.api if reader else None,
        dialect=reader.name if reader else None,
        catalogue=shot.revision,
    )
