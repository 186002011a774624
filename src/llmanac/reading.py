"""A body and the compiled catalogue: which offer was bought, and who reads what it says."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from llmanac.names import UnknownApi, UnknownDialect, UnknownModel
from llmanac.pricing.choice import read
from llmanac.pricing.written import nearest
from llmanac.snapshot import Snapshot, find

if TYPE_CHECKING:
    import os
    from collections.abc import Collection
    from pathlib import Path

    from llmanac.pricing.choice import Data
    from llmanac.pricing.reader import Reader, Usage
    from llmanac.snapshot import Offer


def reading(
    data: Data,
    shot: Snapshot,
    *,
    model: str | None = None,
    provider: str | None = None,
    api: str | None = None,
    dialect: str | None = None,
) -> tuple[Reader, Usage, Offer]:
    """Return who reads a body, what it says and what was bought; raises as `estimate` does.

    Where the offer is known, the dialects of its own APIs come first, then its seller's.
    """
    offer = shot.offer(model, provider) if model else None
    if offer is None:
        reader, usage = unsold(data, shot, provider=provider, api=api, dialect=dialect)
        if usage.model is None:
            raise UnknownModel("model-missing", provider=provider)
        offer = shot.offer(usage.model, provider)
        if reader.dialect.recognise and reader.name in _dialects(shot, offer):
            return reader, usage, offer
    return *read(data, *_offered(shot, offer.provider, offer.apis, api, dialect)), offer


def unsold(
    data: Data,
    shot: Snapshot,
    *,
    provider: str | None = None,
    api: str | None = None,
    dialect: str | None = None,
) -> tuple[Reader, Usage]:
    """Return who reads a body and what it says, whatever was bought."""
    return read(data, *_offered(shot, provider, (), api, dialect))


def offered(shot: Snapshot, offer: Offer, api: str | None) -> tuple[list[Reader], bool]:
    """Return the first readers of an offer's bodies, and whether no others come after them."""
    groups = _offered(shot, offer.provider, offer.apis, api, None)
    first = groups[0] if groups else []
    names = {reader.name for reader in first}
    return first, all(reader.name in names for some in groups for reader in some)


def of(readers: Collection[Reader], api: str | None, dialect: str | None) -> list[Reader]:
    """Return those of an API, or the one of a dialect; raises `UnknownApi`, `UnknownDialect`.

    Without either, those that know their bodies by themselves.
    """
    if dialect is not None:
        names = [reader.name for reader in readers]
        if dialect not in names:
            facts = {"nearest": nearest(dialect, names), "dialects": names}
            raise UnknownDialect("dialect-unknown", dialect=dialect, **facts)
        return [reader for reader in readers if reader.name == dialect]
    if api is None:
        return [reader for reader in readers if reader.dialect.recognise]
    chosen = [reader for reader in readers if reader.dialect.api == api]
    if not chosen:
        raise _unknown_api(api, {reader.dialect.api for reader in readers}, None)
    return chosen


def opened(snapshot: Snapshot | str | os.PathLike[str] | None) -> Snapshot:
    """Return the compiled catalogue that is meant; raises `NoSnapshot`."""
    return snapshot if isinstance(snapshot, Snapshot) else _current(find(snapshot))


def _offered(
    shot: Snapshot,
    provider: str | None,
    apis: Collection[str],
    api: str | None,
    dialect: str | None,
) -> list[list[Reader]]:
    """Return what may read a body: the dialects of an offer's APIs, its seller's, else all."""
    if dialect is not None or provider is None:
        return [of([shot.reader(name) for name in shot.dialects], api, dialect)]
    seller = shot.provider(provider)
    chosen = {name: spoken for name, spoken in seller.apis.items() if api in (None, name)}
    if api is not None and not chosen:
        raise _unknown_api(api, seller.apis, seller.id)
    own = {spoken for name, spoken in chosen.items() if name in apis}
    return [[*map(shot.reader, sorted(some))] for some in (own, {*chosen.values()}) if some]


def _dialects(shot: Snapshot, offer: Offer) -> set[str]:
    """Return the dialects of an offer's own APIs."""
    apis = shot.provider(offer.provider).apis
    return {apis[api] for api in offer.apis if api in apis}


def _unknown_api(api: str, apis: Collection[str], provider: str | None) -> UnknownApi:
    facts = {"provider": provider, "apis": sorted(apis)}
    return UnknownApi("api-unknown", api=api, nearest=nearest(api, apis), **facts)


def _current(path: Path) -> Snapshot:
    """Open a file once, and again when it has been replaced."""
    stat = path.stat()
    return _opened(path.resolve(), stat.st_mtime_ns, stat.st_ino)


@lru_cache(maxsize=8)
def _opened(path: Path, _changed: int, _file: int) -> Snapshot:
    return Snapshot(path)
