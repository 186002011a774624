"""What feeds and hosts call a lab → our lab, and names that begin with a lab's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from llmanac.sync.identity.keys import folded, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.catalog import Catalog


_FAMILIES: Final = frozenset({"gemini"})
"""Names of labs in some feeds that are names of models too: they tell `gemini-embedding-001` from
`embedding-001`, so they are never dropped."""


class Named(NamedTuple):
    """A name of a model with its lab."""

    lab: str
    bare: str
    """Without the lab, in lower case."""


class Labs:
    """All labs by all their names."""

    def __init__(self, catalog: Catalog) -> None:
        self._ids = {folded(lab): str(lab) for lab in {*catalog.labs, *catalog.lab_names}}
        self._ids |= {folded(a): lab for lab, also in catalog.lab_names.items() for a in also}
        self._words: dict[str, list[str]] = {}
        for word, lab in sorted(self._ids.items()):
            self._words.setdefault(lab, []).append(word)

    def lab(self, name: str) -> str | None:
        """The lab that something before a slash stands for."""
        return self._ids.get(folded(name))

    def named(self, name: str) -> Named | None:
        """`lab/name` with our lab; None where what stands before the last slash is no lab."""
        before, _, bare = name.lower().rpartition("/")
        lab = self.lab(before.rpartition("/")[2])
        return Named(lab, bare) if lab and bare else None

    def led(self, bare: str) -> Iterator[Named]:
        """The readings of a name that begins with its lab's, as `zai-glm-5`, the longest first."""
        words = folded(bare).split("-")
        for count in range(min(3, len(words) - 1), 0, -1):
            if lab := self._ids.get("-".join(words[:count])):
                yield Named(lab, "-".join(words[count:]))

    def key(self, lab: str, bare: str) -> str:
        """What a name comes to among its lab's: without the lab's own name before it.

        >>> # Labs(catalog).key("xiaomi", "Xiaomi_MiMo-V2.5-FP8") == "v2-5"
        """
        key = name_key(bare)
        while shorter := self._without(lab, key):
            key = shorter
        return key

    def _without(self, lab: str, key: str) -> str | None:
        for word in self._words.get(lab, ()):
            rest = key.removeprefix(f"{word}-")
            if rest != key and _is_dropped(word) and re.match(r"[a-z]", rest):
                return rest
        return None


def _is_dropped(word: str) -> bool:
    return "-" not in word and word not in _FAMILIES
