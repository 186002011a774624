"""Which parts of a draft break a law with the rest of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.findings import WARNINGS
from llmanac.rules import judge
from llmanac.schema.record import LabId, ProviderId
from llmanac.sync.writing.planned import Dropped

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from llmanac.catalog import Catalog


def broken(after: Catalog, paths: Container[str], blocked: Container[str]) -> dict[str, Dropped]:
    """Records and lines of evidence that break a law, by their names; `paths` are the files that
    would change, and what is `blocked` was told before."""
    found: dict[str, Dropped] = {}
    for path, code, problem in judge(after, only=paths):
        if code in WARNINGS:
            continue
        name = path if path.endswith(".yaml") else _line_name(path, problem.loc, after)
        if name and name not in blocked:
            about = name.removesuffix(".yaml")
            found.setdefault(name, Dropped(about, code, _says(problem.params)))
    return found


def _line_name(path: str, loc: tuple[str | int, ...], after: Catalog) -> str | None:
    """The name of a line of evidence that a finding is about."""
    name = path.removesuffix(".ndjson")
    row = next((step for step in loc[:2] if isinstance(step, int)), None)
    if row is None or name == path:
        return None
    what, _, id_ = name.removeprefix("evidence/").rpartition("/")
    if what == "models":
        return f"{name}:{after.testimonies[LabId(id_)].root[row].model}"
    return f"{name}:{after.evidence[ProviderId(id_)].root[row].offer}"


def _says(params: Mapping[str, object]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in params.items() if value)[:200]
