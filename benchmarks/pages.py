"""Print how large the pages of a built site are: `python benchmarks/pages.py [SITE] [--each]`.

Bytes as they stand and as gzip -9 sends them: median, p95 and the largest, per kind of page.
"""

from __future__ import annotations

import argparse
import gzip
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SITE = Path(__file__).parents[1] / "build" / "site"


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """How large one page is, in bytes."""

    raw: int
    packed: int
    path: str


def sizes(site: Path) -> dict[str, list[Size]]:
    """By kind of page, the smallest first."""
    found: defaultdict[str, list[Size]] = defaultdict(list)
    for file in sorted(site.rglob("index.html")):
        path = file.parent.relative_to(site).as_posix().removeprefix(".")
        content = file.read_bytes()
        packed = len(gzip.compress(content, 9, mtime=0))
        found[kind(path)].append(Size(len(content), packed, path))
    return {name: sorted(pages) for name, pages in sorted(found.items())}


def kind(path: str) -> str:
    """What kind of page stands at a path: that of its folder, one of it or the list of all."""
    first, *rest = path.removeprefix("zh").strip("/").split("/")
    return f"{first}/{'…/' * len(rest)}" if first else "home"


def share(figures: Iterable[int], part: float) -> int:
    """The figure that so large a part of all does not exceed (nearest rank)."""
    ranked = sorted(figures)
    return ranked[max(0, -int(-part * len(ranked) // 1) - 1)]


def lines(found: dict[str, list[Size]], each: bool) -> Iterator[str]:
    """A table of text."""
    heads = ("raw p50", "p95", "largest", "gz p50", "p95", "largest")
    yield f"{'pages of':24}{'number':>8}" + "".join(f"{head:>10}" for head in heads)
    for name, pages in found.items():
        columns = [[page.raw for page in pages], [page.packed for page in pages]]
        figures = [share(column, part) for column in columns for part in (0.5, 0.95, 1)]
        yield f"{name:24}{len(pages):8}" + "".join(f"{figure:10,}" for figure in figures)
        if each:
            yield from (f"  {page.path:50}{page.raw:10,}{page.packed:10,}" for page in pages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE)
    parser.add_argument("--each", action="store_true", help="every page too")
    asked = parser.parse_args()
    print(*lines(sizes(asked.site), asked.each), sep="\n")
