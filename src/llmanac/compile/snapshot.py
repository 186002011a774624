"""Catalogue → one SQLite file, byte for byte the same wherever it is made of the same catalogue."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from llmanac.compile.rows import CONTENT
from llmanac.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.catalog import Catalog
    from llmanac.compile.rows import Row


_VERSION: Final = slice(96, 100)
"""Where the header has the version of SQLite that wrote last."""
_WRITER: Final = 3_037_000
"""The oldest release that reads these tables: they are STRICT."""


def snapshot(catalog: Catalog) -> bytes:
    """The compiled catalogue as the content of a SQLite file.

    Its header names a fixed release of SQLite as the last writer, not the one at hand.
    """
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        db.execute("PRAGMA page_size = 4096")
        db.executescript(TABLES)
        db.executescript(VIEWS)
        db.execute("BEGIN")
        for table, rows in CONTENT.items():
            _insert(db, table, rows(catalog))
        db.execute("COMMIT")
        db.execute("VACUUM")
        return _signed(db.serialize())
    finally:
        db.close()


def _signed(file: bytes) -> bytes:
    """The file with a fixed version of SQLite in its header.

    That number only tells who wrote last: https://sqlite.org/fileformat2.html#validfor
    """
    return file[: _VERSION.start] + _WRITER.to_bytes(4, "big") + file[_VERSION.stop :]


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    columns = len(db.execute(f"PRAGMA table_info({table})").fetchall())
    places = ", ".join("?" * columns)
    db.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


VIEWS = """
CREATE VIEW current_prices AS   -- in force on the day of meta.as_of; amounts per million to sort by
SELECT offers.provider, offers.id, offers.model, rates.meter, rates.band, rates.above,
       prices.edge, rates.unless, rates.amount, prices.currency, rates.per, meters.unit,
       CAST(rates.per_million AS REAL) AS per_million,
       prices.start, prices.until, prices.seen, prices.checked, prices.source, rates.offer
FROM rates
JOIN prices USING (offer, entry)
JOIN offers ON offers.key = rates.offer
JOIN meters ON meters.id = rates.meter
JOIN meta ON meta.key = 'as_of'
WHERE rates.amount IS NOT NULL
  AND (prices.start IS NULL OR datetime(prices.start) <= datetime(meta.value))
  AND (prices.until IS NULL OR datetime(prices.until) > datetime(meta.value));

CREATE VIEW model_scores AS     -- every figure of a model in the catalogue
SELECT evaluation_columns.model, scores.benchmark, benchmarks.name, benchmarks.scale,
       benchmarks.direction, scores.published, scores.score, scores.evaluation
FROM scores
JOIN evaluation_columns USING (evaluation, position)
JOIN benchmarks ON benchmarks.id = scores.benchmark
WHERE evaluation_columns.model IS NOT NULL AND scores.published IS NOT NULL;
"""
