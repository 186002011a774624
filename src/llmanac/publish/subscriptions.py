"""Changes for readers who subscribe: an Atom feed of what happened, a calendar of what is coming.

Atom is RFC 4287, a calendar RFC 5545. Ids are names (RFC 4122, version 5): they stay the same
wherever the site is served.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from icalendar import Calendar
from icalendar import Event as Appointment

from llmanac.changes.dated import dated
from llmanac.changes.state import of_catalog
from llmanac.changes.words import Words
from llmanac.pricing.moments import Day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.changes.dated import Event
    from llmanac.changes.state import State
    from llmanac.publish.slots import Language, Site
    from llmanac.schema.record import Language as Code

ATOM: Final = "changes.atom"
CALENDAR: Final = "changes.ics"

MOST: Final = 200
"""So many changes are in the feed; all are in `changes.json`."""

_ATOM: Final = "http://www.w3.org/2005/Atom"


def subscriptions(catalog: Catalog, site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path and maker of a feed and a calendar in each language."""
    for language in site.languages:
        yield language.prefix + ATOM, partial(atom, catalog, site, language)
        yield language.prefix + CALENDAR, partial(calendar, catalog, site, language)


def atom(catalog: Catalog, site: Site, language: Language) -> bytes:
    """What happened up to the catalogue's day, the latest first."""
    state, words = of_catalog(catalog), words_of(catalog, language.code)
    past = [event for event in dated(state) if not event.coming][:MOST]
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": language.code})
    title = site.title[language.code]
    _add(root, "id", _name("feed", title, language.code))
    _add(root, "title", words.say["feed.title"].format(title=title))
    _add(root, "subtitle", words.say["feed.about"])
    _add(root, "updated", _midnight(past[0].day if past else state.as_of.text()))
    ElementTree.SubElement(_add(root, "author"), "name").text = title
    place = _place(site, language)
    _link(root, "self", place + ATOM)
    _link(root, "alternate", f"{place}changes/")
    for event in past:
        _entry(root, event, words, place)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(root: ElementTree.Element, event: Event, words: Words, place: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _id(event))
    _add(entry, "title", words.title(event))
    _add(entry, "updated", _midnight(event.day))
    _link(entry, "alternate", place + path_of(event))
    _add(entry, "summary", " ".join(words.details(event)) or words.title(event))


def calendar(catalog: Catalog, site: Site, language: Language) -> bytes:
    """What is to happen after the catalogue's day: price changes and retirements."""
    state, words = of_catalog(catalog), words_of(catalog, language.code)
    made = Calendar()
    made.add("prodid", "-//llmanac//changes//" + language.code.upper())
    made.add("version", "2.0")
    made.add("x-wr-calname", words.say["calendar.title"].format(title=site.title[language.code]))
    for event in coming(state):
        made.add_component(_appointment(event, words, state, site, language))
    return bytes(made.to_ical())


def coming(state: State) -> Iterator[Event]:
    """What is to happen, the nearest first."""
    yield from reversed([event for event in dated(state) if event.coming])


def _appointment(
    event: Event, words: Words, state: State, site: Site, language: Language
) -> Appointment:
    made = Appointment()
    made.add("uid", _id(event))
    made.add("dtstamp", datetime.combine(state.as_of, time(), UTC))
    made.add("dtstart", Day.parse(event.day))
    made.add("summary", words.title(event))
    made.add("description", "\n".join(words.details(event)))
    made.add("transp", "TRANSPARENT")
    if site.host:
        made.add("url", _place(site, language) + path_of(event))
    return made


def words_of(catalog: Catalog, code: str) -> Words:
    """What says changes in a language, with the catalogue's names."""
    language: Code = "zh" if code == "zh" else "en"
    return Words(
        language,
        {id_: one.label.text(language) for id_, one in catalog.meters.items()},
        {id_: one.name for id_, one in catalog.models.items()},
        {id_: one.name.text(language) for id_, one in catalog.providers.items()},
    )


def path_of(event: Event) -> str:
    """The page that it is about, from the language's root."""
    if event.model:
        return f"models/{event.model}/"
    return f"providers/{event.sale.provider}/" if event.sale else ""


def _place(site: Site, language: Language) -> str:
    """The language's root: absolute where it is known where the site is served, else nothing."""
    return f"{site.host}{quote(site.path)}{language.prefix}" if site.host else ""


def _id(event: Event) -> str:
    return _name(event.day, event.what, event.key or event.model or "", event.currency or "")


def _name(*parts: str) -> str:
    return uuid5(NAMESPACE_URL, "\n".join(("llmanac", *parts))).urn


def _midnight(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag)
    child.text = text
    return child


def _link(parent: ElementTree.Element, relation: str, href: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "href": href})
