"""Everything under `/api/v1/` as files: documents, bundles, schemas, the OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from llmanac.compile.datasette import METADATA
from llmanac.compile.snapshot import snapshot
from llmanac.publish.api import views
from llmanac.publish.api.documents import day_of, documents, json_line
from llmanac.publish.api.openapi import openapi
from llmanac.publish.schemas import pretty, schema_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from llmanac.catalog import Catalog


@dataclass(frozen=True)
class File:
    """One file to publish, by its path beneath `/api/v1/`."""

    path: str
    content: bytes


def files(catalog: Catalog) -> Iterator[File]:
    """Every file of the API but the bundles: what a page may fetch, and how to read it."""
    yield from (File(document.path, document.content) for document in documents(catalog))
    yield from _descriptions()


def bundles(catalog: Catalog) -> Iterator[File]:
    """The whole catalogue in single files. They cost the most, and may be made last."""
    for path, lines in LINES.items():
        yield File(path, b"".join(map(json_line, lines(catalog))))
    yield File("llmanac.sqlite", snapshot(catalog))
    yield File("datasette.json", pretty(METADATA))


def committed() -> dict[str, bytes]:
    """Name in `schemas/` → content: what is generated, committed, and reviewed as it changes."""
    return {**schema_files(), "api/openapi.json": pretty(openapi())}


@cache
def _descriptions() -> tuple[File, ...]:
    """What is the same for every catalogue."""
    schemas = (File(f"schemas/{name}", content) for name, content in schema_files().items())
    return File("openapi.json", pretty(openapi())), *schemas


def _models(catalog: Catalog) -> Iterator[BaseModel]:
    yield from (views.model(catalog, id_) for id_ in catalog.models)


def _offers(catalog: Catalog) -> Iterator[BaseModel]:
    yield from (views.offer(catalog, key, day_of(catalog)) for key in catalog.offers)


def _prices(catalog: Catalog) -> Iterator[BaseModel]:
    yield from views.prices(catalog, day_of(catalog))


LINES: dict[str, Callable[[Catalog], Iterator[BaseModel]]] = {
    "models.ndjson": _models,
    "offers.ndjson": _offers,
    "prices.ndjson": _prices,
}
"""Bundles of one JSON object a line."""
