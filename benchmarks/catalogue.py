"""Measure checking and building a catalogue that knows every seller.

    python benchmarks/catalogue.py [--offers 11000] [--runs 3] [--only check] [--json]

The catalogue is invented (`large.py`). Each way runs in a process of its own. Beside seconds, which
are the machine's, stands how many times as much CPU a way takes as the floor: reading every file
and parsing it once, in one process, with nothing made of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from costs import Cost, run
from large import Scale, invent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        catalog = Path(folder) / "catalog"
        invent(catalog, Scale(offers=asked.offers))
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
    edits = _edits(catalog / "offers/seller-000")

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
    }


def _edits(folder: Path) -> Iterator[None]:
    """Each step gives an offer a limit that it has not had."""
    record = min(folder.iterdir())
    text = record.read_text("utf-8")
    assert "output: " in text
    for number in count(1):
        before, _, after = text.partition("output: ")
        _, brace, rest = after.partition("}")
        record.write_text(f"{before}output: {number}{brace}{rest}", "utf-8")
        yield


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
    parser.add_argument("--offers", type=int, default=Scale.offers)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="ways with this in their names: check, build")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
