"""Amounts, units, days, moments and meters mean what their author wrote, or are refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmanac.pricing.amounts import Amount, Unit
from llmanac.pricing.faults import BadValue
from llmanac.pricing.meters import METERS, fallbacks
from llmanac.pricing.moments import Day, Moment, is_gone


@pytest.mark.parametrize(
    ("written", "meter", "size"),
    [
        (1, "input", 1),
        (10**12 - 1, "input", 10**12 - 1),
        ("M", "input", 10**6),
        ("h", "audio.second", 3600),
        ("1k", "input", 1000),
        ("1M", "input", 10**6),
        ("100k", "input", 10**5),
        ("1h", "audio.input.second", 3600),
        ("1min", "audio.second", 60),
        ("10s", "video.second", 10),
        ("1Mh", "storage.cache", 10**6),
        ("1Ms", "storage.cache", Fraction(10**6, 3600)),
    ],
)
def test_a_unit_is_so_many_of_a_meter(written: object, meter: str, size: Fraction) -> None:
    """Thousands and times multiply; a token-hour is 3,600 token-seconds."""
    assert Unit.parse(written).of(METERS[meter]) == size


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "1q",
        "k1",
        "1 k",
        "1K",
        "1m",
        "-1k",
        "1.5k",
        True,
        0,
        -1,
        1.0,
        None,
        [],
        10**12,
        Decimal(5),
    ],
)
def test_what_is_no_unit_is_refused(written: object) -> None:
    """Units have one spelling."""
    with pytest.raises(BadValue) as caught:
        Unit.parse(written)
    assert caught.value.code == "unit-unreadable"


def test_tokens_have_no_duration() -> None:
    """A price per hour cannot price tokens."""
    with pytest.raises(BadValue) as caught:
        Unit.parse("1h").of(METERS["input"])
    assert caught.value.code == "unit-mismatch"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (True, "amount-not-a-number"),
        (0.5, "amount-not-a-number"),
        (None, "amount-not-a-number"),
        ([], "amount-not-a-number"),
        ("ten", "amount-not-a-number"),
        ("1e3/1k", "amount-not-a-number"),
        ("0.5", "amount-without-unit"),
        ("10/1q", "unit-unreadable"),
        ("10/", "unit-unreadable"),
        ("-1/1k", "amount-negative"),
        (-1, "amount-negative"),
        (Decimal("-0.1"), "amount-negative"),
        (Decimal("NaN"), "amount-not-a-number"),
        (Decimal("sNaN"), "amount-not-a-number"),
        (Decimal("Infinity"), "amount-not-a-number"),
        (Decimal("1e999999"), "amount-out-of-range"),
        (Decimal("1e18"), "amount-out-of-range"),
        (10**18, "amount-out-of-range"),
        (Decimal("1e-31"), "amount-out-of-range"),
        (Decimal("1e-999999"), "amount-out-of-range"),
        pytest.param(10**5000, "amount-out-of-range", id="5001 digits"),
    ],
)
def test_what_is_no_amount_is_refused(written: object, code: str) -> None:
    """An amount is a number, zero or more, or text with its unit; the code says what is wrong."""
    with pytest.raises(BadValue) as caught:
        Amount.parse(written)
    assert caught.value.code == code


@pytest.mark.parametrize("written", [10**18 - 1, Decimal("1e17"), Decimal("1e-30")])
def test_the_greatest_and_the_finest_amounts_are_read(written: object) -> None:
    """18 digits before the point, 30 decimals."""
    assert Amount.parse(written).value == written


@given(
    st.decimals(min_value=0, max_value=10**12, places=9), st.sampled_from([None, "1k", "1h", "5"])
)
def test_an_amount_is_written_as_it_is_read(value: Decimal, unit: str | None) -> None:
    """Text gives back the same digits and unit, without an exponent."""
    amount = Amount(value, unit and Unit.parse(unit))
    assert Amount.from_text(amount.text()) == amount
    assert "E" not in amount.text()


def test_small_numbers_are_written_without_exponents() -> None:
    """YAML's 1e-7 is 0.0000001."""
    assert Amount.parse(Decimal("1e-7")).text() == "0.0000001"


def test_a_bare_day_begins_at_midnight_utc() -> None:
    """A day orders before every later instant of it, in whatever zone that is written."""
    day = Moment.parse("2026-09-10")
    assert day == Moment.parse("2026-09-10T08:00+08:00")
    assert Moment.parse("2026-09-10T00:00+08:00") < day < Moment.parse("2026-09-10T00:00:01Z")


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "2026-13-01",
        "26-01-01",
        "2026-1-1",
        "20260101",
        "2026-01-01T00:00",
        "2026-01-01T24:00Z",
        20260101,
        True,
        None,
    ],
)
def test_what_is_no_moment_is_refused(written: object) -> None:
    """A moment is a day of the calendar, or a time of it with its zone."""
    with pytest.raises(BadValue):
        Moment.parse(written)
    with pytest.raises(BadValue):
        Day.parse(written)


def test_what_retires_is_to_be_had_on_its_last_day() -> None:
    """From the day after on it is gone."""
    last = Day.parse("2026-12-31")
    assert not is_gone(last, Day.parse("2026-12-30"))
    assert not is_gone(last, last)
    assert is_gone(last, Day.parse("2027-01-01"))


def test_fallbacks_lead_to_meters_of_the_same_unit() -> None:
    """Every chain ends, and a rate is only borrowed by what is counted alike."""
    for meter in METERS.values():
        for step in fallbacks(meter.id):
            assert METERS[step.meter].unit == meter.unit


def test_the_vocabulary_is_that_of_the_price_language() -> None:
    """Spot checks of what real prices show: these do not fall back to what their dots suggest."""
    assert METERS["cache.write.1h"].fallback is None
    assert METERS["output.image"].fallback is None
    assert [(s.meter, s.how) for s in fallbacks("cache.write.5m")] == [
        ("cache.write", "same"),
        ("input", "assume"),
    ]
    assert [m.id for m in METERS.values() if m.counts_as_input][:5] == [
        "input",
        "input.image",
        "input.video",
        "input.audio",
        "cache.read",
    ]
    assert not METERS["image.input"].counts_as_input
    assert not METERS["storage.cache"].counts_as_input
