"""Ask git about the commit that a folder was checked out from."""

import subprocess
from pathlib import Path


def seconds(directory: Path) -> str | None:
    """The time of the commit, in seconds since 1970; None where there is none."""
    return _git(directory, "log", "-1", "--format=%ct")


def is_as_committed(directory: Path) -> bool:
    """Whether nothing has changed there since."""
    return _git(directory, "status", "--porcelain", "--ignored", "--", ".") == ""


def _git(directory: Path, *words: str) -> str | None:
    """What git says; None where it is not there or has nothing to say."""
    try:
        said = subprocess.run(
            ["git", *words], cwd=directory, capture_output=True, check=True, timeout=20, text=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return said.stdout.strip()
