"""Everything that is wrong with a catalogue: its files, its records, and how they hang together."""

from datetime import date
from functools import cache as remembered
from pathlib import Path

from llmanac.catalog import Catalog
from llmanac.findings import Finding, Loc, Problem
from llmanac.load import load
from llmanac.load.document import Node
from llmanac.load.folder import holds_text
from llmanac.load.parse import parse
from llmanac.load.text import read_text, spot
from llmanac.load.trial import offer_with, read_entries
from llmanac.pricing.entries import Entry
from llmanac.rules import judge, judge_alone

Spot = tuple[int, int]


def check(
    directory: Path,
    *,
    base: Path | None = None,
    as_of: date | None = None,
    cache: Path | None = None,
) -> tuple[Finding, ...]:
    """Every finding of a catalogue, in the order of files and lines; see `checked`."""
    return checked(directory, base=base, as_of=as_of, cache=cache)[1]


def checked(
    directory: Path,
    *,
    base: Path | None = None,
    as_of: date | None = None,
    cache: Path | None = None,
) -> tuple[Catalog, tuple[Finding, ...]]:
    """The catalogue and everything that is wrong with it.

    The arguments are those of `load`. With an error among the findings the catalogue is not whole
    and must not be published. Raises `NoCatalog`.
    """
    catalog, found = load(directory, base=base, as_of=as_of, cache=cache)
    places = _Places(directory, base)
    judged = [
        places.finding(path, code, problem)
        for path, code, problem in judge(catalog, {finding.path.lower() for finding in found})
    ]
    return catalog, tuple(sorted((*found, *judged)))


def check_entries(path: Path) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """The price entries in a file of their own, and everything that is wrong with them.

    They keep the laws of an offer's prices. Raises `Fault` where there are none.
    """
    entries, found = read_entries(path)
    tree = parse(path.as_posix(), read_text(path.as_posix(), path.read_bytes())[0] or "")[0]
    for code, problem in judge_alone("offer", offer_with(entries)):
        field, *loc = problem.loc
        if field == "prices" and tree:
            at = tree.find(tuple(loc), at_key=problem.at_key)
            finding = Finding(path.as_posix(), at.line, at.column, code, problem.params)
            found.append(finding)
    return entries, tuple(sorted(found))


def _spot(file: Node | str | None, problem: Problem) -> Spot | None:
    """Line and column of a problem in a file, if it holds the value."""
    if isinstance(file, str):
        return spot(file, int(problem.loc[-1]))
    if file is None or not _holds(file, problem.loc):
        return None
    at = file.find(problem.loc, at_key=problem.at_key)
    return at.line, at.column


def _holds(file: Node, loc: Loc) -> bool:
    """Whether the file has the field or the line that a problem is in."""
    return not loc or loc[0] in file.fields or loc[0] in range(len(file.items))


class _Places:
    """Where values stand. Files are read for it once more, since most records break no law."""

    def __init__(self, directory: Path, base: Path | None) -> None:
        self._roots = {"": directory} | ({base.as_posix(): base} if base else {})
        self._parsed = remembered(self._parse)

    def finding(self, path: str, code: str, problem: Problem) -> Finding:
        """The problem in the first file at `path` that has the value, own or base."""
        for name, root in self._roots.items():
            if place := _spot(self._parsed(root, path), problem):
                return Finding(f"{name}/{path}" if name else path, *place, code, problem.params)
        return Finding(path, 1, 1, code, problem.params)

    def _parse(self, root: Path, path: str) -> Node | str | None:
        """The tree of a record, or the text of a file that is one text."""
        file = root / path
        text = read_text(str(file), file.read_bytes())[0] if file.is_file() else None
        return text if text is None or holds_text(path) else parse(str(file), text)[0]
