"""Calendars reach an estimate: through the compiled catalogue, and from the package's own."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from llmanac import estimate
from llmanac.load.trial import read_calendars
from llmanac.pricing.calendars import Calendar, Clock
from llmanac.pricing.entries import Entry
from llmanac.pricing.lines import Sold
from llmanac.pricing.moments import Day
from llmanac.pricing.price import price
from llmanac.pricing.reader import Usage
from llmanac.pricing.tariff import Tariff
from llmanac.pricing.windows import Window
from llmanac.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from llmanac.pricing.receipt import Receipt

PEAK: dict[str, Any] = {
    "currency": "EUR",
    "per": "1k",
    "from": "2026-01-01",
    "seen": "2026-01-01",
    "source": "https://x.example/",
    "rates": {"input": ["2"]},
    "when": [{"if": {"time": [{"tz": "UTC", "hours": ["09:00-12:00"], "except": ["fair"]}]}}],
}
PEAK["when"][0]["scale"] = "3"
FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.fixture
def fair(compiled: Path, tmp_path: Path) -> Path:
    """The small catalogue, with a calendar and a price that depends on it."""
    path = tmp_path / "fair.sqlite"
    shutil.copy(compiled, path)
    with sqlite3.connect(path) as db:
        said = (
            "fair",
            "Fair",
            "集市",
            "2026-01-01",
            "2027-01-01",
            "https://x.example/",
            "2026-01-01",
        )
        db.execute("INSERT INTO calendars VALUES (?, ?, ?, ?, ?, ?, ?)", said)
        db.execute("INSERT INTO calendar_days VALUES ('fair', '2026-02-03')")
        db.execute("UPDATE prices SET record = ? WHERE offer = 'bolt/one'", (json.dumps(PEAK),))
    db.close()
    return path


@pytest.mark.parametrize(
    ("at", "total", "warned"),
    [
        ("2026-02-02T10:00:00Z", "6", []),
        ("2026-02-03T10:00:00Z", "2", []),
        ("2027-02-03T10:00:00Z", "6", ["calendar-unknown"]),
        ("2027-02-03T12:00:00Z", "2", []),
    ],
)
def test_a_compiled_catalogue_carries_its_calendars(
    fair: Path, at: str, total: str, warned: list[str]
) -> None:
    """A holiday is one for whoever estimates; of another year nobody knows."""
    body = {"usage": {"input_tokens": 1000, "output_tokens": 0}}
    receipt = estimate(body, model="one", provider="bolt", at=at, snapshot=Snapshot(fair))
    assert receipt.total == Decimal(total)
    assert [warning.code for warning in receipt.warnings] == warned
    assert receipt.range.low == (Decimal(2) if warned else receipt.total)


def test_the_holidays_of_the_package_are_those_of_their_notice() -> None:
    """33 days of 2026, from New Year to the week of the National Day; nothing of 2027."""
    cn = read_calendars()["cn"]
    known = [cn.start + timedelta(days=n) for n in range((cn.until - cn.start).days)]
    assert [day.year for day in known] == [2026] * 365
    assert sum(bool(cn.has(day)) for day in known) == len(cn.days) == 33
    assert cn.has(Day(2026, 10, 7))
    assert cn.has(Day(2026, 10, 8)) is False
    assert cn.has(Day(2027, 1, 1)) is None


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
@pytest.mark.parametrize("at", [FIRST, LAST])
def test_the_ends_of_time_are_survived(at: datetime, zone: str) -> None:
    """No moment is too early or too late for a window: it holds, or does not."""
    window = Window.from_json({"tz": zone, "hours": ["22:00-06:00"]})
    calendar = Calendar(frozenset(), Day(2026, 1, 1), Day(2027, 1, 1))
    assert Clock(at, {"cn": calendar}).holds((window,)) in (True, False)


def priced(entry: dict[str, Any], **more: Any) -> Receipt:  # noqa: ANN401
    """A thousand tokens by one entry, in May 2026."""
    read = TypeAdapter(Entry).validate_python({**entry, "rates": {"input": 2}})
    usage = Usage({"input": 1000}, (), None, None, None, None, ())
    at = datetime(2026, 5, 1, tzinfo=UTC)
    return price(usage, Tariff([read]), currency="EUR", at=at, at_from="caller", **more)


def test_the_api_of_an_offer_decides_where_its_price_depends_on_it() -> None:
    """Who reads the body knows by which API it came; a caller may still say otherwise."""
    entry = PEAK | {"when": [{"if": {"api": "live"}, "scale": 3}]}
    assert priced(entry, sold=Sold(api="live")).total == 6
    assert priced(entry, sold=Sold(api="responses")).total == 2
    assert priced(entry, sold=Sold(api="responses"), asked={"api": "live"}).total == 6
    assert [warning.code for warning in priced(entry).warnings] == ["context-unstated"]


def test_more_contexts_than_anybody_tries_leave_the_price_unbounded() -> None:
    """Where too much is open the range says so, and nothing takes long."""
    keys = ("region", "quality", "size", "policy", "route", "search_type")
    when = [{"if": {key: [f"v{n}" for n in range(50)]}, "scale": Decimal("1.5")} for key in keys]
    receipt = priced(PEAK | {"when": when})
    assert receipt.total == 2
    assert (receipt.range.low, receipt.range.high) == (0, None)
    assert [warning.params["key"] for warning in receipt.warnings] == [*keys]


def test_what_holds_is_told_beside_the_price() -> None:
    """The JSON names the conditions that held, their places, and by what a rate was multiplied."""
    when = [
        {"if": {"region": "eu"}, "scale": Decimal("1.1")},
        {"by": "tier", "rates": {"input": {"batch": 1, "flex": Decimal("1.5")}}},
    ]
    said = priced(PEAK | {"when": when}, asked={"region": "eu", "tier": "flex"}).to_json()
    assert said["entry"]["conditions"] == [0, 1]
    assert said["entry"]["held"] == [{"region": "eu"}, {"tier": "flex"}]
    (line,) = said["lines"]
    assert (line["rate"], line["factor"], line["amount"]) == ("1.5", "1.1", "1.65")
    assert (line["count"], line["billed"]) == (1000, 1000)
