"""Work that is parted among processes gives what one process would give."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import pytest

from llmanac import hands


@pytest.fixture(autouse=True)
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processors, whatever this machine has."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # pytest-xdist has some of its own


def test_every_item_is_done_once_and_by_two() -> None:
    """Whoever has done a part takes the next, and the results stand in the order of the parts."""

    def work(items: Sequence[int]) -> tuple[int, list[int]]:
        time.sleep(0.05)
        return os.getpid(), [item * item for item in items]

    done = hands.shared(work, range(9))
    assert [squares for _, squares in done] == [[number * number] for number in range(9)]
    assert len({process for process, _ in done}) == 2


def test_many_items_make_few_parts() -> None:
    """Each item is in one of them."""
    parts = hands.shared(list, range(1000))
    assert len(parts) < 1000
    assert sorted(item for part in parts for item in part) == [*range(1000)]


def test_little_work_is_not_parted() -> None:
    """Fewer items than it takes are done here."""
    assert hands.shared(lambda items: [*items], [1, 2], least=3) == [[1, 2]]


def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy has only one of the threads, and the locks of all."""
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert hands.shared(lambda _: os.getpid(), [1, 2]) == [os.getpid()]


def test_a_part_that_dies_is_done_again() -> None:
    """Whoever ends the other process loses nothing but time."""
    parent = os.getpid()

    def work(items: Sequence[int]) -> list[int]:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.05)
        return [*items]

    assert hands.shared(work, [1, 2, 3]) == [[1], [2], [3]]


def test_an_error_is_raised_wherever_it_happens() -> None:
    """That of another process is raised here."""

    def work(items: Sequence[int]) -> list[float]:
        return [1 / item for item in items]

    with pytest.raises(ZeroDivisionError):
        hands.shared(work, [1, 0])


def test_nobody_works_on_when_the_asker_is_killed() -> None:
    """The other process ends with it: what it holds open is closed within a moment."""
    program = (
        "import os, time\n"
        "from llmanac import hands\n"
        "os.sched_getaffinity = lambda _: {0, 1}\n"
        "def work(items):\n"
        "    print(os.getpid(), flush=True)\n"
        "    time.sleep(600)\n"
        "hands.shared(work, [1, 2])\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as run:
        assert run.stdout
        assert len({run.stdout.readline(), run.stdout.readline()}) == 2
        run.kill()
        assert run.stdout.read() == b""  # which waits until nobody can write any more
