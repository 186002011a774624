"""The snapshot is the catalogue in one file: the same bytes each time, readable by everyone."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from invented import invented

from llmanac.compile.datasette import METADATA
from llmanac.compile.snapshot import CONTENT, snapshot
from llmanac.pricing.dialect import Dialect
from llmanac.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

CATALOG = invented()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot as a file."""
    file = tmp_path_factory.mktemp("snapshot") / "llmanac.sqlite"
    file.write_bytes(snapshot(CATALOG))
    return file


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    """The snapshot, opened by plain sqlite3."""
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_separate_processes_make_the_same_bytes() -> None:
    """Neither hash seeds nor clocks nor places reach the file."""
    script = (
        "import hashlib; from invented import invented; "
        "from llmanac.compile.snapshot import snapshot; "
        "print(hashlib.sha256(snapshot(invented())).hexdigest())"
    )
    here = Path(__file__).parent
    digests = {hashlib.sha256(snapshot(CATALOG)).hexdigest()}
    for seed in ("1", "2"):
        sought = os.pathsep.join([str(here), *sys.path])
        environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": sought}
        run = [sys.executable, "-c", script]
        said = subprocess.run(run, env=environ, capture_output=True, text=True, check=True)
        digests.add(said.stdout.strip())
    assert len(digests) == 1


def test_the_file_names_no_release_of_sqlite_at_hand(path: Path, db: sqlite3.Connection) -> None:
    """The number in its header is that of the first release with STRICT tables, everywhere."""
    assert int.from_bytes(path.read_bytes()[96:100], "big") == 3_037_000
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_reference_leads_to_a_row(db: sqlite3.Connection) -> None:
    """Foreign keys hold, and the file is sound."""
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_table_is_filled(db: sqlite3.Connection) -> None:
    """No table of the schema is forgotten, and none is empty for a catalogue that has it all."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    tables = {name for (name,) in db.execute(query)}
    assert tables == {*CONTENT}
    for table in tables:
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table


def test_the_estimator_reads_what_the_compiler_wrote(path: Path, db: sqlite3.Connection) -> None:
    """Offers, entries and dialects come back equal."""
    read = Snapshot(path)
    try:
        assert read.revision == CATALOG.revision
        offer = read.offer("acme/old-nova")
        assert (offer.key, offer.id, offer.model) == ("bazaar/nova-1", "Nova:1", "acme/nova")
        rows = db.execute("SELECT id, record FROM dialects").fetchall()
        back = {name: Dialect.from_json(json.loads(record)) for name, record in rows}
        assert back == CATALOG.dialects
    finally:
        read.close()


def test_amounts_are_text_with_their_digits(db: sqlite3.Connection) -> None:
    """3.0 stays 3.0; what is not sold in a band is null, not 0."""
    query = "SELECT band, amount, above FROM rates WHERE offer = ? AND entry = 1 AND meter = ?"
    rows = db.execute(query, ("bazaar/nova-1", "input")).fetchall()
    assert rows == [(0, "3.0", None), (1, "6.0", 128000), (2, None, 256000)]


def test_prices_under_conditions_have_rows_of_their_own(db: sqlite3.Connection) -> None:
    """Whoever reads `rates` alone finds the ordinary price, and under what it is another one."""
    query = "SELECT {} WHERE offer = ? AND entry = 2 AND meter = 'input'"
    columns = "holds, amount, per_million, given, unless FROM conditional_rates"
    rows = db.execute(query.format(columns), ("bazaar/nova-1",)).fetchall()
    night = '{"time":[{"except":["fair"],"hours":["22:00-06:00"],"tz":"Asia/Shanghai"}]}'
    said = "time: Asia/Shanghai 22:00-06:00 except fair"
    batch = '{"tier":"batch"}'
    assert rows == [
        (f"tier: batch unless {said}", "0.0016", "1.6", f"[{batch}]", f"[{night}]"),
        (f"{said} unless tier: batch", "0.00256", "2.56", f"[{night}]", f"[{batch}]"),
        (f"tier: batch and {said}", "0.00128", "1.28", f"[{batch},{night}]", None),
    ]
    columns = "amount, unless FROM rates"
    plain = db.execute(query.format(columns), ("bazaar/nova-1",)).fetchall()
    assert plain == [("0.0032", f"[{batch},{night}]")]


def test_current_prices_are_those_of_the_day(db: sqlite3.Connection) -> None:
    """The view shows the entry in force on `as_of`, and nothing that is not sold."""
    query = "SELECT amount, per_million FROM current_prices WHERE id = ? AND meter = ?"
    rows = db.execute(query, ("Nova:1", "input")).fetchall()
    assert rows == [("3.0", 3.0), ("6.0", 6.0)]
    assert db.execute(query, ("hearing", "audio.input.second")).fetchall() == [("0.111", None)]


def test_scores_keep_their_digits(db: sqlite3.Connection) -> None:
    """The published figure is text; the number beside it is for sorting."""
    rows = db.execute("SELECT benchmark, published, score FROM model_scores").fetchall()
    assert sorted(rows) == [("arena", "1068", 1068.0), ("mazes", "75.0", 75.0)]


def test_datasette_knows_only_what_exists(db: sqlite3.Connection) -> None:
    """Labels and facets name columns that are there."""
    for table, said in METADATA["databases"]["llmanac"]["tables"].items():
        columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        named = {*said.get("facets", ())} | (
            {said["label_column"]} if "label_column" in said else set()
        )
        assert columns, table
        assert named <= columns, table


@pytest.mark.filterwarnings("ignore")
def test_datasette_opens_it(path: Path) -> None:
    """Datasette serves tables, views, labels of linked rows, and JSON."""
    with ThreadPoolExecutor(1) as thread:  # in this one a browser may have its own loop
        answers = thread.submit(asyncio.run, _answers(path)).result()
    assert all(status == 200 for status, _ in answers.values())
    assert "Almanac" in answers["/"][1] or "llmanac" in answers["/"][1]
    prices = json.loads(answers["/llmanac/current_prices.json?_shape=array&meter=input"][1])
    assert [row["amount"] for row in prices] == ["3.0", "6.0", "0"]
    assert ">Nova</a>" in answers["/llmanac/offers"][1]


_PAGES = (
    "/",
    "/llmanac",
    "/llmanac/offers",
    "/llmanac/current_prices",
    "/llmanac/current_prices.json?_shape=array&meter=input",
    "/llmanac/models/acme~2Fnova",
)


async def _answers(path: Path) -> dict[str, tuple[int, Any]]:
    from datasette.app import Datasette

    datasette = Datasette([], immutables=[str(path)], metadata=METADATA)
    await datasette.invoke_startup()
    got = {page: await datasette.client.get(page) for page in _PAGES}
    return {page: (response.status_code, response.text) for page, response in got.items()}
