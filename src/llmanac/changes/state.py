"""One state of a catalogue, as far as changes are seen in it: what is on sale, at what price."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.catalog import provider_of
from llmanac.pricing.entries import Entry
from llmanac.pricing.moments import Day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.catalog import Catalog
    from llmanac.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Sale:
    """One offer."""

    provider: str
    id: str
    """What a request names."""
    model: str | None
    status: str
    retires: str | None
    """The last day, where one is announced."""
    successor: str | None
    prices: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What a catalogue holds on its day."""

    revision: str
    as_of: Day
    models: Mapping[str, tuple[str, str | None]]
    """Model → its name, the day on which it came out."""
    providers: frozenset[str]
    sales: Mapping[str, Sale]
    """By the offer's key, `provider/slug`."""


def of_catalog(catalog: Catalog) -> State:
    """The state of a catalogue that was loaded; raises `ValueError` where it has no day."""
    if catalog.as_of is None:
        raise ValueError("the catalogue has no `as_of`")
    return State(
        catalog.revision,
        Day(*catalog.as_of.timetuple()[:3]),
        {id_: (one.name, _text(one.released)) for id_, one in catalog.models.items()},
        frozenset(catalog.providers),
        {
            key: Sale(
                provider_of(key),
                one.id,
                one.model,
                one.status,
                _text(one.retires),
                one.successor,
                one.prices,
            )
            for key, one in catalog.offers.items()
        },
    )


def of_snapshot(shot: Snapshot) -> State:
    """The state of a compiled catalogue."""
    prices: dict[str, list[Entry]] = {}
    for key, text in shot.rows("SELECT offer, record FROM prices ORDER BY offer, entry"):
        prices.setdefault(key, []).append(Entry.from_json(json.loads(text)))
    columns = "key, provider, id, model, status, retires, successor"
    sales = {
        key: Sale(provider, id_, model, status, retires, successor, tuple(prices.get(key, ())))
        for key, provider, id_, model, status, retires, successor in shot.rows(
            f"SELECT {columns} FROM offers ORDER BY key"
        )
    }
    models = shot.rows("SELECT id, name, released FROM models ORDER BY id")
    return State(
        shot.revision,
        Day.parse(shot.meta["as_of"]),
        {id_: (name, released) for id_, name, released in models},
        frozenset(id_ for (id_,) in shot.rows("SELECT id FROM providers")),
        sales,
    )


def _text(day: Day | None) -> str | None:
    return day.text() if day else None
