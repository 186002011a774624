"""How far long work is, on a terminal; elsewhere a line per step."""

import sys
import time
from collections.abc import Mapping
from typing import Final, TextIO

_WIDTH: Final = 24
_EVERY: Final = 0.1  # seconds between two pictures of the bar


class Progress:
    """Steps and a bar, written to a stream that a person may be watching."""

    def __init__(self, say: Mapping[str, str], stream: TextIO | None = None) -> None:
        """`say` has a sentence under `progress.<step>`."""
        self._say = say
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._step = ""
        self._drawn = 0.0

    def step(self, key: str) -> None:
        """A step begins."""
        self._step = self._say[f"progress.{key}"]
        self._stream.write(f"\r\x1b[K{self._step}" if self._live else f"{self._step}\n")
        self._stream.flush()

    def begin(self, key: str) -> None:
        """A step begins of which only a person who is watching is told."""
        self._step = self._say[f"progress.{key}"]

    def bytes(self, done: int, total: int | None) -> None:
        """So many bytes of so many are read; of a stream nobody knows how many there are."""
        now = time.monotonic()
        if not self._live or now - self._drawn < _EVERY:
            return
        self._drawn = now
        full = _WIDTH * done // total if total else 0
        bar = f"{'█' * full}{'░' * (_WIDTH - full)} {100 * done // total} %" if total else ""
        self._stream.write(f"\r\x1b[K{self._step} {bar} {done / 1e6:,.1f} MB")
        self._stream.flush()

    def files(self, done: int, total: int) -> None:
        """So many of so many are done."""
        now = time.monotonic()
        if not self._live or now - self._drawn < _EVERY:
            return
        self._drawn = now
        full = _WIDTH * done // total
        bar = "█" * full + "░" * (_WIDTH - full)
        self._stream.write(f"\r\x1b[K{self._step} {bar} {done}/{total}")
        self._stream.flush()

    def end(self, said: str = "") -> None:
        """All is done; the bar gives way to a sentence."""
        self._stream.write(("\r\x1b[K" if self._live else "") + (f"{said}\n" if said else ""))
        self._stream.flush()
