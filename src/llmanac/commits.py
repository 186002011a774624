"""Ask git about the commit that a folder was checked out from."""

import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile


def seconds(directory: Path) -> str | None:
    """The time of the commit, in seconds since 1970; None where there is none."""
    return _git(directory, "log", "-1", "--format=%ct")


def is_as_committed(directory: Path) -> bool:
    """Whether nothing has changed there since."""
    return _git(directory, "status", "--porcelain", "--ignored", "--", ".") == ""


def extract(directory: Path, revision: str, target: Path) -> bool:
    """Put what a folder held in a revision into `target`; False where git knows no such thing."""
    name = _git(directory, "rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}")
    below = _git(directory, "rev-parse", "--show-prefix")
    top = _git(directory, "rev-parse", "--show-toplevel")
    if not name or not top or below is None:
        return False
    packed = subprocess.run(
        ["git", "archive", "--format=zip", "-0", f"{name}:{below.rstrip('/')}"],
        cwd=top,  # below it, git packs nothing but what is there
        capture_output=True,
        check=False,
        timeout=120,
    )
    if packed.returncode:
        return False
    with ZipFile(BytesIO(packed.stdout)) as archive:  # a link in it becomes a plain file
        archive.extractall(target)
    return True


def _git(directory: Path, *words: str) -> str | None:
    """What git says; None where it is not there or has nothing to say."""
    try:
        said = subprocess.run(
            ["git", *words], cwd=directory, capture_output=True, check=True, timeout=20, text=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return said.stdout.strip()
