"""models.dev's list of providers and their models."""

from decimal import Decimal
from typing import Any

import pytest
from feed_laws import broken, left_of, only, price, rates, read, whys

from llmanac.sync.claims import Hint, Reading, Seller

D = Decimal


def of(
    cost: object = None, *, provider: str = "acme", name: str = "nova-2", **more: object
) -> Reading:
    """A list of one model, with a cost and more fields."""
    model = {"id": name, **more} | ({} if cost is None else {"cost": cost})
    return read("models.dev", {provider: {"id": provider, "models": {name: model}}})


def test_a_model_is_read() -> None:
    """Limits, nature, days, abilities and the link of an entry come across in our words."""
    reading = of(
        name="nova-2",
        family="nova",
        attachment=True,
        canonical_model_id="acme/nova-2",
        release_date="2026-04-22",
        last_updated="2026-08-01",
        knowledge="2025-06",
        open_weights=True,
        reasoning=True,
        reasoning_options=[{"type": "toggle"}, {"type": "effort", "values": ["high", "low"]}],
        tool_call=True,
        structured_output=True,
        temperature=False,
        status="beta",
        modalities={"input": ["text", "image", "pdf"], "output": ["text"]},
        limit={"context": 262144, "input": 200000, "output": 65536},
    )
    statement = only(reading)
    assert (statement.where, statement.provider, statement.offer) == (
        "acme/nova-2",
        "acme",
        "nova-2",
    )
    assert statement.of_offer == {
        "context": 262144,
        "input": 200000,
        "output": 65536,
        "status": "preview",
    }
    assert statement.of_model == {
        "modalities.input": ("image", "pdf", "text"),
        "modalities.output": ("text",),
        "kind": "chat",
        "released": "2026-04-22",
        "knowledge": "2025-06",
        "weights.open": True,
        "reasoning": True,
        "reasoning.options": '{"efforts": ["low", "high"], "toggle": true}',
        "capabilities": ("text-generation", "deep-thinking", "vision", "tool-calling"),
        "parameters": ("structured_outputs", "tools"),
    }
    assert statement.hints == (Hint("canonical", "acme/nova-2"),)
    assert statement.prices == ()
    assert whys(reading) == {"family": "inexpressible"}


def test_a_seller_is_read() -> None:
    """Its name, address, client, page and the variable of its key; a template is no address."""
    said = {
        "id": "acme",
        "name": "Acme AI",
        "api": "https://api.acme.example/v1",
        "npm": "@ai-sdk/openai-compatible",
        "doc": "https://acme.example/docs",
        "env": ["ACME_ACCOUNT", "ACME_API_KEY"],
        "models": {},
    }
    reading = read("models.dev", {"acme": said, "beta": said | {"api": "https://${HOST}/v1"}})
    acme = Seller(
        provider="acme",
        name="Acme AI",
        base_url="https://api.acme.example/v1",
        shape="@ai-sdk/openai-compatible",
        documentation="https://acme.example/docs",
        key_variable="ACME_API_KEY",
    )
    assert reading.sellers[0] == acme
    assert reading.sellers[1].base_url is None
    assert left_of(reading, "api").where == "beta"


def test_costs_are_per_million_tokens() -> None:
    """Each cost is the price of its meter; what float arithmetic added goes."""
    costs = {
        "input": D("0.15000000000000002"),
        "output": 1,
        "cache_read": D("0.015"),
        "cache_write": D("0.1875"),
        "output_audio": 20,
    }
    assert price(only(of(costs))) == {
        "rates": rates(
            input="0.15", output=1, cache_read="0.015", cache_write="0.1875", output_audio=20
        )
    }


def test_zero_costs_are_prices() -> None:
    """Whether a 0 is true is for others to weigh."""
    assert price(only(of({"input": 0, "output": 0}))) == {"rates": rates(input=0, output=0)}


def test_tiers_are_bands() -> None:
    """Beyond a size the whole request costs otherwise; what a tier leaves out is unknown there."""
    tiers = [
        {"input": 5, "output": 15, "tier": {"type": "context", "size": 256000}},
        {"input": 4, "output": 15, "cache_read": 1, "tier": {"type": "context", "size": 32000}},
    ]
    costs = {"input": 2, "output": 15, "cache_read": D("0.5"), "tiers": tiers}
    assert price(only(of(costs))) == {
        "bands": {"by": "input_total", "at": [32000, 256000], "edge": ">"},
        "rates": rates(input=[2, 4, 5], output=15, cache_read=["0.5", 1, None]),
    }


def test_the_old_tier_is_read_where_there_are_no_others() -> None:
    """It repeats a tier of the list, so it counts only without the list."""
    old = {"input": 4, "output": 20}
    alone = of({"input": 2, "output": 10, "context_over_200k": old})
    assert price(only(alone))["bands"]["at"] == [200000]
    tier = {"input": 3, "output": 20, "tier": {"type": "context", "size": 128000}}
    both = of({"input": 2, "output": 10, "tiers": [tier], "context_over_200k": old})
    assert price(only(both))["bands"]["at"] == [128000]
    assert price(only(both))["rates"] == rates(input=[2, 3], output=[10, 20])


@pytest.mark.parametrize(
    "tier", [{"type": "time", "size": 5}, {"type": "context", "size": 0}, {"type": "context"}, "x"]
)
def test_a_tier_by_something_else_is_left(tier: object) -> None:
    """Only the size of the context makes a band."""
    reading = of({"input": 2, "output": 10, "tiers": [{"input": 3, "tier": tier}]})
    assert price(only(reading)) == {"rates": rates(input=2, output=10)}
    assert whys(reading)["cost.tiers.tier"] in ("unknown-value", "not-an-object")


def test_reasoning_dearer_than_the_answer_is_a_mode() -> None:
    """Who sells thinking above the answer bills the mode: the answer costs as much in it."""
    (condition,) = price(only(of({"input": 1, "output": 2, "reasoning": 8})))["when"]
    assert condition == {"if": {"mode": "thinking"}, "rates": rates(output=8), "rest": "keep"}


@pytest.mark.parametrize(
    ("reasoning", "meters"),
    [(2, rates(input=1, output=2)), (1, rates(input=1, output=2, output_reasoning=1))],
)
def test_reasoning_is_a_meter_where_it_is_cheaper(reasoning: int, meters: object) -> None:
    """What costs the same needs no price of its own."""
    assert price(only(of({"input": 1, "output": 2, "reasoning": reasoning})))["rates"] == meters


def test_reasoning_for_nothing_is_not_known() -> None:
    """A 0 beside a dear answer says that nothing is billed besides."""
    reading = of({"input": 1, "output": 2, "reasoning": 0})
    assert price(only(reading))["rates"] == rates(input=1, output=2)
    assert whys(reading) == {"cost.reasoning": "zero-for-unknown"}


def modes(cost: object, **body: str) -> dict[str, Any]:
    """A fast mode with a cost."""
    return {"modes": {"fast": {"cost": cost, "provider": {"body": body}}}}


def test_a_uniform_mode_is_a_scale() -> None:
    """Where all prices change by one factor, the factor is what is sold."""
    reading = of({"input": 5, "output": 25}, experimental=modes({"input": 30, "output": 150}))
    assert price(only(reading))["when"] == [{"if": {"tier": "fast"}, "scale": "6"}]


def test_a_mode_has_the_name_by_which_it_is_served() -> None:
    """The response names the tier as the request does, and not as models.dev."""
    body = {"service_tier": "priority"}
    reading = of(
        {"input": 5, "output": 25}, experimental=modes({"input": 10, "output": 60}, **body)
    )
    assert price(only(reading))["when"] == [
        {"if": {"tier": "priority"}, "rates": rates(input=10, output=60)}
    ]


def test_a_mode_without_bands_is_sold_to_small_requests() -> None:
    """Nobody says what it costs beyond the band, nor what it leaves out."""
    tier = {"input": 10, "output": 50, "tier": {"type": "context", "size": 272000}}
    cost = {"input": 5, "output": 25, "cache_read": 1, "tiers": [tier]}
    reading = of(cost, experimental=modes({"input": 10, "output": 50}))
    (condition,) = price(only(reading))["when"]
    assert condition == {
        "if": {"tier": "fast"},
        "rates": rates(input=[10, None], output=[50, None]),
        "rest": "unknown",
    }
    assert broken(reading) == []


def test_a_factor_of_small_requests_is_none_of_large_ones() -> None:
    """Twice the price below the band does not say twice the price above it."""
    tier = {"input": 10, "output": 50, "tier": {"type": "context", "size": 272000}}
    cost = {"input": 5, "output": 25, "tiers": [tier]}
    reading = of(cost, experimental=modes({"input": 10, "output": 50}))
    (condition,) = price(only(reading))["when"]
    assert condition["rates"] == rates(input=[10, None], output=[50, None])


@pytest.mark.parametrize("mode", [{"pro": {"provider": {}}}, {"odd": {"cost": {"input": 1}}}])
def test_a_mode_that_is_no_tier_is_left(mode: dict[str, Any]) -> None:
    """Our records have no name for it, or it has no price."""
    reading = of({"input": 5, "output": 25}, experimental={"modes": mode})
    assert "when" not in price(only(reading))
    assert "inexpressible" in whys(reading).values()


def test_modes_of_what_has_no_price_are_left() -> None:
    """A factor of nothing is nothing; what is no mode is left once."""
    reading = of(experimental=modes({"input": 30}))
    assert (only(reading).prices, whys(reading)) == ((), {"experimental": "inexpressible"})
    odd = of({"input": 1}, experimental={"modes": {"fast": 7}, "smell": 1})
    assert [(left.field, left.why) for left in odd.left] == [
        ("experimental.smell", "unknown-field"),
        ("experimental.modes.fast", "not-an-object"),
    ]


def test_cached_input_dearer_than_input_is_left() -> None:
    """Nobody sells that; at the same price it stays."""
    dear = of({"input": 1, "output": 2, "cache_read": 3})
    assert price(only(dear))["rates"] == rates(input=1, output=2)
    assert whys(dear) == {"cost.cache_read": "cache-above-input"}
    assert "cache.read" in price(only(of({"input": 1, "cache_read": 1})))["rates"]


def test_other_prices_of_a_cache_that_is_dear_are_left_too() -> None:
    """Who has one under a wrong name may have the others there, too."""
    dear = of({"input": 1, "output": 2, "cache_read": 3, "cache_write": D("0.1")})
    assert price(only(dear))["rates"] == rates(input=1, output=2)
    assert whys(dear) == {
        "cost.cache_read": "cache-above-input",
        "cost.cache_write": "cache-doubted",
    }


def test_cached_audio_is_said_to_have_no_price() -> None:
    """Audio and cached text have one, so a law asks what cached audio costs."""
    reading = of({"input": 1, "input_audio": 4, "cache_read": D("0.1")})
    assert price(only(reading))["rates"]["cache.read.audio"] == [None]
    assert broken(reading) == []


@pytest.mark.parametrize(
    ("kind", "npm", "own", "apis"),
    [
        ("text", "@ai-sdk/anthropic", {}, ("messages",)),
        ("text", "@ai-sdk/openai-compatible", {"npm": "@ai-sdk/google"}, ("generate-content",)),
        ("text", "@ai-sdk/openai", {"shape": "responses"}, ("responses",)),
        ("text", "@ai-sdk/openai", {}, ("chat-completions",)),
        ("text", "@ai-sdk/openai-compatible", {"npm": "@ai-sdk/openai"}, ("responses",)),
        ("text", "some-seller", {}, None),
        ("image", "@ai-sdk/openai", {}, None),
    ],
)
def test_the_client_tells_the_api(
    kind: str, npm: str, own: dict[str, str], apis: tuple[str, ...] | None
) -> None:
    """Of models for chat; a client of the seller's own tells nothing."""
    model = {"modalities": {"input": ["text"], "output": [kind]}, "provider": own}
    reading = read("models.dev", {"acme": {"npm": npm, "models": {"nova": model}}})
    assert only(reading).of_offer.get("apis") == apis


def test_models_for_embedding_have_their_own_api() -> None:
    """The path beside the one for chat."""
    model = {"modalities": {"input": ["text"], "output": ["text"]}}
    data = {"acme": {"npm": "@ai-sdk/openai", "models": {"nova-embedding-2": model}}}
    assert only(read("models.dev", data)).of_offer == {"apis": ("embeddings",)}


def test_a_region_is_no_part_of_the_offer() -> None:
    """Bedrock's inference profiles are one offer in several regions; elsewhere a dot is a dot."""
    there = only(of(provider="amazon-bedrock", name="us.acme.nova-2-v1:0"))
    assert (there.offer, there.region) == ("acme.nova-2-v1:0", "us")
    here = only(of(provider="acme", name="us.acme.nova-2-v1:0"))
    assert (here.offer, here.region) == ("us.acme.nova-2-v1:0", None)
    plain = only(of(provider="amazon-bedrock", name="acme.nova-2.5"))
    assert (plain.offer, plain.region) == ("acme.nova-2.5", None)


def test_what_is_no_value_is_left() -> None:
    """Each with its field and a reason; the rest of the entry comes across."""
    reading = of(
        {"input": "1", "output": D("NaN"), "cache_read": -1, "cache_write": {"5m": 1}},
        limit={"context": 0, "output": D("1.5")},
        release_date="2026-04",
        reasoning="yes",
        modalities={"input": "text", "output": ["text", "smell"]},
        status="retired",
        speed=9,
        name="nova-3",
    )
    assert whys(reading) == {
        "cost.input": "not-a-number",
        "cost.output": "not-a-number",
        "cost.cache_read": "negative",
        "cost.cache_write": "not-a-number",
        "limit.context": "zero-for-unknown",
        "limit.output": "not-a-number",
        "release_date": "not-a-day",
        "reasoning": "not-a-flag",
        "modalities.input": "not-a-list",
        "modalities.output": "unknown-value",
        "status": "unknown-value",
        "speed": "unknown-field",
    }
    assert only(reading).of_model["modalities.output"] == ("text",)
    assert only(reading).prices == ()


@pytest.mark.parametrize("number", [D("1e400"), 10**5000, D("1e-60"), D("-1e400")], ids=range(4))
def test_numbers_that_nobody_means_are_left(number: object) -> None:
    """No arithmetic is done on them."""
    assert whys(of({"input": number}))["cost.input"] in ("out-of-range", "negative")


def test_noise_is_left() -> None:
    """No seller publishes a price of many digits."""
    reading = of({"input": D("0.25599999"), "output": 1})
    assert price(only(reading))["rates"] == rates(output=1)
    assert whys(reading) == {"cost.input": "noisy"}


def test_names_that_a_source_cannot_hold_keep_their_entry() -> None:
    """A blank in an id is none in the place of the entry."""
    statement = only(of({"input": 1}, name="nova 2"))
    assert (statement.where, statement.offer) == ("acme/nova%202", "nova 2")
