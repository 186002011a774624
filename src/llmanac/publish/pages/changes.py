"""What changes when: the page of coming and past changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from llmanac.changes.dated import dated
from llmanac.changes.state import of_catalog
from llmanac.publish.pages import figures
from llmanac.publish.pages.draft import Draft
from llmanac.publish.slots import Format, TocEntry
from llmanac.publish.subscriptions import ATOM, CALENDAR, path_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.changes.dated import Event
    from llmanac.changes.words import Words
    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page

MOST: Final = 150
"""So many past changes are on the page; all are in the JSON document."""


@dataclass(frozen=True, slots=True)
class Row:
    """One change."""

    day: str
    what: str
    path: str
    moves: tuple[tuple[str, str], ...]
    """Each price before and after, and whether it is `up`, `down` or neither."""
    rest: str
    """What else there is to know."""


def drafts(edition: Edition) -> Iterator[Draft]:
    """The page of changes."""
    catalog = edition.catalog
    files = (
        *("meters.yaml", *(f"models/{id_}.yaml" for id_ in catalog.models)),
        *(f"offers/{key}.yaml" for key in catalog.offers),
        *(f"providers/{id_}.yaml" for id_ in catalog.providers),
    )
    key = edition.key("changes", "changes/", files)
    yield Draft(edition.language, "changes/", key, lambda: _page(edition))


def _page(edition: Edition) -> Page:
    events, words = dated(of_catalog(edition.catalog)), words_of(edition.catalog, edition.language)
    coming = [event for event in reversed(events) if event.coming]
    past = [event for event in events if not event.coming]
    prefix = "" if edition.language == edition.catalog.site.root else f"{edition.language}/"
    view = {
        "words": words.say,
        "parts": [
            ("coming", tuple(_rows(coming, words))),
            ("past", tuple(_rows(past[:MOST], words))),
        ],
        "older": figures.grouped(len(past) - MOST) if len(past) > MOST else "",
        "atom": ATOM,
        "calendar": CALENDAR,
    }
    formats = (
        Format("application/json", "api/v1/changes.json"),
        Format("application/atom+xml", prefix + ATOM),
        Format("text/calendar", prefix + CALENDAR),
    )
    toc = [TocEntry(words.say[part], part) for part in ("coming", "past")]
    title = words.say["title"]
    return edition.page(
        "changes", "changes/", title, view, description=words.say["lede"], toc=toc, formats=formats
    )


def _rows(events: Iterable[Event], words: Words) -> Iterator[Row]:
    for event in events:
        moves = (
            (words.move(one, event.currency or ""), _direction(one.percent)) for one in event.moves
        )
        rest = " ".join(words.remarks(event))
        yield Row(event.day, words.title(event), path_of(event), tuple(moves), rest)


def _direction(percent: object) -> str:
    if percent is None or not percent:
        return ""
    return "up" if percent > 0 else "down"  # type: ignore[operator]
