"""Which files stand in a catalogue, and which of them may not stand there."""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from llmanac.findings import Finding
from llmanac.load.text import LIMIT, LINES_LIMIT
from llmanac.schema.kinds import KINDS, Kind, kind_of

LAYOUT = {
    "site": "site.yaml",
    "redirects": "redirects.yaml",
    "labs": "labs.yaml",
    "capabilities": "capabilities.yaml",
    "parameters": "parameters.yaml",
    "benchmarks": "benchmarks.yaml",
    "meters": "meters.yaml",
    "calendars": "calendars.yaml",
    "model": "models/<lab>/<name>.yaml",
    "provider": "providers/<provider>.yaml",
    "offer": "offers/<provider>/<slug>.yaml",
    "evaluation": "evaluations/<lab>/<name>.yaml",
    "evidence": "evidence/<provider>.ndjson",
    "testimony": "evidence/models/<lab>.ndjson",
    "feeds": "feeds.yaml",
    "provider_names": "aliases/providers.yaml",
    "lab_names": "aliases/labs.yaml",
    "model_names": "aliases/models.yaml",
    "proofs": "samples/proved.json",
    "sample": "samples/<api>/<file>",
    "guide": "guides/<tool>.<language>.md",
}
"""Where each kind of record stands, as a person would be told."""

_TEXTS = ("sample", "guide")
"""Kinds whose whole file is one text, not YAML."""


@dataclass(frozen=True)
class File:
    """A file in a place where a record of this kind belongs."""

    path: str
    kind: Kind
    named: Mapping[str, str]
    """What the path says: the `id`, or `api` and `file`, or `tool` and `language`."""
    data: bytes

    @property
    def id(self) -> str:
        """`lab/name`, or whatever names the record; empty where there is one of its kind."""
        return ("." if self.kind.name == "guide" else "/").join(self.named.values())

    @property
    def is_text(self) -> bool:
        """Whether the whole file is one text, not YAML."""
        return self.kind.name in _TEXTS


def holds_text(path: str) -> bool:
    """Whether the whole file at this path within a catalogue is one text, not YAML."""
    found = kind_of(path)
    return found is not None and found[0].name in _TEXTS


def read_files(root: Path, only: Collection[Kind] = ()) -> Iterator[File | Finding]:
    """Every record's file below `root`, and a finding for whatever else is there.

    With `only`, nothing but files of these kinds is looked at.
    """
    for path, entry in _walk(root):
        for kind in only or KINDS.values():
            if found := kind.path.fullmatch(path):
                data = _read(entry, path, root)
                if isinstance(data, bytes):
                    yield File(path, kind, found.groupdict(), data)
                else:
                    yield data
                break
        else:
            if not only:
                yield _misplaced(path)


Entry = os.DirEntry[str]


def _walk(folder: Path | str, before: str = "") -> Iterator[tuple[str, Entry]]:
    """Files and links below a folder, by their paths; hidden ones are nobody's records."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            path = before + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{path}/")
            else:
                yield path, entry


def _read(entry: Entry, path: str, root: Path) -> bytes | Finding:
    """The file's bytes; nothing is read that is too big, no file, or somewhere else."""
    try:
        if entry.is_symlink() and not _stays_within(root, Path(entry.path)):
            return Finding(path, 1, 1, "FIL002", {"target": str(Path(entry.path).readlink())})
        found = entry.stat()
        if not stat.S_ISREG(found.st_mode):
            return Finding(path, 1, 1, "FIL004")
        limit = LINES_LIMIT if path.endswith(".ndjson") else LIMIT
        if found.st_size > limit:
            return Finding(path, 1, 1, "YML001", {"size": found.st_size, "limit": limit})
        return Path(entry.path).read_bytes()
    except (OSError, RuntimeError) as error:  # a loop of links is a RuntimeError before 3.13
        reason = getattr(error, "strerror", None) or str(error)
        return Finding(path, 1, 1, "FIL005", {"reason": reason})


def _stays_within(root: Path, link: Path) -> bool:
    return link.resolve(strict=True).is_relative_to(root.resolve())


def _misplaced(path: str) -> Finding:
    lower = path.lower()
    if lower != path and kind_of(lower):
        return Finding(path, 1, 1, "FIL003", {"wanted": lower})
    return Finding(_printable(path), 1, 1, "FIL001", {"nearest": _nearest(path)})


def _nearest(path: str) -> str:
    """The place of the layout that looks most like the path."""
    top, slash, _ = path.partition("/")
    alike = [place for place in LAYOUT.values() if ("/" in place) == bool(slash)]
    places = {place.partition("/")[0]: place for place in alike}
    close = get_close_matches(top, places, n=1, cutoff=0.5)
    return places[close[0]] if close else ""


def _printable(path: str) -> str:
    """A path whose name is no UTF-8 can be printed nevertheless."""
    return path.encode("utf-8", "backslashreplace").decode()
