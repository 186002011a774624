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
from functools import partial
from typing import Any, BinaryIO, Final, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST: Final = 4
"""Processes, however many processors there are: each of them costs memory."""

_PARTS: Final = 256
"""Into so many parts work is divided at most; who has done one takes the next."""


def shared(work: Callable[[Sequence[T]], R], items: Sequence[T], *, least: int = 2) -> list[R]:
    """What `work` makes of each part of the items; the heaviest had better come first.

    Fewer items than `least` are one part, done here. A part whose process fails is done again here,
    where its error can be seen.
    """
    hands = _hands() if len(items) >= least else 1
    if hands == 1:
        return [work(items)]
    number = min(len(items), _PARTS)
    parts = [items[first::number] for first in range(number)]
    queue = _queue(number)
    try:
        with _others(work, parts, queue, hands - 1) as others:
            done = _done(work, parts, queue)
            for other in others:
                done |= other.answer()
    finally:
        os.close(queue)
    return [done[part] if part in done else work(parts[part]) for part in range(number)]


def _hands() -> int:
    """How many processes may work at once."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(MOST, count or 1)


def _queue(number: int) -> int:
    """A pipe that holds the numbers of all parts, for all processes to take from."""
    queue, filler = os.pipe()
    os.write(filler, b"".join(part.to_bytes(2, "big") for part in range(number)))
    os.close(filler)
    return queue


def _done(
    work: Callable[[Sequence[T]], R], parts: Sequence[Sequence[T]], queue: int
) -> dict[int, R]:
    """The results of the parts that this process got hold of."""
    done = {}
    while taken := os.read(queue, 2):
        part = int.from_bytes(taken, "big")
        done[part] = work(parts[part])
    return done


@dataclass(frozen=True, slots=True)
class _Other:
    """Another process, and where its answer arrives."""

    process: int
    answers: BinaryIO
    hold: int
    """Of its leash."""

    def answer(self) -> dict[int, Any]:
        """What it has made; nothing where it has failed."""
        try:
            return dict(pickle.load(self.answers))
        except (EOFError, pickle.UnpicklingError):
            return {}

    def end(self) -> None:
        """Take it away, whether it has answered or not."""
        self.answers.close()
        os.close(self.hold)
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


@contextmanager
def _others(
    work: Callable[[Sequence[T]], R], parts: Sequence[Sequence[T]], queue: int, number: int
) -> Iterator[list[_Other]]:
    others: list[_Other] = []
    try:
        for _ in range(number):
            others.append(_other(partial(_done, work, parts, queue)))  # noqa: PERF401 - see finally
        yield others
    finally:
        for other in others:
            other.end()


def _other(work: Callable[[], object]) -> _Other:
    receiver, sender = os.pipe()
    leash, hold = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(receiver)
        os.close(hold)
        _work(work, sender, leash)
    os.close(sender)
    os.close(leash)
    return _Other(process, os.fdopen(receiver, "rb"), hold)


def _work(work: Callable[[], object], sender: int, leash: int) -> NoReturn:
    """Do the work and end, without anything of what a program does at its end."""
    status = 1
    try:
        _die_with(leash)
        answer = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
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
