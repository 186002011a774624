"""Everything that a host serves, from a catalogue and the frames: pages, twins, API, downloads.

A file says by its key what it depends on. Where the key is that of the file which stands there,
the file is kept, not made again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable


API: Final = "api/v1/"

NAMES: Final = {"en": "English", "zh": "中文"}
"""Languages, as their speakers write them."""

Content = str | bytes
Tell = "Callable[[int, int], None]"


@dataclass(frozen=True, slots=True)
class Product:
    """One file of the site."""

    path: str
    make: Callable[[], Content]
    key: str | None = None
    """A digest of all that it depends on; None where making it costs little."""
