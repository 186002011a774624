"""Change the engine in one small way after another; every change must fail some bill.

    python tests/mutants/run.py [--only card receipt] [--jobs 2]

A mutant's code is put in the place of the function's own in a process of its own (a fork), which
then works out every bill of `tests/bills` until one fails. `equivalent.yaml` lists changes that
change nothing, each with the reason; one that no longer applies is an error.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import signal
import sys
from collections import Counter
from functools import cached_property
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import TypeAdapter

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("pricing", "fixtures", "mutants")]

import test_bills  # noqa: E402
from mutate import Mutant, mutants  # noqa: E402

from conftest import ROWS  # noqa: E402
from llmanac.pricing.dialect import Dialect  # noqa: E402
from llmanac.pricing.reader import Reader  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGINE = ROOT / "src" / "llmanac" / "pricing"
EQUIVALENT = Path(__file__).with_name("equivalent.yaml")

LEFT_OUT = {"__init__", "faults", "written"}
"""What no bill is about: errors, and how pydantic reads a record."""

SECONDS = 60
"""A mutant that takes longer goes round in circles: it is killed, too."""

WIDTH = 30

RECORDS = {row["id"]: json.loads(row["record"]) for row in ROWS["dialects"]}
BILLS = [bill.values[0] for bill in test_bills.bills()]
ADAPTER: TypeAdapter[Any] = TypeAdapter(tuple[test_bills.Entry, ...])
CHECKS = (
    test_bills.test_the_receipt_is_the_one_worked_out_by_hand,
    test_bills.test_exactly_the_right_dialect_recognises_the_body,
    test_bills.test_lines_add_up_to_the_total,
)


Try = tuple[int, int]
"""One check of one bill, by their numbers."""

TRIES = sorted(
    ((check, bill) for check in range(len(CHECKS)) for bill in range(len(BILLS))),
    key=lambda one: (one[0], one[1] * 199 % len(BILLS)),
)
"""Neighbouring bills are alike: the sooner another kind comes, the sooner a mutant is killed."""


class Readers(dict[str, Reader]):
    """Readers, each made when it is first asked for: by the code as it is changed."""

    def __missing__(self, name: str) -> Reader:
        self[name] = Reader(name, Dialect.from_json(RECORDS[name]))
        return self[name]

    def items(self) -> Any:  # noqa: ANN401  # a view of all of them
        """Make all of them first."""
        return {name: self[name] for name in RECORDS}.items()


def main() -> int:
    """Run the mutants, print a table and the survivors; 1 where there are any."""
    arguments = _arguments()
    test_bills.TypeAdapter = lambda _: ADAPTER  # type: ignore[assignment,misc]  # made once
    if not come_out(TRIES):
        print("the bills do not come out as it is", file=sys.stderr)
        return 2
    made = [
        mutant
        for path in sorted(ENGINE.glob("*.py"))
        if path.stem not in LEFT_OUT and path.stem in (arguments.only or [path.stem])
        for mutant in mutants(path.stem, path.read_text("utf-8"))
    ]
    left = survivors(made, reached(), arguments.jobs)
    excused = excuses({mutant.module for mutant in made})
    print(table(made, left, excused))
    found = [mutant for mutant in left if mutant.name not in excused]
    stale = excused - {mutant.name for mutant in left}
    for mutant in found:
        print(told_of(mutant))
    for name in sorted(stale):
        print(f"tests/mutants/{EQUIVALENT.name}: no longer applies: {said(name)}")
    return 1 if found or stale else 0


def excuses(modules: set[str]) -> set[tuple[str, str, str, str, int]]:
    """Return the names of mutants that change nothing."""
    read = yaml.safe_load(EQUIVALENT.read_text("utf-8")) or []
    return {
        (one["module"], one["function"], one["before"], one["after"], number)
        for one in read
        for number in one.get("numbers", [0])
        if one["module"] in modules and one["why"]
    }


def reached() -> dict[tuple[str, str], list[Try]]:
    """Return what runs which function, by its module's file and its name."""
    found: dict[tuple[str, str], list[Try]] = {}
    for one in TRIES:
        seen: set[tuple[str, str]] = set()

        def note(frame: FrameType, event: str, _: object, seen: set[Any] = seen) -> None:
            if event == "call":
                seen.add((frame.f_code.co_filename, frame.f_code.co_qualname))

        sys.setprofile(note)
        come_out([one])
        sys.setprofile(None)
        for function in seen:
            found.setdefault(function, []).append(one)
    return found


def survivors(
    made: list[Mutant], reach: dict[tuple[str, str], list[Try]], jobs: int
) -> list[Mutant]:
    """Return the mutants with which all bills come out; `jobs` are tried at a time."""
    running: dict[int, Mutant] = {}
    alive: list[Mutant] = []
    waiting = iter(made)
    for done in range(1, len(made) + 1):
        while len(running) < jobs and (mutant := next(waiting, None)):
            tries = reach.get((str(ENGINE / f"{mutant.module}.py"), mutant.function), [])
            running[started(mutant, tries)] = mutant
        pid, status = os.wait()
        mutant = running.pop(pid)
        if status == 0:
            alive.append(mutant)
            print(f"\r{told_of(mutant)}", file=sys.stderr)
        bar = "█" * (WIDTH * done // len(made))
        told = f"\r{bar:░<{WIDTH}} {done}/{len(made)}, {len(alive)} alive"
        print(told, end="\n" if done == len(made) else "", file=sys.stderr, flush=True)
    return sorted(alive, key=made.index)


def started(mutant: Mutant, tries: list[Try]) -> int:
    """Try a mutant in a process of its own, which ends with 0 if nothing fails."""
    pid = os.fork()
    if pid:
        return pid
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    signal.alarm(SECONDS)
    try:
        changed(mutant)
        status = 0 if come_out(tries) else 1
    except BaseException:  # whatever a mutant does, it has been noticed
        status = 1
    os._exit(status)


def changed(mutant: Mutant) -> None:
    """Put the mutant's code in the place of the function's own."""
    module = importlib.import_module(f"llmanac.pricing.{mutant.module}")
    file = module.__file__ or ""
    code = _code(compile(mutant.tree, file, "exec"), mutant.function)
    owner, _, name = mutant.function.rpartition(".")
    _function(vars(vars(module)[owner] if owner else module)[name]).__code__ = code


def _code(code: CodeType, function: str) -> CodeType:
    """Find a function's code within its module's."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == function:
                return inner
            if function.startswith(f"{inner.co_qualname}."):
                return _code(inner, function)
    raise LookupError(function)


def _function(member: Any) -> FunctionType:  # noqa: ANN401  # however it is wrapped
    if isinstance(member, property):
        member = member.fget
    if isinstance(member, cached_property):
        member = member.func
    member = getattr(member, "__func__", member)
    found = getattr(member, "__wrapped__", member)
    assert isinstance(found, FunctionType)
    return found


def come_out(tries: Iterable[Try]) -> bool:
    """Tell whether these bills are as they were worked out by hand."""
    readers = Readers()
    try:
        for check, bill in tries:
            CHECKS[check](BILLS[bill], readers)
    except Exception:  # an assertion that fails, or code that breaks
        return False
    return True


def table(
    made: list[Mutant], left: list[Mutant], excused: set[tuple[str, str, str, str, int]]
) -> str:
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


def said(name: tuple[str, str, str, str, int]) -> str:
    """Write a mutant on one line."""
    module, function, before, after, number = name
    nth = f" ({number})" if number else ""
    return f"{module}.{function}{nth}: {before}  →  {after}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", help="modules of the engine")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
