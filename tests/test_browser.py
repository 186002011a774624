"""Which browser the tests run in, and what is said where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from browser import chromium

HERE = Path(__file__).parent
CASE = "from browser import browser\n\ndef test_it(browser): browser.new_page().close()\n"


def program(path: Path, *, status: int) -> Path:
    """A stand-in for a browser that runs, or that only says why it does not."""
    path.write_text(f"#!/bin/sh\nexit {status}\n")
    path.chmod(0o755)
    return path


def test_the_one_that_is_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """$CHROMIUM goes before everything; where it does not run, nothing takes its place."""
    monkeypatch.setenv("CHROMIUM", str(program(tmp_path / "mine", status=0)))
    assert chromium() == str(tmp_path / "mine")
    program(tmp_path / "mine", status=1)
    assert chromium() is None


def test_a_browser_that_does_not_run_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ubuntu's `chromium` is a note that it comes as a snap."""
    program(tmp_path / "chromium", status=1)
    program(tmp_path / "google-chrome", status=0)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("browser._playwrights_own", lambda: str(tmp_path / "none"))
    assert chromium() == str(tmp_path / "google-chrome")


@pytest.mark.parametrize(
    ("wish", "outcome"),
    [({}, "1 error"), ({"LLMANAC_NO_BROWSER": "1"}, "1 skipped")],
)
def test_a_missing_browser_fails_unless_none_is_wished(
    tmp_path: Path, wish: dict[str, str], outcome: str
) -> None:
    """A test that needs one is never skipped in silence."""
    (tmp_path / "test_case.py").write_text(CASE)
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", tmp_path],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(HERE), "CHROMIUM": str(tmp_path / "none")} | wish,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert outcome in said
    assert ("make browser" in said) is (not wish)
