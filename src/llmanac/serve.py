"""Serve a site while it is being worked on: watch what it is made of, make it again, reload."""

from __future__ import annotations

import errno
import threading
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Final, NamedTuple

from watchfiles import watch
from watchfiles.main import FileChange

from llmanac.preview import Ahead, Preview, nothing

Tell = Callable[[str, Mapping[str, object]], None]
"""Says a message, by its code and parameters."""


class Made(NamedTuple):
    """How far a site is made again."""

    problem: str = ""
    """What is wrong; empty where nothing is."""
    ahead: Ahead = nothing
    """Files that are newer than those on disk, which follow in a later step."""


Remake = Callable[[frozenset[Path]], Iterator[Made | None]]
"""Makes the site again, knowing what changed, in steps; None: it is still at work.

It is closed before its end when something else has changed: the next one makes up for it.
"""

Batches = Iterator[set[FileChange]]

_TICK: Final = 0.1  # seconds; how soon a request to stop is heard
_PORTS: Final = 50  # how many ports are tried


def serve(
    directory: Path,
    *,
    remake: Remake,
    tell: Tell,
    watched: Iterable[Path] = (),
    host: str = "127.0.0.1",
    port: int = 8000,
    base_path: str = "/",
    stop: threading.Event | None = None,
) -> None:
    """Serve the folder until Ctrl-C, or until `stop` is set.

    The site is made once at the start, with no change named, and the address is told when that
    went well or ill. Files may be watched as well as folders; what is not there is not watched.
    Raises `OSError` where no port is free or the system watches no more files.
    """
    stop = stop or threading.Event()
    preview = _at_free_port(directory, host, port, base_path)
    with preview, _answering(preview):
        if port not in (0, preview.server_port):
            tell("serve.port_taken", {"port": port, "next": preview.server_port})
        try:
            is_told = False
            for made, is_news in _rounds(remake, _Changes(watched, stop), tell):
                if not made.problem:
                    preview.ahead = made.ahead
                if is_news:
                    preview.news.tell(made.problem)
                if not is_told:
                    tell("serve.address", {"url": preview.url})
                    is_told = True
        except KeyboardInterrupt:
            pass
        finally:
            stop.set()
    tell("serve.stopped", {})


@contextmanager
def _answering(preview: Preview) -> Iterator[None]:
    """Let the server answer, in a thread of its own."""
    thread = threading.Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        preview.news.end()
        preview.shutdown()
        thread.join()


def _at_free_port(directory: Path, host: str, port: int, base_path: str) -> Preview:
    """A server at the port that was asked for, else at the next free one."""
    candidate = port
    while True:
        try:
            return Preview(directory, host, candidate, base_path=base_path)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or candidate >= port + _PORTS:
                raise
        candidate += 1


def _rounds(remake: Remake, changes: _Changes, tell: Tell) -> Iterator[tuple[Made, bool]]:
    """Make the site again for every change, and say how it goes; each step, and whether browsers
    have not seen it before."""
    yield from _round(remake, changes, tell, frozenset())
    while changed := changes.next():
        tell("serve.changed", {"count": len(changed), "paths": sorted(map(str, changed))})
        yield from _round(remake, changes, tell, changed)


def _round(
    remake: Remake, changes: _Changes, tell: Tell, changed: frozenset[Path]
) -> Iterator[tuple[Made, bool]]:
    """The steps until the site is made, or until something else changes."""
    began, is_shown = monotonic(), False
    with closing(_steps(remake, changed)) as steps:
        for made in steps:
            if made is None:
                if changes.are_there():
                    return
                continue
            if made.problem:
                tell("serve.failed", {"problem": made.problem})
            else:
                code = "serve.rest" if is_shown else "serve.made"
                tell(code, {"seconds": round(monotonic() - began, 2)})
            yield made, bool(made.problem) or not is_shown
            is_shown = True


def _steps(remake: Remake, changed: frozenset[Path]) -> Generator[Made | None, None, None]:
    """The steps; a crash is a problem like any other."""
    try:
        yield from remake(changed)
    except Exception:
        yield Made(traceback.format_exc())


class _Changes:
    """What changes, until `stop`."""

    def __init__(self, watched: Iterable[Path], stop: threading.Event) -> None:
        """Return as soon as the watch is set."""
        self._stop: Final = stop
        self._batches: Final[SimpleQueue[frozenset[Path]]] = SimpleQueue()
        watchers = [_Watcher(batches, self._batches) for batches in _watches(watched, stop)]
        for watcher in watchers:
            watcher.start()
        for watcher in watchers:
            watcher.settled.wait()
            if watcher.error is not None:
                raise watcher.error

    def are_there(self) -> bool:
        """Whether something has changed that nobody has asked for yet, or an end is wanted."""
        return self.are_over() or not self._batches.empty()

    def are_over(self) -> bool:
        """Whether an end is wanted."""
        return self._stop.is_set()

    def next(self) -> frozenset[Path]:
        """Wait for a change; all that have come until then. Nothing at the end."""
        while not self.are_over():
            with suppress(Empty):
                found = self._batches.get(timeout=_TICK)
                while not self._batches.empty():
                    found |= self._batches.get()
                return found
        return frozenset()


def _watches(watched: Iterable[Path], stop: threading.Event) -> Iterator[Batches]:
    """Folders with all that is below; files through their folder, since most editors save by
    putting another file in the place of the first.
    """
    paths = [path.resolve() for path in watched]
    follow = partial(
        watch,
        stop_event=stop,
        rust_timeout=int(_TICK * 1000),
        yield_on_timeout=True,  # the first round, even an empty one, tells that the watch is set
        raise_interrupt=False,
    )
    if folders := {path for path in paths if path.is_dir()}:
        yield follow(*folders)
    if files := {str(path) for path in paths if path.is_file()}:
        parents = {Path(file).parent for file in files}
        yield follow(*parents, recursive=False, watch_filter=lambda _, path: path in files)


class _Watcher(threading.Thread):
    def __init__(self, batches: Batches, changes: SimpleQueue[frozenset[Path]]) -> None:
        super().__init__(daemon=True)
        self.settled: Final = threading.Event()
        self.error: Exception | None = None
        self._batches: Final = batches
        self._changes: Final = changes

    def run(self) -> None:
        """Hand on what changes; `settled` is set once the watch is, or cannot be."""
        try:
            for batch in self._batches:
                self.settled.set()
                if batch:
                    self._changes.put(frozenset(Path(path) for _, path in batch))
        except Exception as error:  # the system watches no more files, say
            self.error = error
        finally:
            self.settled.set()
