"""What genai-prices says comes across with its days, hours, variants and tiers."""

from decimal import Decimal
from typing import Any

from feed_readings import DAY, told, whys

from llmanac.sync.claims import Hint, Reading, Seller
from llmanac.sync.feeds.genai_prices import read

D = Decimal


def of(model: dict[str, Any], **provider: object) -> Reading:
    """The reading of one model at one provider."""
    said = {"id": "nova", "match": {"equals": "nova"}, **model}
    return read([{"id": "acme", "models": [said], **provider}], DAY)


def test_plain_prices_come_per_million() -> None:
    """With the entry of the feed as their source, and what else is said of the offer."""
    prices = {"input_mtok": 2, "cache_read_mtok": D("0.2"), "output_mtok": 8}
    reading = of({"prices": prices, "name": "Nova", "context_window": 1000, "deprecated": True})
    (statement,) = reading.statements
    assert told(reading, "currency", "per", "seen", "source", "rates", "from", "when") == [
        {
            "currency": "USD",
            "per": "1M",
            "seen": DAY.text(),
            "source": f"genai-prices@{DAY.text()}:acme/nova",
            "rates": {"input": "2", "cache.read": "0.2", "output": "8"},
        }
    ]
    assert statement.of_offer == {"name": "Nova", "context": 1000, "status": "deprecated"}
    assert statement.matches == {"equals": "nova"}
    assert statement.hints == (Hint("match", "acme:nova"),)
    assert whys(reading) == set()


def test_the_sellers_only_page_is_the_source() -> None:
    """Of two pages nobody says which one has the price, and what is no page is none."""
    prices = {"prices": {"input_mtok": 1}}
    feed = f"genai-prices@{DAY.text()}:acme/nova"
    for urls, source in (
        (["https://acme.example/prices"], "https://acme.example/prices"),
        (["https://acme.example/a", "https://acme.example/b"], feed),
        (["javascript:alert(1)"], feed),
        (["https://acme.example/a b"], feed),
    ):
        assert told(of(prices, pricing_urls=urls), "source") == [{"source": source}]


def test_a_seller_has_its_name() -> None:
    """Patterns of addresses are no address."""
    reading = of({"prices": {}}, name="Acme", api_pattern="https://api")
    assert reading.sellers == (Seller(provider="acme", name="Acme"),)


def test_days_open_entries() -> None:
    """Only what the feed dates has a start."""
    prices = [
        {"prices": {"input_mtok": 3}},
        {"constraint": {"start_date": "2026-03-01"}, "prices": {"input_mtok": 2}},
    ]
    assert told(of({"prices": prices}), "from", "rates") == [
        {"rates": {"input": "3"}},
        {"from": "2026-03-01", "rates": {"input": "2"}},
    ]


def test_days_out_of_order_are_left() -> None:
    """A price that begins before the one above it replaces nothing."""
    prices = [
        {"constraint": {"start_date": "2026-03-01"}, "prices": {"input_mtok": 3}},
        {"constraint": {"start_date": "2026-02-01"}, "prices": {"input_mtok": 2}},
    ]
    reading = of({"prices": prices})
    assert told(reading, "from") == [{"from": "2026-03-01"}]
    assert whys(reading) == {("start_date", "out-of-order")}


def test_hours_are_conditions_of_the_entry_above_them() -> None:
    """By UTC; those with the same price are one condition, and one factor is a scale."""
    high = {"input_mtok": D("0.3"), "output_mtok": D("1.2")}
    prices = [
        {"prices": {"input_mtok": D("0.1"), "output_mtok": 1}},
        {
            "constraint": {"start_date": "2026-09-10"},
            "prices": {"input_mtok": D("0.15"), "output_mtok": D("0.6")},
        },
        {"constraint": {"start_time": "01:00:00Z", "end_time": "04:00:00Z"}, "prices": high},
        {"constraint": {"start_time": "22:00:00Z", "end_time": "00:30:00Z"}, "prices": high},
    ]
    old, new = told(of({"prices": prices}), "from", "when")
    hours = {"tz": "UTC", "hours": ["01:00-04:00", "22:00-00:30"]}
    assert old == {}
    assert new == {"from": "2026-09-10", "when": [{"if": {"time": [hours]}, "scale": "2"}]}


def test_other_times_are_left() -> None:
    """Seconds, other zones and hours that stand before any price."""
    for start in ("01:00:30Z", "01:00:00+08:00", "25:00:00Z"):
        constraint = {"start_time": start, "end_time": "04:00:00Z"}
        later = {"constraint": constraint, "prices": {"input_mtok": 2}}
        reading = of({"prices": [{"prices": {"input_mtok": 1}}, later]})
        assert told(reading, "when") == [{}]
        assert whys(reading) == {("constraint", "inexpressible")}


def test_tiers_become_bands() -> None:
    """The feed asks for more than a start; 199,999 so means "from 200,000" in all of them."""
    for start, at, edge in ((200_000, 200_000, ">"), (199_999, 200_000, ">=")):
        tiers = {"base": 2, "tiers": [{"start": start, "price": 4}]}
        (entry,) = told(of({"prices": {"input_mtok": tiers, "output_mtok": 9}}), "bands", "rates")
        assert entry == {
            "bands": {"by": "input_total", "at": [at], "edge": edge},
            "rates": {"input": ["2", "4"], "output": "9"},
        }


def test_bands_of_several_meters_meet() -> None:
    """A meter keeps its price where only another one changes."""
    prices = {
        "input_mtok": {"base": 1, "tiers": [{"start": 100, "price": 2}]},
        "output_mtok": {
            "base": 5,
            "tiers": [{"start": 300, "price": 9}, {"start": 200, "price": 7}],
        },
    }
    (entry,) = told(of({"prices": prices}), "bands", "rates")
    assert entry["bands"]["at"] == [100, 200, 300]
    assert entry["rates"] == {"input": ["1", "2", "2", "2"], "output": ["5", "5", "7", "9"]}


def test_variants_are_conditions() -> None:
    """What a variant leaves out keeps its price, by the feed's own rule."""
    prices = {"input_mtok": 2, "cache_read_mtok": 1, "output_mtok": 8, "web_searches_kcount": 10}
    variants = [
        {"when": {"service_tier": "default"}, "prices": {}},
        {"when": {"processing": "batch"}, "prices": {"input_mtok": 1, "output_mtok": 4}},
        {"when": {"speed": "fast"}, "prices": {"output_mtok": 11}},
        {"when": {"service_tier": "priority"}, "prices": {"output_mtok": 11}},
        {"when": {"search_type": "quick"}, "prices": {"web_searches_kcount": 1}},
    ]
    (entry,) = told(of({"prices": prices, "price_variants": variants}), "when")
    assert entry["when"] == [
        {"if": {"tier": "batch"}, "scale": "0.5", "only": ["input", "output"]},
        {"if": {"tier": ["priority", "fast"]}, "scale": "1.375", "only": ["output"]},
        {"if": {"search_type": "quick"}, "rates": {"search.web": "1/1k"}, "rest": "keep"},
    ]


def test_a_factor_that_is_not_quite_one_is_no_scale() -> None:
    """What the seller rounded stays as it is rounded."""
    prices = {"input_mtok": D("0.25"), "output_mtok": 2}
    variants = [
        {"when": {"processing": "batch"}, "prices": {"input_mtok": D("0.13"), "output_mtok": 1}}
    ]
    (entry,) = told(of({"prices": prices, "price_variants": variants}), "when")
    assert entry["when"] == [{"if": {"tier": "batch"}, "rates": {"input": "0.13", "output": "1"}}]


def test_days_of_variants_open_no_entry() -> None:
    """They are those of the feed's knowledge, unless the variant's own price changes."""
    batch = {"when": {"processing": "batch"}, "prices": {"input_mtok": 1}}
    dated = {**batch, "constraint": {"start_date": "2026-10-14"}}
    prices = [
        {"prices": {"input_mtok": 4}},
        {"constraint": {"start_date": "2026-05-01"}, "prices": {"input_mtok": 2}},
    ]
    old, new = told(of({"prices": prices, "price_variants": [dated]}), "from", "when")
    assert old == {}
    assert new == {"from": "2026-05-01", "when": [{"if": {"tier": "batch"}, "scale": "0.5"}]}


def test_a_variant_that_changes_opens_an_entry() -> None:
    """Of the variants that are active the feed takes the first."""
    newer = {
        "when": {"processing": "batch"},
        "prices": {"input_mtok": 3},
        "constraint": {"start_date": "2026-06-01"},
    }
    older = {"when": {"processing": "batch"}, "prices": {"input_mtok": 2}}
    model = {"prices": {"input_mtok": 4}, "price_variants": [newer, older]}
    assert told(of(model), "from", "when") == [
        {"when": [{"if": {"tier": "batch"}, "scale": "0.5"}]},
        {"from": "2026-06-01", "when": [{"if": {"tier": "batch"}, "scale": "0.75"}]},
    ]


def test_variants_of_other_keys_are_left() -> None:
    """A key or a tier that we do not have is no condition."""
    for when in ({"moon": "full"}, {"service_tier": "gold"}, {"route": " "}, {}, "batch", None):
        variants = [{"when": when, "prices": {"input_mtok": 1}}]
        reading = of({"prices": {"input_mtok": 2}, "price_variants": variants})
        assert told(reading, "when") == [{}]
        assert whys(reading) == {("price_variants", "inexpressible")}


def test_units_are_those_of_the_feed() -> None:
    """Hours, thousands of pages and calls; all audio and audio that goes in are told twice."""
    prices = {
        "audio_hours": D("0.111"),
        "input_audio_hours": D("0.111"),
        "input_document_kpages": 2,
        "requests_kcount": 5,
        "input_text_messages_kcount": 4,
        "storage_searches_kcount": D("2.5"),
    }
    (entry,) = told(of({"prices": prices}), "per", "rates")
    assert entry == {
        "per": "1",
        "rates": {
            "audio.input.second": "0.111/1h",
            "page": "2/1k",
            "search.file": "2.5/1k",
            "request": "5/1k",
            "message": "4/1k",
        },
    }


def test_the_least_that_groq_bills_comes_along() -> None:
    """The feed has it in its code, for two models of one seller."""
    model = {"id": "whisper-large-v3", "prices": {"input_audio_hours": D("0.111")}}
    for provider, least in (("groq", [{"minimum": {"audio.input.second": "10"}}]), ("acme", [{}])):
        reading = read([{"id": provider, "models": [model]}], DAY)
        assert told(reading, "minimum") == least


def test_gemini_counted_prompts_before_its_third() -> None:
    """One word of the feed is two meters."""
    for name, meter in (
        ("gemini-2.5-pro", "search.prompt"),
        ("google/gemini-2.0-flash", "search.prompt"),
        ("gemini-3-pro-preview", "search.web"),
        ("gpt-5", "search.web"),
    ):
        (entry,) = told(of({"id": name, "prices": {"web_searches_kcount": 35}}), "rates")
        assert entry["rates"] == {meter: "35/1k"}


def test_cached_audio_stays_open() -> None:
    """Nobody says that it costs what cached text costs."""
    prices = {"input_mtok": 1, "input_audio_mtok": 3, "cache_read_mtok": D("0.1")}
    (entry,) = told(of({"prices": prices}), "rates")
    assert entry["rates"]["cache.read.audio"] is None


def test_what_is_bad_is_left() -> None:
    """And the rest of the entry is not."""
    for bad, why in (
        ("2", "not-a-number"),
        (True, "not-a-number"),
        (D("NaN"), "not-a-number"),
        (float("nan"), "not-a-number"),
        (-1, "negative"),
        (10**9, "out-of-range"),
        (D("1e-30"), "out-of-range"),
        ([1], "not-a-number"),
    ):
        reading = of({"prices": {"input_mtok": bad, "output_mtok": 1}})
        assert told(reading, "rates") == [{"rates": {"output": "1"}}]
        assert whys(reading) == {("input_mtok", why)}


def test_noise_and_dear_caches_are_left() -> None:
    """A number that no unit makes short, and a cache that costs more than input."""
    prices = {"input_mtok": 1, "cache_read_mtok": 2, "cache_write_mtok": D("0.08333333333333")}
    reading = of({"prices": prices})
    assert told(reading, "rates") == [{"rates": {"input": "1"}}]
    assert whys(reading) == {("cache.write", "noisy"), ("cache.read", "cache-above-input")}


def test_zero_is_a_price_and_nothing_is_none() -> None:
    """Only what says 0 is known to be free."""
    assert told(of({"prices": {"input_mtok": 0}}), "rates") == [{"rates": {"input": "0"}}]
    reading = of({"prices": {}})
    assert told(reading) == []
    assert whys(reading) == {("prices", "free-as-empty")}


def test_unknown_fields_are_left() -> None:
    """A new meter and a new field are seen."""
    reading = of({"prices": {"input_mtok": 1, "thought_mtok": 2}, "colour": "blue"})
    assert whys(reading) == {("thought_mtok", "unknown-field"), ("colour", "unknown-field")}


def test_names_are_text() -> None:
    """Blanks around them go; what hides something is left, and so is an entry of such an id."""
    (statement,) = of({"name": " Nova\t", "prices": {}}).statements
    assert statement.of_offer == {"name": "Nova"}
    reading = of({"name": "No\u200bva", "prices": {}})
    assert reading.statements[0].of_offer == {}
    assert ("name", "not-text") in whys(reading)
    assert of({"id": "no\nva", "prices": {}}).statements == ()


def test_an_offer_is_what_a_request_names() -> None:
    """Not the name of a family that its own clause does not take, and not the feed's prefix."""
    latest = {"or": [{"starts_with": "codestral-2"}, {"equals": "codestral-latest"}]}
    for name, clause, offer in (
        ("codestral", latest, "codestral-latest"),
        ("Nova-2", {"equals": "Nova-2"}, "Nova-2"),
        ("ft:nova-", {"starts_with": "ft:nova"}, "ft:nova-"),
        ("nova", {"contains": "supernova"}, "nova"),
        ("regional.acme.nova", {"contains": "us.acme.nova"}, "acme.nova"),
    ):
        (statement,) = of({"id": name, "match": clause, "prices": {}}).statements
        assert statement.offer == offer


def test_a_clause_that_is_none_is_left() -> None:
    """Identity never sees it."""
    clauses: tuple[Any, ...] = (
        {"equals": 1},
        {"like": "x"},
        {"or": []},
        {"equals": "a", "contains": "b"},
        "x",
    )
    for clause in clauses:
        reading = of({"match": clause, "prices": {}})
        assert reading.statements[0].matches is None
        assert ("match", "unreadable") in whys(reading)
