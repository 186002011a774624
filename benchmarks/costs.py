"""What a command costs: time, CPU and memory, its children's among them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Cost:
    """What one process took, its children included."""

    cpu: float
    """Seconds, user and system."""
    wall: float
    """Seconds."""
    memory: float
    """The most that it held at once, in MB."""

    @classmethod
    def of(cls, runs: Sequence[Cost]) -> Cost:
        """The median of each figure."""
        return cls(*(median(each) for each in zip(*map(_figures, runs), strict=True)))


def _figures(cost: Cost) -> tuple[float, float, float]:
    return cost.cpu, cost.wall, cost.memory


def run(command: Sequence[str], before: Callable[[], object] = lambda: None) -> Cost:
    """What a command costs; its failure is ours."""
    before()
    start = _seconds()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read() if child.stderr else b""
    _, status, used = os.wait4(child.pid, 0)
    wall = _seconds() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode()}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit)


def _seconds() -> float:
    return os.times().elapsed
