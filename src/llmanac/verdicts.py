"""What the last check found, kept for as long as nothing changes that it depends on."""

import json
from collections.abc import Callable
from pathlib import Path

from llmanac import files
from llmanac.findings import Finding


def settled(
    file: Path, state: Callable[[], str], find: Callable[[], tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """The findings of a state: those in the file, if they are of this one, else what `find` finds.

    `state` names everything that findings depend on. It is asked again when they are found: what
    has changed in the meantime is remembered of neither state.
    """
    before = state()
    known = _known(file, before)
    if known is not None:
        return known
    found = find()
    if state() == before:
        _remember(file, before, found)
    return found


def _known(file: Path, state: str) -> tuple[Finding, ...] | None:
    try:
        said = json.loads(file.read_text("utf-8"))
        return tuple(Finding(*row) for row in said["findings"]) if said["state"] == state else None
    except (OSError, ValueError, KeyError, TypeError):  # absent, cut short, or somebody else's
        return None


def _remember(file: Path, state: str, found: tuple[Finding, ...]) -> None:
    """Write the findings down, if JSON gives them back as they are."""
    rows = [[one.path, one.line, one.column, one.code, one.params] for one in found]
    try:
        text = json.dumps({"state": state, "findings": rows})
    except TypeError:
        return
    if json.loads(text)["findings"] == rows:
        files.write(file, text)
