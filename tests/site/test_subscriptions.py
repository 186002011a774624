"""The feed and the calendar of changes."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from copies import copied
from icalendar import Calendar as Read

from llmanac.catalog import Catalog
from llmanac.load import load
from llmanac.pricing.moments import Day
from llmanac.publish.slots import Site
from llmanac.publish.subscriptions import subscriptions

NAMES = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """The invented catalogue, in which an offer is to be retired, on a day before its end."""
    copy = copied(tmp_path)
    catalog, _ = load(copy.root)
    key, offer = next((key, one) for key, one in catalog.offers.items() if one.model)
    retiring = offer.model_copy(
        update={"status": "deprecated", "retires": Day.parse("2027-01-31"), "successor": "<b>&"}
    )
    return replace(catalog, offers={**catalog.offers, key: retiring})


def made(catalog: Catalog) -> dict[str, bytes]:
    """Every file by its path."""
    return {path: make() for path, make in subscriptions(catalog, Site.of(catalog.site))}


def test_there_is_a_feed_and_a_calendar_in_each_language(catalog: Catalog) -> None:
    """At the root of the language."""
    assert set(made(catalog)) == {
        *("changes.atom", "changes.ics"),
        *("zh/changes.atom", "zh/changes.ics"),
    }


def test_a_feed_is_atom(catalog: Catalog) -> None:
    """With the elements that RFC 4287 demands, and an id of its own for each entry."""
    for path, content in made(catalog).items():
        if path.endswith(".atom"):
            feed = ElementTree.fromstring(content)
            assert feed.tag == f"{{{NAMES['a']}}}feed"
            entries = feed.findall("a:entry", NAMES)
            for each in (feed, *entries):
                for name in ("id", "title", "updated"):
                    assert each.findtext(f"a:{name}", None, NAMES), (path, name)
            ids = [each.findtext("a:id", None, NAMES) for each in entries]
            assert entries
            assert len(set(ids)) == len(ids)


def test_a_feed_holds_nothing_that_is_still_to_come(catalog: Catalog) -> None:
    """The calendar does."""
    files = made(catalog)
    assert b"2027-01-31" not in files["changes.atom"]
    events = Read.from_ical(files["changes.ics"]).walk("VEVENT")
    assert Day.parse("2027-01-31") in [event.decoded("dtstart") for event in events]


def test_text_of_records_is_data_in_a_calendar(catalog: Catalog) -> None:
    """What it holds comes out as it went in."""
    files = made(catalog)
    events = Read.from_ical(files["zh/changes.ics"]).walk("VEVENT")
    (said,) = [
        str(event["description"])
        for event in events
        if event.decoded("dtstart") == Day.parse("2027-01-31")
    ]
    assert said == "可改用：<b>&"


def test_the_same_catalogue_makes_the_same_bytes(catalog: Catalog) -> None:
    """No clock, no random id."""
    assert made(catalog) == made(catalog)


def test_links_are_whole_where_the_host_is_known(catalog: Catalog) -> None:
    """Elsewhere they lead on from the feed itself."""
    hosted = catalog.site.model_copy(update={"base_url": "https://al.example", "path": "/m/"})
    for site, beginning in ((hosted, "https://al.example/m/zh/"), (_bare(catalog), "")):
        files = made(replace(catalog, site=site))
        feed = ElementTree.fromstring(files["zh/changes.atom"])
        links = [link.get("href") or "" for link in feed.findall("a:link", NAMES)]
        assert links == [f"{beginning}changes.atom", f"{beginning}changes/"]


def _bare(catalog: Catalog) -> object:
    return catalog.site.model_copy(update={"base_url": None, "path": "/"})
