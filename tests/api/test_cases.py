"""A price that stands alone is the price, whatever else its entry says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from copies import with_forms
from pydantic import TypeAdapter

from llmanac.compile.prices import priced_cases
from llmanac.load import load
from llmanac.pricing.calendars import Clock
from llmanac.pricing.deck import Deck
from llmanac.pricing.entries import Entry
from llmanac.publish.api import views
from llmanac.schema.record import OfferKey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from llmanac.catalog import Catalog
    from llmanac.compile.prices import Priced

KEY = OfferKey("market/forms")
SAID = {
    "tier": ("standard", "batch", "flex", "priority", "fast"),
    "mode": ("thinking", "non-thinking"),
    "region": ("eu-north", "ap-south", "elsewhere"),
}
TIMES = {"within": "03-02T02:00", "pause": "03-02T05:00", "Sunday": "03-01T02:00"}
"""Monday in the hours and in their pause, and a Sunday, by the clock of UTC."""
PLAIN = {"currency": "USD", "per": "1M", "seen": "2026-01-01", "source": "https://a.example"}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The invented catalogue with an offer that has every form."""
    folder: Path = tmp_path_factory.mktemp("forms")
    found, findings = load(with_forms(folder).root, as_of=date(2026, 3, 1))
    assert not findings
    return found


def amounts(meter: str, **entry: Any) -> dict[str, str]:  # noqa: ANN401
    """When → amount, of one meter of an entry."""
    read = TypeAdapter(Entry).validate_python(PLAIN | entry)
    priced = [one for one in priced_cases(read) if one.meter == meter]
    said = {one.holds: format(one.amount.value, "f") for one in priced}
    assert len(said) == len(priced)
    return said


def applies(one: Priced, size: int, context: Mapping[str, tuple[str, ...]], clock: Clock) -> bool:
    """Whether a row says of itself that it is the price."""
    fits = (one.least or 0) <= size and (one.most is None or size <= one.most)
    must = all(given.holds(context, clock) for given in one.given)
    return fits and must and not any(given.holds(context, clock) for given in one.unless)


@pytest.mark.parametrize("when", TIMES)
def test_exactly_one_row_applies_and_is_what_the_engine_bills(catalog: Catalog, when: str) -> None:
    """In every context, at every time and on both sides of a band, rows and receipts agree."""
    at = datetime.fromisoformat(f"2026-{TIMES[when]}").replace(tzinfo=UTC)
    known = {name: one.known() for name, one in catalog.calendars.items()}
    clock = Clock(at, known)
    entry = catalog.offers[KEY].prices[0]
    rows, deck = list(priced_cases(entry)), Deck(entry, 0, known)
    tried = 0
    for values in product(*SAID.values(), (32_000, 32_001)):
        size = values[-1]
        context = {key: (value,) for key, value in zip(SAID, values, strict=False)}
        card = deck.card(context, at)
        for meter in entry.meters():
            price = card.prices(card.band(size))[meter]
            found = [o for o in rows if o.meter == meter and applies(o, size, context, clock)]
            assert price is not None
            (row,) = found
            per_unit = Fraction(row.amount.value) / row.units
            assert per_unit == Fraction(price.numerator, card.denominator), (meter, context, row)
            tried += 1
    assert tried == 5 * 2 * 3 * 2 * len(entry.meters())


def test_a_scale_is_worked_out() -> None:
    """The amount of a batch is half the published one, to the last digit."""
    half = {"if": {"tier": "batch"}, "scale": Decimal("0.5")}
    assert amounts("input", rates={"input": Decimal("0.125")}, when=[half]) == {
        "unless tier: batch": "0.125",
        "tier: batch": "0.0625",
    }


def test_scales_of_conditions_that_hold_together_multiply() -> None:
    """A batch in Europe has a row of its own."""
    when = [
        {"if": {"tier": ["batch", "flex"]}, "scale": Decimal("0.5")},
        {"if": {"region": {"not": "global"}}, "scale": Decimal("1.1")},
    ]
    assert amounts("output", rates={"output": 10}, when=when) == {
        "unless tier: batch|flex or region: not global": "10",
        "tier: batch|flex unless region: not global": "5",
        "region: not global unless tier: batch|flex": "11",
        "tier: batch|flex and region: not global": "5.5",
    }


def test_a_price_that_nothing_changes_names_no_condition() -> None:
    """A tool is never scaled, so its row says nothing of tiers."""
    half = {"if": {"tier": "batch"}, "scale": Decimal("0.5")}
    rates = {"input": 1, "search.web": "10/1k"}
    assert amounts("search.web", rates=rates, when=[half]) == {"": "10"}


def test_conditions_that_exclude_one_another_make_no_case() -> None:
    """Nothing is both of two tiers, or on both sides of a bound."""
    when = [
        {"if": {"resolution": {"upto": 8}}, "scale": 2},
        {"if": {"resolution": {"above": 8}}, "scale": 3},
    ]
    assert set(amounts("output", rates={"output": 1}, when=when)) == {
        "unless resolution: upto 8 or resolution: above 8",
        "resolution: upto 8",
        "resolution: above 8",
    }


def test_a_window_is_told_as_text() -> None:
    """Zone, days, hours and exceptions stand in the row."""
    window = {"tz": "Asia/Shanghai", "days": [1, 5], "hours": "09:00-12:00", "except": ["fair"]}
    held = "time: Asia/Shanghai days 1,5 09:00-12:00 except fair"
    when = [{"if": {"time": window}, "scale": 2}]
    assert amounts("input", rates={"input": 1}, when=when) == {f"unless {held}": "1", held: "2"}


def test_a_dropped_rate_is_that_of_what_it_falls_back_to() -> None:
    """A batch without the discount pays the whole price for what is read from the cache."""
    when = [{"if": {"tier": "batch"}, "scale": Decimal("0.5"), "drop": "cache.read"}]
    assert amounts("cache.read", rates={"input": 2, "cache.read": 1}, when=when) == {
        "unless tier: batch": "1",
        "tier: batch": "1",
    }


def test_what_is_not_sold_then_has_no_row() -> None:
    """And the ordinary row says that it is not for such requests."""
    when = [{"if": {"tier": "batch"}, "rates": {"output": None}}]
    assert amounts("output", rates={"output": 2}, when=when) == {"unless tier: batch": "2"}


def test_the_api_publishes_the_rows(catalog: Catalog) -> None:
    """Each with its conditions, as records write them, and by what its amount was multiplied."""
    rows = [
        one.model_dump(mode="json", by_alias=True, exclude_none=True)
        for one in views.prices(catalog, date(2026, 3, 1))
        if (one.offer, one.meter, one.currency) == (KEY, "image", "CNY")
    ]
    assert [(one["amount"], one.get("if")) for one in rows][:2] == [
        ("0.2", None),
        ("0.1", [{"quality": "low", "size": "1024x1024"}]),
    ]
    assert len(rows[0]["unless"]) == 4
    assert "scale" not in rows[0]
    scaled = {one.scale for one in views.prices(catalog, date(2026, 3, 1)) if one.offer == KEY}
    assert scaled == {None, "0.5", "1.75", "2", "3.5"}
