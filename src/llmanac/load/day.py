"""For which day a catalogue is read. No clock is asked: the same commit has the same day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from llmanac import commits
from llmanac.catalog import Catalog

_EPOCH = date(1970, 1, 1)


def day_of(directory: Path, catalog: Catalog) -> date:
    """The day, in UTC, of the commit that the catalogue was checked out from.

    Where there is none, or something has changed since, a later day on which a record says that
    something was seen.
    """
    seconds = commits.seconds(directory)
    committed = datetime.fromtimestamp(int(seconds), UTC).date() if seconds else _EPOCH
    if seconds and commits.is_as_committed(directory):
        return committed
    return max(committed, _latest_day(catalog))


def _latest_day(catalog: Catalog) -> date:
    """The latest day on which a record says that something was seen; 1970 where none does."""
    latest = max(_days(catalog), default=_EPOCH)
    return date(latest.year, latest.month, latest.day)


def _days(catalog: Catalog) -> Iterator[date]:
    for records in (catalog.models, catalog.providers, catalog.offers):
        for record in records.values():
            yield from (source.seen for source in record.sources.values())
    for offer in catalog.offers.values():
        for entry in offer.prices:
            yield from filter(None, (entry.seen, entry.checked))
        if offer.example:
            yield offer.example.seen
    for evaluation in catalog.evaluations.values():
        yield evaluation.source.seen
    for exchange in catalog.site.exchange:
        yield exchange.day
