"""Coming and past changes, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.changes.dated import dated
from llmanac.changes.state import of_catalog
from llmanac.publish import markdown as md
from llmanac.publish.subscriptions import MOST, path_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.changes.dated import Event
    from llmanac.changes.words import Words
    from llmanac.publish.twins.writer import Writer


def changes(writer: Writer) -> str:
    """What changes when, the nearest first."""
    events, words = dated(of_catalog(writer.catalog)), words_of(writer.catalog, writer.language)
    coming = [event for event in reversed(events) if event.coming]
    past = [event for event in events if not event.coming][:MOST]
    parts = ((words.say[name], listed) for name, listed in (("coming", coming), ("past", past)))
    return md.page(
        [
            f"# {words.say['title']}",
            *(f"## {title}\n\n{_listed(writer, words, rows)}" for title, rows in parts if rows),
            writer.data("changes.json"),
        ]
    )


def _listed(writer: Writer, words: Words, events: Iterable[Event]) -> str:
    return md.bullets(_line(writer, words, event) for event in events)


def _line(writer: Writer, words: Words, event: Event) -> str:
    link = md.link(md.text(words.title(event)), writer.url(writer.path(path_of(event))))
    told = (md.text(one) for one in words.details(event))
    return " ".join((f"{event.day}{writer.words['colon']}{link}", *told))
