"""What the prices of LiteLLM's map become in the price language. The figures are invented."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from llmanac.pricing.entries import Entry
from llmanac.pricing.moments import Day
from llmanac.rules import judge_alone
from llmanac.schema.offer import Offer
from llmanac.sync.feeds.litellm import read

if TYPE_CHECKING:
    from llmanac.sync.claims import Reading

DAY = Day.parse("2026-11-12")


def reading(**entries: str) -> Reading:
    """Read entries written as JSON, as the feed has them."""
    return read({key: json.loads(text, parse_float=Decimal) for key, text in entries.items()}, DAY)


def entry(text: str, *, mode: str = "chat", provider: str = "acme") -> dict[str, Any]:
    """Return the one price entry of one entry of the map, written as a record, by the rules."""
    said = f'{{"litellm_provider": "{provider}", "mode": "{mode}", {text}}}'
    (statement,) = reading(nova=said).statements
    (price,) = statement.prices
    offer = Offer(
        model="acme/nova",
        id="nova",
        apis=("chat-completions",),
        status="available",
        prices=(price,),
    )
    assert [code for code, _ in judge_alone("offer", offer)] == []
    assert Entry.from_json(price.to_json()) == price
    return price.to_json()


TEXT = '"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06'


def test_an_entry() -> None:
    """Prices are per million tokens, in dollars, seen on the feed's day, with their place in it."""
    assert entry(TEXT) == {
        "currency": "USD",
        "per": "1M",
        "seen": "2026-11-12",
        "source": "litellm@2026-11-12:nova",
        "rates": {"input": ["2"], "output": ["8"]},
    }


RATES = {
    '"input_cost_per_token": 1.5000000000000002e-07': {"input": ["0.15"]},
    '"input_cost_per_token": 0, "output_cost_per_token": 0.0': {"input": ["0"], "output": ["0"]},
    '"cache_creation_input_token_cost": 1e-06, "cache_creation_input_token_cost_above_1hr": 2e-06,'
    '"cache_creation_input_token_cost_above_12hr": 3e-06': {
        "cache.write": ["1"],
        "cache.write.1h": ["2"],
        "cache.write.12h": ["3"],
    },
    '"input_cost_per_token_cache_hit": 1e-07, "cache_read_input_token_cost": 1e-07': {
        "cache.read": ["0.1"]
    },
    f'{TEXT}, "output_cost_per_reasoning_token": 8e-06': {"input": ["2"], "output": ["8"]},
    f'{TEXT}, "output_cost_per_reasoning_token": 3e-06': {
        "input": ["2"],
        "output": ["8"],
        "output.reasoning": ["3"],
    },
    '"input_cost_per_token": 1e-06, "input_cost_per_audio_token": 3e-06,'
    '"cache_read_input_token_cost": 1e-07': {
        "input": ["1"],
        "input.audio": ["3"],
        "cache.read": ["0.1"],
        "cache.read.audio": [None],
    },
    f'{TEXT}, "google_maps_grounding_cost_per_query": 0.025': {
        "input": ["2"],
        "output": ["8"],
        "search.maps": ["25/1k"],
    },
    f'{TEXT}, "search_context_cost_per_query": {{"search_context_size_low": 0.01,'
    '"search_context_size_medium": 0.01, "search_context_size_high": 0.01}': {
        "input": ["2"],
        "output": ["8"],
        "search.web": ["10/1k"],
    },
}


@pytest.mark.parametrize("text", RATES)
def test_rates(text: str) -> None:
    """Each name prices its meter; noise goes, zeros stay, what is the same is said once."""
    assert entry(text)["rates"] == RATES[text]


BY_MODE = [
    ("audio_transcription", '"input_cost_per_second": 0.0001', {"audio.input.second": ["0.0001"]}),
    ("realtime", '"input_cost_per_second": 0.00028333333333333', {"audio.second": ["0.017/1min"]}),
    ("video_generation", '"output_cost_per_second": 0.1', {"video.second": ["0.1"]}),
    ("audio_speech", '"input_cost_per_character": 1.5e-05', {"char.input": ["15"]}),
    ("rerank", '"input_cost_per_query": 0.002', {"query": ["0.002"]}),
    ("search", '"input_cost_per_query": 0.005', {"search.web": ["5/1k"]}),
    ("ocr", '"ocr_cost_per_page": 0.003, "annotation_cost_per_page": 0.005',
     {"page": ["0.003"], "page.annotated": ["0.005"]}),
    ("image_generation", '"input_cost_per_image": 0.04', {"image": ["0.04"]}),
    ("image_generation", '"input_cost_per_image": 0.01, "output_cost_per_image": 0.04',
     {"image.input": ["0.01"], "image": ["0.04"]}),
    ("image_generation", '"input_cost_per_pixel": 1.3e-09, "output_cost_per_pixel": 0.0',
     {"pixel": ["0.0000000013"]}),
    ("embedding", '"input_cost_per_token": 1e-07, "output_cost_per_token": 0,'
     ' "input_cost_per_image": 0.0001', {"input": ["0.1"], "image.input": ["0.0001/1"]}),
    ("rerank", '"input_cost_per_token": 0, "output_cost_per_token": 0.0,'
     ' "input_cost_per_query": 0.001', {"query": ["0.001"]}),
]  # fmt: skip


@pytest.mark.parametrize(("mode", "text", "rates"), BY_MODE)
def test_units(mode: str, text: str, rates: dict[str, Any]) -> None:
    """What is counted depends on what the entry is for; tokens that nobody bills have no price."""
    assert entry(text, mode=mode)["rates"] == rates


TERMS = {
    # all content by the same factor
    f'{TEXT}, "input_cost_per_token_batches": 1e-06, "output_cost_per_token_batches": 4e-06,'
    '"input_cost_per_token_flex": 1e-06, "output_cost_per_token_flex": 4e-06': [
        {"if": {"tier": ["batch", "flex"]}, "scale": "0.5"}
    ],
    # by different factors
    f'{TEXT}, "input_cost_per_token_priority": 3e-06, "output_cost_per_token_priority": 1e-05': [
        {"if": {"tier": "priority"}, "rates": {"input": ["3"], "output": ["10"]}}
    ],
    # not all of it
    f'{TEXT}, "cache_read_input_token_cost": 1e-06, "input_cost_per_token_batches": 1e-06,'
    '"output_cost_per_token_batches": 4e-06': [
        {
            "if": {"tier": "batch"},
            "rates": {"input": ["1"], "output": ["4"]},
            "rest": "unknown",
        }
    ],
    # a factor that no short decimal is
    '"input_cost_per_token": 3e-06, "input_cost_per_token_batches": 1e-06': [
        {"if": {"tier": "batch"}, "rates": {"input": ["1"]}}
    ],
    # an API, not a tier
    f'{TEXT}, "input_cost_per_token_decisions": 2e-06, "output_cost_per_token_decisions": 0.0': [
        {"if": {"api": "decisions"}, "rates": {"input": ["2"], "output": ["0"]}}
    ],
    # regions and modes multiply, after what has prices of its own
    f'{TEXT}, "regional_processing_uplift_multiplier_eu": 1.1,'
    '"regional_processing_uplift_multiplier_us": 1.1, "input_cost_per_token_priority": 3e-06': [
        {"if": {"tier": "priority"}, "rates": {"input": ["3"]}, "rest": "unknown"},
        {"if": {"region": ["eu", "us"]}, "scale": "1.1"},
    ],
    f'{TEXT}, "regional_endpoint_uplift_multiplier": 1.1': [
        {"if": {"region": {"not": "global"}}, "scale": "1.1"}
    ],
    f'{TEXT}, "provider_specific_entry": {{"us": 1.1, "fast": 2}}': [
        {"if": {"region": "us"}, "scale": "1.1"},
        {"if": {"tier": "fast"}, "scale": "2"},
    ],
    # searches by depth
    f'{TEXT}, "search_context_cost_per_query": {{"search_context_size_low": 0.005,'
    '"search_context_size_medium": 0.008, "search_context_size_high": 0.012}': [
        {
            "by": ["search_context"],
            "rates": {"search.web": {"low": ["5/1k"], "medium": ["8/1k"], "high": ["12/1k"]}},
            "rest": "keep",
        }
    ],
}


@pytest.mark.parametrize("text", TERMS)
def test_conditions(text: str) -> None:
    """What depends on tier, region or depth is a condition; an even change is a scale."""
    assert entry(text)["when"] == TERMS[text]


def test_bands() -> None:
    """All meters share their bounds: what no bound changes goes on, what nobody sells is null."""
    found = entry(
        f'{TEXT}, "cache_read_input_token_cost": 2e-07,'
        '"input_cost_per_token_above_200k_tokens": 4e-06,'
        '"output_cost_per_token_above_400k_tokens": 1e-05,'
        '"input_cost_per_token_priority": 5e-06, "cache_read_input_token_cost_priority": 6e-07,'
        '"output_cost_per_token_priority": 2e-05'
    )
    assert found["bands"] == {"by": "input_total", "at": [200_000, 400_000], "edge": ">"}
    assert found["rates"] == {
        "input": ["2", "4", "4"],
        "cache.read": ["0.2"],
        "output": ["8", "8", "10"],
    }
    assert found["when"] == [
        {
            "if": {"tier": "priority"},
            "rates": {
                "input": ["5", None, None],
                "cache.read": ["0.6"],
                "output": ["20", "20", None],
            },
        }
    ]


def test_an_even_tier_over_all_bands_is_a_scale() -> None:
    """Where all bands change by one factor, the tier is a scale; a band less, and it is not."""
    bands = f'{TEXT}, "input_cost_per_token_above_200k_tokens": 4e-06'
    batch = '"input_cost_per_token_batches": 1e-06, "output_cost_per_token_batches": 4e-06'
    above = '"input_cost_per_token_above_200k_tokens_batches": 2e-06'
    assert entry(f"{bands}, {batch}, {above}")["when"] == [
        {"if": {"tier": "batch"}, "scale": "0.5"}
    ]
    assert entry(f"{bands}, {batch}")["when"] == [
        {"if": {"tier": "batch"}, "rates": {"input": ["1", None], "output": ["4"]}}
    ]


def test_ranges() -> None:
    """Ranges that follow one another are bands; the last one has no end."""
    found = entry(
        '"tiered_pricing": [{"range": [0, 32000.0], "input_cost_per_token": 1e-06},'
        '{"range": [32000.0, 128000.0], "input_cost_per_token": 2e-06}]'
    )
    assert found["bands"] == {"by": "input_total", "at": [32_000], "edge": ">"}
    assert found["rates"] == {"input": ["1", "2"]}


@pytest.mark.parametrize(
    "ranges",
    [
        '[{"range": [0, 10], "input_cost_per_token": 1}, {"range": [20, 30]}]',  # a gap
        '[{"range": [5, 10], "input_cost_per_token": 1}]',
        '[{"range": [0, 0], "input_cost_per_token": 1}]',
        '[{"max_results_range": [0, 25], "input_cost_per_query": 0.005}]',
        "[1]",
        "{}",
        '[{"range": ["0", 10]}]',
    ],
)
def test_ranges_that_do_not_follow(ranges: str) -> None:
    """Ranges with gaps, or of something else, are left as they are."""
    said = f'{{"litellm_provider": "acme", "mode": "chat", "tiered_pricing": {ranges}}}'
    found = reading(nova=said)
    assert not found.statements[0].prices
    assert "tiered_pricing" in {one.field for one in found.left}


def test_thinking() -> None:
    """Where Qwen is sold, thinking is a mode that is billed, not tokens that are."""
    text = f'{TEXT}, "output_cost_per_reasoning_token": 4e-06'
    assert entry(text, provider="dashscope")["when"] == [
        {"if": {"mode": "thinking"}, "rates": {"output": ["4"]}, "rest": "keep"}
    ]
    assert entry(text)["rates"]["output.reasoning"] == ["4"]


OFF_PEAK = (
    '"off_peak_pricing": {"input_cost_per_token": 1e-06, "output_cost_per_token": 4e-06, %s'
    '"windows": [{"hours_utc": ["00:00-01:00", "10:00-00:00"], "weekdays": [1, 5]},'
    '{"hours_utc": "00:00-00:00", "weekdays": [6, 7]}]}'
)


def test_off_peak() -> None:
    """Cheaper hours are windows, by the clocks of the zone whose weekdays they name."""
    (found,) = entry(f"{TEXT}, {OFF_PEAK % ''}")["when"]
    assert found == {
        "if": {
            "time": [
                {"tz": "UTC", "days": [1, 5], "hours": ["00:00-01:00", "10:00-24:00"]},
                {"tz": "UTC", "days": [6, 7]},
            ]
        },
        "scale": "0.5",
    }
    zone = '"weekday_timezone": "Asia/Shanghai",'
    (found,) = entry(f"{TEXT}, {OFF_PEAK % zone}")["when"]
    assert found["if"]["time"][0] == {
        "tz": "Asia/Shanghai",
        "days": [1, 5],
        "hours": ["00:00-08:00", "08:00-09:00", "18:00-24:00"],
    }


@pytest.mark.parametrize(
    "windows",
    ['"none"', "[]", "[1]", '[{"hours_utc": "25:00-26:00"}]', '[{"weekdays": [0]}]',
     '[{"weekdays": 1}]', '[{"hours_utc": 5}]', "[{}]"],
)  # fmt: skip
def test_bad_windows(windows: str) -> None:
    """Hours that are none leave the ordinary price alone, and are reported."""
    said = (
        f'{{"litellm_provider": "acme", "mode": "chat", {TEXT},'
        f'"off_peak_pricing": {{"input_cost_per_token": 1e-06, "windows": {windows}}}}}'
    )
    found = reading(nova=said)
    assert not found.statements[0].prices[0].when
    assert any(one.field.startswith("off_peak_pricing") for one in found.left)


def test_google_bills_prompts_and_newer_models_queries() -> None:
    """A grounded prompt is billed where no unit is named, a search where the unit is a query."""
    search = (
        '"search_context_cost_per_query": {"search_context_size_low": 0.035,'
        '"search_context_size_medium": 0.035, "search_context_size_high": 0.035},'
        '"search_free_requests": {"count": 1500, "period": "day", "shared_group": "flash"}'
    )
    older = entry(f"{TEXT}, {search}", provider="gemini")
    assert older["rates"]["search.prompt"] == ["35/1k"]
    quota = {"meter": "search.prompt", "count": "1500", "every": "day", "shared": "flash"}
    assert older["free"] == [quota]
    newer = entry(f'{TEXT}, {search}, "web_search_billing_unit": "per_query"', provider="gemini")
    assert newer["rates"]["search.web"] == ["35/1k"]
    assert newer["free"] == [quota | {"meter": "search.web"}]


def test_resolutions() -> None:
    """Videos and pictures are priced by what they resolve, beside the price of no such word."""
    found = entry(
        '"output_cost_per_second": 0.2, "output_cost_per_second_720p": 0.1,'
        '"output_cost_per_second_4k": 0.4, "input_cost_per_image": 0.04',
        mode="video_generation",
    )
    assert found["per"] == "1"
    assert found["rates"] == {"image.input": ["0.04"], "video.second": ["0.2"]}
    table = {"by": ["resolution"], "rates": {"video.second": {"720p": ["0.1"], "4k": ["0.4"]}}}
    assert found["when"] == [table | {"rest": "keep"}]


def test_intervals() -> None:
    """A second of video costs more the longer the steps are in which it is looked at."""
    name = "input_cost_per_video_per_second"
    found = entry(
        f'"{name}": 0.0005, "{name}_above_8s_interval": 0.001, "{name}_above_15s_interval": 0.002',
        mode="embedding",
    )
    rates = {"rates": {"video.input.second": ["0.001"]}}
    assert found["when"][0] == {"if": {"interval": {"above": "8", "upto": "15"}}} | rates
    assert found["when"][1]["if"] == {"interval": {"above": "15"}}


def test_credits() -> None:
    """What the provider bills in credits of its own is an entry beside the one in dollars."""
    said = f'{{"litellm_provider": "acme", {TEXT}, "input_dbu_cost_per_token": 3e-05}}'
    usd, dbu = reading(nova=said).statements[0].prices
    assert (usd.currency, dbu.currency) == ("USD", "DBU")
    assert dbu.to_json()["rates"] == {"input": ["30"]}


def test_guardrails() -> None:
    """A unit of a guardrail is priced by its policy."""
    found = entry(
        '"guardrail_cost_per_unit": {"wordUnits": 0.0, "topicUnits": 0.00015}', mode="guardrail"
    )
    assert found["rates"] == {}
    cells = {"wordUnits": ["0/1k"], "topicUnits": ["0.15/1k"]}
    assert found["when"] == [{"by": ["policy"], "rates": {"guardrail": cells}}]


LEFT = [
    (f'{TEXT}, "output_cost_per_image": 0.1', "output_cost_per_image", "told-by-tokens"),
    (f'{TEXT}, "input_cost_per_character": 1e-06', "input_cost_per_character", "told-by-tokens"),
    (f'{TEXT}, "cost_per_second": 0.01', "cost_per_second", "inexpressible"),
    (f'{TEXT}, "cache_read_input_token_cost": 1e-07, "input_cost_per_token_cache_hit": 2e-07',
     "input_cost_per_token_cache_hit", "contradicts"),
    (f'{TEXT}, "cache_creation_input_token_cost_above_200k_tokens": 2e-07',
     "cache.write", "inexpressible"),
    (f'{TEXT}, "output_cost_per_second": 0.1', "output_cost_per_second", "inexpressible"),
    (f'{TEXT}, "source": "see the contract"', "source", "not-an-address"),
    (f'{TEXT}, "search_free_requests": {{"count": 5}}', "search_free_requests", "inexpressible"),
    (f'{TEXT}, "provider_specific_entry": {{"free_images": 5}}',
     "provider_specific_entry.free_images", "inexpressible"),
    (f'{TEXT}, "cache_read_input_token_cost": 1.234567890123e-07',
     "cache_read_input_token_cost", "noisy"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "why"), LEFT)
def test_left(text: str, name: str, why: str) -> None:
    """What does not come across is left with its name and a reason, and the rest stands."""
    found = reading(nova=f'{{"litellm_provider": "acme", "mode": "chat", {text}}}')
    assert [(one.field, one.why) for one in found.left] == [(name, why)]
    assert {"input", "output"} <= found.statements[0].prices[0].rates.keys()


def test_no_half_prices() -> None:
    """Where the price of text is nobody's, what the rest costs is not told by itself."""
    text = '"input_cost_per_token": 1.1428571428571428e-06, "output_cost_per_token": 4e-06'
    found = reading(nova=f'{{"litellm_provider": "acme", "mode": "chat", {text}}}')
    assert not found.statements[0].prices
    assert [(one.field, one.why) for one in found.left] == [("input_cost_per_token", "noisy")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("https://example.com/prices", "https://example.com/prices"),
        ("https://example.com/?$filter=a eq 'b'", "https://example.com/?$filter=a%20eq%20%27b%27"),
        ("javascript:alert(1)", "litellm@2026-11-12:nova"),
    ],
)
def test_sources(said: str, expected: str) -> None:
    """A price stands at the address that the entry names, as an address is written."""
    assert entry(f'{TEXT}, "source": "{said}"')["source"] == expected


SIZED = '{"litellm_provider": "openai", "mode": "image_generation", "input_cost_per_image": %s}'


def test_pictures_that_tokens_bill() -> None:
    """Where tokens bill, what a size comes to is typical."""
    tokens = SIZED.replace("input_cost_per_image", "output_cost_per_image_token") % 4e-05
    found = reading(
        **{
            "draw-1": tokens,
            "low/1024-x-1024/draw-1": SIZED % 0.01,
            "high/1024-x-1024/draw-1": SIZED % 0.2,
        }
    )
    (statement,) = found.statements
    (price,) = statement.prices
    assert not price.when
    cells = {"low": {"1024x1024": ["0.01/1"]}, "high": {"1024x1024": ["0.2/1"]}}
    assert price.to_json()["typical"] == [{"by": ["quality", "size"], "rates": {"image": cells}}]


def test_pictures_that_sizes_bill() -> None:
    """Where nothing else bills, sizes are a table; words for fewer keys stand before it."""
    pixels = SIZED.replace("per_image", "per_pixel") % 1.59263611e-07
    found = reading(
        **{
            "high/1024-x-1024/draw-2": pixels,
            "1024-x-1536/draw-2": SIZED % 0.03,
            "hd/1024-x-1536/draw-3": SIZED % 0.08,
        }
    )
    two, three = found.statements
    assert (two.offer, two.where, three.offer) == ("draw-2", "high/1024-x-1024/draw-2", "draw-3")
    assert [term.to_json() for term in two.prices[0].when] == [
        {"by": ["size"], "rates": {"image": {"1024x1536": ["0.03"]}}},
        {"by": ["quality", "size"], "rates": {"image": {"high": {"1024x1024": ["0.167"]}}}},
    ]


def test_the_same_state_reads_the_same() -> None:
    """Two readings of one state are equal, and stand in the map's order."""
    said = f'{{"litellm_provider": "acme", "mode": "chat", {TEXT}}}'
    first, second = (reading(zeta=said, alpha=said) for _ in range(2))
    assert first == second
    assert [one.where for one in first.statements] == ["zeta", "alpha"]
