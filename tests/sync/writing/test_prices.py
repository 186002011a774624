"""Prices of feeds against those of a record: what follows what."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmanac.load.document import compose
from llmanac.load.trial import offer_with
from llmanac.pricing.amounts import Amount, Unit
from llmanac.pricing.entries import Entry
from llmanac.pricing.moments import Day, Moment
from llmanac.rules import judge_alone
from llmanac.schema.kinds import KINDS
from llmanac.sync.markup import code
from llmanac.sync.report import percent
from llmanac.sync.writing.emit import block
from llmanac.sync.writing.prices import appended, written


def entry(
    price: int, seen: str, start: str | None = None, until: str | None = None, currency: str = "USD"
) -> Entry:
    """A price of input."""
    return Entry(
        currency=currency,
        per=Unit("1M"),
        seen=Day.parse(seen),
        start=Moment.parse(start) if start else None,
        until=Moment.parse(until) if until else None,
        source="https://example.com/p",
        rates={"input": (Amount(Decimal(price)),)},
    )


OLD, NEW = entry(1, "2026-01-01"), entry(2, "2026-03-01")


@pytest.mark.parametrize(
    ("held", "wanted", "new", "late"),
    [
        ([], [OLD], [OLD], []),
        ([OLD], [entry(1, "2026-05-05")], [], []),
        ([OLD], [NEW], [entry(2, "2026-03-01", "2026-03-01")], []),
        ([OLD], [entry(2, "2026-03-01", "2026-02-10")], [entry(2, "2026-03-01", "2026-02-10")], []),
        ([OLD], [entry(2, "2025-12-31")], [], [entry(2, "2025-12-31")]),
        ([OLD], [entry(2, "2026-01-01")], [entry(2, "2026-01-01", "2026-01-01")], []),
        ([OLD, entry(2, "2026-02-01", "2026-02-01")], [entry(1, "2026-03-01")],
         [entry(1, "2026-03-01", "2026-03-01")], []),
        ([OLD], [OLD, entry(2, "2026-03-01", "2026-02-10"), entry(3, "2026-03-01", "2026-02-20")],
         [entry(2, "2026-03-01", "2026-02-10"), entry(3, "2026-03-01", "2026-02-20")], []),
        ([OLD], [entry(8, "2026-03-01", currency="CNY")], [entry(8, "2026-03-01", currency="CNY")],
         []),
        ([entry(1, "2026-01-01", until="2026-06-01")], [NEW], [], [NEW]),
        ([entry(2, "2026-01-01", "2026-04-01")], [NEW], [], []),
        ([entry(1, "2026-01-01", "2026-04-01")], [NEW], [], [NEW]),
    ],
)  # fmt: skip
def test_only_what_is_new_and_newer_is_appended(
    held: list[Entry], wanted: list[Entry], new: list[Entry], late: list[Entry]
) -> None:
    """With the day that a feed gives, else the day of the feed; per currency."""
    outcome = appended(held, wanted)
    assert ([*outcome.entries], [*outcome.late]) == (new, late)


DAYS = st.integers(0, 400).map(lambda days: (date(2026, 1, 1) + timedelta(days)).isoformat())
ENTRIES = st.builds(
    entry, st.integers(1, 3), DAYS, st.none() | DAYS, st.none(), st.sampled_from(["USD", "CNY"])
)


@given(st.lists(ENTRIES, max_size=5))
def test_whatever_feeds_say_the_laws_of_a_list_of_prices_hold(told: list[Entry]) -> None:
    """Said one after another, no entry is out of order, and saying it again adds none."""
    held: list[Entry] = []
    for one in told:
        held += appended(held, [one]).entries
        assert appended(held, [held[-1]]).entries == ()
    codes = {found for found, _ in judge_alone("offer", offer_with(tuple(held)))}
    assert not codes & {"PRC001", "PRC002", "PRC003"}


def test_every_form_of_a_price_reads_back_as_itself() -> None:
    """Bands, conditions, tables, windows, quotas: as records write them."""
    from copies import FORMS

    root, _ = compose("forms.yaml", FORMS.read_text("utf-8"))
    assert root
    prices = KINDS["offer"].adapter.validate_python(root.data).prices
    offer = {"unlinked": "forms", "id": "x", "apis": ["messages"], "status": "available"}
    text = block({**offer, "prices": [written(one) for one in prices]})
    again, findings = compose("again.yaml", text)
    assert again and not findings
    assert KINDS["offer"].adapter.validate_python(again.data).prices == prices


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("2", "2.5", "+25 %"),
        ("3", "2", "-33.3 %"),
        ("0", "2", ""),
        (None, "2", ""),
        ("10/1k", "12", ""),
    ],
)
def test_percents_mean_something(before: str | None, after: str, says: str) -> None:
    """From nothing, or between units, there is none."""
    assert percent(before, after) == says


@given(st.text())
def test_any_text_is_one_piece_of_code_in_one_cell(text: str) -> None:
    """No end of a line, no end of the code, no end of the cell."""
    said = code(text)
    assert said == "–" or (said[0] == said[-1] == "`" and "`" not in said[1:-1])
    assert "\n" not in said
    assert "|" not in said.replace("\\|", "")


def test_the_report_says_the_same_things_in_both_languages() -> None:
    """No key of one is missing in the other."""
    from llmanac import messages

    read = [
        {line.partition(": ")[0] for line in file.read_text("utf-8").splitlines()[1:]}
        for language in messages.LANGUAGES
        for file in [Path(messages.__file__).parent / f"sync.{language}.yaml"]
    ]
    assert read[0] == read[1]
