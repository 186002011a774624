"""Changes on their days."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from llmanac.changes.dated import dated
from llmanac.changes.difference import difference
from llmanac.changes.moves import moves
from llmanac.changes.state import Sale, State
from llmanac.pricing.entries import Entry
from llmanac.pricing.moments import Day


def entry(since: str | None = None, until: str | None = None, **more: object) -> Entry:
    """An entry of prices per million, from a day on."""
    said = {"rates": {"input": ["2"], "output": ["10"]}, "currency": "USD", "per": "1M", **more}
    days = {"from": since, "until": until}
    told = {name: day for name, day in days.items() if day}
    return Entry.from_json({**said, **told, "seen": "2026-01-01", "source": "https://a.example"})


def state(*prices: Entry, as_of: str = "2026-06-15", **sale: object) -> State:
    """A catalogue with one offer."""
    facts = {"model": "acme/nova", "status": "available", "retires": None, "successor": None}
    sold = Sale("bazaar", "Nova", prices=prices, **{**facts, **sale})  # type: ignore[arg-type]
    models = {"acme/nova": ("Nova", "2026-01-05")}
    return State("r", Day.parse(as_of), models, frozenset({"bazaar"}), {"bazaar/nova": sold})


CHEAPER = entry("2026-06-15", rates={"input": ["1.5"], "output": ["10"]})


def test_a_new_price_is_a_change_on_its_first_day() -> None:
    """With the percentage of each price that moves, and of no other."""
    (change,) = [one for one in dated(state(entry(), CHEAPER)) if one.what == "price"]
    assert (change.day, change.coming) == ("2026-06-15", False)
    assert [(one.meter, one.percent) for one in change.moves] == [("input", Decimal("-25.0"))]


def test_what_lies_after_the_catalogues_day_is_coming() -> None:
    """On the day itself it is no longer so."""
    for as_of, coming in (("2026-06-14", True), ("2026-06-15", False)):
        found = dated(state(entry(), CHEAPER, as_of=as_of, retires="2026-06-15"))
        assert {one.what: one.coming for one in found if one.day == "2026-06-15"} == {
            "price": coming,
            "retirement": coming,
        }


def test_a_price_that_ends_without_a_successor_is_a_change() -> None:
    """The end of an entry that another one follows is none."""
    ends = entry(until="2026-07-01")
    assert [one.day for one in dated(state(ends)) if one.what == "end"] == ["2026-07-01"]
    assert not [one for one in dated(state(entry(), CHEAPER)) if one.what == "end"]


def test_the_same_prices_anew_are_no_change() -> None:
    """Neither in another unit."""
    again = entry("2026-06-15", per="1k", rates={"input": ["0.002"], "output": ["0.01"]})
    assert not [one for one in dated(state(entry(), again)) if one.what == "price"]


def test_currencies_do_not_follow_each_other() -> None:
    """A price in yuan is no successor of one in dollars."""
    yuan = entry("2026-06-15", currency="CNY", rates={"input": ["14"]})
    assert not [one for one in dated(state(entry(), yuan)) if one.what == "price"]


def test_bands_are_compared_where_they_begin() -> None:
    """A price that rises for large requests only says above which size."""
    bands = {"by": "input_total", "at": [128000], "edge": ">"}
    banded = entry("2026-06-15", bands=bands, rates={"input": ["2", "4"], "output": ["10"]})
    (move,) = moves(entry(), banded)
    assert (move.above, move.percent) == (128000, Decimal("100.0"))


def test_a_condition_that_changes_is_told_though_no_price_moves() -> None:
    """As `conditions`."""
    batch = {"if": {"tier": "batch"}, "scale": "0.5"}
    (change,) = [
        one
        for one in dated(state(entry(), entry("2026-06-15", when=[batch])))
        if one.what == "price"
    ]
    assert change.conditions
    assert not change.moves


@given(st.decimals("0.001", "1000", places=3), st.decimals("0.001", "1000", places=3))
def test_percentages_lead_from_one_price_to_the_other(before: Decimal, after: Decimal) -> None:
    """To half a tenth of a percent of the first."""
    both = (entry(rates={"input": [format(one, "f")]}) for one in (before, after))
    found = [*moves(*both)]
    assert bool(found) == (before != after)
    for move in found:
        assert move.percent is not None
        assert abs(before * (1 + move.percent / 100) - after) <= before * Decimal("0.00051")


def test_a_state_does_not_differ_from_itself() -> None:
    """Whatever its prices are."""
    same = state(entry(), CHEAPER)
    assert difference(same, same).is_empty


def test_a_difference_tells_prices_in_force_and_prices_to_come() -> None:
    """What both know of is not told again."""
    dearer = entry("2026-09-01", rates={"input": ["3"], "output": ["10"]})
    old, new = state(entry()), state(entry(), CHEAPER, dearer)
    told = [(one.day, one.coming) for one in difference(old, new).repriced]
    assert told == [("2026-06-15", False), ("2026-09-01", True)]
    assert not difference(new, state(entry(), CHEAPER, dearer, as_of="2026-06-20")).repriced


def test_what_came_and_went_is_told() -> None:
    """Models, providers and offers, each by its id."""
    old, empty = state(entry()), State("e", Day.parse("2026-06-15"), {}, frozenset(), {})
    found, back = difference(empty, old), difference(old, empty)
    came = (found.models, found.providers, found.offers)
    assert came == (("acme/nova",), ("bazaar",), ("bazaar/nova",))
    assert (back.models_gone, back.providers_gone, back.offers_gone) == came


def test_a_new_status_is_told_with_its_day() -> None:
    """And with what is to be used instead."""
    old = state(entry())
    new = state(entry(), status="deprecated", retires="2026-12-01", successor="Nova 2")
    (one,) = difference(old, new).restated
    told = (one.before, one.after, one.retires, one.successor)
    assert told == ("available", "deprecated", "2026-12-01", "Nova 2")
