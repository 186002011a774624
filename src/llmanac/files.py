"""Write. The one room that does: a file or a tree is made beside the old one, then swapped in.

Whoever reads sees the old bytes or the new ones, never a mixture, whenever the writer is killed.
What a killed writer leaves beside is taken away by the next. Power failures are another matter:
nothing here waits for the disk, since everything written can be made again.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from llmanac.exchange import exchange


class Busy(Exception):
    """Another run is writing the same tree. Wait for it, or end it."""

    code: Final = "files.busy"

    def __init__(self, target: Path) -> None:
        super().__init__(f"{target} is being written by another run")
        self.params: Final = {"target": str(target)}


def write(path: Path, content: str | bytes) -> bool:
    """Write one file whole, with its folders, and say whether anything changed."""
    data = _data(content)
    if _reads(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path) as file:
        file.truncate(0)
        file.write(data)
        file.flush()
        Path(file.name).replace(path)
    return True


class Tree:
    """The new state of a folder of output, while it grows beside the old one.

    A tool that writes by itself (MkDocs, sqlite3) may be sent to `stage`, as long as it only
    makes files: those that `write` and `keep` have placed may be one with the old tree's.
    """

    def __init__(self, target: Path, stage: Path) -> None:
        self._target: Final = target
        self.stage: Final = stage
        self._folders: Final[set[Path]] = set()

    def write(self, name: str, content: str | bytes) -> None:
        """Place one file; `name` is its path below the tree, parted by slashes."""
        data = _data(content)
        if _reads(self._target / _checked(name), data):
            self.keep(name)
        else:
            self._put(name, partial(_create, data=data))

    def keep(self, name: str) -> None:
        """Carry one file over from the old tree as it is."""
        self._put(name, partial(_carry, self._target / _checked(name)))

    def _put(self, name: str, put: Callable[[Path], None]) -> None:
        """Place a file in a folder that is there, and never on an inode of the old tree."""
        place = self.stage / _checked(name)
        if place.parent not in self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(place.parent)
        try:
            put(place)
        except FileExistsError:
            place.unlink()
            put(place)


def _create(place: Path, data: bytes) -> None:
    with place.open("xb") as file:
        file.write(data)


def _carry(kept: Path, place: Path) -> None:
    try:
        place.hardlink_to(kept)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:  # a file system without links, or with no more of them for this file
        shutil.copyfile(kept, place)


@contextmanager
def replacing(target: Path) -> Iterator[Tree]:
    """Replace a folder as a whole: what is not written again is gone.

        with replacing(Path("build/site")) as tree:
            tree.write("index.html", page)

    The end of the block swaps new and old in one step; an error drops the new. Raises `Busy`
    while another run is at it.
    """
    target = target.resolve()
    stage, old, lock = (target.with_name(f".{target.name}.{what}") for what in _BESIDE)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(lock, target):
        _repair(target, stage, old)
        stage.mkdir()
        try:
            yield Tree(target, stage)
            _swap(target, stage, old)
        finally:
            for left in (stage, old):
                shutil.rmtree(left, ignore_errors=True)


_BESIDE: Final = ("stage", "old", "lock")


@contextmanager
def _alone(lock: Path, target: Path) -> Iterator[None]:
    """Hold the lock, which the system lets go when its holder dies."""
    with lock.open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(target) from None
        yield


def _repair(target: Path, stage: Path, old: Path) -> None:
    """Undo what a killed run left: the old tree is put back, the rest is taken away."""
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (stage, old):
        if left.exists():
            shutil.rmtree(left)


def _swap(target: Path, stage: Path, old: Path) -> None:
    """Put the staged tree in place. Only a system without `exchange` knows a moment between."""
    if not target.exists():
        stage.rename(target)
    elif not exchange(stage, target):
        target.rename(old)
        stage.rename(target)


def _data(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _reads(path: Path, data: bytes) -> bool:
    """Say whether the file is there and holds just these bytes."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _checked(name: str) -> str:
    """The name, if it stays below the tree."""
    parts = PurePosixPath(name).parts
    if not parts or parts[0].startswith("/") or ".." in parts:
        message = f"{name!r} is no path below a tree"
        raise ValueError(message)
    return name


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    """Open the file that will take the path's place; one writer at a time holds it."""
    beside = path.with_name(f".{path.name}.new")
    while True:
        with beside.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_open_at(file, beside):  # else the writer before us has moved it into place
                yield file
                return


def _is_open_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
