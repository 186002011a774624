"""Whoever asks why a record says what it says finds who says otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from copies import copied

from llmanac.load import load
from llmanac.publish.disputes import Price, disputes
from llmanac.publish.pages import pages
from llmanac.schema.record import ModelId

if TYPE_CHECKING:
    from pathlib import Path

NOVA = ModelId("acme/nova")


@pytest.fixture
def found(tmp_path: Path) -> dict[str, object]:
    """What is in dispute about the invented model, by fact."""
    catalog, _ = load(copied(tmp_path).root)
    return {dispute.about: dispute for dispute in disputes(catalog, NOVA)}


def test_a_claim_that_differs_from_the_record_is_in_dispute(found: dict[str, object]) -> None:
    """The loser stands beside the record's value; who agrees with the record does not."""
    context = found["context"]
    assert context.held == 131072  # type: ignore[attr-defined]
    assert [(value, by[0].feed) for value, by in context.others] == [(128000, "far-sight")]  # type: ignore[attr-defined]


def test_what_all_agree_on_is_not_in_dispute(found: dict[str, object]) -> None:
    """Another order of the same words is no other claim."""
    assert "modalities.input" not in found


def test_prices_are_compared_by_the_million(found: dict[str, object]) -> None:
    """A claim per million stands beside the offer's own price, whatever the seller's unit is."""
    price = found["price"]
    assert price.offer == "bazaar Acme/Nova"  # type: ignore[attr-defined]
    assert [value for value, _ in price.others] == [Price("USD", 1 / 2, 2)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_shows_disputes_with_their_source(language: str, tmp_path: Path) -> None:
    """Value, feed, entry and day stand on the page of the model."""
    catalog, _ = load(copied(tmp_path).root)
    page = next(
        draft.page()
        for draft in pages(catalog)
        if (draft.language, draft.path) == (language, f"models/{NOVA}/")
    )
    row = re.search(r'<h3 id="disputes">.*?131,072.*?(?=<tr>|</tbody>)', page.body, re.DOTALL)
    assert row
    assert all(text in row[0] for text in ("128,000", "far-sight", "bazaar/nova", "2026-06-01"))


def test_a_price_that_holds_under_a_condition_is_no_other_price(tmp_path: Path) -> None:
    """Who states what a batch costs agrees with a record that says so; other amounts do not."""
    when = "    when: [{if: {tier: batch}, rates: {input: 0.5, cache.read: null, output: OUT}}]\n"
    entry = "    rates: {input: [1.20, 2.40],"
    for out, disputed in (("2", False), ("2.01", True)):
        copy = copied(tmp_path / out)
        copy.edit("offers/bazaar/acme-nova.yaml", entry, when.replace("OUT", out) + entry)
        catalog, findings = load(copy.root)
        assert not findings
        assert ("price" in {one.about for one in disputes(catalog, NOVA)}) is disputed
