"""Tell whether a tree is already what its inputs would make of it, without making it."""

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
    for path in paths:
        for file in sorted(_below(path)) if path.is_dir() else [path]:
            sums.update(_entry(str(file), _sum(file)))
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
    sums = hashlib.sha256()
    for file in sorted(_below(target)):
        stat = file.stat()
        sums.update(_entry(str(file.relative_to(target)), stat.st_size, stat.st_mtime_ns))
    return {"inputs": inputs, "outputs": sums.hexdigest()}


def _below(folder: Path) -> Iterator[Path]:
    for root, _, names in os.walk(folder):
        yield from (Path(root, name) for name in names)


def _sum(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _entry(*parts: str | int | None) -> bytes:
    return json.dumps(parts).encode()
