"""What in a name tells two models apart: sizes, versions, dates, and words such as `mini`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from llmanac.sync.identity.keys import folded, pointed

WORDS: Final = frozenset(
    """air audio base captioner clip code coder codex color cyber deep distill embed embedding
    embeddings flare flash flashx generate guard haiku instant large lite live luna lyria math max
    maverick medium micro mini moderation music nano ocr omni opus parse plus pro realtime rerank
    reranker safeguard scout search small sol sonnet speech super spark terra transcribe
    transcription translate tts turbo ultra video vision vl whisper xl""".split()  # noqa: SIM905
)
"""Words of which a name with one and a name without it are two models."""

VARIANTS: Final = frozenset(
    "exp fast free highspeed latest nitro preview reasoning thinking".split()  # noqa: SIM905
)
"""Words that may name another model, or only a way to serve the same one: only a feed can tell."""

_SIZE: Final = re.compile(
    r"(?<![\da-z.])(?:[ae]?\d+(?:\.\d+)?[bmt]|\d+x\d+(?:\.\d+)?b|\d+e)(?![\da-z])"
)
_DATE: Final = re.compile(
    r"(?<![\da-z])(?:20[2-3]\d-?[01]\d-?[0-3]\d|[01]\d-20[2-3]\d|2[2-9][01]\d[0-3]\d|[012]\d[0-3]\d)(?![\da-z])"
)
_REVISION: Final = re.compile(r"(?<![\da-z])00\d(?![\da-z])|-v1$|(?<![\da-z])0(?![\da-z])")
_STORED: Final = re.compile(
    r"(?<![\da-z])(?:(?:fp|bf|int|nvfp|mxfp)(?:4|8|16)|\d+bit|w\d+a\d+|\d{4,})(?![\da-z])"
)
_WINDOW: Final = re.compile(r"(?<![\da-z])\d+k(?![\da-z])")
_WORD: Final = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Telling:
    """The parts of a name that tell it from its kin."""

    sizes: frozenset[str]
    """`27b`, `a3b`, `8x7b`."""
    windows: frozenset[str]
    """`32k`."""
    dates: tuple[str, ...]
    """Digits of days and months, as written."""
    version: str
    """All other digits, one after another: `45` of `claude-opus-4-5`. Zeros by themselves, first
    revisions and ways to store weights are no version."""
    words: frozenset[str]
    """Those of `WORDS`."""
    variants: frozenset[str]
    """Those of `VARIANTS`."""


@lru_cache(maxsize=65536)
def telling(name: str) -> Telling:
    """The telling parts of a name, however it is punctuated.

    >>> telling("Qwen3.6-35B-A3B-2507").sizes == {"35b", "a3b"}
    True
    """
    text, sizes = _taken(_SIZE, pointed(name))
    text, dates = _taken(_DATE, folded(text))
    text, windows = _taken(_WINDOW, text)
    for idle in (_STORED, _REVISION):
        text, _ = _taken(idle, text)
    words = _WORD.findall(text)
    return Telling(
        sizes=frozenset(sizes),
        windows=frozenset(windows),
        dates=tuple(date.replace("-", "") for date in dates),
        version="".join(word for word in words if word.isdigit()),
        words=WORDS.intersection(words),
        variants=VARIANTS.intersection(words),
    )


def contradiction(offer: str, model: str, *, shorter: bool = False) -> str | None:
    """What in an offer's name speaks against a model that a feed says it is; None if nothing does.

    A seller may leave a date or size out, or write one that the model's name has not; only what
    both write and write differently, or a telling word that one has alone, speaks against it. With
    `shorter`, the offer may be called without a word that the model has.
    """
    here, there = telling(offer), telling(model)
    if here.sizes and there.sizes and not _nested(here.sizes, there.sizes):
        return _differ("size", here.sizes, there.sizes)
    if here.version and there.version and sorted(here.version) != sorted(there.version):
        return "the version in its name is another one"
    if here.dates and there.dates and not _same_days(here.dates, there.dates):
        return _differ("date", here.dates, there.dates)
    if here.windows and there.windows and here.windows != there.windows:
        return _differ("window", here.windows, there.windows)
    alone, lacks = here.words - there.words, frozenset[str]()
    if (here.version or here.sizes) and not shorter:
        lacks = there.words - here.words
    return _words(alone, lacks)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    """The text without what a pattern finds in it, and what that is."""
    return pattern.sub("-", text), pattern.findall(text)


def _nested(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


def _same_days(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Whether days are the same, where one may lack the year or the century."""
    return any(one.endswith(other) or other.endswith(one) for one in here for other in there)


def _differ(
    what: str, here: frozenset[str] | tuple[str, ...], there: frozenset[str] | tuple[str, ...]
) -> str:
    one, other = " ".join(sorted(here)), " ".join(sorted(there))
    return f"the {what} in its name is {one}, not {other}"


def _words(alone: frozenset[str], lacks: frozenset[str]) -> str | None:
    """Which telling words only one of two names has."""
    if alone:
        return f"its name adds {_quoted(alone)}"
    return f"its name lacks {_quoted(lacks)}" if lacks else None


def _quoted(words: frozenset[str]) -> str:
    return ", ".join(f"“{word}”" for word in sorted(words))
