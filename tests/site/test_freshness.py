"""How old prices are: who states them, the badge, the mark on a page."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from copies import copied
from hypothesis import given
from hypothesis import strategies as st

from llmanac.catalog import Catalog
from llmanac.load import load
from llmanac.publish.badges import badges, last_seen
from llmanac.publish.slots import Site
from llmanac.publish.witnesses import freshness, witnesses
from llmanac.schema.record import OfferKey, ProviderId
from llmanac.schema.site import Freshness

NOVA = OfferKey("bazaar/acme-nova")
BAZAAR = ProviderId("bazaar")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """The invented catalogue."""
    return load(copied(tmp_path).root)[0]


@given(st.integers(0, 5000), st.integers(1, 2000), st.integers(1, 2000))
def test_a_price_only_grows_older(days: int, ageing: int, more: int) -> None:
    """On the day on which a budget is used up, the next state begins."""
    budget, seen = Freshness(ageing=ageing, stale=ageing + more), date(2026, 1, 1)
    state = freshness(seen, seen + timedelta(days), budget)
    expected = "fresh" if days < ageing else "ageing" if days < ageing + more else "stale"
    assert state == expected


def test_a_feed_that_states_the_price_has_seen_it(catalog: Catalog) -> None:
    """On the day of its state; one that states another price has not."""
    offer = catalog.offers[NOVA]
    line = catalog.evidence_by_offer[BAZAAR][offer.id]
    (claim,) = [one for one in line.claims if one.about == "price"]
    for entry in offer.prices:
        behind = witnesses(catalog, NOVA, entry)
        both = [one.feed for one in (*behind.agree, *behind.differ)]
        assert sorted(both) == sorted(claim.by if entry.currency == "USD" else ())
        days = [entry.seen, *filter(None, [entry.checked])]
        days += [date(2026, 6, 1)] * bool(behind.agree)
        assert behind.seen == max(days)


def test_a_badge_tells_of_the_price_that_nobody_looks_at(catalog: Catalog) -> None:
    """Not of the freshest one."""
    day = last_seen(catalog, BAZAAR)
    assert day
    made = {path: make for path, make, _ in badges(catalog, Site.of(catalog.site))}
    for prefix, word in (("", "prices seen"), ("zh/", "价格查看于")):
        picture = ElementTree.fromstring(made[f"{prefix}badges/bazaar.svg"]())
        assert picture.get("aria-label") == f"{word}: {day.text()}"
        told = json.loads(made[f"{prefix}badges/bazaar.json"]())
        assert (told["label"], told["message"]) == (word, day.text())


def test_a_badge_changes_its_colour_with_the_catalogues_day(catalog: Catalog) -> None:
    """Each state has a colour of its own."""
    colours: dict[str, set[str]] = {}
    for days in range(0, 400, 20):
        later = replace(catalog, as_of=date(2026, 2, 1) + timedelta(days))
        seen = last_seen(later, BAZAAR)
        assert seen
        made = {path: make for path, make, _ in badges(later, Site.of(catalog.site))}
        state = freshness(seen, later.as_of or seen, Freshness())
        colours.setdefault(state, set()).add(json.loads(made["badges/bazaar.json"]())["color"])
    assert len(colours) > 1
    assert len(set.union(*colours.values())) == len(colours)
