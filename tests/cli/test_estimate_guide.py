"""What the guide to receipts shows is what the commands print."""

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from own import own_catalog
from terminal import Run

from llmanac.compile.snapshot import snapshot

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = {"json": "response.json", "yaml": "prices.yaml", "jsonl": "responses.jsonl"}
"""The fences that are files, by their language."""
RANKS = r"(?: *\d+  .+\n)+?"
"""Lines of a table that ranks offers, the best first."""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own catalogue, compiled."""
    path = tmp_path_factory.mktemp("compiled") / "llmanac.sqlite"
    path.write_bytes(snapshot(own_catalog()))
    return path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guide_shows_what_is_printed(
    language: str, compiled: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command is followed by its output, and every file that it reads is shown."""
    monkeypatch.setenv("LLMANAC_SNAPSHOT", str(compiled))
    text = (ROOT / "docs" / language / "guide/estimate.md").read_text("utf-8")
    fences = FENCE.findall(text)
    for kind, content in fences:
        if kind in FILES:
            (tmp_path / FILES[kind]).write_text(content)
    shown = 0
    for (kind, command), (after, output) in pairwise(fences):
        if kind == "sh":
            program, *words = shlex.split(command)
            said = run(*words, "--lang", language, cwd=tmp_path)
            assert (program, after) == ("llmanac", "text")
            assert _shown(output).fullmatch(said.out), command
            assert said.err == ""
            shown += 1
    assert shown == 7


def _shown(output: str) -> re.Pattern[str]:
    """What fits an output of the guide: a line `…` stands for ranks of a table that it leaves out,
    which is never the last line; every other line is exact."""
    lines = [RANKS if line == "…" else re.escape(line) + r"\n" for line in output.splitlines()]
    assert lines[-1] != RANKS
    return re.compile("".join(lines))
