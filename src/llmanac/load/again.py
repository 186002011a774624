"""Read one record again of a catalogue that is held in memory."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from llmanac.catalog import Catalog
from llmanac.load import revision_of
from llmanac.load.cache import Cache
from llmanac.load.folder import File
from llmanac.load.records import read_record
from llmanac.load.text import LIMIT
from llmanac.schema.kinds import kind_of

_HELD: Final = {
    "model": "models",
    "provider": "providers",
    "offer": "offers",
    "evaluation": "evaluations",
}
"""Kinds of which a record is a file of its own → where the catalogue holds them."""


def read_again(directory: Path, catalog: Catalog, path: str) -> Catalog | None:
    """The catalogue with one record as its file says it now.

    None where only a whole reading can tell: the file is new, gone or broken, or holds more than
    one record.
    """
    file = _file(directory, path)
    if file is None:
        return None
    digest, field = sha256(file.data).hexdigest(), _HELD[file.kind.name]
    record, findings = read_record(file, digest, Cache())
    before = getattr(catalog, field)
    if findings or file.id not in before:
        return None
    digests = {**catalog.digests, path: digest}
    changed: dict[str, Any] = {field: {**before, file.id: record}}
    return replace(catalog, **changed, digests=digests, revision=revision_of(digests))


def _file(directory: Path, path: str) -> File | None:
    """The file, if it is one whose record can be read by itself."""
    found, place = kind_of(path), directory / path
    if found is None or found[0].name not in _HELD:
        return None
    try:
        if place.is_symlink() or not place.is_file() or place.stat().st_size > LIMIT:
            return None
        return File(path, found[0], found[1].groupdict(), place.read_bytes())
    except OSError:
        return None
