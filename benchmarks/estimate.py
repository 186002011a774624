"""Measure estimates against genai-prices and litellm, and list where they say another amount.

    python benchmarks/estimate.py [--runs 5] [--json | --markdown en] [--found build/peers.json]

The newest releases of both are installed into `build/peers`, never into our own Python; each
library runs in processes of its own, on the same bodies. The ratios of one run are worth quoting.
`--markdown` prints the page of the guide, `peers.md`, in a language; `--found` takes what an
earlier run said with `--json`, so that the pages of both languages are of one run.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import json
import operator
import subprocess
import sys
import venv
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import geometric_mean, median
from typing import Any

import yaml
from pydantic import TypeAdapter

from llmanac.pricing.entries import Entry
from peers import NAMES, page, wrong

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "benchmarks" / "estimate.yaml"
SNAPSHOT = ROOT / "build" / "site" / "api" / "v1" / "llmanac.sqlite"
PEERS = ROOT / "build" / "peers"
BY_NAME = {"provider": "wcode", "model": "qwen/qwen3.6-27b"}
"""What stands for the model of a case where our own catalogue is asked by name."""

NO_WHY = "NOT EXPLAINED"
NOT_WRONG = "EXPLAINED, BUT RIGHT"

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class Exact(yaml.CSafeLoader):
    """Reads numbers as decimals, and days as the text that they are."""


Exact.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(node.value))
Exact.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def main() -> int:
    """Measure, and print what came out."""
    arguments = _arguments()
    cases = read(CASES)
    if arguments.found:
        found = json.loads(arguments.found.read_text("utf-8"))
    else:
        found = everything(cases, arguments.runs)
    if arguments.json:
        print(json.dumps(found, indent=2))
    elif arguments.markdown:
        print(page(cases, found, arguments.markdown), end="")
    else:
        parts = (", ".join(found["releases"]), speed(found), start(found), amounts(cases, found))
        print("\n\n".join(parts))
    return 0


def everything(cases: list[dict[str, Any]], runs: int) -> dict[str, Any]:
    """Return what every library said and took, by its name, and their releases."""
    pythons = dict.fromkeys(NAMES, str(installed())) | {"llmanac": sys.executable}
    found = {name: measured(name, pythons[name], cases, runs) for name in NAMES}
    return {"releases": releases(), **found}


def read(path: Path) -> list[dict[str, Any]]:
    """Return the cases, each with what a library needs to be told."""
    cases: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Exact)
    for case in cases:
        case["entries"] = [entry.to_json() for entry in entries_of(case)]
        case["right"] = decimal(worked_out(case["arithmetic"]))
        case["at"] = _instant(case["body"])
        case["ours"] = BY_NAME
    return cases


def entries_of(case: dict[str, Any]) -> tuple[Entry, ...]:
    """Return the prices of a case as an offer would have them."""
    said = {"currency": "USD", "per": "1M", "seen": "2025-01-01", "source": case["sources"][0]}
    first = {name: case[name] for name in ("rates", "bands", "when") if name in case}
    written = [{**said, **one} for one in (first, case.get("later")) if one]
    return TypeAdapter(tuple[Entry, ...]).validate_python(written)


def _instant(body: dict[str, Any]) -> str:
    """Return when the body says that it was made, else a day on which its prices held."""
    created = body.get("created", body.get("created_at", 1_794_200_000))
    return datetime.fromtimestamp(created, UTC).isoformat()


def installed() -> Path:
    """Return the Python of the peers, with their newest releases."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--quiet", "--upgrade", *NAMES[1:]]
    subprocess.run(pip, check=True)
    compileall.compile_dir(ROOT / "src", quiet=1)  # as pip does with the peers
    return python


def releases() -> list[str]:
    """Return what was measured: names with their versions."""
    ask = "from importlib.metadata import version; import sys; print(version(sys.argv[1]))"
    pythons = dict.fromkeys(NAMES, str(PEERS / "bin" / "python")) | {"llmanac": sys.executable}
    return [
        f"{name} {subprocess.check_output([pythons[name], '-c', ask, name], text=True).strip()}"
        for name in NAMES
    ]


def measured(name: str, python: str, cases: list[dict[str, Any]], runs: int) -> dict[str, Any]:
    """Return what one library said and took; of importing, the median of several processes."""
    found = one_run(name, python, cases, measure=True)
    starts = [one_run(name, python, cases, measure=False) for _ in range(runs)]
    return found | {key: median(one[key] for one in starts) for key in ("import", "first", "rss")}


def one_run(
    name: str, python: str, cases: list[dict[str, Any]], *, measure: bool
) -> dict[str, Any]:
    """Return what one process found."""
    worker = ROOT / "benchmarks" / "estimating.py"
    done = subprocess.run(
        [python, str(worker), name, str(SNAPSHOT)],
        input=json.dumps({"cases": cases, "measure": measure}, default=float),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def speed(found: dict[str, Any]) -> str:
    """CPU per body, and how many times as much the peers take."""
    peers = [found[name]["cpu"]["total"] for name in NAMES[1:]]
    lines = [f"{'µs of CPU per body':<36}" + "".join(f"{name:>14}" for name in NAMES)]
    for body, taken in found["llmanac"]["cpu"]["total"].items():
        figures = "".join(f"{1e6 * one:14.1f}" for one in (taken, *(peer[body] for peer in peers)))
        lines.append(f"{body:<36}{figures}")
    for way, taken in found["llmanac"]["cpu"].items():
        ratios = [geometric_mean(peer[body] / taken[body] for body in taken) for peer in peers]
        mean = 1e6 * geometric_mean(taken.values())
        lines.append(
            f"{'÷ llmanac, ' + way:<36}{mean:14.1f}" + "".join(f"{r:13.1f}×" for r in ratios)
        )
    return "\n".join(lines)


def start(found: dict[str, Any]) -> str:
    """What a process takes that has priced one body."""
    lines = [f"{'one body in a new process':<36}" + "".join(f"{name:>14}" for name in NAMES)]
    for said, key, unit in (
        ("import, ms of CPU", "import", 1e3),
        ("import and first, ms of CPU", "first", 1e3),
        ("memory, MiB", "rss", 1),
    ):
        lines.append(f"{said:<36}" + "".join(f"{unit * found[name][key]:14.1f}" for name in NAMES))
    return "\n".join(lines)


def amounts(cases: list[dict[str, Any]], found: dict[str, Any]) -> str:
    """A row for each body: who says the amount that was worked out, who another, and why."""
    heads = ["body", "worked out", *NAMES, "why"]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for case in cases:
        said = {name: found[name]["amounts"][case["name"]] for name in NAMES}
        others, why = wrong(case, found), {**case.get("why", {}), **case.get("varies", {})}
        reasons = [f"{name}: {why[name]['en'] if name in why else NO_WHY}" for name in others]
        reasons += [f"{name}: {NOT_WRONG}" for name in why if name not in others]
        cells = [f"**{said[name]}**" if name in others else said[name] for name in NAMES]
        row = [case["name"], case["right"], *cells, "; ".join(reasons)]
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines)


def worked_out(arithmetic: str) -> Fraction:
    """Evaluate numbers, `+ - * /` and brackets in exact fractions."""

    def value(node: ast.AST) -> Fraction:
        if isinstance(node, ast.BinOp):
            return Fraction(OPERATORS[type(node.op)](value(node.left), value(node.right)))
        return Fraction(ast.get_source_segment(arithmetic, node) or "")

    return value(ast.parse(arithmetic, mode="eval").body)


def decimal(exact: Fraction) -> str:
    """Write an amount without an exponent."""
    return format(Decimal(exact.numerator) / Decimal(exact.denominator), "f")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="processes that only begin, of each")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--markdown", choices=("en", "zh"), help="print the page of the guide")
    parser.add_argument("--found", type=Path, help="what an earlier run said with --json")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
