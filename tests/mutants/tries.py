"""What a mutant is tried with: the bills that reach it, those first that noticed another one."""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from functools import cache, cached_property, partial
from pathlib import Path
from types import FrameType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import test_bills
from further import TESTS, noticed

from conftest import ROWS
from llmanac.pricing.dialect import Dialect
from llmanac.pricing.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mutate import Mutant


ENGINE = Path(__file__).parents[2] / "src" / "llmanac" / "pricing"

SECONDS = 60
"""A mutant that takes longer goes round in circles: it is killed, too."""

RECORDS = {row["id"]: json.loads(row["record"]) for row in ROWS["dialects"]}
BILLS = [bill.values[0] for bill in test_bills.bills()]
CHECKS = (
    test_bills.test_the_receipt_is_the_one_worked_out_by_hand,
    test_bills.test_exactly_the_right_dialect_recognises_the_body,
    test_bills.test_lines_add_up_to_the_total,
)

Function = tuple[str, str]
"""A function by its module's file and its qualified name."""


class Try(NamedTuple):
    """One check of one bill, by their numbers."""

    check: int
    bill: int


TRIES = sorted(
    (Try(check, bill) for check in range(len(CHECKS)) for bill in range(len(BILLS))),
    key=lambda one: (one.check, one.bill * 199 % len(BILLS)),
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


class Tried:
    """The engine as it is: which bill runs which function, and what has killed mutants so far."""

    def __init__(self) -> None:
        """Work out every bill once, and read once what most mutants do not change."""
        self._readers = Readers()
        self._making: set[Function] = set()
        self._reached: dict[Function, set[Try]] = {}
        self._read_dialects()
        self._read_entries()
        for one in TRIES:
            self._note((one,), _seen_in(partial(failed, (one,), self._readers)))
        self._killers: dict[str, dict[Try, None]] = {}

    def survives(self, mutant: Mutant) -> bool:
        """Tell whether all bills come out with a mutant."""
        function = str(ENGINE / f"{mutant.module}.py"), mutant.function
        killers = self._killers.setdefault(mutant.module, {})
        tries = self._reached.get(function, set())
        first = [one for one in reversed(killers) if one in tries]
        order = [*first, *(one for one in TRIES if one in tries and one not in killers)]
        killed, place = _in_a_fork(lambda: self._failed(mutant, function, order))
        if not killed:
            killed, _ = _in_a_fork(lambda: 0 if _changed_noticed(mutant) else None)
        if place is not None:
            killers.pop(order[place], None)
            killers[order[place]] = None
        return not killed

    def _failed(self, mutant: Mutant, function: Function, order: list[Try]) -> int | None:
        _change(mutant)
        if function in self._making:
            test_bills.entries_of = _entries_of
            return failed(order, Readers())
        return failed(order, self._readers)

    def _read_dialects(self) -> None:
        for name in RECORDS:
            seen = _seen_in(partial(self._readers.__getitem__, name))
            mine = [number for number, bill in enumerate(BILLS) if bill["dialect"] == name]
            self._note((Try(check, number) for check in (0, 1) for number in mine), seen)
            self._making |= seen

    def _read_entries(self) -> None:
        entries = {}
        for number, bill in enumerate(BILLS):
            seen = _seen_in(lambda: entries.update({id(bill): _entries_of(bill)}))  # noqa: B023
            self._note((Try(0, number),), seen)
            self._making |= seen
        test_bills.entries_of = lambda bill: entries[id(bill)]

    def _note(self, tries: Iterable[Try], seen: set[Function]) -> None:
        made = set(tries)
        for function in seen:
            self._reached.setdefault(function, set()).update(made)


_entries_of = test_bills.entries_of


def come_out(modules: Iterable[str]) -> bool:
    """Tell whether the bills are as they were worked out by hand, and the tests pass."""
    if failed(TRIES, Readers()) is not None:
        return False
    further = {TESTS[module]: module for module in modules if module in TESTS}
    return not any(_in_a_fork(lambda m=m: 0 if noticed(m) else None)[0] for m in further.values())  # type: ignore[misc]


def failed(tries: Iterable[Try], readers: Readers) -> int | None:
    """Return the place of the first bill that does not come out."""
    test_bills.receipt_of = _kept(readers)
    for place, (check, bill) in enumerate(tries):
        try:
            CHECKS[check](BILLS[bill], readers)
        except Exception:  # an assertion that fails, or code that breaks
            return place
    return None


_receipt_of = test_bills.receipt_of


def _kept(readers: Readers) -> Callable[..., Any]:
    """Return what makes each bill's receipt once, whichever check asks."""
    kept = cache(lambda number: _receipt_of(NUMBERED[number], readers))
    return lambda bill, _: kept(id(bill))


NUMBERED = {id(bill): bill for bill in BILLS}


def _seen_in(work: Callable[[], object]) -> set[Function]:
    """Return the functions that a piece of work calls."""
    seen: set[Function] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen.add((frame.f_code.co_filename, frame.f_code.co_qualname))

    sys.setprofile(note)
    work()
    sys.setprofile(None)
    return seen


def _in_a_fork(work: Callable[[], int | None]) -> tuple[bool, int | None]:
    """Tell whether something failed in a process of its own, and the number that it tells."""
    out, told = os.pipe()
    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.alarm(SECONDS)
        try:
            place = work()
            os.write(told, b"" if place is None else str(place).encode())
            os._exit(0 if place is None else 1)
        except BaseException:  # whatever a mutant does, it has been noticed
            os._exit(1)
    os.close(told)
    with os.fdopen(out, "rb") as pipe:
        place = pipe.read()
    return os.waitpid(pid, 0)[1] != 0, int(place) if place else None


def _changed_noticed(mutant: Mutant) -> bool:
    _change(mutant)
    return noticed(mutant.module)


def _change(mutant: Mutant) -> None:
    """Put the mutant's code in the place of the function's own."""
    module = importlib.import_module(f"llmanac.pricing.{mutant.module}")
    owner, _, name = mutant.function.rpartition(".")
    _function(vars(vars(module)[owner] if owner else module)[name]).__code__ = mutant.code


def _function(member: Any) -> FunctionType:  # noqa: ANN401  # however it is wrapped
    if isinstance(member, property):
        member = member.fget
    if isinstance(member, cached_property):
        member = member.func
    member = getattr(member, "__func__", member)
    found = getattr(member, "__wrapped__", member)
    assert isinstance(found, FunctionType)
    return found
