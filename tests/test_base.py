"""The shared parts are found in a checkout, and a wheel carries them."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from llmanac import base

REPOSITORY = Path(__file__).parents[1]
SNAPSHOT = "build/site/api/v1/llmanac.sqlite"


def test_a_checkout_is_its_own_base() -> None:
    """The parts are relative to the root of the repository, and it has no snapshot of its own."""
    assert base.ROOT == REPOSITORY
    assert not base.SNAPSHOT.exists()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """This package with an invented base: one file for each part, and what is no part."""
    root = tmp_path / "project"
    for name in ("pyproject.toml", "hatch_build.py", "LICENSE", "src/llmanac"):
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(REPOSITORY / name)
    parts = [part if part.endswith(".yaml") else f"{part}/one.txt" for part in base.PARTS]
    for name in (*parts, SNAPSHOT, "README.md", "catalog/models/acme/nova.yaml"):
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"invented {name}")
    return root


def wheel(project: Path) -> subprocess.CompletedProcess[str]:
    """Build it as `make wheel` does."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_a_wheel_carries_the_base_and_the_snapshot(project: Path, tmp_path: Path) -> None:
    """Its parts are found by `base` where it is installed; a catalogue's own records stay out."""
    built = wheel(project)
    assert built.returncode == 0, built.stderr
    (path,) = (project / "dist").glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "installed")
    package = tmp_path / "installed" / "llmanac"
    assert (package / "llmanac.sqlite").read_text() == f"invented {SNAPSHOT}"
    assert not (package / "base/catalog/models").exists()
    program = (
        "from llmanac import base; assert all((base.ROOT / part).exists() for part in base.PARTS);"
        "print(base.CATALOG, base.THEME, base.WEB, base.SNAPSHOT, sep='\\n')"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    places = ("base/catalog", "base/docs/theme", "base/web/dist", "llmanac.sqlite")
    assert said == [str(package / place) for place in places]


def test_two_wheels_of_one_checkout_are_the_same_bytes(project: Path) -> None:
    """A wheel is a function of what is in it."""
    bytes_of = []
    for _ in range(2):
        assert wheel(project).returncode == 0
        (path,) = (project / "dist").glob("*.whl")
        bytes_of.append(path.read_bytes())
        path.unlink()
    assert bytes_of[0] == bytes_of[1]


@pytest.mark.parametrize("part", ["web/dist/one.txt", SNAPSHOT])
def test_a_wheel_without_a_made_part_is_refused(project: Path, part: str) -> None:
    """The message names the part, and the verb that makes it."""
    (project / part).unlink()
    built = wheel(project)
    assert built.returncode != 0
    assert part.removesuffix("/one.txt") in built.stderr
    assert "make wheel" in built.stderr
