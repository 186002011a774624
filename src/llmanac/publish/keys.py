"""Say of a published file what it depends on, so that it is made again only when that changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.catalog import Catalog
    from llmanac.schema.record import ModelId

_PACKAGE: Final = Path(__file__).parents[1]


Key = Callable[[], str]
"""Makes a digest of everything that a file depends on: the same key, the same file."""


def key(catalog: Catalog, files: Iterable[str], *more: str) -> Key:
    """Digest the code, the day, the site's settings, and the records that a file is made of.

    What is no record in `files` stands for itself. It is done once, when somebody asks.
    """
    return cache(lambda: _digest(catalog, files, more))


def _digest(catalog: Catalog, files: Iterable[str], more: Iterable[str]) -> str:
    known = catalog.digests
    named = [
        f"{file} {known.get(file, '')} {known.get(f'base/{file}', '')}"
        for file in ("site.yaml", *sorted(set(files)))
    ]
    return sha256("\n".join([version(), str(catalog.as_of), *more, *named]).encode()).hexdigest()


def said_of(catalog: Catalog, id_: ModelId) -> str:
    """For a key: all that is claimed of a model and of the offers that sell it."""
    known = _said(catalog)
    if id_ not in known:
        told = catalog.evidence_by_model.get(id_, ())
        lines = (f"{provider} {line.model_dump_json(by_alias=True)}" for provider, line in told)
        own = catalog.testimony_by_model.get(id_)
        said = own.model_dump_json(by_alias=True) if own else ""
        known[id_] = sha256("\n".join((said, *lines)).encode()).hexdigest()
    return known[id_]


@lru_cache(maxsize=1)
def _said(_: Catalog) -> dict[ModelId, str]:
    """Digests of evidence, each made once for all files that show it."""
    return {}


@cache
def version() -> str:
    """A digest of everything in this package: code, templates, words, dialects."""
    digest = sha256()
    for file in sorted(_PACKAGE.rglob("*")):
        if file.suffix in (".py", ".html", ".yaml"):
            digest.update(file.relative_to(_PACKAGE).as_posix().encode())
            digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()
