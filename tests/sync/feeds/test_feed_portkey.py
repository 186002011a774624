"""What Portkey says comes across in dollars, with its regions, tiers, sizes and parameters."""

from decimal import Decimal
from typing import Any

from feed_readings import DAY, told, whys

from llmanac.sync.claims import Reading
from llmanac.sync.feeds.portkey import general, read

D = Decimal
TIERS = {"standard": "0.0001", "batch": "0.00005"}


def payg(**cents: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    """A `pay_as_you_go` of prices in cents; what is given as a mapping stays one."""
    return {name: c if isinstance(c, dict) else {"price": c} for name, c in cents.items()}


def units(**cents: object) -> dict[str, Any]:
    """Additional units with prices in cents."""
    return {name: {"price": c} for name, c in cents.items()}


def priced(**cents: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    """Where prices by region and tier stand."""
    return {"pricing_config": {"pay_as_you_go": payg(**cents)}}


def of(config: dict[str, Any], custom: object = None, name: str = "nova") -> Reading:
    """The reading of one model at one provider."""
    said = {"pricing_config": config} | ({} if custom is None else {"custom_pricing": custom})
    return read({"acme": {"default": {}, name: said}}, DAY)


def test_cents_for_one_become_dollars_for_a_million() -> None:
    """And tools are told by the thousand."""
    prices = payg(
        request_token=D("0.0003"),
        response_token=D("0.0015"),
        cache_read_input_token=D("0.00003"),
        additional_units=units(web_search=1, file_search=D("0.25"), cache_write_1h=D("0.0006")),
    )
    (entry,) = told(of({"pay_as_you_go": prices}), "per", "currency", "source", "rates")
    assert entry == {
        "per": "1M",
        "currency": "USD",
        "source": f"portkey@{DAY.text()}:acme/nova",
        "rates": {
            "input": "3",
            "cache.read": "0.3",
            "cache.write.1h": "6",
            "output": "15",
            "search.web": "10/1k",
            "search.file": "2.5/1k",
        },
    }


def test_a_cache_under_wrong_names_has_no_price() -> None:
    """Where reading costs more than input, no price of the cache comes across."""
    prices = payg(
        request_token=D("0.0004"),
        response_token=D("0.0016"),
        cache_read_input_token=D("0.0016"),
        cache_read_audio_input_token=D("0.0064"),
        cache_write_input_token=D("0.00005"),
    )
    reading = of({"pay_as_you_go": prices})
    assert told(reading, "rates") == [{"rates": {"input": "4", "output": "16"}}]
    assert whys(reading) == {
        ("cache.read", "cache-above-input"),
        ("cache.read.audio", "cache-doubted"),
        ("cache.write", "cache-doubted"),
    }


def test_a_tier_may_have_the_cache_under_wrong_names() -> None:
    """It is not known there what the cache costs; the others have their prices."""
    right = {"cache_read_input_token": D("0.00003"), "cache_write_input_token": D("0.000375")}
    wrong = {"cache_read_input_token": D("0.000375"), "cache_write_input_token": D("0.00003")}
    told_of = {"request_token": D("0.0003"), "response_token": D("0.0015")}
    config = {"pay_as_you_go": payg(**told_of, **right), "batch_config": payg(**told_of, **wrong)}
    reading = of(config)
    (entry,) = told(reading, "rates", "when")
    assert (entry["rates"]["cache.read"], entry["rates"]["cache.write"]) == ("0.3", "3.75")
    assert whys(reading) == {("cache.read", "cache-above-input"), ("cache.write", "cache-doubted")}
    assert {"cache.read": None, "cache.write": None}.items() <= entry["when"][0]["rates"].items()


def test_zero_is_not_known() -> None:
    """The feed has no other word for it."""
    prices = payg(request_token=D("0.001"), response_token=0, additional_units=units(search=0))
    reading = of({"pay_as_you_go": prices})
    assert told(reading, "rates") == [{"rates": {"input": "10"}}]
    assert whys(reading) == {
        ("response_token", "zero-for-unknown"),
        ("search", "zero-for-unknown"),
    }


def test_a_batch_leaves_open_what_it_does_not_price() -> None:
    """The feed does not say that cached input keeps its price."""
    prices = payg(
        request_token=D("0.0002"), cache_read_input_token=D("0.0001"), response_token=D("0.001")
    )
    batch = payg(request_token=D("0.0001"), response_token=D("0.0005"))
    (entry,) = told(of({"pay_as_you_go": prices, "batch_config": batch}), "when")
    rates = {"input": "1", "output": "5"}
    assert entry["when"] == [{"if": {"tier": "batch"}, "rates": rates, "rest": "unknown"}]


def test_a_price_of_another_unit_is_left() -> None:
    """A minute, a page and a query are no tokens; a token is no picture."""
    prices = payg(
        request_token=D("0.4"),
        response_token=D("0.001"),
        additional_units=units(request_audio_token=D("0.6"), input_image=D("0.0008")),
    )
    reading = of({"pay_as_you_go": prices})
    assert told(reading, "rates") == [{"rates": {"output": "10"}}]
    assert whys(reading) == {
        ("request_token", "other-unit"),
        ("request_audio_token", "other-unit"),
        ("input_image", "other-unit"),
    }


def test_two_words_for_one_meter_should_agree() -> None:
    """The first counts, the other one is left."""
    prices = payg(request_token=D("0.001"), request_text_token=D("0.002"))
    reading = of({"pay_as_you_go": prices})
    assert told(reading, "rates") == [{"rates": {"input": "10"}}]
    assert whys(reading) == {("request_text_token", "contradicts")}


def test_halves_become_bands() -> None:
    """Two entries are one offer, whose request is priced by its size."""
    models = {
        f"nova-{half}-128k": {
            "pricing_config": {
                "pay_as_you_go": payg(request_token=cents, response_token=D("0.001")),
                "batch_config": payg(request_token=cents / 2, response_token=D("0.0005")),
            }
        }
        for half, cents in (("lte", D("0.0001")), ("gt", D("0.0002")))
    }
    reading = read({"acme": models}, DAY)
    (statement,) = reading.statements
    assert (statement.offer, statement.where) == ("nova", "acme/nova-lte-128k")
    assert told(reading, "bands", "rates", "when") == [
        {
            "bands": {"by": "input_total", "at": [128000], "edge": ">"},
            "rates": {"input": ["1", "2"], "output": "10"},
            "when": [{"if": {"tier": "batch"}, "scale": "0.5"}],
        }
    ]


def test_half_an_offer_is_left() -> None:
    """So is an entry for the whole of what is told in halves."""
    plain = {"pricing_config": {"pay_as_you_go": payg(request_token=D("0.001"))}}
    alone = read({"acme": {"nova-gt-32k": plain}}, DAY)
    assert (alone.statements, whys(alone)) == ((), {("id", "half-an-offer")})
    thrice = read({"acme": dict.fromkeys(("nova", "nova-gt-32k", "nova-lte-32k"), plain)}, DAY)
    assert told(thrice, "rates") == [{"rates": {"input": "10"}}]
    assert whys(thrice) == {("id", "told-in-halves")}


def custom(regions: dict[str, Any], sizes: dict[str, str] | None = None) -> dict[str, Any]:
    """Prices by region and tier."""
    told_regions = {name: {"execution_modes": tiers} for name, tiers in regions.items()}
    return {"regions": told_regions} | ({"context_tier_map": sizes} if sizes else {})


def test_sizes_and_tiers_of_regions() -> None:
    """One factor over all tiers is a scale; what is not sold above a size is null there."""
    small, large = D("0.0001"), D("0.0002")

    def mode(factor: D, *, both: bool = True) -> dict[str, Any]:
        tiers = {"small": priced(request_token=small * factor)}
        tiers |= {"large": priced(request_token=large * factor)} if both else {}
        return {"context_tiers": tiers}

    home = {"standard": mode(D(1)), "priority": mode(D(2), both=False)}
    away = {"standard": mode(D("1.1")), "priority": mode(D("2.2"), both=False)}
    said = custom({"default": home, "us,eu": away}, {"0": "small", "200000": "large"})
    (entry,) = told(of({"pay_as_you_go": {}}, said), "bands", "rates", "when")
    assert entry["bands"]["at"] == [200000]
    assert entry["rates"] == {"input": ["1", "2"]}
    assert entry["when"] == [
        {"if": {"tier": "priority"}, "rates": {"input": ["2", None]}},
        {"if": {"region": ["us", "eu"]}, "scale": "1.1"},
    ]


def test_regions_without_one_factor_are_spelled_out() -> None:
    """Each with each tier: no scale of one multiplies what another one prices."""

    def tiers(standard: str, batch: str) -> dict[str, Any]:
        return {
            "standard": priced(request_token=D(standard)),
            "batch": priced(request_token=D(batch)),
        }

    said = custom({"default": tiers("0.0001", "0.00005"), "ap-south-1": tiers("0.0002", "0.00018")})
    (entry,) = told(of({"pay_as_you_go": {}}, said), "rates", "when")
    assert entry["when"] == [
        {"if": {"region": "ap-south-1"}, "rates": {"input": "2"}},
        {"if": {"tier": "batch"}, "rates": {"input": "0.5"}},
        {"if": {"tier": "batch", "region": "ap-south-1"}, "rates": {"input": "1.8"}},
    ]


def test_a_tier_that_a_region_lacks_is_not_priced_there() -> None:
    """Its price elsewhere is none for it."""
    home = {tier: priced(request_token=D(c)) for tier, c in TIERS.items()}
    said = custom({"default": home, "eu": {"standard": priced(request_token=D("0.0002"))}})
    (entry,) = told(of({"pay_as_you_go": {}}, said), "when")
    assert entry["when"][-1] == {"if": {"tier": "batch", "region": "eu"}, "rates": {"input": None}}


def test_the_detailed_part_counts_before_the_simple_one() -> None:
    """Where both price a meter; what only the simple one has is kept."""
    said = custom({"default": {"standard": priced(request_token=D("0.0001"))}})
    simple = payg(request_token=D("0.0002"), response_token=D("0.0004"))
    reading = of({"pay_as_you_go": simple}, said)
    assert told(reading, "rates") == [{"rates": {"input": "1", "output": "4"}}]
    assert whys(reading) == {("input", "contradicts")}


def test_pictures_are_priced_by_quality_and_size() -> None:
    """Where no tokens bill; `default` is what is not named."""
    image = {
        "default": units(default=4, **{"1024x1792": 8}),
        "hd": units(default=8, **{"1024x1792": 12}),
    }
    (entry,) = told(of({"pay_as_you_go": {"image": image}}), "per", "rates", "when")
    assert entry == {
        "per": "1",
        "rates": {"image": "0.04"},
        "when": [
            {"by": ["size"], "rates": {"image": {"1024x1792": ["0.08"]}}},
            {"by": ["quality"], "rates": {"image": {"hd": ["0.08"]}}},
            {"by": ["quality", "size"], "rates": {"image": {"hd": {"1024x1792": ["0.12"]}}}},
        ],
    }


def test_pictures_of_tokens_have_typical_prices() -> None:
    """They bill by tokens: the table tells beforehand what a picture comes to."""
    prices = payg(response_image_token=D("0.003"), image={"low": units(default=D("0.6"))})
    (entry,) = told(of({"pay_as_you_go": prices}), "rates", "when", "typical")
    assert entry == {
        "rates": {"output.image": "30"},
        "typical": [{"by": ["quality"], "rates": {"image": {"low": ["0.006/1"]}}}],
    }


def test_videos_and_searches_have_tables() -> None:
    """By size, and by how deep a search goes; other content keeps its price."""
    sized = units(video_duration_seconds_1280_720=10, default_duration_seconds=8)
    (entry,) = told(of({"pay_as_you_go": payg(additional_units=sized)}), "when")
    assert entry["when"] == [{"by": ["size"], "rates": {"video.second": {"1280x720": ["0.1"]}}}]
    deep = units(web_search_low_context=D("0.5"), web_search_high_context=D("1.2"))
    prices = payg(request_token=D("0.0001"), additional_units=deep)
    (entry,) = told(of({"pay_as_you_go": prices}), "when")
    rates = {"search.web": {"low": ["5/1k"], "high": ["12/1k"]}}
    assert entry["when"] == [{"by": ["search_context"], "rates": rates, "rest": "keep"}]


def test_what_cannot_be_read_is_left() -> None:
    """A nested entry, a flat one, an unknown unit and a tier that we do not have."""
    said = custom({"default": {"turbo": priced(request_token=1)}, "a b": {"standard": {}}})
    prices = payg(request_token="1", sparkle=2, additional_units=units(glitter=3))
    reading = of({"pay_as_you_go": prices, "gift": 1}, said)
    assert told(reading) == []
    assert whys(reading) >= {
        ("request_token", "not-a-number"),
        ("sparkle", "unknown-field"),
        ("glitter", "unknown-field"),
        ("gift", "unknown-field"),
        ("execution_modes.turbo", "inexpressible"),
        ("regions", "inexpressible"),
    }


def test_a_price_in_no_currency_is_none() -> None:
    """Dollars are meant where nothing is said, and only there."""
    prices = payg(request_token=D("0.001"))
    assert told(of({"pay_as_you_go": prices, "currency": "EUR"}), "currency") == [
        {"currency": "EUR"}
    ]
    for odd in ("euro", "", 5, None):
        reading = of({"pay_as_you_go": prices, "currency": odd})
        assert (told(reading), whys(reading)) == ([], {("currency", "unreadable")})


def test_requests_and_training_have_meters() -> None:
    """Beside tokens; what a response costs by itself has none."""
    config = {
        "pay_as_you_go": payg(request_token=D("0.001")),
        "fixed_cost": units(request=D("0.5"), response=1),
        "finetune_config": units(pay_per_token=D("0.0025")),
    }
    reading = of(config)
    (entry,) = told(reading, "rates")
    assert entry["rates"] == {"input": "10", "request": "5/1k", "training": "25"}
    assert ("fixed_cost.response", "inexpressible") in {(x.field, x.why) for x in reading.left}


def test_the_second_file_tells_kinds_and_parameters() -> None:
    """Those of the provider and of the model, without those that the model does not take."""
    models = {
        "name": "acme",
        "default": {"params": [{"key": "temperature"}, {"key": "top_p"}, {"key": "stream"}]},
        "nova": {
            "params": [{"key": "max_completion_tokens", "maxValue": 4096}, {"key": "thinking"}],
            "removeParams": ["top_p"],
            "type": {"primary": "responses", "supported": ["tools", "image", "pdf"]},
        },
        "echo": {"type": {"primary": "embedding", "supported": ["image"]}, "params": []},
    }
    reading = general.read({"acme": models}, DAY)
    echo = next(s for s in reading.statements if s.offer == "echo")
    nova = next(s for s in reading.statements if s.offer == "nova")
    assert nova.of_offer == {"output": 4096}
    assert nova.of_model == {
        "kind": "chat",
        "capabilities": ("tool-calling", "vision"),
        "reasoning": True,
        "parameters": ("max_tokens", "temperature"),
    }
    assert (echo.of_offer, echo.of_model) == ({}, {"kind": "embedding"})


def test_sound_is_speech_or_transcription() -> None:
    """The feed has one word for both, so it says neither."""
    reading = general.read({"acme": {"nova": {"type": {"primary": "audio"}}}}, DAY)
    assert reading.statements[0].of_model == {}
    assert whys(reading) == {("type", "inexpressible")}
