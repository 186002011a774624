"""What clean files said, by the digest of their bytes, so that an unchanged file is parsed once."""

import io
import pickle
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Final

from llmanac import files
from llmanac.load.document import Plain

_READERS: Final = ("text.py", "scalars.py", "document.py", "plain.py", "lines.py", "cache.py")

_SHARDS: Final = "0123456789abcdef"
"""Files in the folder, each for the digests that begin with its name: one edit writes few bytes."""


class Cache:
    """Plain data by digest, kept in a folder. Without one it remembers nothing beyond the run."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._format = _format()
        self._before = {shard: self._read(shard) for shard in _SHARDS}
        self._now: dict[str, dict[str, Plain]] = {shard: {} for shard in _SHARDS}

    def get(self, digest: str) -> Plain:
        """What the file said; None where it is not known."""
        shard = _shard(digest)
        data = self._now[shard].get(digest)
        if data is None:
            data = self._before[shard].get(digest)
        return data

    def knows(self, digest: str) -> bool:
        """Whether it can tell what the file said."""
        return digest in self._before[_shard(digest)]

    def put(self, digest: str, data: Plain) -> None:
        """Remember what a file said that has no finding."""
        self._now[_shard(digest)][digest] = data

    def drop(self, digest: str) -> None:
        """Forget what turns out to have a finding."""
        self._now[_shard(digest)].pop(digest, None)

    def save(self) -> None:
        """Write down what this run has used, where that differs from what is there."""
        if self._folder is None:
            return
        for shard, now in self._now.items():
            if now.keys() != self._before[shard].keys():
                whole = pickle.dumps((self._format, now), pickle.HIGHEST_PROTOCOL)
                files.write(self._folder / shard, whole)

    def _read(self, shard: str) -> dict[str, Plain]:
        if self._folder is None:
            return {}
        try:
            data = (self._folder / shard).read_bytes()
            form, known = _Careful(io.BytesIO(data)).load()
            return dict(known) if form == self._format else {}
        except Exception:  # absent, cut short, or somebody else's: made anew
            return {}


class _Careful(pickle.Unpickler):
    """Reads plain data and decimals: nothing that a file asks for is called beyond those."""

    def find_class(self, module: str, name: str) -> type[Decimal]:
        if (module, name) == ("decimal", "Decimal"):
            return Decimal
        raise pickle.UnpicklingError(f"{module}.{name}")


def _format() -> str:
    """Names the way in which files are read: another way of reading makes another cache."""
    here = Path(__file__).parent
    return sha256(b"".join((here / name).read_bytes() for name in _READERS)).hexdigest()


def _shard(digest: str) -> str:
    return digest[:1] or _SHARDS[0]
