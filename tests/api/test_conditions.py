"""Prices under conditions are published with their conditions, never as ordinary ones."""

from datetime import date
from pathlib import Path

import pytest
from copies import copied

from llmanac.catalog import Catalog
from llmanac.load import load
from llmanac.publish.api import views
from llmanac.publish.twins.offers import offer as twin
from llmanac.publish.twins.writer import Writer
from llmanac.schema.record import OfferKey

DAY = date(2026, 3, 1)
KEY = OfferKey("bazaar/echo-embed")
GIVEN = {"tier": "batch", "region": {"not": ["eu", "us"]}}
WHEN = (
    "    when: [{if: {tier: batch, region: {not: [eu, us]}}, rates: {input: 0.01, output: null}}]\n"
)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """The invented catalogue, with a condition on one price."""
    copy = copied(tmp_path)
    path = copy.root / "offers/bazaar/echo-embed.yaml"
    path.write_text(path.read_text("utf-8").replace("    rates:", WHEN + "    rates:", 1), "utf-8")
    found, findings = load(copy.root, as_of=DAY)
    assert not findings
    return found


def test_an_entry_carries_its_conditions(catalog: Catalog) -> None:
    """They stand apart from the rates, with what is not sold then."""
    entry = (
        views.offer(catalog, KEY, DAY)
        .prices[0]
        .model_dump(mode="json", by_alias=True, exclude_none=True)
    )
    assert [rate["amount"] for rate in entry["rates"]] == ["0.02"]
    (condition,) = entry["when"]
    assert condition["if"] == GIVEN
    assert [rate["amount"] for rate in condition["rates"]] == ["0.01"]
    assert (condition.get("rest"), condition["unsold"]) == (None, ["output"])


def test_a_price_by_itself_says_under_which_condition_it_holds(catalog: Catalog) -> None:
    """A reader of single prices can tell a batch's from an ordinary one."""
    rows = [price for price in views.prices(catalog, DAY) if price.offer == KEY]
    said = [price.model_dump(mode="json", by_alias=True, exclude_none=True) for price in rows]
    assert [(one["amount"], one.get("if"), one.get("unless")) for one in said] == [
        ("0.02", None, [GIVEN]),
        ("0.01", [GIVEN], None),
    ]


def test_a_twin_names_the_condition(catalog: Catalog) -> None:
    """The row of a conditional price says so, in words of its language."""
    assert "| `input`, Batch · any region but eu or us | 0.01 USD" in twin(
        Writer(catalog, "en"), KEY
    )
    assert "| `input`，批量（batch）· eu 或 us 以外的地域 | 0.01 USD" in twin(
        Writer(catalog, "zh"), KEY
    )
