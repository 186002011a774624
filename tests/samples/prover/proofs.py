"""The samples of a catalogue, and the file that says how each was proved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from llmanac.files import write
from prover.proving import Code

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from prover.proving import Verdict


def samples(catalog: Path) -> list[Code]:
    """Every sample, in the order of ids."""
    root = catalog / "samples"
    files = sorted(file for file in root.glob("*/*") if not file.name.startswith("."))
    return [Code(file.relative_to(root).as_posix(), file.read_bytes().decode()) for file in files]


def record(catalog: Path, verdicts: Iterable[Verdict]) -> bool:
    """Write what was proved beside what is known of the other samples; whether that is news."""
    file = catalog / "samples" / "proved.json"
    known = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    there = {code.id for code in samples(catalog)}
    proved = {id_: proof for id_, proof in known.items() if id_ in there}
    for verdict in verdicts:
        proof = {"sha256": verdict.sha256, "how": verdict.how, "with": verdict.tools}
        proved[verdict.id] = proof
    return write(file, json.dumps(proved, indent=2, sort_keys=True) + "\n")
