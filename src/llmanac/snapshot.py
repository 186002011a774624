"""The compiled catalogue, read-only: one SQLite file, whose tables `tables` defines."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from llmanac import base
from llmanac.names import Names
from llmanac.pricing.calendars import Calendar
from llmanac.pricing.dialect import Dialect
from llmanac.pricing.entries import Entry
from llmanac.pricing.faults import Fault
from llmanac.pricing.moments import Day
from llmanac.pricing.reader import Reader
from llmanac.pricing.tariff import Tariff
from llmanac.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from llmanac.pricing.exchange import Exchange
    from llmanac.pricing.quick.compiled import Compiled
    from llmanac.pricing.quick.till import Till

FILE = "llmanac.sqlite"
VARIABLE = "LLMANAC_SNAPSHOT"


class NoSnapshot(Fault, LookupError):
    """No compiled catalogue where one was looked for, or not one that can be read."""


@dataclass(frozen=True)
class Provider:
    """Who sells: what an estimate needs to know."""

    id: str
    currency: str
    apis: dict[str, str]
    """API → dialect, of those that report usage."""


@dataclass(frozen=True)
class Offer:
    """One model on sale at one provider."""

    key: str
    """The record's id, `provider/slug`."""
    provider: str
    id: str
    """What a request names."""
    model: str | None
    tariff: Tariff
    apis: tuple[str, ...] = ()
    """Through which it is served."""


class Snapshot:
    """A compiled catalogue. Offers, providers and dialects are read once, then kept."""

    def __init__(self, path: Path) -> None:
        """Open the file for reading; raises `NoSnapshot`."""
        self.path = path
        if not path.is_file():
            raise NoSnapshot("snapshot-missing", looked_in=[str(path)])
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._offers: dict[tuple[str, str | None], Offer] = {}
        self._by_key: dict[str, Offer] = {}
        self._providers: dict[str, Provider] = {}
        self._readers: dict[str, Reader] = {}
        self._compiled: dict[str, Compiled] = {}
        self.tills: dict[tuple[str | None, ...], Till | None] = {}
        """Where offers are paid, as `sales` keeps them; None of one that was wanted once."""
        self.names = Names(self.rows)
        """What everything is called."""
        self._check()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @cached_property
    def meta(self) -> dict[str, str]:
        """What the compiler says about the whole: `schema_version`, `revision`, …"""
        return dict(self.rows("SELECT key, value FROM meta"))

    @property
    def revision(self) -> str:
        """Which state of the catalogue it was compiled from."""
        return self.meta["revision"]

    def provider(self, name: str) -> Provider:
        """Return a provider by its id, old ids included; raises `UnknownProvider`."""
        if name not in self._providers:
            self._providers[name] = self._provider(name)
        return self._providers[name]

    def offer(self, name: str, provider: str | None = None) -> Offer:
        """Return what is on sale under a name: an offer's id or alias, or a model's id.

        A provider may answer with the last part of the id that was asked for, so that is enough
        where only one offer ends in it. Without a provider, the catalogue's default provider is
        meant if it sells the model, else the only one that does. Raises `UnknownModel`,
        `UnknownProvider`.
        """
        asked = (name, provider)
        if asked not in self._offers:
            self._offers[asked] = self.by_key(self.names.offer(*asked))
        return self._offers[asked]

    def by_key(self, key: str) -> Offer:
        """Return an offer by its record's id, `provider/slug`."""
        if key not in self._by_key:
            self._by_key[key] = self._offer(key)
        return self._by_key[key]

    def labels(self, language: Literal["en", "zh"]) -> dict[str, str]:
        """Return what people call the meters, as far as the catalogue says."""
        rows = self.rows(f"SELECT id, label_{language} FROM meters")
        return {meter: label for meter, label in rows if label}

    def reader(self, dialect: str) -> Reader:
        """Return what reads the bodies of a dialect."""
        if dialect not in self._readers:
            ((record,),) = self.rows("SELECT record FROM dialects WHERE id = ?", (dialect,))
            self._readers[dialect] = Reader(dialect, Dialect.from_json(json.loads(record)))
        return self._readers[dialect]

    def compiled(self, reader: Reader) -> Compiled:
        """Return a reader of the catalogue with the functions of its dialect."""
        from llmanac.pricing.quick.compiled import Compiled  # noqa: PLC0415  # one body needs none

        if reader.name not in self._compiled:
            self._compiled[reader.name] = Compiled(reader)
        return self._compiled[reader.name]

    @cached_property
    def exchange(self) -> tuple[Exchange, ...]:
        """What one currency was in another, as the catalogue's owner says."""
        from llmanac.pricing.exchange import Exchange  # noqa: PLC0415  # few receipts need it

        rows = self.rows("SELECT base, other, rate, day, source FROM exchange ORDER BY base, other")
        return tuple(
            Exchange(base, other, Decimal(rate), Day.parse(day), source)
            for base, other, rate, day, source in rows
        )

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        """The days of every calendar, by its name."""
        days: dict[str, set[date]] = {}
        for name, day in self.rows("SELECT calendar, day FROM calendar_days"):
            days.setdefault(name, set()).add(Day.parse(day))
        return {
            name: Calendar(frozenset(days.get(name, ())), Day.parse(start), Day.parse(until))
            for name, start, until in self.rows("SELECT id, start, until FROM calendars")
        }

    @cached_property
    def dialects(self) -> list[str]:
        """Every dialect that the catalogue knows."""
        return [name for (name,) in self.rows("SELECT id FROM dialects ORDER BY id")]

    def rows(self, query: str, values: Mapping[str, object] | tuple[object, ...] = ()) -> list[Any]:
        """Return what a question in SQL finds in the tables of `tables`."""
        try:
            return self._db.execute(query, values).fetchall()
        except UnicodeEncodeError:  # half a character, which no name has
            return []

    def _check(self) -> None:
        try:
            found = self.meta.get("schema_version")
        except sqlite3.DatabaseError as error:
            raise NoSnapshot(
                "snapshot-unreadable", path=str(self.path), reason=str(error)
            ) from None
        if found != str(SCHEMA_VERSION):
            facts = {"path": str(self.path), "found": found, "wanted": SCHEMA_VERSION}
            raise NoSnapshot("snapshot-version", **facts)

    def _provider(self, name: str) -> Provider:
        values = (self.names.provider(name),)
        ((id_, currency),) = self.rows("SELECT id, currency FROM providers WHERE id = ?", values)
        told = "provider = ? AND dialect IS NOT NULL"
        query = f"SELECT api, dialect FROM apis WHERE {told} ORDER BY api"
        return Provider(id_, currency, dict(self.rows(query, values)))

    def _offer(self, key: str) -> Offer:
        query = "SELECT provider, id, model FROM offers WHERE key = ?"
        ((provider, named, model),) = self.rows(query, (key,))
        query = "SELECT record FROM prices WHERE offer = ? ORDER BY entry"
        entries = (Entry.from_json(json.loads(text)) for (text,) in self.rows(query, (key,)))
        query = "SELECT api FROM offer_apis WHERE offer = ? ORDER BY api"
        apis = tuple(api for (api,) in self.rows(query, (key,)))
        return Offer(key, provider, named, model, Tariff(entries, self.calendars), apis)


def find(named: str | os.PathLike[str] | None = None) -> Path:
    """Return where the compiled catalogue is; raises `NoSnapshot` with all places looked in.

    The first of: the path named, `$LLMANAC_SNAPSHOT`, the nearest `build/site/api/v1/` from the
    working directory upwards, the package's own.
    """
    told = named or os.environ.get(VARIABLE)
    places = [Path(told)] if told else [*_places(Path.cwd())]
    for place in places:
        if place.is_file():
            return place
    raise NoSnapshot("snapshot-missing", looked_in=[str(place) for place in places])


def _places(here: Path) -> Iterator[Path]:
    for folder in (here, *here.parents):
        yield folder / "build" / "site" / "api" / "v1" / FILE
    yield base.SNAPSHOT
