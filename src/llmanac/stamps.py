"""Tell whether a tree is already what its inputs would make of it, without making it."""

# Tens of thousands of files are looked at each time, so paths are text here.
# ruff: noqa: PTH112, PTH113, PTH114, PTH115, PTH116, PTH123

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from llmanac.files import write


def digest(paths: Iterable[Path], *more: str) -> str:
    """The sha256 of files, of all files below folders, and of further words, in this order.

    A missing path counts as such, so that its coming changes the digest.
    """
    sums = hashlib.sha256()
    for path in map(str, paths):
        for file in sorted(_below(path)) if os.path.isdir(path) else [path]:
            sums.update(_entry(file, _sum(file)))
    sums.update(_entry(*more))
    return sums.hexdigest()


def is_current(target: Path, inputs: str) -> bool:
    """Say whether the tree was made of these inputs and nobody has touched it since.

    Reads names, sizes and times of its files, not their content.
    """
    try:
        stamp = json.loads(_stamp(target).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return bool(stamp == _claim(target, inputs))


def mark_current(target: Path, inputs: str) -> None:
    """Note that the tree as it stands was made of these inputs."""
    write(_stamp(target), json.dumps(_claim(target, inputs)))


def _stamp(target: Path) -> Path:
    place = target.resolve()
    return place.with_name(f".{place.name}.stamp")


def _claim(target: Path, inputs: str) -> dict[str, str]:
    sums, root = hashlib.sha256(), str(target)
    for file in sorted(_below(root)):
        stat = os.stat(file)
        sums.update(_entry(file.removeprefix(root), stat.st_size, stat.st_mtime_ns))
    return {"inputs": inputs, "outputs": sums.hexdigest()}


def _below(folder: str) -> Iterator[str]:
    """Text and not `Path`: there may be tens of thousands of them, each time."""
    for root, _, names in os.walk(folder):
        yield from (f"{root}/{name}" for name in names)


def _sum(file: str) -> str | None:
    """What stands for the file: its content's digest, and where it leads if it is a link."""
    try:
        leads = os.readlink(file) if os.path.islink(file) else ""
        if not os.path.isfile(file):
            return leads or None
        with open(file, "rb") as content:
            return hashlib.sha256(content.read()).hexdigest() + leads
    except OSError as error:  # it is there, and may not be read
        return error.strerror


def _entry(*parts: str | int | None) -> bytes:
    return json.dumps(parts).encode()
