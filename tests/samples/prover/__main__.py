"""The command: which samples, the table of their verdicts, and what is written in the end.

Ends with 0 if all passed, 1 if one failed, 2 if a tool is missing or nothing was there to prove.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from llmanac.report.paint import Paint, left
from prover import __doc__ as about
from prover.proofs import record, samples
from prover.proving import prove
from prover.server import serving
from prover.ways import WAYS
from prover.workshop import Unfit, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from prover.proving import Code, Verdict
    from prover.ways import Tool

ROOT = Path(__file__).resolve().parents[3]
CATALOG = ROOT / "catalog"
CLEAR = "\r\x1b[K"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prove the samples that are named, or all."""
    parser = argparse.ArgumentParser("prover", description=about and about.partition("\n")[0])
    parser.add_argument("sample", nargs="*", help="api/file, as below catalog/samples; else all")
    parser.add_argument(
        "--packages", action="store_true", help="print the Debian packages that are missing"
    )
    options = parser.parse_args(arguments)
    chosen = [code for code in samples(CATALOG) if code.id in options.sample or not options.sample]
    workshop = Workshop(ROOT / "build" / "samples")
    missing = workshop.missing(_tools(chosen))
    if options.packages:
        print(*sorted({tool.package for tool in missing}))
        return 0
    if unknown := [*_unknown(chosen, options.sample)]:
        return _give_up(*unknown)
    if missing:
        return _give_up(*_lacks(missing))
    try:
        workshop.furnish()
    except Unfit as error:
        return _give_up(f"{error} failed; see above")
    return _prove(chosen, workshop)


def _prove(chosen: Sequence[Code], workshop: Workshop) -> int:
    verdicts = []
    paint, width = Paint.to(sys.stderr), max(len(code.id) for code in chosen)
    with serving() as server:
        for code in chosen:
            _say(paint("dim", f"  … {code.id}") if paint.on else "", end="")
            since = monotonic()
            verdicts.append(prove(code, WAYS[code.file], workshop, server))
            _say(_row(verdicts[-1], width, monotonic() - since, paint))
    failed = sum(bool(verdict.wrong) for verdict in verdicts)
    end = f"{len(verdicts) - failed} passed, {failed} failed"
    _say(paint("alert" if failed else "bold", end))
    if failed:
        return 1
    if record(CATALOG, verdicts):
        _say("catalog/samples/proved.json has been written; commit it")
    return 0


def _row(verdict: Verdict, width: int, seconds: float, paint: Paint) -> str:
    """The verdict in one line, and what is wrong below it."""
    clear = CLEAR if paint.on else ""
    name, time = left(verdict.id, width), paint("dim", f"{seconds:5.1f} s")
    if not verdict.wrong:
        how = paint("accent", left(verdict.how, 6))
        return f"{clear}  ✓ {name}  {how}  {time}  {paint('dim', verdict.tools)}"
    wrong = "\n".join(f"      {line}" for line in verdict.wrong.strip().splitlines())
    return f"{clear}{paint('alert', '  ✗')} {name}  {paint('alert', 'failed')}  {time}\n{wrong}"


def _tools(chosen: Iterable[Code]) -> Iterable[Tool]:
    return (tool for code in chosen if code.file in WAYS for tool in WAYS[code.file].tools)


def _unknown(chosen: Sequence[Code], named: Sequence[str]) -> Iterable[str]:
    """What nothing can be said about."""
    there = {code.id for code in chosen}
    yield from (f"there is no sample {name}" for name in named if name not in there)
    yield from (
        f"{code.id}: nobody knows how to run it; add a row to prover/ways.py"
        for code in chosen
        if code.file not in WAYS
    )
    if not chosen:
        yield "there is nothing to prove"


def _lacks(missing: Sequence[Tool]) -> Iterable[str]:
    """Which package brings each tool, and how to have them all."""
    yield from (f"{tool.name} is not here; Debian has it in {tool.package}" for tool in missing)
    packages = " ".join(sorted({tool.package for tool in missing}))
    yield f"  sudo apt-get install --no-install-recommends {packages}"


def _give_up(*lines: str) -> int:
    for line in lines:
        _say(line)
    return 2


def _say(text: str, end: str = "\n") -> None:
    print(text, end=end, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
