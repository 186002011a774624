"""What clean files said, by the digest of their bytes, so that an unchanged file is parsed once."""

import json
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from llmanac import files
from llmanac.load.document import Plain

_READERS = ("text.py", "scalars.py", "document.py", "lines.py", "cache.py")


class Cache:
    """Plain data by digest. Without a path it remembers nothing beyond the run."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._format = _format()
        self._before = self._read()
        self._now: dict[str, object] = {}

    def get(self, digest: str) -> Plain:
        """What the file said; None where it is not known."""
        if digest in self._before:
            self._now[digest] = self._before[digest]
            return _decoded(self._now[digest])
        return None

    def put(self, digest: str, data: Plain) -> None:
        """Remember what a file said that has no finding."""
        self._now[digest] = _encoded(data)

    def save(self) -> None:
        """Write down what this run has used, if that differs from what is there."""
        if self._path and self._now.keys() != self._before.keys():
            whole = {"format": self._format, "files": self._now}
            files.write(self._path, json.dumps(whole, separators=(",", ":")))

    def _read(self) -> dict[str, object]:
        if self._path is None:
            return {}
        try:
            whole = json.loads(self._path.read_bytes())
            return dict(whole["files"]) if whole["format"] == self._format else {}
        except (OSError, ValueError, KeyError, TypeError):  # absent, or cut short: made anew
            return {}


def _format() -> str:
    """Names the way in which files are read: another way of reading makes another cache."""
    here = Path(__file__).parent
    return sha256(b"".join((here / name).read_bytes() for name in _READERS)).hexdigest()


def _encoded(data: Plain) -> object:
    """As JSON: decimals are text behind `=`, and text that begins like a mark stands behind `'`."""
    match data:
        case dict():
            return {key: _encoded(value) for key, value in data.items()}
        case tuple():
            return [_encoded(item) for item in data]
        case Decimal():
            return f"={data}"
        case str() if data.startswith(("=", "'")):
            return f"'{data}"
    return data


def _decoded(data: Plain) -> Plain:
    kind = type(data)
    if kind is str:
        return _unmarked(data) if data[:1] in ("=", "'") else data
    if kind is dict:
        return {key: _decoded(value) for key, value in data.items()}
    if kind is list:
        return tuple([_decoded(item) for item in data])
    return data


def _unmarked(text: str) -> str | Decimal:
    return Decimal(text[1:]) if text[0] == "=" else text[1:]
