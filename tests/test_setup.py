"""What sets a fresh machine up says what to do where it cannot, and pins what it takes."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def a_python(path: Path, *, new: bool, venv: bool) -> Path:
    """A stand-in that answers as such a Python would."""
    path.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        f"  *version_info*) exit {0 if new else 1};;\n"
        f"  *ensurepip*) exit {0 if venv else 1};;\n"
        "  --version) echo Python 3.9.2;;\n"
        "  *) exit 1;;\n"
        "esac\n"
    )
    path.chmod(0o755)
    return path


def set_up(tmp_path: Path, python: Path) -> subprocess.CompletedProcess[str]:
    """Run the set-up with that Python, on a path that has no virtualenv."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("cat", "rm"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    return subprocess.run(
        [ROOT / ".ci" / "venv", tmp_path / "venv"],
        env={"PATH": str(tools), "PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """The version is named that is there, and how to get one that fits."""
    refused = set_up(tmp_path, a_python(tmp_path / "python3", new=False, venv=True))
    assert refused.returncode == 2
    assert "needs Python 3.11 or newer" in refused.stderr
    assert "Python 3.9.2" in refused.stderr
    assert "make PYTHON=" in refused.stderr


def test_a_python_without_venv_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Debian ships Python without venv; the package that brings it is named."""
    refused = set_up(tmp_path, a_python(tmp_path / "python3", new=True, venv=False))
    assert refused.returncode == 2
    assert "sudo apt-get install python3-venv" in refused.stderr


def test_make_alone_says_what_there_is() -> None:
    """Every verb is explained, the first ones first."""
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make (\w+)  +\S", said, re.MULTILINE)[:4] == [
        "help",
        "serve",
        "build",
        "test",
    ]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-node.lock"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    """Plain pip takes just these bytes, from whatever index it is pointed at."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9._-]+==\S+( ;.*?)?( +--hash=sha256:[0-9a-f]{64})+$", pin), pin


def test_npm_packages_are_pinned_by_content_not_by_address() -> None:
    """Each has its digest; no registry is written down, so that any mirror serves."""
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
