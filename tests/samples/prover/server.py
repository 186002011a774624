"""A server that answers as the APIs do, and remembers what it was asked and what was wrong."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

from prover.answers import answer, error, events
from prover.checking import Refusal, Request, api_at, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Seen:
    """One request."""

    api: str | None
    refused: tuple[Refusal, ...]
    asked: Any
    """Its body, None where that is no JSON."""

    @property
    def stream(self) -> bool:
        """Whether it asked for a stream."""
        return isinstance(self.asked, dict) and self.asked.get("stream") is True


class Server(ThreadingHTTPServer):
    """All APIs on one port of this machine."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[Seen] = []

    @property
    def root(self) -> str:
        """The address that all paths follow."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def take(self) -> list[Seen]:
        """What was asked since the last time."""
        seen, self.seen = self.seen, []
        return seen


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs until the block ends."""
    with Server() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def handle_any(self) -> None:
        """Check the request, remember it, answer it."""
        length = int(self.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, self.rfile.read(length))
        api = api_at(self.path)
        name = api.name if api else None
        seen = Seen(name, tuple(refusals(request)), _json(request.body))
        self.server.seen.append(seen)
        if seen.refused:
            refusal = seen.refused[0]
            self._send(refusal.status, error(name, refusal.status, refusal.message))
        elif seen.stream:
            self._stream(seen.asked)
        else:
            self._send(200, answer(str(name), seen.asked))

    do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = handle_any

    def _send(self, status: int, body: Any) -> None:  # noqa: ANN401 - JSON
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, asked: Any) -> None:  # noqa: ANN401
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "close")
        self.end_headers()
        for event in events(asked):
            self.wfile.write(event.encode())
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing: what was asked is in `seen`."""


def _json(body: bytes) -> Any:  # noqa: ANN401
    try:
        return json.loads(body.decode())
    except ValueError:
        return None
