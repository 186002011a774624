"""Everything that is wrong with a catalogue: its files, its records, and how they hang together."""

from datetime import date
from functools import cache as remembered
from pathlib import Path

from llmanac.catalog import Catalog
from llmanac.findings import Finding, Problem
from llmanac.load import load
from llmanac.load.document import Node, compose
from llmanac.load.text import read_text, spot
from llmanac.rules import judge

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
        Finding(path, *places.find(path, problem), code, problem.params)
        for path, code, problem in judge(catalog, {finding.path.lower() for finding in found})
    ]
    return catalog, tuple(sorted((*found, *judged)))


class _Places:
    """Where values stand. Files are read for it once more, since most records break no law."""

    def __init__(self, directory: Path, base: Path | None) -> None:
        self._roots = [root for root in (directory, base) if root]
        self._parsed = remembered(self._parse)

    def find(self, path: str, problem: Problem) -> Spot:
        """Line and column of a problem in the first file at `path` that has the value."""
        for root in self._roots:
            file = self._parsed(root / path)
            if isinstance(file, Node) and (not problem.loc or problem.loc[0] in file.fields):
                at = file.find(problem.loc, at_key=problem.at_key)
                return at.line, at.column
            if isinstance(file, str):
                return spot(file, int(problem.loc[-1]))
        return 1, 1

    def _parse(self, file: Path) -> Node | str | None:
        """The tree of a record, or the text of a file that is one text."""
        text = read_text(str(file), file.read_bytes())[0] if file.is_file() else None
        return compose(str(file), text)[0] if text and file.suffix == ".yaml" else text
