"""How Chinese text is typed by its sound, for whoever has no input method at hand."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")

_READINGS: Final = 12
"""The most readings of one run of characters; with more, each character has its usual one only."""


def pinyin(text: str) -> str:
    """Each reading of the Chinese in a text on a line of its own: syllables parted by blanks.

    A browser makes initials of them: the first letter of each syllable. Empty without Chinese.
    """
    return "\n".join(reading for run in HAN.findall(text) for reading in _readings(run))


def _readings(run: str) -> Iterable[str]:
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415 - seldom wanted, slow to load

    usual = " ".join(lazy_pinyin(run))
    each = [dict.fromkeys(it) for it in pinyin(run, style=Style.NORMAL, heteronym=True)]
    count = 1
    for syllables in each:
        count *= len(syllables)
    others = map(" ".join, product(*each)) if count <= _READINGS else ()
    return dict.fromkeys([usual, *others])
