"""Measure a build of the site against stock MkDocs Material over the same pages.

    python benchmarks/site.py [--models 200] [--runs 3] [--stock-runs 1] [--json]

Each way of building runs in a process of its own, in a folder that is gone afterwards. Seconds
say something about this machine; the ratios are what is worth quoting.
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = "qwen3.6-27b"
"""The model that is cloned, with its offer and its two tables."""

_RECORDS = (
    "models/qwen/qwen3.6-27b{}.yaml",
    "offers/wcode/qwen-qwen3.6-27b{}.yaml",
    "evaluations/qwen/qwen3.6-27b{}-language.yaml",
    "evaluations/qwen/qwen3.6-27b{}-vision.yaml",
)
_NAMES = (REFERENCE, "Qwen3.6 27B", "Qwen3.6-27B")
"""What is told apart in a clone: its id, its name, its column in a table."""

_SUMMARY = "\nsummary:\n  en: >-\n    "
"""What stands before a model's summary."""

STOCK = {
    "stock, same pages": "**/index.html.md",
    "stock, models only": "**/models/*/*/index.html.md",
}
"""Which of our pages stock Material is given as Markdown."""

_STOCK = """\
site_name: Models
docs_dir: pages
theme: material
plugins: [search]
markdown_extensions:
  - tables
  - pymdownx.highlight: {anchor_linenums: true, line_spans: __span, pygments_lang_class: true}
  - pymdownx.superfences
"""
"""Material as its own guide sets it up: search, and code blocks highlighted."""


def main() -> int:
    """Measure, and print what came out."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="llmanac-bench-") as folder:
        costs = measure(Path(folder), arguments)
    if arguments.json:
        print(json.dumps({name: asdict(cost) for name, cost in costs.items()}, indent=2))
    else:
        print(table(costs, arguments.models))
    return 0


def measure(folder: Path, arguments: argparse.Namespace) -> dict[str, Cost]:
    """Every way of building, by its name; medians."""
    clone(ROOT / "catalog", folder / "catalog", arguments.models)
    edits = _edits(folder / "catalog" / _RECORDS[0].format(""))
    build = [sys.executable, "-m", "llmanac", "build", "--catalog", str(folder / "catalog")]
    ways: dict[str, Callable[[], Cost]] = {
        "cold": lambda: run([*build, "--afresh"], before=lambda: _forget(folder)),
        "nothing changed": lambda: run(build),
        "one record edited": lambda: run(build, before=lambda: next(edits)),
    }
    runs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(arguments.runs):
        for name, way in ways.items():
            runs[name].append(way())
    for name, pages in STOCK.items() if arguments.stock_runs else ():
        config = stock(folder / "build" / "site", folder / name, pages, arguments.not_in_nav)
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "-f", str(config)]
        runs[name] = [run(mkdocs) for _ in range(arguments.stock_runs)]
    return {name: Cost.of(each) for name, each in runs.items()}


def clone(source: Path, target: Path, models: int) -> None:
    """The repository's catalogue with the reference model as many times as asked for."""
    shutil.copytree(source, target)
    for number in range(1, models):
        mark = f"-{number:04}"
        for record in _RECORDS:
            text = (source / record.format("")).read_text("utf-8")
            for name in _NAMES:
                text = text.replace(name, name + mark)
            (target / record.format(mark)).write_text(text, "utf-8")


def stock(site: Path, folder: Path, chosen: str, not_in_nav: bool) -> Path:
    """A project of MkDocs with our pages in all languages; its `mkdocs.yml`.

    The pages are the Markdown twins that our own build published, with the same facts as on our
    pages: of a model its summary, facts, prices, architecture, both benchmark tables, parameters,
    a response and its source. The API and the database are not asked of MkDocs.
    """
    pages = folder / "pages"
    for twin in sorted(site.glob(chosen)):
        page = pages / twin.relative_to(site).with_name("index.md")
        page.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(twin, page)
    if not (pages / "index.md").exists():
        (pages / "index.md").write_text("# Models\n", "utf-8")
    hidden = "not_in_nav: '*'\nnav: [index.md]\n" if not_in_nav else ""
    config = folder / "mkdocs.yml"
    config.write_text(_STOCK + hidden, "utf-8")
    return config


def _forget(folder: Path) -> None:
    shutil.rmtree(folder / "build", ignore_errors=True)


def _edits(record: Path) -> Iterator[None]:
    """Each step changes a model's summary to something that it has not been."""
    text = record.read_text("utf-8")
    assert _SUMMARY in text
    for number in count(1):
        record.write_text(text.replace(_SUMMARY, f"{_SUMMARY}Edition {number}. "), "utf-8")
        yield


def table(costs: Mapping[str, Cost], models: int) -> str:
    """The figures, and by how much stock takes more of everything."""
    peers = [costs[name] for name in STOCK if name in costs]
    what = f"{models} models × 2 languages"
    heads = ("same pages ÷", "models only ÷")[: len(peers)]
    lines = [
        f"{what:<26}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}" + "".join(map("{:>15}".format, heads))
    ]
    for name, cost in costs.items():
        ratios = "".join(f"{peer.cpu / cost.cpu:15.1f}" for peer in peers)
        lines.append(f"{name:<26}{cost.cpu:8.2f}{cost.wall:8.2f}{cost.memory:9.0f}{ratios}")
    return "\n".join(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3, help="of each of our ways")
    parser.add_argument("--stock-runs", type=int, default=1, help="of MkDocs; 0 leaves it out")
    parser.add_argument("--not-in-nav", action="store_true", help="for MkDocs")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
