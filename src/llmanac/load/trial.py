"""What prices a body without a catalogue: entries in a file of their own, and what we bring."""

import re
from hashlib import sha256
from pathlib import Path

from llmanac import base
from llmanac.findings import Finding
from llmanac.load import DIALECT, DIALECTS
from llmanac.load.cache import Cache
from llmanac.load.folder import File
from llmanac.load.records import read_record, read_records
from llmanac.messages import Language
from llmanac.pricing.calendars import Calendar
from llmanac.pricing.entries import Entry
from llmanac.pricing.faults import Fault
from llmanac.pricing.reader import Reader
from llmanac.schema.kinds import KINDS, Kind
from llmanac.schema.offer import Offer

_ENTRIES = Kind("entries", re.compile(".*"), tuple[Entry, ...])


def read_entries(path: Path) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The entries of a file, written as `prices` of an offer, and what is wrong with them.

    Raises `Fault` where there are none, or the file's name ends in no language that is read.
    """
    if path.suffix not in (".yaml", ".json"):
        raise Fault("entries-ending", path=str(path))
    data = path.read_bytes()
    file = File(path.as_posix(), _ENTRIES, {}, data)
    entries, findings = read_record(file, sha256(data).hexdigest(), Cache())
    if not entries and not findings:
        raise Fault("entries-empty", path=str(path))
    return entries or (), findings


def offer_with(entries: tuple[Entry, ...]) -> Offer:
    """An offer of which nothing but its prices is known."""
    return Offer(
        unlinked="tried", id="tried", apis=("messages",), status="available", prices=entries
    )


def read_dialects() -> list[Reader]:
    """What reads the bodies of each dialect of the package, by name."""
    dialects = read_records(DIALECTS, Cache(), (DIALECT,)).of("dialect")
    return [Reader(name, dialect) for name, dialect in sorted(dialects.items())]


def read_calendars() -> dict[str, Calendar]:
    """The calendars of the package, by name."""
    calendars = read_records(base.CATALOG, Cache(), (KINDS["calendars"],)).of("calendars")
    return {id_: calendar.known() for id_, calendar in calendars.items()}


def read_labels(language: Language) -> dict[str, str]:
    """What people call the meters."""
    meters = read_records(base.CATALOG, Cache(), (KINDS["meters"],)).of("meters")
    labels = {id_: getattr(meter.label, language) for id_, meter in meters.items()}
    return {id_: label for id_, label in labels.items() if label}
