"""How feeds are read and weighed: the rooms of a run, joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.sync.feeds import FEEDS
from llmanac.sync.identity import identified
from llmanac.sync.reconcile.decide import decided

if TYPE_CHECKING:
    from llmanac.catalog import Catalog
    from llmanac.sync.claims import Reading
    from llmanac.sync.decisions import Decisions, Identified
    from llmanac.sync.run import Readers

READERS: Final[Readers] = {name: feed.read for name, feed in FEEDS.items()}
"""Row of the table → what reads the file. A feed with two files has two rows."""


def weigh(readings: tuple[Reading, ...], catalog: Catalog) -> tuple[Identified, Decisions]:
    """What feeds say of which offer, and what follows from it."""
    sorted_out = identified(readings, catalog)
    return sorted_out, decided(sorted_out, catalog, [reading.feed for reading in readings])
