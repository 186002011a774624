"""Serve a site while it is being worked on: watch what it is made of, make it again, reload."""

import errno
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Final

from watchfiles import watch
from watchfiles.main import FileChange

from llmanac.preview import Preview

Tell = Callable[[str, Mapping[str, object]], None]
"""Says a message, by its code and parameters."""

Remake = Callable[[frozenset[Path]], str]
"""Makes the site again, knowing what changed; answers with what is wrong, else with nothing."""

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
            changes = _changes(watched, stop)
            preview.news.tell(_made(remake, next(changes), tell))
            tell("serve.address", {"url": preview.url})
            for changed in changes:
                tell("serve.changed", {"count": len(changed), "paths": sorted(map(str, changed))})
                preview.news.tell(_made(remake, changed, tell))
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


def _made(remake: Remake, changed: frozenset[Path], tell: Tell) -> str:
    """Make the site again and say how it went; a crash is a problem like any other."""
    began = monotonic()
    try:
        problem = remake(changed)
    except Exception:
        problem = traceback.format_exc()
    if problem:
        tell("serve.failed", {"problem": problem})
    else:
        tell("serve.made", {"seconds": round(monotonic() - began, 2)})
    return problem


def _changes(watched: Iterable[Path], stop: threading.Event) -> Iterator[frozenset[Path]]:
    """Nothing as soon as the watch is set, then what changes, in batches, until `stop`."""
    changes: SimpleQueue[frozenset[Path]] = SimpleQueue()
    watchers = [_Watcher(batches, changes) for batches in _watches(watched, stop)]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.settled.wait()
        if watcher.error is not None:
            raise watcher.error
    yield frozenset()
    while not stop.is_set():
        try:
            yield changes.get(timeout=_TICK)
        except Empty:
            continue


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
