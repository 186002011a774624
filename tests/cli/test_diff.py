"""`llmanac diff`: folders, compiled catalogues, revisions of git."""

import json
import subprocess
from pathlib import Path

import pytest
from copies import Copy, copied

from llmanac import base, files
from llmanac.cli import main
from llmanac.compile.snapshot import snapshot
from llmanac.load import load

OFFER = "offers/bazaar/acme-nova.yaml"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def before(tmp_path: Path) -> Copy:
    """The invented catalogue."""
    return copied(tmp_path / "before")


@pytest.fixture
def after(tmp_path: Path) -> Copy:
    """The same, with another price and one offer less."""
    copy = copied(tmp_path / "after")
    text = (copy.root / OFFER).read_text("utf-8")
    assert "1.20" in text
    (copy.root / OFFER).write_text(text.replace("1.20", "1.50"), "utf-8")
    (copy.root / "offers/bazaar/mystery.yaml").unlink()
    return copy


def compiled(copy: Copy) -> Path:
    """The catalogue as one SQLite file."""
    path = copy.root.parent / "llmanac.sqlite"
    files.write(path, snapshot(load(copy.root, base=base.CATALOG)[0]))
    return path


def test_states_of_every_kind_are_told_apart_alike(
    before: Copy, after: Copy, capsys: Capture
) -> None:
    """A folder and what is compiled of it are the same state."""
    seen = set()
    for old in (before.root, compiled(before)):
        for new in (after.root, compiled(after)):
            assert main(["diff", str(old), str(new), "--json"]) == 1
            seen.add(capsys.readouterr().out)
    (told,) = map(json.loads, seen)
    (price,) = told["repriced"]
    move = price["moves"][0]
    assert (move["before"], move["after"], move["percent"]) == ("1.20", "1.50", "25.0")
    assert told["offers_gone"] == ["bazaar/mystery"]


def test_nothing_differs_from_itself(before: Copy, capsys: Capture) -> None:
    """The exit code says so too."""
    assert main(["diff", str(before.root), str(before.root), "--lang", "zh"]) == 0
    assert "没有变化" in capsys.readouterr().out


def test_a_revision_of_git_is_a_state(before: Copy, after: Copy, capsys: Capture) -> None:
    """Looked up in the catalogue's folder, whatever its name there."""
    top = before.root.parent
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-C", str(top))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "one")):
        subprocess.run([*git, *words], check=True, capture_output=True)
    asked = ["diff", "HEAD", str(after.root), "--catalog", str(before.root), "--markdown"]
    assert main(asked) == 1
    told = capsys.readouterr().out
    assert "bazaar/acme-nova" in told
    assert "+25.0 %" in told


def test_what_is_no_state_is_said(before: Copy, capsys: Capture) -> None:
    """With what to name instead."""
    assert main(["diff", "--catalog", str(before.root), "no/such"]) == 2
    assert "no/such" in capsys.readouterr().err
