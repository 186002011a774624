"""Full text: Pagefind's index of lean pages, one per language, made only when a page says another
thing.

Pagefind is asked over the pipe of its service: it gets the pages in our order and hands back the
files, so that it writes nothing anywhere and ends when we do.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from base64 import b64decode, b64encode
from hashlib import sha256
from importlib.metadata import version
from io import BufferedReader, BufferedWriter
from typing import TYPE_CHECKING, Any, Final

from llmanac.files import replacing
from llmanac.pricing.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from llmanac.publish.finding.bodies import Body

_SETTINGS: Final = {"root_selector": "article", "exclude_selectors": ["pre", ".la-vh"]}
"""Code is not text."""

_ITS_OWN_LOOKS: Final = ("pagefind-ui", "pagefind-modular", "pagefind-component", "pagefind-high")
"""What it brings to be seen; ours is the panel under the field."""

_ENTRY: Final = "pagefind-entry.json"


def bundle(bodies: Iterable[Body], cache: Path) -> Path:
    """The folder of the index of these pages, whose name changes when they do.

    Raises `Fault` with `text-failed` where Pagefind fails.
    """
    pages = tuple(bodies)
    folder = cache / _digest(pages)
    if not folder.is_dir():
        made = _indexed(pages)
        with replacing(folder) as tree:
            for path, content in made.items():
                tree.write(path, content)
        for old in cache.iterdir():
            if old != folder and not old.name.startswith("."):
                shutil.rmtree(old, ignore_errors=True)
    return folder


def _digest(pages: Sequence[Body]) -> str:
    digest = sha256(f"{version('pagefind-bin-extended')} {_SETTINGS}".encode())
    for page in pages:
        digest.update(f"\0{page.path}\0{page.html}".encode())
    return digest.hexdigest()[:16]


def _indexed(pages: Sequence[Body]) -> Mapping[str, bytes]:
    """Path → content of the files that a browser asks for."""
    return {
        file["path"]: _settled(file["path"], b64decode(file["content"]))
        for file in _answer(_requests(pages))
        if not file["path"].startswith(_ITS_OWN_LOOKS)
    }


def _settled(path: str, content: bytes) -> bytes:
    """It names the languages in an order that differs from run to run; the rest is the same."""
    if path != _ENTRY:
        return content
    return json.dumps(json.loads(content), sort_keys=True, separators=(",", ":")).encode()


def _requests(pages: Sequence[Body]) -> Iterator[Mapping[str, Any]]:
    yield {"type": "NewIndex", "config": _SETTINGS}
    for page in pages:
        yield {
            "type": "AddFile",
            "index_id": 0,
            "file_path": None,
            "url": f"/{page.path}",
            "file_contents": page.html,
        }
    yield {"type": "GetFiles", "index_id": 0}


def _answer(requests: Iterable[Mapping[str, Any]]) -> Sequence[Mapping[str, str]]:
    """The files; messages are JSON in base64, with a comma after each."""
    from pagefind_bin_extended import get_executable  # type: ignore[import-untyped]  # noqa: PLC0415

    service = subprocess.Popen(
        [get_executable(), "--service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert isinstance(service.stdin, BufferedWriter)
    assert isinstance(service.stdout, BufferedReader)
    with service:
        asking = threading.Thread(target=_ask, args=(service.stdin, requests), daemon=True)
        asking.start()  # beside the reading, since both pipes fill up
        try:
            return _files(service.stdout)
        finally:
            service.kill()  # it has nothing to finish
            asking.join()


def _ask(pipe: BufferedWriter, requests: Iterable[Mapping[str, Any]]) -> None:
    try:
        for number, payload in enumerate(requests, 1):
            message = {"message_id": number, "payload": payload}
            pipe.write(b64encode(json.dumps(message).encode()) + b",")
        pipe.flush()
    except BrokenPipeError:
        return  # it has given up, and whoever reads its answers hears of that


def _files(pipe: BufferedReader) -> Sequence[Mapping[str, str]]:
    for message in _messages(pipe):
        payload = message["payload"]
        if payload["type"] == "Error":
            raise Fault("text-failed", reason=str(payload["message"]))
        if payload["type"] == "GetFiles":
            files: list[Mapping[str, str]] = payload["files"]
            return files
    raise Fault("text-failed", reason="it ended early")


def _messages(pipe: BufferedReader) -> Iterator[Mapping[str, Any]]:
    rest = b""
    while chunk := pipe.read1(1 << 20):
        *whole, rest = (rest + chunk).split(b",")
        yield from (json.loads(b64decode(each)) for each in whole)
