"""Say where the parts stand that every catalogue shares: in a wheel, or in a checkout.

Both have the same layout, so that the only difference is the root: a wheel carries it as
`llmanac/base/`, a checkout is it.
"""

from pathlib import Path
from typing import Final

VOCABULARIES: Final = (
    "labs.yaml",
    "capabilities.yaml",
    "parameters.yaml",
    "benchmarks.yaml",
    "meters.yaml",
    "calendars.yaml",
)
"""Files of `catalog/` that a catalogue of one's own lays itself over."""

FOLDERS: Final = ("samples", "guides")
"""Folders of `catalog/` that it lays itself over."""

PARTS: Final = (
    *(f"catalog/{name}" for name in (*VOCABULARIES, *FOLDERS)),
    "docs/theme",
    "web/dist",
)
"""What a wheel carries, as paths below the root. Models, offers and the rest of `catalog/` are
one catalogue's own, and no part of the base."""

_PACKAGE: Final = Path(__file__).resolve().parent
_CARRIED: Final = _PACKAGE / "base"

ROOT: Final = _CARRIED if _CARRIED.is_dir() else _PACKAGE.parents[1]
"""The folder that `PARTS` are relative to."""

CATALOG: Final = ROOT / "catalog"
THEME: Final = ROOT / "docs" / "theme"
WEB: Final = ROOT / "web" / "dist"

SNAPSHOT: Final = _PACKAGE / "llmanac.sqlite"
"""The catalogue that a wheel was made with; a checkout has none here."""
