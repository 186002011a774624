"""Bodies that come as messages: of protobuf, of OTLP, of the SDKs of sessions by voice."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from openai.types import Batch, ImagesResponse
from openai.types.beta import BetaResponse
from openai.types.live import SessionUsageUpdatedEvent
from openai.types.realtime import RealtimeResponse

from llmanac.pricing.bodies import plain

if TYPE_CHECKING:
    from pydantic import BaseModel

    from llmanac.pricing.reader import Reader, Usage


class Message:
    """What every message of protobuf offers: its fields that are set, each with its descriptor."""

    DESCRIPTOR = None

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401
        """Name the fields as JSON has them; an enum's value is given with its names."""
        self._fields = fields

    def ListFields(self) -> list[tuple[Any, Any]]:  # as protobuf calls it
        """The descriptor of each field with what it says."""
        return [(descriptor(name, said), value_of(said)) for name, said in self._fields.items()]


@dataclass
class Named:
    """A value of an enum."""

    number: int
    names: dict[int, str]


def descriptor(name: str, said: object) -> Any:  # noqa: ANN401
    """What protobuf says of a field."""
    names = said.names if isinstance(said, Named) else None
    values = {number: SimpleNamespace(name=named) for number, named in (names or {}).items()}
    enum = SimpleNamespace(values_by_number=values) if names is not None else None
    return SimpleNamespace(json_name=name, enum_type=enum)


def value_of(said: object) -> object:
    """What stands in the field."""
    return said.number if isinstance(said, Named) else said


def read(body: object, readers: dict[str, Reader]) -> tuple[str, Usage]:
    """The one dialect that recognises a body, and what it reads."""
    made = plain(body)
    assert isinstance(made, dict)
    [name] = [name for name, reader in readers.items() if reader.recognises(made)]
    return name, readers[name].read(made)


def test_a_message_of_protobuf_is_its_json(readers: dict[str, Reader]) -> None:
    """Fields by their JSON names, enums by name, lists of messages, messages inside of wrappers."""
    image = Message(modality=Named(2, {2: "IMAGE"}), tokenCount=4)
    usage = Message(promptTokenCount=10, totalTokenCount=10, promptTokensDetails=[image])
    body = Message(usageMetadata=usage, modelVersion="gemini", labels={"a": Named(9, {})})
    for made in (body, SimpleNamespace(_pb=body)):
        name, found = read(made, readers)
        assert (name, found.model) == ("gemini-generate-content", "gemini")
        assert found.counts == {"input": 6, "input.image": 4}
    assert plain(Message(tier=Named(9, {2: "IMAGE"}))) == {"tier": 9}


SPAN = [
    {"key": "gen_ai.response.model", "value": {"stringValue": "nova"}},
    {"key": "gen_ai.usage.input_tokens", "value": {"intValue": "12"}},
    {"key": "gen_ai.usage.output_tokens", "value": {"intValue": 3}},
    {"key": "gen_ai.response.finish_reasons", "value": {"arrayValue": {"values": []}}},
    {"key": "broken"},
]


def test_a_spans_attributes_may_be_a_list(readers: dict[str, Reader]) -> None:
    """OTLP writes keys, typed values, and whole numbers as text."""
    name, usage = read({"name": "chat nova", "attributes": SPAN}, readers)
    assert (name, usage.model) == ("otel", "nova")
    assert (usage.counts, usage.remarks) == ({"input": 12, "output": 3}, ())


@pytest.mark.parametrize("listed", [[], [1], "text", None])
def test_what_is_no_list_of_attributes_stays(listed: object) -> None:
    """Other bodies have attributes, too."""
    said = plain({"attributes": listed})
    assert said == {"attributes": {} if listed == [] else listed}


VOICE: dict[str, Any] = {
    "object": "realtime.response",
    "id": "resp_1",
    "status": "completed",
    "output": [],
    "usage": {
        "input_tokens": 30,
        "output_tokens": 5,
        "total_tokens": 35,
        "input_token_details": {
            "text_tokens": 10,
            "audio_tokens": 20,
            "image_tokens": 0,
            "cached_tokens": 8,
            "cached_tokens_details": {"text_tokens": 2, "audio_tokens": 6, "image_tokens": 0},
        },
        "output_token_details": {"text_tokens": 1, "audio_tokens": 4},
    },
}
HEARD = {"input": 8, "input.audio": 14, "cache.read": 2, "cache.read.audio": 6}

LIVE = {"type": "session.usage.updated", "event_id": "e", "usage": {"seconds": 3.5}}

BATCH: dict[str, Any] = {
    "id": "batch_1",
    "object": "batch",
    "completion_window": "24h",
    "created_at": 1777000000,
    "endpoint": "/v1/responses",
    "input_file_id": "f",
    "status": "completed",
    "usage": {
        "input_tokens": 30,
        "input_tokens_details": {"cached_tokens": 8},
        "output_tokens": 5,
        "output_tokens_details": {"reasoning_tokens": 2},
        "total_tokens": 35,
    },
}

DRAWN: dict[str, Any] = {
    "created": 1777000000,
    "data": [{"b64_json": "aGk="}],
    "usage": {
        "input_tokens": 3,
        "input_tokens_details": {"image_tokens": 0, "text_tokens": 3},
        "output_tokens": 4,
        "total_tokens": 7,
    },
    "svg_usage": {
        "model": "gpt",
        "input_tokens": 7,
        "output_tokens": 5,
        "reasoning_tokens": 2,
        "total_tokens": 12,
    },
}

TOOLS: dict[str, Any] = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1777000000,
    "model": "gpt",
    "output": [],
    "parallel_tool_calls": True,
    "tool_choice": "auto",
    "tools": [{"type": "image_generation", "model": "gpt-image-2"}],
    "usage": {
        "input_tokens": 30,
        "input_tokens_details": {"cached_tokens": 8, "cache_write_tokens": 0},
        "output_tokens": 5,
        "output_tokens_details": {"reasoning_tokens": 2},
        "total_tokens": 35,
    },
    "tool_usage": {
        "web_search": {"num_requests": 2},
        "image_gen": {
            "input_tokens": 9,
            "input_tokens_details": {"image_tokens": 5, "text_tokens": 4},
            "output_tokens": 6,
            "total_tokens": 15,
        },
    },
}

OBJECTS: list[tuple[type[BaseModel], dict[str, Any], str, dict[str, Any], list[Any]]] = [
    (RealtimeResponse, VOICE, "openai-realtime", {**HEARD, "output": 1, "output.audio": 4}, []),
    (SessionUsageUpdatedEvent, LIVE, "openai-live", {"audio.second": 3.5}, []),
    (
        Batch,
        BATCH,
        "openai-responses",
        {"input": 22, "cache.read": 8, "output": 3, "output.reasoning": 2},
        [],
    ),
    (
        ImagesResponse,
        DRAWN,
        "openai-images",
        {"input": 3, "output.image": 4},
        [("gpt", {"input": 7, "output": 3, "output.reasoning": 2})],
    ),
    (
        BetaResponse,
        TOOLS,
        "openai-responses",
        {"input": 22, "cache.read": 8, "output": 3, "output.reasoning": 2, "search.web": 2},
        [("gpt-image-2", {"input": 4, "input.image": 5, "output.image": 6})],
    ),
]


@pytest.mark.parametrize(
    ("kind", "body", "wanted"), [(kind, body, wanted) for kind, body, *wanted in OBJECTS]
)
def test_every_field_of_the_sdks_type_is_known(
    kind: type[BaseModel],
    body: dict[str, Any],
    wanted: list[Any],
    readers: dict[str, Reader],
) -> None:
    """The SDK's object says what its JSON says, and nothing of it goes unread."""
    for made in (kind.model_validate(body), body):
        name, usage = read(made, readers)
        others = [(other.model, other.counts) for other in usage.others]
        assert [name, usage.counts, others] == wanted
        assert usage.remarks == ()


def test_a_whole_batch_is_of_the_batchs_tier(readers: dict[str, Reader]) -> None:
    """Its requests say nothing of it."""
    assert read(BATCH, readers)[1].context == (("tier", "batch"),)
