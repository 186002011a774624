"""Files of feeds that a person names: which feed each is, and of which day."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from llmanac.pricing.faults import BadValue, Fault
from llmanac.pricing.moments import Day
from llmanac.sync.text import LARGEST, read_json

if TYPE_CHECKING:
    from llmanac.sync.claims import Json

_NAMED = re.compile(r"(?P<feed>[a-z0-9.-]+)(@(?P<day>[0-9-]+))?=(?P<path>.+)", re.DOTALL)
_DAY = re.compile(r"(?<![0-9])[12][0-9]{3}-[01][0-9]-[0-3][0-9](?![0-9])")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of a feed, read as JSON."""

    reader: str
    """Its row among the readers; of a feed with two files each has one."""
    day: Day
    data: Json
    name: str
    """The file's name, or the address."""


def sheet(words: str, readers: Collection[str], as_of: Day | None) -> Sheet:
    """What `FEED@DAY=FILE`, `FEED=FILE` or `FILE` stands for.

    Without a name the feed is told by the file's own name, else by the shape of what stands in it;
    without a day it is that in the file's name, else `as_of`. Raises `Fault`.
    """
    named = _NAMED.fullmatch(words)
    if named and named["feed"] not in readers:
        if not Path(words).exists():
            raise Fault("sync-no-reader", feed=named["feed"], readers=sorted(readers))
        named = None
    path = Path(named["path"] if named else words)
    data = _bytes(path)
    made = read_json(path.name, data)
    reader = named["feed"] if named else _reader(path, made, readers)
    written = _day(named["day"]) if named and named["day"] else _day_in(path.name)
    day = written or as_of
    if day is None:
        raise Fault("sync-file-day", path=str(path), feed=reader)
    return Sheet(reader, day, made, path.name)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    return data


def _day(text: str) -> Day:
    return Day.parse(text)


def _day_in(name: str) -> Day | None:
    for found in reversed(_DAY.findall(name)):
        try:
            return Day.parse(found)
        except BadValue:
            continue
    return None


def _reader(path: Path, made: Json, readers: Collection[str]) -> str:
    """The reader that a file is for: by its name, else by the one shape that fits."""
    fitting = [reader for start, reader in NAMES.items() if path.name.startswith(start)]
    if not fitting:
        fitting = [reader for reader, fits in SHAPES.items() if fits(made)]
    if len(fitting) != 1 or fitting[0] not in readers:
        raise Fault("sync-which-feed", path=str(path), readers=sorted(readers))
    return fitting[0]


NAMES: Final = {
    "litellm": "litellm",
    "model_prices_and_context_window": "litellm",
    "modelsdev-api": "models.dev",
    "modelsdev-models": "models.dev-models",
    "modelsdev-base-model-map": "models.dev-bases",
    "genai-prices": "genai-prices",
    "openrouter": "openrouter",
    "portkey-pricing": "portkey",
    "portkey-general": "portkey-general",
    "langfuse": "langfuse",
    "default-model-prices": "langfuse",
    "catwalk": "catwalk",
    "pi-ai": "pi-ai",
}
"""How the name of a file begins → its reader."""


def _values(data: Json) -> list[Json]:
    return list(data.values()) if isinstance(data, Mapping) else []


def _have(values: list[Json], *keys: str) -> bool:
    """Whether there are values, and every one of the first few has the keys."""
    first = values[:5]
    return bool(first) and all(isinstance(one, Mapping) and {*keys} <= one.keys() for one in first)


def _listed(data: Json) -> list[Json]:
    return data if isinstance(data, list) else []


SHAPES: Final[Mapping[str, Callable[[Json], bool]]] = {
    "litellm": lambda data: _have(_values(data), "litellm_provider"),
    "models.dev": lambda data: _have(_values(data), "env", "models"),
    "models.dev-models": lambda data: _have(_values(data), "limit", "modalities"),
    "models.dev-bases": lambda data: (
        bool(_values(data)) and all(isinstance(one, str) for one in _values(data))
    ),
    "genai-prices": lambda data: _have(_listed(data), "api_pattern", "models"),
    "openrouter": lambda data: (
        isinstance(data, Mapping) and _have(_listed(data.get("data")), "pricing", "id")
    ),
    "langfuse": lambda data: _have(_listed(data), "modelName", "matchPattern"),
    "catwalk": lambda data: (
        _have(_values(data), "default_large_model_id", "models")
        or _have(_listed(data), "default_large_model_id", "models")
    ),
    "portkey": lambda data: _have(
        [one for outer in _values(data)[:3] for one in _values(outer)], "pricing_config"
    ),
    "pi-ai": lambda data: _have(
        [one for outer in _values(data)[:3] for one in _values(outer)], "cost", "contextWindow"
    ),
}
"""Reader → whether a file looks like its."""
