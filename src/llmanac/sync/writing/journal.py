"""Many files, as if at once: what is to be written is noted first, and finished whoever dies.

A run that is killed leaves each file old or new. The next run reads the note and writes the rest,
so that records and their evidence never part. A file that a person has changed in between is left.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from llmanac import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def write_all(
    folder: Path,
    texts: Mapping[str, str],
    note: Path,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Write files below a folder, in their order; `note` is where it is noted until it is done."""
    if not texts:
        return
    before = {path: _digest(folder / path) for path in texts}
    steps = [[path, before[path], text] for path, text in texts.items()]
    files.write(note, json.dumps({"folder": str(folder.resolve()), "steps": steps}))
    for done, (path, text) in enumerate(texts.items(), start=1):
        files.write(folder / path, text)
        tell(done, len(texts))
    note.unlink()


def finish(folder: Path, note: Path) -> tuple[str, ...]:
    """Do what a killed run has left; the paths of files that are somebody else's by now."""
    try:
        noted = json.loads(note.read_bytes())
    except FileNotFoundError:
        return ()
    if noted["folder"] != str(folder.resolve()):
        return ()
    foreign = []
    for path, before, text in noted["steps"]:
        found = _digest(folder / path)
        if found in (before, _digest_of(text.encode())):
            files.write(folder / path, text)
        else:
            foreign.append(path)
    note.unlink()
    return tuple(foreign)


def _digest(path: Path) -> str | None:
    """Names what a file holds; None where there is none."""
    try:
        return _digest_of(path.read_bytes())
    except FileNotFoundError:
        return None


def _digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()
