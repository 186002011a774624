"""Measure checking, building and seeing this repository's catalogue.

    python benchmarks/catalogue.py [--runs 3] [--only check] [--json]

Each way runs in a process of its own, on a copy of the records; only that of `serve` holds them in
memory. Beside seconds, which are the machine's, stands how many times as much CPU a way takes as
the floor: reading every file and parsing it once, in one process, with nothing made of it.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from dataclasses import asdict
from functools import partial
from itertools import count
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from costs import Cost, run
from llmanac.build import Plan
from llmanac.cli.build import render
from llmanac.glimpse import Glimpse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CATALOG = Path(__file__).parents[1] / "catalog"
MODEL = "zhipu/glm-4.6"
"""The record that is edited: many sell it."""
SEEN = f"models/{MODEL}/index.html", f"api/v1/models/{MODEL}.json", "find/entries.json"
"""Its page, its document, and the index in which it is found."""

_READ = """
import sys
from pathlib import Path
files = [path.read_bytes() for path in Path(sys.argv[1]).rglob("*") if path.is_file()]
"""
_PARSE = """
import json, sys, yaml
from pathlib import Path
for path in Path(sys.argv[1]).rglob("*"):
    if path.suffix == ".yaml":
        for event in yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader):
            pass
    elif path.suffix == ".ndjson":
        for line in path.read_bytes().splitlines():
            json.loads(line)
"""
READ, PARSED = "floor: read", "floor: read and parse"


def main() -> int:
    """Measure, and print what came out."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="llmanac-bench-") as folder:
        catalog = Path(shutil.copytree(CATALOG, Path(folder).resolve() / "catalog"))
        costs = measure(catalog, asked.runs, asked.only)
    if asked.json:
        print(json.dumps({name: asdict(cost) for name, cost in costs.items()}, indent=2))
    else:
        print(table(costs))
    return 0


def measure(catalog: Path, runs: int, only: str) -> dict[str, Cost]:
    """Medians of every way whose name has `only` in it, and of the floors."""
    ways = {name: way for name, way in _ways(catalog).items() if only in name or "floor" in name}
    found: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            found[name].append(way())
    return {name: Cost.of(each) for name, each in found.items()}


def _ways(catalog: Path) -> dict[str, Callable[[], Cost]]:
    """By name, in the order in which they stand on each other."""
    python = [sys.executable, "-c"]
    command = [sys.executable, "-m", "llmanac"]
    check = [*command, "check", "--catalog", str(catalog)]
    build = [*command, "build", "--catalog", str(catalog)]
    edits = _edits(catalog / f"models/{MODEL}.yaml")

    def forget() -> None:
        shutil.rmtree(catalog.parent / "build", ignore_errors=True)

    return {
        READ: lambda: run([*python, _READ, str(catalog)]),
        PARSED: lambda: run([*python, _PARSE, str(catalog)]),
        "check, cold": lambda: run(check, before=forget),
        "check, nothing changed": lambda: run(check),
        "check, one record edited": lambda: run(check, before=lambda: next(edits)),
        "build, cold": lambda: run(build, before=forget),
        "build, nothing changed": lambda: run(build),
        "build, one record edited": lambda: run(build, before=lambda: next(edits)),
        "serve, one record seen": partial(next, _seen(catalog, edits)),
    }


def _edits(record: Path) -> Iterator[None]:
    """Each step gives a model a limit that it has not had."""
    text = record.read_text("utf-8")
    for number in count(1):
        edited, times = re.subn(r"(?m)^output: \d+$", f"output: {number}", text)
        assert times == 1
        record.write_text(edited, "utf-8")
        yield


def _seen(catalog: Path, edits: Iterator[None]) -> Iterator[Cost]:
    """What it takes from a saved record to all that shows it first, once the catalogue is held."""
    glimpse = Glimpse.of(Plan.beside(catalog), render)
    for _ in edits:
        assert glimpse
        cpu, wall = process_time(), perf_counter()
        glimpse = glimpse.after([catalog / f"models/{MODEL}.yaml"])
        assert glimpse
        assert all(map(glimpse.file, SEEN))
        memory = getrusage(RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        yield Cost(process_time() - cpu, perf_counter() - wall, memory)


def table(costs: dict[str, Cost]) -> str:
    """The figures, each beside how many times the floor's CPU it is."""
    floor = costs[PARSED].cpu
    lines = [f"{'':<28}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'CPU ÷ floor':>13}"]
    for name, cost in costs.items():
        figures = f"{cost.cpu:8.2f}{cost.wall:8.2f}{cost.memory:9.0f}{cost.cpu / floor:13.1f}"
        lines.append(f"{name:<28}{figures}")
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="ways that are named so: check, build, serve")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
