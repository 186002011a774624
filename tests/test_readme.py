"""What the front page shows is what the commands print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own import own_catalog

from llmanac import estimate
from llmanac.compile.snapshot import snapshot
from llmanac.report.paint import Paint
from llmanac.report.receipt import bill
from llmanac.snapshot import Snapshot

if TYPE_CHECKING:
    from llmanac.messages import Language

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The repository's own catalogue, compiled."""
    path = tmp_path_factory.mktemp("compiled") / "llmanac.sqlite"
    path.write_bytes(snapshot(own_catalog()))
    return Snapshot(path)


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_receipt_is_the_one_that_is_printed(
    name: str, language: Language, compiled: Snapshot
) -> None:
    """The response on the reference page costs what the front page says, set as it says."""
    offer = own_catalog().offers["wcode/qwen-qwen3.6-27b"]  # type: ignore[index]
    assert offer.example
    body = json.loads(offer.example.response)
    receipt = estimate(body, model="qwen/qwen3.6-27b", provider="wcode", snapshot=compiled)
    printed = bill(receipt, compiled.labels(language), language, Paint(on=False))
    shown = "".join(f"    {line}\n" if line else "\n" for line in printed.rstrip("\n").split("\n"))
    assert shown in (ROOT / name).read_text("utf-8")
