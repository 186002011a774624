"""Read the catalogue from disk: files to `Catalog` and findings. The only reader of records."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from llmanac import pricing
from llmanac.catalog import Catalog
from llmanac.findings import Finding
from llmanac.load.cache import Cache
from llmanac.load.day import day_of
from llmanac.load.records import Records, read_records
from llmanac.pricing.dialect import Dialect
from llmanac.pricing.faults import Fault
from llmanac.schema.kinds import KINDS, Kind
from llmanac.schema.record import LANGUAGES, SEGMENT, Localised
from llmanac.schema.site import Redirects, Site

SHARED = tuple(kind for kind in KINDS.values() if kind.shared)

DIALECT = Kind("dialect", re.compile(rf"(?P<id>{SEGMENT}?)\.yaml"), Dialect)
DIALECTS = Path(pricing.__file__).parent / "dialects"

_NO_SITE = Site(
    title=Localised(en="llmanac", zh="llmanac"),
    tagline=Localised(en="llmanac", zh="llmanac"),
    description=Localised(en="llmanac", zh="llmanac"),
    languages=LANGUAGES,
    root="en",
)
"""Stands in for a site that is missing or broken, so that laws can judge the rest."""


class NoCatalog(Fault):
    """There is no folder where a catalogue should be."""


def load(
    directory: Path,
    *,
    base: Path | None = None,
    as_of: date | None = None,
    cache: Path | None = None,
) -> tuple[Catalog, tuple[Finding, ...]]:
    """Read the catalogue in `directory`, and everything that is wrong with its files.

    `base` is a catalogue whose vocabularies, samples and guides hold where this one has none of its
    own. `as_of` is the day for which it is read; by default the day of the commit that holds it,
    else the latest day on which a record says that something was seen. `cache` is a file that makes
    the next reading fast. A broken file is left out of the catalogue, which is whole if and only if
    there is no error among the findings. Raises `NoCatalog`.
    """
    if not directory.is_dir():
        raise NoCatalog("no-catalog", path=str(directory))
    memory = Cache(cache)
    own = read_records(directory, memory)
    shared = Records() if base is None else _read_beside(base, memory, SHARED)
    dialects = _read_beside(DIALECTS, memory, (DIALECT,))
    memory.save()
    catalog = _catalog(own, shared, dialects)
    settled = replace(catalog, as_of=as_of or day_of(directory, catalog))
    findings = (*own.findings, *shared.findings, *dialects.findings, *_without_site(own))
    return settled, tuple(sorted(findings))


def read_site(directory: Path) -> Site:
    """The site's record by itself, or what stands in for one that is missing or broken."""
    only = read_records(directory, Cache(), (KINDS["site"],))
    site: Site = only.of("site").get("", _NO_SITE)
    return site


def _read_beside(root: Path, memory: Cache, kinds: Collection[Kind]) -> Records:
    """Records that stand outside of the catalogue; their findings name the whole path."""
    records = read_records(root, memory, kinds)
    records.findings = [
        replace(finding, path=(root / finding.path).as_posix()) for finding in records.findings
    ]
    return records


def _without_site(own: Records) -> Iterator[Finding]:
    if all(path != "site.yaml" for path in (*own.digests, *(f.path for f in own.findings))):
        yield Finding("site.yaml", 1, 1, "FIL006")


def _catalog(own: Records, shared: Records, dialects: Records) -> Catalog:
    digests = {f"base/{path}": digest for path, digest in shared.digests.items()} | own.digests

    def records(kind: str) -> Mapping[Any, Any]:
        return dict(sorted({**shared.of(kind), **own.of(kind)}.items()))

    return Catalog(
        site=own.of("site").get("", _NO_SITE),
        redirects=own.of("redirects").get("", Redirects()),
        labs=records("labs"),
        capabilities=records("capabilities"),
        parameters=records("parameters"),
        benchmarks=records("benchmarks"),
        meters=records("meters"),
        calendars=records("calendars"),
        models=records("model"),
        providers=records("provider"),
        offers=records("offer"),
        evaluations=records("evaluation"),
        evidence=records("evidence"),
        testimonies=records("testimony"),
        feeds=records("feeds"),
        provider_names=records("provider_names"),
        lab_names=records("lab_names"),
        model_names=records("model_names"),
        samples=records("sample"),
        proofs=_proofs(own, shared),
        guides=records("guide"),
        dialects=dict(sorted(dialects.of("dialect").items())),
        digests=dict(sorted(digests.items())),
        revision=revision_of(digests),
    )


def _proofs(own: Records, shared: Records) -> Mapping[str, Any]:
    """What is known of each sample; a base's proof says nothing of a sample that is its own."""
    theirs = {id_: it for id_, it in shared.of("proofs").items() if id_ not in own.of("sample")}
    return dict(sorted({**theirs, **own.of("proofs")}.items()))


def revision_of(digests: Mapping[str, str]) -> str:
    """Names a state of a catalogue: a digest over the sha256 of each file by its path."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))
    return sha256(lines.encode()).hexdigest()[:12]
