"""How large the pages of this repository's own catalogue are. The same bytes on every machine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from pages import Size, kind, lines, share, sizes  # noqa: E402  # a script, no package

REFERENCE = "models/qwen/qwen3.6-27b"


@pytest.fixture(scope="module")
def models(own_files: Path) -> list[Size]:
    """Every model's page in every language."""
    return sizes(own_files)[kind(REFERENCE)]


def test_model_pages_keep_to_their_budget(models: list[Size]) -> None:
    """19 of 20 model pages have at most 60 KB, and 16 KB as they are sent."""
    assert len(models) > 2
    assert share((page.raw for page in models), 0.95) <= 60_000
    assert share((page.packed for page in models), 0.95) <= 16_000


def test_the_reference_page_keeps_to_its_budget(models: list[Size]) -> None:
    """Whole, with all its tables and samples, it has at most 100 KB, and 26 KB as it is sent."""
    found = [page for page in models if page.path.endswith(REFERENCE)]
    assert len(found) == 2
    assert max(page.raw for page in found) <= 100_000
    assert max(page.packed for page in found) <= 26_000


def test_sizes_are_told_by_kind_of_page(tmp_path: Path) -> None:
    """A page of either language counts as the same kind; a table says the median and p95."""
    for number, path in enumerate(("models/acme/nova", "zh/models/acme/nova", "zh", "models")):
        file = tmp_path / path / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x" * 100 * (number + 1))
    found = sizes(tmp_path)
    assert [page.raw for page in found["models/…/…/"]] == [100, 200]
    assert {name: len(pages) for name, pages in found.items()} == {
        "home": 1,
        "models/": 1,
        "models/…/…/": 2,
    }
    assert share(range(1, 101), 0.95) == 95
    assert share([7], 0.5) == 7
    assert any(line.startswith("models/…/…/") and "200" in line for line in lines(found, False))
