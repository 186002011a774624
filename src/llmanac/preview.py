"""Show a folder of pages over HTTP while it is being worked on: the web server of `serve`.

Every request finds its file anew, so the folder may be swapped at any time. Pages get one script
more on their way out, never on disk: it reloads them when the site was made again, and lays what
went wrong over the page when it was not.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET, AF_INET6
from socketserver import TCPServer
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

_OWN: Final = ".llmanac/"
"""Below the base path, what belongs to the preview and not to the site."""

_KEEP_ALIVE: Final = 15.0  # seconds; how long a closed page goes unnoticed

_TYPES: Final = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".ndjson": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""Told here and not by the machine, whose own table differs from one to the next."""

_SCRIPT: Final = """\
(() => {
  const { src, dataset: { made } } = document.currentScript;
  if (window.llmanacPreview) return;
  const news = window.llmanacPreview = new EventSource(new URL("news", src));
  const over = document.createElement("pre");
  over.id = "llmanac-problem";
  over.setAttribute("role", "alert");
  over.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;" +
    "overflow:auto;margin:0;padding:1rem 1.5rem;background:#7a1111;color:#fff;" +
    "font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap";
  news.onmessage = ({ data }) => {
    const now = JSON.parse(data);
    if (now.made !== made) return location.reload();
    over.textContent = now.problem;
    if (now.problem) document.body.append(over);
    else over.remove();
  };
  addEventListener("pagehide", () => news.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
"""


class State(NamedTuple):
    """How the site stands."""

    made: str
    """Differs for every time that the site was made, also after a restart."""
    problem: str
    """Why the last attempt made nothing; empty when it did."""


class News:
    """The state of the site, and a way to wait for the next one."""

    def __init__(self) -> None:
        self.state: State = State(made=str(time.time_ns()), problem="")
        self.over: bool = False
        self._changed: Final = threading.Condition()

    def tell(self, problem: str) -> None:
        """The site was made again, or not: then its pages stay as they are."""
        made = self.state.made if problem else str(time.time_ns())
        with self._changed:
            self.state = State(made, problem)
            self._changed.notify_all()

    def end(self) -> None:
        """Let everyone go who waits."""
        with self._changed:
            self.over = True
            self._changed.notify_all()

    def listen(self) -> Iterator[State]:
        """The state now and after each change; the same once more when nothing happens."""
        state = self.state
        while not self.over:
            yield state
            state = self._after(state)

    def _after(self, seen: State) -> State:
        with self._changed:
            self._changed.wait_for(lambda: self.over or self.state != seen, _KEEP_ALIVE)
            return self.state


Ahead = Callable[[str], bytes | None]
"""Path within the site → a file; None where there is none."""


def nothing(_: str) -> None:
    """No file is newer."""


class Preview(ThreadingHTTPServer):
    """A server of one folder at one address. Raises `OSError` where the address is taken."""

    daemon_threads = True

    def __init__(self, directory: Path, host: str, port: int, *, base_path: str = "/") -> None:
        self.directory: Final = directory
        self.base_path: Final = f"/{base_path.strip('/')}/".replace("//", "/")
        self.news: Final = News()
        self.ahead: Ahead = nothing
        """Files that are newer than those of the folder."""
        self.address_family = AF_INET6 if ":" in host else AF_INET
        super().__init__((host, port), _Handler)

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it."""
        host, port = str(self.server_address[0]), self.server_address[1]
        name = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)
        return f"http://{f'[{name}]' if ':' in name else name}:{port}{self.base_path}"

    def server_bind(self) -> None:
        """Bind without the look-up of a host name that http.server makes, which may hang."""
        TCPServer.server_bind(self)
        self.server_name = str(self.server_address[0])
        self.server_port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader who went away is no error; pages are left all the time."""


class _Handler(BaseHTTPRequestHandler):
    server: Preview

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        inside = path.removeprefix(self.server.base_path)
        if not path.startswith(self.server.base_path):
            self._redirect_or_miss(path)
        elif inside == f"{_OWN}news":
            self._stream()
        elif inside == f"{_OWN}reload.js":
            self._answer(HTTPStatus.OK, ".js", _SCRIPT.encode())
        else:
            self._file(inside)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to what was made and what went wrong."""

    def _redirect_or_miss(self, path: str) -> None:
        if path == "/" or f"{path}/" == self.server.base_path:
            self._redirect(self.server.base_path)
        else:
            self._miss()

    def _file(self, inside: str) -> None:
        made = self.server.news.state.made  # before reading: a page never claims to be newer
        place = _inside(self.server.directory, unquote(inside))
        try:
            if place is not None and place.is_dir():
                if inside and not inside.endswith("/"):
                    self._redirect(f"{self.server.base_path}{inside}/")
                    return
                place /= "index.html"
            content = self._newest(place) if place is not None else None
        except (OSError, ValueError):
            content = None
        if place is None or content is None:
            self._miss()
        else:
            self._answer(HTTPStatus.OK, place.suffix, content, made)

    def _newest(self, place: Path) -> bytes:
        name = place.relative_to(self.server.directory.resolve()).as_posix()
        newer = self.server.ahead(name)
        return place.read_bytes() if newer is None else newer

    def _miss(self) -> None:
        made = self.server.news.state.made
        try:
            page = (self.server.directory / "404.html").read_bytes()
        except OSError:
            page = b"<!doctype html><title>404</title><body><h1>404</h1></body>"
        self._answer(HTTPStatus.NOT_FOUND, ".html", page, made)

    def _redirect(self, place: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        query = urlsplit(self.path).query
        self.send_header("Location", f"{place}?{query}" if query else place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, suffix: str, content: bytes, made: str = "") -> None:
        if suffix == ".html":
            content = _with_script(content, f"{self.server.base_path}{_OWN}reload.js", made)
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(suffix.lower(), "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _stream(self) -> None:
        """Server-sent events: one per state."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        for state in self.server.news.listen():
            message = json.dumps(state._asdict())
            self.wfile.write(f"retry: 500\ndata: {message}\n\n".encode())
            self.wfile.flush()


def _inside(directory: Path, name: str) -> Path | None:
    """The file of that name, links followed; None where it is outside or cannot be."""
    try:
        root = directory.resolve()
        place = (root / name).resolve()
    except (OSError, ValueError):
        return None
    return place if place.is_relative_to(root) else None


def _with_script(page: bytes, script: str, made: str) -> bytes:
    tag = f'<script src="{script}" data-made="{made}"></script>'.encode()
    head, body_end, tail = page.rpartition(b"</body>")
    return head + tag + body_end + tail if body_end else page + tag
