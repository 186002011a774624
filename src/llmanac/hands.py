"""Share work among the processors: other processes are copies of this one that answer and end.

Only where the system can copy a process (`fork`) that has no threads; elsewhere, and where there is
little to do, one process does all of it.
"""

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST: Final = 4
"""Processes, however many processors there are: each of them costs memory."""


def shared(work: Callable[[Sequence[T]], R], items: Sequence[T], *, least: int = 2) -> list[R]:
    """What `work` makes of the items, which are parted among the processors.

    The first part is done here, by the process that asked. Fewer items than `least` are not parted.
    A part whose process fails is done again here, where its error can be seen.
    """
    parts = _parts(items, _hands() if len(items) >= least else 1)
    with _others(work, parts[1:]) as others:
        results = [work(parts[0])]
        for part, other in zip(parts[1:], others, strict=True):
            answer = other.answer()
            results.append(work(part) if answer is None else answer[0])
    return results


def _hands() -> int:
    """How many processes may work at once."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(MOST, count or 1)


def _parts(items: Sequence[T], number: int) -> list[Sequence[T]]:
    """Every so-manieth item: neighbours are alike, so the parts take about as long."""
    return [items[first::number] for first in range(number)]


@dataclass(frozen=True, slots=True)
class _Other:
    """Another process, and where its answer arrives."""

    process: int
    answers: BinaryIO
    hold: int
    """Of its leash."""

    def answer(self) -> tuple[Any] | None:
        """What it has made; None where it has failed."""
        with suppress(EOFError, pickle.UnpicklingError):
            return (pickle.load(self.answers),)
        return None

    def end(self) -> None:
        """Take it away, whether it has answered or not."""
        self.answers.close()
        os.close(self.hold)
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


@contextmanager
def _others(
    work: Callable[[Sequence[T]], R], parts: Sequence[Sequence[T]]
) -> Iterator[list[_Other]]:
    others: list[_Other] = []
    try:
        for part in parts:
            others.append(_other(work, part))  # noqa: PERF401 - those before it are ended, too
        yield others
    finally:
        for other in others:
            other.end()


def _other(work: Callable[[Sequence[T]], R], part: Sequence[T]) -> _Other:
    receiver, sender = os.pipe()
    leash, hold = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(receiver)
        os.close(hold)
        _work(work, part, sender, leash)
    os.close(sender)
    os.close(leash)
    return _Other(process, os.fdopen(receiver, "rb"), hold)


def _work(work: Callable[[Sequence[T]], R], part: Sequence[T], sender: int, leash: int) -> NoReturn:
    """Do a part and end, without anything of what a program does at its end."""
    status = 1
    try:
        _die_with(leash)
        answer = pickle.dumps(work(part), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(sender, "wb") as answers:
            answers.write(answer)
        status = 0
    finally:
        os._exit(status)


def _die_with(leash: int) -> None:
    """End with the process that asked, which holds the leash's other end: nobody works alone."""

    def wait() -> None:
        os.read(leash, 1)  # returns when that end is closed, by hand or by death
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
