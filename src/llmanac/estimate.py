"""A body and the compiled catalogue make a receipt."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from llmanac.pricing.bodies import plain
from llmanac.pricing.faults import BadValue
from llmanac.pricing.lines import Sold
from llmanac.pricing.moments import start_of
from llmanac.pricing.numbers import time
from llmanac.pricing.reader import NoUsage
from llmanac.pricing.receipt import price
from llmanac.pricing.written import nearest, shown
from llmanac.snapshot import Snapshot, UnknownApi, UnknownModel, find

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from llmanac.pricing.reader import Reader, Usage
    from llmanac.pricing.receipt import AtFrom, Receipt
    from llmanac.pricing.tariff import Tariff
    from llmanac.snapshot import Offer, Provider

Body = dict[str, Any] | list[dict[str, Any]]


def estimate(
    body: object,
    *,
    model: str | None = None,
    provider: str | None = None,
    api: str | None = None,
    at: datetime | date | str | float | None = None,
    currency: str | None = None,
    snapshot: Snapshot | str | os.PathLike[str] | None = None,
) -> Receipt:
    """Return the receipt of one request.

    `body` is the response of an API, its usage object, or the list of a stream's events: as plain
    data, as the object of an SDK, or as the text that came (JSON, lines of it, server-sent events).
    `model` is a model's id, or what the provider calls it; without
    it the body's own says which. Without `provider` the catalogue's default is meant, or the only
    one that sells the model. `api` names the shape of the body; without it the body is recognised.
    `at` is the moment of the request (a day or a naive time is UTC, a number counts seconds since
    1970); without it the body's own timestamp, else now. `currency` defaults to the provider's.

    Raises `UnknownModel`, `UnknownProvider`, `UnknownApi`, `NoSnapshot`; `NoUsage` where the body
    reports none, `BadBody` where it cannot be read, `BadValue` for a time that cannot be.
    """
    shot = snapshot if isinstance(snapshot, Snapshot) else _current(find(snapshot))
    data = plain(body)
    moment = None if at is None else instant(at)
    offer = shot.offer(model, provider) if model else None
    named = offer.provider if offer else provider
    seller = shot.provider(named) if named else None
    reader, usage = _read(data, _readers(shot, seller, api))
    if offer is None:
        if usage.model is None:
            raise UnknownModel("model-missing", provider=provider)
        offer = shot.offer(usage.model, provider)
    if seller is None:
        seller = shot.provider(offer.provider)
        reader, usage = _read(data, _readers(shot, seller, api))
    when, at_from = _when(moment, usage)
    return price(
        usage,
        offer.tariff,
        currency=currency or _currency(offer, seller),
        at=when,
        at_from=at_from,
        sold=_sold(offer, reader, shot),
    )


def estimate_by(
    body: object,
    tariff: Tariff,
    readers: list[Reader],
    *,
    api: str | None = None,
    at: datetime | date | str | float | None = None,
    currency: str | None = None,
) -> Receipt:
    """Return the receipt of one request by prices that stand in no catalogue.

    The rest is as `estimate` has it; `currency` defaults to that of the first entry. Raises what it
    raises, but for `UnknownModel` and `UnknownProvider`.
    """
    data = plain(body)
    moment = None if at is None else instant(at)
    reader, usage = _read(data, _of_api(readers, api))
    when, at_from = _when(moment, usage)
    return price(
        usage,
        tariff,
        currency=currency or tariff.currencies[0],
        at=when,
        at_from=at_from,
        sold=Sold(model=usage.model, api=reader.dialect.api, dialect=reader.name),
    )


def instant(at: datetime | date | str | float) -> datetime:
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


def _current(path: Path) -> Snapshot:
    """Open a file once, and again when it has been replaced."""
    stat = path.stat()
    return _opened(path.resolve(), stat.st_mtime_ns, stat.st_ino)


@lru_cache(maxsize=8)
def _opened(path: Path, _changed: int, _file: int) -> Snapshot:
    return Snapshot(path)


def _readers(shot: Snapshot, seller: Provider | None, api: str | None) -> list[Reader]:
    """Return what may read the body: the seller's dialects, or all; of an API, if one is named."""
    if seller is None:
        return _of_api([shot.reader(dialect) for dialect in shot.dialects], api)
    dialects = {dialect for name, dialect in seller.apis.items() if api in (None, name)}
    chosen = [shot.reader(dialect) for dialect in sorted(dialects)]
    return _known_api(chosen, api, {*seller.apis}, seller.id)


def _of_api(readers: list[Reader], api: str | None) -> list[Reader]:
    chosen = [reader for reader in readers if api in (None, reader.dialect.api)]
    return _known_api(chosen, api, {reader.dialect.api for reader in readers}, None)


def _known_api(
    chosen: list[Reader], api: str | None, apis: set[str], seller: str | None
) -> list[Reader]:
    """Return what was chosen; raises `UnknownApi` where nothing is of the API that was named."""
    if api is not None and not chosen:
        facts = {"provider": seller, "apis": sorted(apis)}
        raise UnknownApi("api-unknown", api=api, nearest=nearest(api, apis), **facts)
    return chosen


def _read(data: Body, readers: list[Reader]) -> tuple[Reader, Usage]:
    """Read by the dialect that recognises the body; where only one can be meant, by that one."""
    for reader in readers:
        body = reader.merged(data) if isinstance(data, list) else data
        if len(readers) == 1 or reader.recognises(body):
            return reader, reader.read(body)
    looked_for = [*dict.fromkeys(path for reader in readers for path in reader.looked_for())]
    raise NoUsage("no-usage", looked_for=looked_for, dialects=[reader.name for reader in readers])


def _when(moment: datetime | None, usage: Usage) -> tuple[datetime, AtFrom]:
    if moment is not None:
        return moment, "caller"
    if usage.at is not None:
        return usage.at, "body"
    return datetime.now(UTC), "now"


def _currency(offer: Offer, seller: Provider) -> str:
    """Return the seller's own currency, unless this offer is only priced in others."""
    priced = offer.tariff.currencies
    return seller.currency if seller.currency in priced or not priced else priced[0]


def _sold(offer: Offer, reader: Reader, shot: Snapshot) -> Sold:
    return Sold(
        provider=offer.provider,
        offer=offer.id,
        model=offer.model,
        api=reader.dialect.api,
        dialect=reader.name,
        catalogue=shot.revision,
    )
