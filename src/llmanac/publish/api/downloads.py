"""Files of the API that are no documents in an envelope: bundles, and descriptions of the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.publish.api import selling, things

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True)
class Download:
    """A file of the API that is no document in an envelope."""

    path: str
    about: str
    media_type: str
    line: type[BaseModel] | None = None
    """What one line of it holds."""


_NDJSON = "application/x-ndjson"

DOWNLOADS = (
    Download("models.ndjson", "Every model whole, one a line.", _NDJSON, things.Model),
    Download("offers.ndjson", "Every offer with its prices, one a line.", _NDJSON, selling.Offer),
    Download("prices.ndjson", "Every price, flat and dated, one a line.", _NDJSON, selling.Price),
    Download(
        "llmanac.sqlite",
        "The whole catalogue as one SQLite database; `llmanac estimate` reads it.",
        "application/vnd.sqlite3",
    ),
    Download(
        "datasette.json", "Labels and facets of the database, for Datasette.", "application/json"
    ),
    Download("openapi.json", "This description.", "application/json"),
    Download(
        "schemas/{record}.json",
        "The JSON Schema of one kind of record, as the catalogue's files are written.",
        "application/schema+json",
    ),
)
