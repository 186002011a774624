"""Everything that a host serves, from a catalogue and the frames: pages, twins, API, downloads.

A file says by its key what it depends on. Where the key is that of the file which stands there,
the file is kept, not made again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from llmanac import messages
from llmanac.files import Tree, write
from llmanac.publish import pages as drafting
from llmanac.publish.api.documents import documents
from llmanac.publish.api.files import bundles, files
from llmanac.publish.api.openapi import openapi
from llmanac.publish.frame import Source
from llmanac.publish.redirects import redirects
from llmanac.publish.sitemap import sitemap
from llmanac.publish.slots import Language, Site
from llmanac.publish.twins import twins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from llmanac.catalog import Catalog
    from llmanac.publish.frame import Frames
    from llmanac.publish.pages import Draft
    from llmanac.publish.slots import Page

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
