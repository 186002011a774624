"""Change the engine in one small way after another; every change must fail some bill.

    python tests/mutants/run.py [--only card receipt]

A mutant's code is put in the place of the function's own in a process of its own (a fork of this
one, which has read all bills), which works out the bills that reach the function until one fails;
where none does, the tests of `further.TESTS` are run.
`equivalent.yaml` lists changes that change nothing, each with the reason; one that no longer
applies is an error.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("pricing", "fixtures", "mutants")]

from mutate import Mutant, mutants  # noqa: E402
from tries import ENGINE, Tried, come_out  # noqa: E402

EQUIVALENT = Path(__file__).with_name("equivalent.yaml")

LEFT_OUT = {"__init__", "faults", "written", "asked", "bodies", "envelopes", "exchange", "texts"}
"""What no bill is about: errors, how pydantic reads a record, the words of a caller, other
currencies, and the forms in which a body comes; those have tests of their own."""

WIDTH = 30

Name = tuple[str, str, str, str, int]


def main() -> int:
    """Run the mutants, print a table and the survivors; 1 where there are any."""
    only = _arguments().only
    made = [
        mutant
        for path in sorted(ENGINE.glob("*.py"))
        if path.stem not in LEFT_OUT and path.stem in (only or [path.stem])
        for mutant in mutants(path.stem, str(path), path.read_text("utf-8"))
    ]
    if not come_out({mutant.module: None for mutant in made}):
        print("bills or tests do not come out as the engine is", file=sys.stderr)
        return 2
    left = survivors(made)
    excused = excuses({mutant.module for mutant in made})
    print(table(made, left, excused))
    found = [mutant for mutant in left if mutant.name not in excused]
    stale = excused - {mutant.name for mutant in left}
    for mutant in found:
        print(told_of(mutant))
    for name in sorted(stale):
        print(f"tests/mutants/{EQUIVALENT.name}: no longer applies: {said(name)}")
    return 1 if found or stale else 0


def excuses(modules: set[str]) -> set[Name]:
    """Return the names of mutants that change nothing."""
    read = yaml.safe_load(EQUIVALENT.read_text("utf-8")) or []
    return {
        (one["module"], one["function"], one["before"], one["after"], number)
        for one in read
        for number in one.get("numbers", [0])
        if one["module"] in modules and one["why"]
    }


def survivors(made: list[Mutant]) -> list[Mutant]:
    """Return the mutants with which all bills come out."""
    print("reading the bills", end="", file=sys.stderr, flush=True)
    tried, alive = Tried(), []
    for done, mutant in enumerate(made, 1):
        if tried.survives(mutant):
            alive.append(mutant)
        bar = "█" * (WIDTH * done // len(made))
        told = f"\r{bar:░<{WIDTH}} {done}/{len(made)}, {len(alive)} alive, {mutant.module:<12}"
        print(told, end="\n" if done == len(made) else "", file=sys.stderr, flush=True)
    return alive


def table(made: list[Mutant], left: list[Mutant], excused: set[Name]) -> str:
    """A row for each module: mutants, killed, equivalent, alive."""
    every, alive = (Counter(mutant.module for mutant in some) for some in (made, left))
    same = Counter(mutant.module for mutant in left if mutant.name in excused)
    heads = f"{'':<14}{'mutants':>9}{'killed':>9}{'equivalent':>12}{'alive':>8}"
    rows = [
        f"{module:<14}{every[module]:9}{every[module] - alive[module]:9}"
        f"{same[module]:12}{alive[module] - same[module]:8}"
        for module in every
    ]
    total, lives, equal = every.total(), alive.total(), same.total()
    return "\n".join(
        (heads, *rows, f"{'all':<14}{total:9}{total - lives:9}{equal:12}{lives - equal:8}")
    )


def told_of(mutant: Mutant) -> str:
    """Say where a mutant is, and what it changes."""
    return f"src/llmanac/pricing/{mutant.module}.py:{mutant.line}: {said(mutant.name)}"


def said(name: Name) -> str:
    """Write a mutant on one line."""
    module, function, before, after, number = name
    nth = f" ({number})" if number else ""
    return f"{module}.{function}{nth}: {before}  →  {after}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", help="modules of the engine")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
