"""Coming and past changes, and the list of providers, in Markdown."""

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


def providers(writer: Writer) -> str:
    """The list of all providers, those with most offers first."""
    sold = writer.catalog.offers_by_provider
    ordered = sorted(
        writer.catalog.providers.items(), key=lambda one: (-len(sold.get(one[0], ())), one[0])
    )
    rows = [
        [
            md.link(writer.said(one.name), writer.url(writer.path(f"providers/{id_}/"))),
            md.code(id_),
            str(len(sold.get(id_, ()))),
            one.currency,
        ]
        for id_, one in ordered
    ]
    heads = writer.heads("provider", "id", "offers", "currency")
    return md.page([f"# {writer.words['providers']}", md.table(heads, rows)])
