"""Everything under `/api/v1/` as files: documents, bundles, schemas, the OpenAPI document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from llmanac.compile.datasette import METADATA
from llmanac.compile.snapshot import snapshot
from llmanac.publish.api import views
from llmanac.publish.api.documents import day_of, documents, json_line
from llmanac.publish.api.openapi import openapi
from llmanac.publish.api.receipts import Receipt
from llmanac.publish.keys import version
from llmanac.publish.schemas import pretty, record_types, schema_files, schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from llmanac.catalog import Catalog
    from llmanac.publish.api.documents import Document
    from llmanac.publish.keys import Key


@dataclass(frozen=True)
class File:
    """One file to publish, by its path beneath `/api/v1/`."""

    path: str
    make: Callable[[], bytes]
    key: Key | None = None
    """Of all that it depends on; None where that is most of the catalogue."""

    @property
    def content(self) -> bytes:
        """The file, made."""
        return self.make()


def files(catalog: Catalog) -> Iterator[File]:
    """Every file of the API but the bundles: what a page may fetch, and how to read it."""
    for document in documents(catalog):
        yield File(document.path, partial(_content, document), document.key)
    yield from _descriptions()


def bundles(catalog: Catalog) -> Iterator[File]:
    """The whole catalogue in single files. They cost the most, and may be made last."""
    for path, lines in LINES.items():
        yield File(path, partial(_lines, lines, catalog))
    yield File("llmanac.sqlite", partial(snapshot, catalog))
    yield File("datasette.json", partial(pretty, METADATA))


def committed() -> dict[str, bytes]:
    """Name in `schemas/` → content: what is generated, committed, and reviewed as it changes."""
    return {**schema_files(), **_results(), "api/openapi.json": pretty(openapi())}


def _descriptions() -> Iterator[File]:
    """What is the same for every catalogue."""
    yield File("openapi.json", lambda: pretty(openapi()), version)
    for name in record_types():
        yield File(f"schemas/{name}.json", partial(_schema, name), version)
    for name, content in _results().items():
        yield File(f"schemas/{name}", partial(bytes, content), version)


@cache
def _results() -> dict[str, bytes]:
    """The schemas of what commands print."""
    return {"receipt.json": pretty(schema_of(Receipt, "receipt", mode="validation"))}


def _schema(name: str) -> bytes:
    return schema_files()[f"{name}.json"]


def _content(document: Document) -> bytes:
    return document.content


def _lines(lines: Callable[[Catalog], Iterator[BaseModel]], catalog: Catalog) -> bytes:
    return b"".join(map(json_line, lines(catalog)))


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
