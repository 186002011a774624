"""The shared parts are found in a checkout, and a wheel carries them."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from terminal import llmanac

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


SALE = (
    "catalog/models/qwen/qwen3.6-27b.yaml",
    "catalog/providers/wcode.yaml",
    "catalog/offers/wcode/qwen-qwen3.6-27b.yaml",
)
"""The records that an estimate needs: how many more a catalogue has is nothing to a wheel."""

NAMED = "title: Shop\ntagline: One model\ndescription: What it costs.\nlanguages: [en]\nroot: en\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """This package with its true base, on which lies a catalogue of one sale."""
    root = tmp_path / "project"
    made = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "src")
    for name in (*made, *base.PARTS, *SALE):
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not name.startswith("catalog/"):
            place.symlink_to(REPOSITORY / name)
        elif (REPOSITORY / name).is_dir():  # a catalogue holds no link that leads out of it
            shutil.copytree(REPOSITORY / name, place)
        else:
            shutil.copyfile(REPOSITORY / name, place)
    (root / "catalog/site.yaml").write_text(NAMED)
    return root


def test_an_installed_wheel_works_alone(shop: Path, tmp_path: Path) -> None:
    """Outside the repository and without Node: begin a catalogue, build it, estimate."""
    assert llmanac("build", cwd=shop).code == 0
    built = wheel(shop)
    assert built.returncode == 0, built.stderr
    (path,) = (shop / "dist").glob("*.whl")
    with zipfile.ZipFile(path) as archive:  # what pip does with a wheel of plain files
        archive.extractall(tmp_path / "installed")

    def installed(*words: str, stdin: str = "") -> str:
        """Run the wheel's command where nothing of the repository is."""
        run = subprocess.run(
            [sys.executable, "-m", "llmanac", *words],
            cwd=tmp_path / "away",
            env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": "", "LLMANAC_LANG": "en"},
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    (tmp_path / "away").mkdir()
    usage = (
        '{"prompt_tokens": 25, "completion_tokens": 1542, "total_tokens": 1567,'
        ' "completion_tokens_details": {"reasoning_tokens": 1274, "text_tokens": 1542}}'
    )
    sold = ("--model", "qwen/qwen3.6-27b", "--provider", "wcode", "--at", "2026-04-23")
    assert "0.030149\n" in installed("estimate", *sold, stdin=usage)
    installed("init")
    assert installed("check") == "no findings\n"
    installed("build")
    assert (tmp_path / "away/build/site/zh/models/example-lab/first-model/index.html").is_file()
    assert (tmp_path / "away/build/site/assets/llmanac.js").is_file()


def test_an_import_takes_nothing_but_the_standard_library() -> None:
    """Whoever estimates waits for nothing else."""
    program = "import sys, llmanac; llmanac.estimate; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    third = {"pydantic", "yaml", "mkdocs", "jinja2", "orjson", "watchfiles"}
    assert third.isdisjoint(name.partition(".")[0] for name in run.stdout.split())


def test_a_command_says_what_it_lacks(tmp_path: Path) -> None:
    """Where only the estimator is installed, other commands name the extra that they need."""
    (tmp_path / "catalog").mkdir()
    program = (
        "import sys; sys.modules['pydantic'] = None\n"
        "from llmanac.cli import main; sys.exit(main(['check', '--lang', 'en']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert "pip install 'llmanac[site]'" in run.stderr
    assert "Traceback" not in run.stderr
