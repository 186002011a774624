"""Prices of several witnesses become one, or none."""

# ruff: noqa: ANN401  # feeds say anything, and tests hand it on

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from weighing import catalog, codes, decide, entry, offer, price, rates, told

from llmanac.pricing.amounts import Amount, Positive, Unit
from llmanac.pricing.conditions import Condition
from llmanac.pricing.entries import Bands
from llmanac.pricing.given import Given
from llmanac.pricing.keys import Test as Values
from llmanac.pricing.moments import Day
from llmanac.schema.evidence import Claim, ClaimedPrice, Evidence, EvidenceFile
from llmanac.schema.offer import Offer

ONE = {"input": ["1"], "output": ["2"]}


def test_a_lone_outlier_loses_against_two() -> None:
    """Two independent feeds outvote one that is newer."""
    old = [told(name, entry(), day="2026-05-01") for name in ("models.dev", "portkey")]
    assert price(*old, told("litellm", entry("3", "6"))) == ONE


def test_the_newer_of_two_wins() -> None:
    """Where one feed stands against one, the later state is believed."""
    older, newer = told("models.dev", entry("3", "6"), day="2026-10-31"), told("portkey", entry())
    assert price(older, newer) == ONE
    assert price(told("models.dev", entry("3", "6"), day="2026-11-02"), newer) != ONE


def test_what_is_dated_and_cited_beats_what_is_newer() -> None:
    """A price with a first day and a page stands against a newer one without."""
    page = "https://acme.example.com/prices"
    dated = entry(start="2026-03-01", source=page)
    newer = told("litellm", entry("2.5", "6"), day="2026-11-02")
    assert price(told("genai-prices", dated), newer) == ONE
    assert price(told("genai-prices", entry(source=page)), newer) != ONE


def test_who_spoke_before_a_dated_change_is_not_heard() -> None:
    """Two feeds of spring say nothing against a change that somebody dates to summer."""
    old = [told(name, entry("3", "6"), day="2026-05-01") for name in ("models.dev", "portkey")]
    assert price(*old, told("genai-prices", entry(start="2026-05-02"))) == ONE
    assert price(*old, told("genai-prices", entry(start="2026-05-01"))) != ONE


def test_a_derived_feed_has_no_vote_of_its_own() -> None:
    """With its root it makes one witness, who speaks by the newer state."""
    said = [told("models.dev", entry("3", "6"), day="2026-11-03"), told("pi-ai", entry("3", "6"))]
    apart = told("litellm", entry(), day="2026-11-04")
    assert price(*said, apart) == ONE
    assert decide(*said).alone["price"] == 1
    assert decide(*said, told("portkey", entry("3", "6"))).agreeing["price"] == 1


@pytest.mark.parametrize(("output", "kept"), [("20.5", True), ("20.4", False), ("0.2", False)])
def test_a_power_of_ten_between_two_is_never_written(output: str, kept: bool) -> None:
    """Within two per cent of ten times nobody knows who is right; beyond it is another price."""
    said = told("litellm", entry()), told("models.dev", entry("1", output), day="2026-10-01")
    assert (price(*said) == ONE) is kept
    assert (("power-of-ten", "litellm") in codes(*said)) is not kept


def test_the_odd_one_out_of_three_is_refused() -> None:
    """Two who agree decide a power of ten; the claim stays in the evidence with the code."""
    said = told("litellm", entry()), told("portkey", entry()), told("models.dev", entry("10", "20"))
    assert price(*said) == ONE
    assert codes(*said) == {("power-of-ten", "models.dev")}
    line = offer(*said).evidence
    assert line
    assert [(c.by, c.refused) for c in line.claims if c.about == "price"] == [
        (("litellm", "portkey"), None),
        (("models.dev",), "power-of-ten"),
    ]


def test_zero_loses_against_any_price() -> None:
    """Nothing is free where somebody asks money, be the others two."""
    free = [told(name, entry("0", "0")) for name in ("models.dev", "portkey")]
    assert price(*free, told("litellm", entry())) == ONE
    assert ("zero-beside-price", "portkey") in codes(*free, told("litellm", entry()))


def test_free_takes_a_name_or_two_witnesses() -> None:
    """One feed's zero is no price, unless the id says so or an independent feed does."""
    zero = {"input": ["0"], "output": ["0"]}
    alone = told("models.dev", entry("0", "0"))
    assert price(alone) is None
    assert codes(alone) == {("zero-alone", "models.dev")}
    assert price(alone, told("pi-ai", entry("0", "0"))) is None
    assert price(alone, told("portkey", entry("0", "0"))) == zero
    assert price(alone, offer="nova:free") == zero
    assert price(alone, offer="freedom") is None


@pytest.mark.parametrize(
    ("said", "code", "kept"),
    [
        (entry("0.001", "0.002"), None, True),
        (entry("0.0009", "0.002"), "out-of-window", False),
        (entry("1000", "1000"), None, True),
        (entry("1", "1001"), "out-of-window", False),
        (entry("1", "200"), None, True),
        (entry("1", "201"), "unusual-ratio", False),
        (entry("1", "0.019"), "unusual-ratio", False),
        (entry(more={"cache_read": "1"}), None, True),
        (entry(more={"cache_read": "1.1"}), "cache-above-input", True),
        (entry(more={"char_input": "1"}), "per-character-beside-per-token", True),
        (entry(("1", "1"), ("2", "3"), bands=Bands(at=(1000,))), None, True),
        (entry(("1", "0.9"), ("2", "3"), bands=Bands(at=(1000,))), "falling-bands", False),
    ],
)
def test_what_cannot_be_is_kept_out(said: Any, code: str | None, kept: bool) -> None:
    """Each guard lets its boundary pass, and nothing beyond it."""
    found = price(told("litellm", said))
    assert (found is not None) is kept
    assert {one for one, _ in codes(told("litellm", said))} == ({code} if code else set())
    if kept and code:
        assert found == ONE


def _tier(tier: str, **what: Any) -> Condition:
    return Condition(given=Given(tier=Values((tier,))), **what)


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (_tier("batch", scale=Positive(Decimal(1))), None),
        (_tier("batch", scale=Positive(Decimal("1.01"))), "batch-above-standard"),
        (_tier("flex", rates=rates(input="1.1", output="1")), "batch-above-standard"),
        (_tier("flex", rates=rates(input="1", output="2")), None),
        (_tier("priority", scale=Positive(Decimal("0.9"))), "priority-below-standard"),
        (_tier("priority", scale=Positive(Decimal(2))), None),
    ],
)
def test_tiers_go_the_right_way(condition: Condition, code: str | None) -> None:
    """Who waits pays no more, who is preferred no less; the rest of the price is kept."""
    said = told("litellm", entry(when=(condition,)))
    (written,) = offer(said).prices
    assert len(written.when) == (code is None)
    assert codes(said) == ({(code, "litellm")} if code else set())


def test_tokens_and_characters_are_not_mixed() -> None:
    """Who prices characters where two price tokens is refused; one against one, both are."""
    characters = told("genai-prices", entry("1", None, more={"char_input": "15"}))
    only = told("genai-prices", *[_only_characters()])
    assert price(told("litellm", entry()), told("portkey", entry()), only) == ONE
    assert price(told("litellm", entry()), only) is None
    assert price(characters) == {"input": ["1"]}


def _only_characters() -> Any:
    one = entry()
    return type(one)(
        currency="USD",
        per=Unit("1M"),
        seen=one.seen,
        source=one.source,
        rates=rates(char_input="15"),
    )


def test_the_richest_that_agrees_is_the_frame() -> None:
    """Bands and conditions come from one, a meter it lacks from another, the page from a third."""
    rich = entry(("1", "2"), ("2", "3"), bands=Bands(at=(200000,)), when=(_batch(),))
    page = entry(source="https://acme.example.com/prices", more={"search_web": "10000"})
    plain = entry(more={"cache_read": "0.1"})
    (written,) = offer(
        told("litellm", rich), told("portkey", plain), told("genai-prices", page)
    ).prices
    assert written.bands == Bands(at=(200000,))
    assert written.when == (_batch(),)
    assert {*written.rates} == {"input", "output", "search.web"}
    assert written.source == "https://acme.example.com/prices"


def _batch() -> Condition:
    return _tier("batch", scale=Positive(Decimal("0.5")))


def test_meters_of_others_are_added_where_they_fit() -> None:
    """A flat price takes the cache from whoever agrees on the rest, in the entry's own unit."""
    other = entry("0.001", "0.002", more={"cache_read": "0.0001"})
    thousand = type(other)(
        currency="USD", per=Unit("1k"), seen=other.seen, source=other.source, rates=other.rates
    )
    (written,) = offer(told("litellm", entry()), told("portkey", thousand)).prices
    cache = written.rates["cache.read"][0]
    assert cache
    assert cache in (Amount(Decimal("0.0001"), Unit("1k")), Amount(Decimal("0.0001")))
    assert (cache.unit or written.per) == Unit("1k")


def test_who_is_wrong_of_one_price_of_the_cache_adds_no_other() -> None:
    """A cache read above input is refused, and what its witness says of cache writes with it."""
    wrong = entry(more={"cache_read": "4", "cache_write": "0.1"})
    assert price(told("litellm", entry()), told("portkey", wrong)) == ONE
    right = entry(more={"cache_read": "0.1", "cache_write": "1.25"})
    both = told("litellm", right), told("portkey", wrong)
    assert price(*both) == {**ONE, "cache.read": ["0.1"], "cache.write": ["1.25"]}
    assert codes(*both) == {("cache-above-input", "portkey"), ("cache-doubted", "portkey")}


CACHED = {"cache_read": "0.05", "cache_write": "1.25"}


def test_the_cache_of_who_is_refused_beside_others_is_not_heard() -> None:
    """Where a power of ten stands between two, both are doubted, unless others say what one says
    of the cache beside it, or a third decides."""
    right, wrong = told("litellm", entry(more=CACHED)), {"cache_read": "0.5", "cache_write": "3"}
    odd = told("models.dev", entry(more=wrong))
    assert price(right, odd) == ONE
    assert codes(right, odd) >= {("cache-doubted", "litellm"), ("cache-doubted", "models.dev")}
    same = told("models.dev", entry(more={**wrong, "cache_write": "1.25"}))
    assert price(right, same) == {**ONE, "cache.write": ["1.25"]}
    decided = price(right, odd, told("portkey", entry(more={"cache_read": "0.05"})))
    assert decided == {**ONE, "cache.read": ["0.05"], "cache.write": ["1.25"]}


def test_a_zero_of_the_cache_says_nothing_of_its_names() -> None:
    """It stands for what is not known, and the rest of the cache is heard."""
    zero = told("models.dev", entry(more={**CACHED, "cache_read": "0"}))
    said = zero, told("litellm", entry(more={"cache_read": "0.05"}))
    assert price(*said) == {**ONE, "cache.read": ["0.05"], "cache.write": ["1.25"]}
    assert {code for code, _ in codes(*said)} == {"zero-beside-price"}


def test_what_is_doubted_stands_nowhere_in_an_entry() -> None:
    """Neither in bands nor under a condition, in which only its own witness has it."""
    steps = {"cache_read": ("0.05", "0.1"), "cache_write": ("1.25", "2.5")}
    batch = Condition(
        given=Given(tier=Values(("batch",))),
        rates=rates(input=("0.5", "1"), output=("1", "2"), **steps),
    )
    rich = entry(("1", "2"), ("2", "4"), more=steps, bands=Bands(at=(1000,)), when=(batch,))
    said = told("litellm", rich), told("models.dev", entry(more={"cache_read": "0.5"}))
    written = offer(*said).prices[-1]
    assert written.meters() == ["input", "output"]
    assert written.bands


def test_regions_become_conditions() -> None:
    """One factor is a scale, other prices are a table, the same price is nothing."""
    said = [
        told("litellm", entry()),
        told("litellm", entry(), region="us-east-1", where="a"),
        told("litellm", entry("1.1", "2.2"), region="eu-west-1", where="b"),
        told("litellm", entry("1.1", "2.2"), region="eu-west-2", where="c"),
        told("litellm", entry("1.5", "2.2"), region="sa-east-1", where="d"),
    ]
    (written,) = offer(*said).prices
    assert [term.to_json() for term in written.when] == [
        {
            "if": {"region": "sa-east-1"},
            "rates": {"input": ["1.5"], "output": ["2.2"]},
            "rest": "unknown",
        },
        {"if": {"region": ["eu-west-1", "eu-west-2"]}, "scale": "1.1"},
    ]
    line = offer(*said).evidence
    assert line
    assert line.where["litellm"] == "litellm/nova"
    assert line.where["litellm.2"] == "b"


def test_the_past_is_kept_where_its_witness_agrees() -> None:
    """Dated entries come before the winner's, which begins when they end."""
    past = entry("3", "6"), entry(start="2026-05-01")
    said = told("genai-prices", *past), told("litellm", entry(when=(_batch(),)))
    first, last = offer(*said).prices
    assert (first.rates, first.start) == (past[0].rates, None)
    assert last.start == past[1].start
    assert last.when == (_batch(),)
    other = told("models.dev", entry("1.5", "2")), told("portkey", entry("1.5", "2"))
    late = told("genai-prices", entry("3", "6"), entry("1", "2"), day="2026-11-02")
    assert len(offer(late, *other).prices) == 1


def test_a_price_that_came_back_was_not_seen_before_it_came() -> None:
    """Who saw the same amounts before the day from which they hold saw an earlier price."""
    past = entry(), entry("3", "6", start="2026-05-01"), entry(start="2026-09-01")
    early = told("litellm", entry(), day="2026-03-01")
    assert offer(told("genai-prices", *past), early).prices[-1] == past[-1]


def test_a_price_was_seen_when_the_first_feed_stated_it() -> None:
    """An older state that agrees moves the first day on which it is known."""
    (one,) = offer(told("litellm", entry()), told("portkey", entry(), day="2026-08-21")).prices
    assert one.seen == Day.parse("2026-08-21")


@pytest.mark.parametrize(("old", "kept"), [("3", True), ("3.01", False), ("0.32", False)])
def test_a_leap_waits_for_a_person(old: str, kept: bool) -> None:
    """A price that departs from the record's by more than three times is not written."""
    record = Offer.model_construct(id="nova", prices=(entry(old, "2"),), limits=None)
    at = catalog(offers={"acme/nova": record})
    assert (price(told("litellm", entry()), at=at) == ONE) is kept
    assert (("change-beyond-3x", "litellm") in codes(told("litellm", entry()), at=at)) is not kept


def test_dollars_of_a_seller_who_takes_none_are_converted() -> None:
    """Feeds convert; where the record says another currency and no offer dollars, nothing is
    written."""
    from llmanac.schema.provider import Provider

    yuan = Provider.model_construct(currency="CNY", lab=None, apis={})
    at = catalog(providers={"acme": yuan})
    assert price(told("litellm", entry()), at=at) is None
    assert codes(told("litellm", entry()), at=at) == {("converted", "litellm")}
    both = catalog(
        providers={"acme": yuan},
        offers={"acme/other": Offer.model_construct(id="other", prices=(entry(),), limits=None)},
    )
    assert price(told("litellm", entry()), at=both) == ONE


def test_what_was_said_before_still_counts() -> None:
    """A feed that is not read this time bears witness from the evidence, and makes no entry."""
    claim = ClaimedPrice(currency="USD", per=Unit("1M"), rates={"input": "1", "output": "2"})
    line = Evidence(
        offer="nova",
        where={"elder": "nova", "litellm": "nova"},
        claims=(
            Claim(about="price", value=claim, by=("elder", "litellm")),
            Claim(about="context", value=7, by=("litellm",)),
        ),
    )
    at = catalog(evidence={"acme": EvidenceFile((line,))})
    newest = told("models.dev", entry("3", "6"), day="2026-11-05")
    assert price(newest, told("litellm", entry()), at=at) == ONE
    decision = offer(told("litellm", entry()), at=at)
    assert decision.prices[0].seen == Day.parse("2026-01-31")
    assert decision.evidence
    assert {*decision.evidence.where} == {"elder", "litellm"}
    assert "context" not in decision.fields
    assert price(newest, at=catalog(evidence={"acme": EvidenceFile((line,))})) is None


def test_the_price_of_a_region_is_not_that_of_the_whole() -> None:
    """Who states a region's price without its name does not outvote the feed that tells both."""
    said = [
        told("litellm", entry()),
        told("litellm", entry("1.1", "2.2"), region="eu-west-1", where="a"),
        *(told(name, entry("1.1", "2.2")) for name in ("models.dev", "portkey")),
    ]
    assert price(*said) == ONE
    others = [told(name, entry("1.2", "2.2")) for name in ("models.dev", "portkey")]
    assert price(*said[:2], *others) == {"input": ["1.2"], "output": ["2.2"]}


def test_amounts_that_differ_by_a_rounding_are_one() -> None:
    """The shorter of two amounts within a thousandth is written, and they agree."""
    said = told("litellm", entry("0.99901", "2")), told("models.dev", entry(), day="2026-01-01")
    assert price(*said) == ONE
    assert decide(*said).agreeing["price"] == 1
    assert decide(told("litellm", entry("0.998", "2")), said[1]).disputed["price"] == 1


def test_a_price_by_table_is_the_best_witness_s() -> None:
    """Where nothing has a rate without a condition, the newest is heard, and nothing is claimed."""
    table = _only_characters()
    table = type(table)(
        currency="USD",
        per=Unit("1M"),
        seen=table.seen,
        source=table.source,
        rates={},
        when=(_tier("standard", rates=rates(input="1", output="2")),),
    )
    decision = offer(told("litellm", table))
    assert decision.prices[0].when == table.when
    assert decision.evidence
    assert not decision.evidence.claims


def test_a_remembered_claim_stays_as_it_was_written() -> None:
    """A price per thousand is compared by the million, and stays per thousand in the evidence."""
    claim = ClaimedPrice(
        currency="USD", per=Unit("1k"), rates={"input": "0.001", "output": "0.0020"}
    )
    line = Evidence(
        offer="nova",
        where={"elder": "nova"},
        claims=(
            Claim(about="price", value=claim, by=("elder",)),
            Claim(about="released", value="2026-01-01", by=("elder",)),
        ),
    )
    at = catalog(evidence={"acme": EvidenceFile((line,))})
    decisions = decide(told("litellm", entry()), at=at)
    assert decisions.agreeing["price"] == 1
    evidence = decisions.offers[0].evidence
    assert evidence
    assert [(one.about, one.value) for one in evidence.claims if one.by == ("elder",)] == [
        ("released", "2026-01-01"),
        ("price", claim),
    ]
