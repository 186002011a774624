"""From records to a site: check, frames, pages and API; swapped in whole, or not at all."""

from __future__ import annotations

import gc
import shutil
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from llmanac import base, commits, stamps
from llmanac.pricing.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from llmanac.findings import Finding
    from llmanac.publish.frame import Frames, Source
    from llmanac.publish.site import Publication, Tally

_PACKAGE: Final = Path(__file__).parent
_LIBRARIES: Final = (
    *("pydantic", "jinja2", "markupsafe", "orjson", "mkdocs", "mkdocs-material"),
    *("pypinyin", "pagefind-bin-extended"),
)
"""Whose release may change the bytes of a site."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made of what, and where."""

    catalog: Path
    target: Path
    """The folder of the site."""
    cache: Path
    """A folder for what the next run can use again."""
    docs: Path | None = None
    """Hand-written pages, one folder per language inside."""
    settings: Path | None = None
    """An `mkdocs.yml`, where there is one."""
    as_of: date | None = None
    """The day for which the catalogue is read; by default that of its commit."""

    @classmethod
    def beside(
        cls,
        catalog: Path,
        *,
        target: Path | None = None,
        docs: Path | None = None,
        as_of: date | None = None,
    ) -> Plan:
        """The usual places: `build/`, `docs/` and `mkdocs.yml` stand beside the catalogue."""
        root = catalog.resolve().parent
        settings = root / "mkdocs.yml"
        return cls(
            catalog=catalog,
            target=target or root / "build" / "site",
            cache=root / "build" / "cache",
            docs=docs or _if_there(root / "docs"),
            settings=_if_there(settings) if docs is None else None,
            as_of=as_of,
        )

    @property
    def memory(self) -> Path:
        """Records that were read before, by what stood in them."""
        return self.cache / "records"

    @property
    def verdict(self) -> Path:
        """What the last check found, and in which state of the records."""
        return self.cache / "verdict.json"

    @property
    def beneath(self) -> Path | None:
        """The records over which this catalogue lays itself; None where it is those."""
        return None if self.catalog.resolve() == base.CATALOG.resolve() else base.CATALOG

    def judged(self) -> str:
        """A digest of everything on which findings depend."""
        committed = commits.seconds(self.catalog), commits.is_as_committed(self.catalog)
        day = str(self.as_of or committed)
        paths = [self.catalog, *filter(None, [self.beneath]), *_code()]
        return stamps.digest(paths, day, sys.version, *map(version, _LIBRARIES))

    def inputs(self) -> str:
        """A digest of everything that the site is made of."""
        carried = [base.ROOT / part for part in base.PARTS]
        paths = [self.catalog, *carried, *filter(None, (self.docs, self.settings)), *_code()]
        day = str(self.as_of or commits.seconds(self.catalog))
        return stamps.digest(paths, day, sys.version, *map(version, _LIBRARIES))


@dataclass(frozen=True, slots=True)
class Built:
    """How a build went."""

    findings: tuple[Finding, ...] = ()
    """What is wrong; with an error among it nothing was published."""
    tally: Tally | None = None
    """What was done; None where nothing was."""
    is_current: bool = False
    """Whether the site was already what it should be."""

    @property
    def fails(self) -> bool:
        """Whether an error kept the site from being published."""
        return any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who hears how far a build is."""

    step: Callable[[str], None] = field(default=lambda _: None)
    """Hears the key of each step: `check`, `frames`, `pages`."""
    files: Callable[[int, int], None] = field(default=lambda _done, _total: None)
    """Hears how many files of how many are done."""


def build(
    plan: Plan, render: Callable[[Source, Path], Frames], watcher: Watcher | None = None
) -> Built:
    """Make the site, or what has changed of it; with an error in a record, nothing.

    `render` makes frames into a folder; it is only called where none are kept that fit.
    """
    watcher = watcher or Watcher()
    inputs = plan.inputs()
    if stamps.is_current(plan.target, inputs):
        return Built(is_current=True)
    with undisturbed():
        watcher.step("check")
        publication, findings = opened(plan, watcher)
        if publication is None:
            return Built(findings)
        watcher.step("frames")
        frames = frames_of(plan, publication.source, render)
        watcher.step("pages")
        publication.publish(frames, plan.target)
    stamps.mark_current(plan.target, inputs)
    return Built(findings, publication.tally)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Collect no garbage: records stay until the end, and looking through them again and again is
    a tenth of a build's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def opened(
    plan: Plan, watcher: Watcher | None = None
) -> tuple[Publication | None, tuple[Finding, ...]]:
    """The catalogue ready to be published, None where it must not be; and all findings.

    What reads and prints records is imported here: most runs of a build find nothing to do.
    Raises `Fault` with `not-a-site` where something else would be lost.
    """
    from llmanac.check import checked  # noqa: PLC0415
    from llmanac.publish.frame import Source  # noqa: PLC0415
    from llmanac.publish.site import Publication  # noqa: PLC0415
    from llmanac.publish.slots import Site  # noqa: PLC0415

    if not _may_replace(plan.target):
        raise Fault("not-a-site", path=str(plan.target))
    catalog, findings = checked(
        plan.catalog, base=plan.beneath, as_of=plan.as_of, cache=plan.memory
    )
    if Built(findings).fails:
        return None, findings
    source = Source(Site.of(catalog.site), base.THEME, base.WEB, plan.docs, plan.settings)
    tell = (watcher or Watcher()).files
    memory = plan.cache / "site.json"
    return Publication(catalog, source, records=plan.catalog, memory=memory, tell=tell), findings


def frames_of(plan: Plan, source: Source, render: Callable[[Source, Path], Frames]) -> Frames:
    """The frames of the plan's pages: those that are kept, if they fit, else new ones."""
    from llmanac.publish.frame import Frames  # noqa: PLC0415

    kept = plan.cache / "frames"
    folder = kept / source.digest()
    if folder.is_dir():
        return Frames.load(folder, source.site)
    frames = render(source, folder)
    for old in kept.iterdir():
        if old != folder and not old.name.startswith("."):
            shutil.rmtree(old, ignore_errors=True)
    return frames


def _may_replace(target: Path) -> bool:
    """Whether nothing stands there, or a site of ours: a build replaces the whole folder."""
    if target.is_dir():
        return (target / "api/v1/index.json").is_file() or not any(target.iterdir())
    return not target.exists()


def _code() -> list[Path]:
    """The files of this package, but for what Python compiles of them."""
    return sorted(
        path
        for path in _PACKAGE.rglob("*")
        if path.is_file() and path.suffix in (".py", ".html", ".yaml")
    )


def _if_there(path: Path) -> Path | None:
    return path if path.exists() else None
