"""The three executors of dialects, each asked the same and answering in the same form."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb
from duck import others, select
from pydantic import TypeAdapter

from llmanac.pricing.bodies import plain
from llmanac.pricing.dialect import Dialect
from llmanac.pricing.meters import METERS
from llmanac.pricing.numbers import Number, count_text
from llmanac.pricing.paths import BadBody
from llmanac.pricing.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from llmanac.pricing.remarks import Checked

Json = Any
Said = dict[str, Json]
"""What an executor makes of a body, as JSON."""

ROOT = Path(__file__).parents[2]
ESBUILD = ROOT / "web" / "node_modules" / ".bin" / "esbuild"
NODE_FIRST = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
WARNINGS = {"checksum", "parts-exceed-whole", "reported-unreadable"}
"""What is odd about the numbers themselves."""


class Python:
    """The reference."""

    def __init__(self, dialects: Mapping[str, Json]) -> None:
        """Take dialects as their files have them."""
        self.readers = {
            name: Reader(name, Dialect.from_json(written)) for name, written in dialects.items()
        }

    def body(self, dialect: str, text: str) -> dict[str, Json]:
        """Return a body as one object, whatever it came in."""
        body = plain(text)
        return self.readers[dialect].merged(body) if isinstance(body, list) else body

    def says(self, dialect: str, text: str) -> Said:
        """Read a body."""
        recognised: list[str] = []
        try:
            body = self.body(dialect, text)
            recognised += [name for name, it in self.readers.items() if it.recognises(body)]
            usage = self.readers[dialect].read(body)
        except BadBody as fault:
            error = [fault.code, fault.params.get("path", "")]
            return {"recognised": recognised, "error": error}
        return {
            "recognised": recognised,
            "counts": texts(usage.counts),
            "others": [
                {"path": other.path, "model": other.model, "counts": texts(other.counts)}
                for other in usage.others
            ],
            "context": [list(pair) for pair in usage.context],
            "ordinary": [list(pair) for pair in usage.ordinary],
            "checked": usage.checked and self._checked(dialect, body, usage.checked),
            "reported": usage.reported and usage.reported.to_json(),
            "model": usage.model,
            "at": self._at(dialect, body),
            "warnings": [remark.code for remark in usage.remarks if remark.code in WARNINGS],
        }

    def _checked(self, dialect: str, body: dict[str, Json], one: Checked) -> Said:
        """Write a checksum, with the number of the way in which it was added up, from 1."""
        reader = self.readers[dialect]
        assert reader.dialect.checksum
        place, ways = reader.place(body), reader.dialect.checksum.ways
        fits = [
            [*map(place.said, way.sum)] == [part for part in one.parts if part != way.rest]
            and (way.rest in one.parts or way.rest is None or len(ways) == 1)
            for way in ways
        ]
        return {
            "path": one.path,
            "total": written(one.total),
            "parts": texts(one.parts),
            "way": 1 + fits.index(True),
            "holds": one.holds,
        }

    def _at(self, dialect: str, body: dict[str, Json]) -> str | None:
        """Return when the body was made, as it writes it."""
        reader = self.readers[dialect]
        at = reader.place(body).get(reader.dialect.at) if reader.dialect.at else None
        return None if at is None or isinstance(at, bool | dict | list) else str(at)


def written(number: Number) -> str:
    """Write a count."""
    return str(count_text(number))


def texts(numbers: Mapping[str, Number]) -> dict[str, str]:
    """Write counts."""
    return {name: written(number) for name, number in numbers.items()}


def published(dialects: Mapping[str, Json]) -> Json:
    """Write dialects as `dialects.json` has them: defaults filled in, several for one."""
    type_ = TypeAdapter(dict[str, Dialect])
    return type_.dump_python(type_.validate_python(dialects), mode="json", exclude_none=True)


class TypeScript:
    """`web/src/usage`, in one process of Node."""

    def __init__(self, dialects: Mapping[str, Json]) -> None:
        """Bundle it, start it, and give it the dialects."""
        assert ESBUILD.exists(), "`make web/node_modules/.ready` fetches esbuild"
        command = [ESBUILD, "--bundle", "--platform=node", "--loader=ts", "--log-level=warning"]
        source = (Path(__file__).parent / "node.ts").read_bytes()
        web = ROOT / "web"
        bundle = subprocess.run(command, cwd=web, input=source, capture_output=True, check=True)
        self.process = subprocess.Popen(
            ["node", "--eval", bundle.stdout.decode()],
            env={**os.environ, "PATH": NODE_FIRST},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        meters = [{"id": meter.id, "unit": meter.unit} for meter in METERS.values()]
        self._say({"dialects": published(dialects), "meters": meters})

    def says(self, dialect: str, text: str) -> Said:
        """Read a body."""
        assert self.process.stdout
        self._say({"dialect": dialect, "text": text})
        return json.loads(self.process.stdout.readline())

    def _say(self, asked: Json) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


class DuckDB:
    """One query over a column of bodies."""

    def __init__(self, dialects: Mapping[str, Json]) -> None:
        """Open a database in memory."""
        self.dialects = {name: Dialect.from_json(written) for name, written in dialects.items()}
        self.database = duckdb.connect()
        self.database.execute("SET threads TO 1")

    def say(self, dialect: str, bodies: list[str]) -> list[Said]:
        """Read bodies, each as one object: streams are merged before."""
        self.database.execute("CREATE OR REPLACE TABLE log (row BIGINT, body JSON)")
        self.database.executemany("INSERT INTO log VALUES (?, ?)", [*enumerate(bodies)])
        read = self.dialects[dialect]
        said = [self._said(row) for row in self._rows(select(read, "log"))]
        for rule in read.others:
            for row in self._rows(others(read, rule, "log")):
                said[row["row"]]["others"].append(self._said(row))
        return said

    def _rows(self, query: str) -> list[Said]:
        answer = self.database.execute(f"{query} ORDER BY row")
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    @staticmethod
    def _said(row: Said) -> Said:
        counts = {meter: row[meter] for meter in METERS if row.get(meter)}
        return {
            "state": row["state"],
            "model": row["model"],
            "counts": {meter: plainly(number) for meter, number in counts.items()},
            "way": row["way"],
            "holds": row["holds"],
            "others": [],
        }


def plainly(number: int | Decimal) -> str:
    """Write a number without the zeros that its type has after the point."""
    written = str(number) if isinstance(number, int) else f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
