"""The guide's page on other libraries tells what its cases say; peers themselves run by hand."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from llmanac.pricing.entries import Entry
from llmanac.pricing.price import price
from llmanac.pricing.tariff import Tariff
from llmanac.when import instant

if TYPE_CHECKING:
    from llmanac.pricing.reader import Reader

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "benchmarks"))

import estimate  # noqa: E402
import peers  # noqa: E402

CASES = estimate.read(estimate.CASES)
LANGUAGES = ("en", "zh")


def told(language: str) -> str:
    """The page as it is committed."""
    return (ROOT / "docs" / language / "guide" / "peers.md").read_text("utf-8")


def rows(language: str) -> dict[str, list[str]]:
    """The table of amounts, by the response's name."""
    head = peers.WORDS[language]["response"]
    found = re.search(rf"^\| {head} \|.*\n\| --- .*\n((?:\|.*\n)+)", told(language), re.M)
    assert found
    lines = [line.strip("| ").split(" | ") for line in found[1].splitlines()]
    return {cells[0]: cells[1:] for cells in lines}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_case_and_what_it_costs(language: str) -> None:
    """In the order of the cases, with the amounts that were worked out."""
    wanted = [(peers.title(case, language), case["right"]) for case in CASES]
    assert [(name, cells[0]) for name, cells in rows(language).items()] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_explains_every_disagreement_and_nothing_else(language: str) -> None:
    """An amount in bold has its reason in the case; an amount that is right has none."""
    page, table = told(language), rows(language)
    for case in CASES:
        why = {**case.get("why", {}), **case.get("varies", {})}
        cells = table[peers.title(case, language)][1:]
        bold = [name for name, cell in zip(peers.NAMES, cells, strict=True) if "**" in cell]
        assert bold == [name for name in peers.NAMES if name in why], case["name"]
        assert all(why[name][language] in page for name in why)
        assert {cell for cell in cells if "**" not in cell} <= {case["right"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_what_the_script_prints(language: str) -> None:
    """But for what only a run can tell: its prose and rows are those of the template."""
    page = told(language)
    written = (ROOT / "benchmarks" / f"peers.{language}.md").read_text("utf-8")
    parts = re.split(r"\{\{\w+\}\}", written)
    assert page.startswith(parts[0])
    assert page.endswith(parts[-1])
    assert all(part in page for part in parts)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_we_say_the_amount_that_was_worked_out(
    case: dict[str, Any], readers: dict[str, Reader]
) -> None:
    """Unless the case explains why not."""
    tariff = Tariff(Entry.from_json(entry) for entry in case["entries"])
    usage = readers[case["dialect"]].read(case["body"])
    receipt = price(usage, tariff, currency="USD", at=instant(case["at"]), at_from="caller")
    assert (receipt.total == Decimal(case["right"])) is ("llmanac" not in case.get("why", {}))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_the_rates_of_a_case_have_sources(case: dict[str, Any]) -> None:
    """The seller's page, and the entry of a feed with its day."""
    page, entry = case["sources"]
    assert page.startswith("https://")
    assert re.fullmatch(r"[a-z-]+@\d{4}-\d\d-\d\d:\S+", entry)
