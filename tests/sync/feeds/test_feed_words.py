"""What readers of feeds call things is what our records call them."""

from pathlib import Path
from typing import get_args

import pytest
import yaml

from llmanac.schema.model import Kind, Reasoning
from llmanac.schema.offer import Status
from llmanac.schema.provider import Api
from llmanac.sync.feeds import FEEDS, modelsdev, openrouter, piai
from llmanac.sync.feeds.words import kinds, reasoning
from llmanac.sync.feeds.words.kinds import capabilities_of, kind_of
from llmanac.sync.feeds.words.regions import offer_at

CATALOG = Path(__file__).parents[3] / "catalog"


def ids(vocabulary: str) -> set[str]:
    """The ids of a vocabulary of the catalogue."""
    return {*yaml.safe_load((CATALOG / f"{vocabulary}.yaml").read_text("utf-8"))}


def test_feeds_stand_in_the_catalogue() -> None:
    """Each reader is for a feed of which the catalogue knows whose it is."""
    assert FEEDS.keys() <= ids("feeds")


def test_words_of_the_readers_are_known() -> None:
    """Parameters, capabilities, kinds, APIs and states are those of the records."""
    every = capabilities_of("chat", ("image",), thinks=True, calls=True)
    other = [capabilities_of(kind, (), thinks=False, calls=None) for kind in get_args(Kind)]
    assert {*every, *(name for names in other for name in names)} <= ids("capabilities")
    assert ids("parameters") >= openrouter._PARAMETERS
    assert {*get_args(Kind)} >= {*kinds._NAMED, *piai._KINDS.values()}
    assert {*get_args(Api)} >= {*modelsdev._APIS.values(), *piai._APIS.values()}
    assert {*get_args(Status)} >= {*modelsdev._STATUS.values()}


@pytest.mark.parametrize(
    ("inputs", "outputs", "name", "kind"),
    [
        ("text", "text", "nova-2", "chat"),
        ("text image audio", "text audio", "nova-audio", "chat"),
        ("text", "text", "nova-embed-2", "embedding"),
        ("text", "text", "voyage/rerank-2.5", "rerank"),
        ("text", "image", "nova-paint", "image"),
        ("text image", "text image", "nova-2-image", "image"),
        ("text image", "text image", "nova-2", "chat"),
        ("text", "video", "nova-film", "video"),
        ("text", "audio", "nova-voice", "speech"),
        ("text", "audio", "nova-music", "music"),
        ("audio", "audio", "nova-duplex", None),
        ("audio", "text", "nova-hears", "transcription"),
        ("text", "", "nova-2", None),
        ("text", "text", "remoderations", "chat"),
    ],
)
def test_what_a_model_is_for(inputs: str, outputs: str, name: str, kind: str | None) -> None:
    """Words of its name come before what goes in and out; parts of words tell nothing."""
    assert kind_of(inputs.split(), outputs.split(), name) == kind


def test_ways_to_ask_for_reasoning_are_records() -> None:
    """The text is that of the record's own type; nothing said is no text."""
    text = reasoning.options(
        always=True, toggle=True, efforts=("max", "none", "low"), budget=True, minimum=0, maximum=9
    )
    assert text is not None
    said = Reasoning.model_validate_json(text, strict=False)
    assert said.efforts == ("none", "low", "max")
    assert (said.budget_minimum, said.budget_maximum, said.always) == (0, 9, True)
    assert reasoning.options() is None


@pytest.mark.parametrize(
    ("name", "region"),
    [("us.acme.nova", "us"), ("us-gov.acme.nova", "us-gov"), ("in.acme.nova", "in")],
)
def test_inference_profiles(name: str, region: str) -> None:
    """A region before the maker's name, at Bedrock only."""
    assert offer_at("amazon-bedrock", name) == ("acme.nova", region)
    assert offer_at("acme", name) == (name, None)
    assert offer_at("amazon-bedrock", "usa.acme.nova") == ("usa.acme.nova", None)
