"""A body, or the counts of a request not yet sent, and the compiled catalogue make a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmanac.names import UnknownName
from llmanac.pricing import asked as said
from llmanac.pricing.bodies import plain
from llmanac.pricing.choice import read
from llmanac.pricing.lines import Sold
from llmanac.pricing.price import price
from llmanac.reading import of as readers_of
from llmanac.reading import opened, reading
from llmanac.sales import priced, till
from llmanac.when import at_of, moment, now

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from datetime import datetime

    from llmanac.pricing.reader import Reader
    from llmanac.pricing.receipt import Receipt
    from llmanac.pricing.tariff import Tariff
    from llmanac.sales import Wanted
    from llmanac.snapshot import Snapshot
    from llmanac.when import At


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


def _at_till(
    body: dict[str, Any], shot: Snapshot, wanted: Wanted, at: datetime | None
) -> Receipt | None:
    """Return the receipt of an ordinary body, None of any other; raises as `estimate` does."""
    if wanted[0] is not None:
        return till(shot, wanted).receipt(body, at, now)
    model = body.get("model")
    if not isinstance(model, str):
        return None
    try:
        found = till(shot, (model, *wanted[1:]))
    except UnknownName:  # the body may name its model elsewhere
        return None
    return found.receipt(body, at, now, named=False)
