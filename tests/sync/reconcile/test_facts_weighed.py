"""Facts of offers and models: one value with its witnesses."""

# ruff: noqa: ANN401  # feeds say anything, and tests hand it on

from __future__ import annotations

from typing import Any

import pytest
from weighing import catalog, codes, decide, offer, told

from llmanac.schema.offer import Limits, Offer


def limit(name: str, day: str = "2026-11-01", **limits: Any) -> Any:
    """A feed that tells limits of the offer."""
    return told(name, day=day, of_offer=limits)


def value(about: str, *said: Any, **more: Any) -> Any:
    """What is held of a fact of the offer."""
    held = offer(*said, **more).fields.get(about)
    return held and held.value


def model(about: str, *said: Any, **more: Any) -> Any:
    """What is held of a fact of the model."""
    (one,) = decide(*said, **more).models
    held = one.fields.get(about)
    return held and held.value


def test_most_witnesses_win_and_are_named() -> None:
    """The value of two stands against the newer one's, with its witnesses and its day."""
    old = [limit(name, "2026-05-01", context=1000) for name in ("models.dev", "portkey")]
    held = offer(*old, limit("litellm", context=1500)).fields["context"]
    assert (held.value, held.by) == (1000, ("models.dev", "portkey"))
    assert held.source == "models.dev@2026-05-01:models.dev/nova"
    assert held.seen.text() == "2026-05-01"


@pytest.mark.parametrize(("other", "kept"), [(1638000, False), (163800 * 11, True)])
def test_limits_that_differ_by_ten_are_not_written(other: int, kept: bool) -> None:
    """1638000 and 163800 cannot both be meant."""
    said = limit("litellm", context=163800), limit("portkey", "2026-01-01", context=other)
    assert (value("context", *said) == 163800) is kept
    assert bool(codes(*said)) is not kept


def test_an_answer_fits_the_window() -> None:
    """A limit as large as the window is kept, a larger one is not, nor beside a record."""
    assert value("output", limit("litellm", context=1000, output=1000)) == 1000
    said = limit("litellm", context=1000, output=1001)
    assert value("output", said) is None
    assert codes(said) == {("output-above-context", "litellm")}
    record = Offer.model_construct(id="nova", prices=(), limits=Limits(context=900))
    at = catalog(offers={"acme/nova": record})
    assert value("output", limit("litellm", context=1000, output=1000), at=at) is None


def test_output_that_repeats_the_window_gives_way() -> None:
    """One feed's window is often another field's mix-up: the other feed's limit is taken."""
    said = limit("litellm", context=1000, output=1000), limit("portkey", "2026-01-01", output=400)
    assert value("output", *said) == 400


def test_a_successor_is_on_sale() -> None:
    """An offer that nobody lists succeeds nothing."""
    assert value("successor", limit("litellm", successor="nova-2")) is None
    at = catalog(offers={"acme/nova-2": Offer.model_construct(id="nova-2", prices=(), limits=None)})
    assert value("successor", limit("litellm", successor="nova-2"), at=at) == "nova-2"


def test_apis_are_the_providers() -> None:
    """Of an API that the seller has not, nothing is written."""
    said = limit("litellm", apis=("chat-completions", "responses"))
    assert value("apis", said) == ("chat-completions",)
    assert codes(limit("litellm", apis=("responses",))) == {("api-unknown", "litellm")}


def test_apis_add_up_where_nobody_lists_all() -> None:
    """Who names one rules no other out; whoever lists them all is believed."""
    chat, more = {"apis": ("chat-completions",)}, {"apis": ("embeddings",)}
    both = limit("models.dev", **chat), limit("pi-ai", **more)
    assert value("apis", *both) == ("chat-completions", "embeddings")
    assert value("apis", *both, limit("litellm", **more)) == ("embeddings",)


def of(feed: str, day: str = "2026-11-01", **facts: Any) -> Any:
    """A feed that tells facts of the model."""
    return told(feed, day=day, of_model={k.replace("__", "."): v for k, v in facts.items()})


def test_modalities_go_by_majority() -> None:
    """Each word is counted by itself; one feed more does not add what it alone says."""
    said = [
        of("litellm", modalities__input=("image", "text")),
        of("portkey", modalities__input=("text",)),
        of("openrouter", modalities__input=("audio", "image", "text")),
    ]
    assert model("modalities.input", *said) == ("image", "text")


def test_parameters_take_two_or_the_lab() -> None:
    """A word of one feed is taken where two feeds speak only if the lab itself sells there."""
    said = [
        of("litellm", parameters=("temperature", "top_p")),
        of("portkey", parameters=("top_p",)),
    ]
    assert model("parameters", *said, provider="shop") == ("top_p",)
    assert model("parameters", *said) == ("temperature", "top_p")
    assert model("parameters", said[0], provider="shop") == ("temperature", "top_p")
    assert model("parameters", of("litellm", parameters=("top_p", "unheard"))) == ("top_p",)


def test_one_group_makes_a_model_provisional() -> None:
    """A feed and what derives from it are one witness."""
    said = of("models.dev", context=1000), of("pi-ai", context=1000)
    (one,) = decide(*said).models
    assert one.provisional
    (two,) = decide(*said, of("litellm", context=1000)).models
    assert not two.provisional


def test_a_model_has_a_name() -> None:
    """Where no feed tells one, it is that by which the model was identified."""
    assert model("name", of("litellm", context=1000)) == "Nova"
    assert model("name", of("litellm", name="Nova 2")) == "Nova 2"


def test_claims_of_a_model_stand_in_its_line() -> None:
    """Each value with those who say so, equal ones together."""
    (one,) = decide(
        of("litellm", context=1000), of("portkey", context=1000), of("openrouter")
    ).models
    assert one.evidence
    assert [(c.about, c.value, c.by) for c in one.evidence.claims] == [
        ("context", 1000, ("litellm", "portkey"))
    ]
