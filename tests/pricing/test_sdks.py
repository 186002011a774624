"""The objects of the vendors' own SDKs are bodies: nothing is lost between them and plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from anthropic.types import Message
from anthropic.types.beta import BetaUsage
from openai.types import ImagesResponse
from openai.types.audio import Transcription
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from openai.types.responses import Response

from llmanac import estimate
from llmanac.pricing.bodies import plain

if TYPE_CHECKING:
    from pydantic import BaseModel

    from llmanac.pricing.reader import Reader
    from llmanac.snapshot import Snapshot

CHAT: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1776925674,
    "model": "nova/One",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "logprobs": None,
            "message": {"role": "assistant", "content": "…", "refusal": None},
        }
    ],
    "usage": {
        "prompt_tokens": 25,
        "completion_tokens": 1542,
        "total_tokens": 1567,
        "completion_tokens_details": {"reasoning_tokens": 1274, "text_tokens": 1542},
        "prompt_tokens_details": {"cached_tokens": 5, "text_tokens": 25},
    },
}

CHUNK: dict[str, Any] = {
    **CHAT,
    "object": "chat.completion.chunk",
    "choices": [],
}

RESPONSE: dict[str, Any] = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1776925674,
    "status": "completed",
    "model": "nova/One",
    "output": [],
    "parallel_tool_calls": True,
    "tool_choice": "auto",
    "tools": [],
    "usage": {
        "input_tokens": 25,
        "input_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 0},
        "output_tokens": 1542,
        "output_tokens_details": {"reasoning_tokens": 1274},
        "total_tokens": 1567,
    },
}

MESSAGE: dict[str, Any] = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "nova/One",
    "content": [],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {
        "input_tokens": 20,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 5,
        "output_tokens": 1542,
        "service_tier": "standard",
    },
}

IMAGES: dict[str, Any] = {
    "created": 1776925674,
    "data": [{"b64_json": "aGk="}],
    "usage": {
        "input_tokens": 25,
        "input_tokens_details": {"image_tokens": 5, "text_tokens": 20},
        "output_tokens": 1542,
        "output_tokens_details": {"image_tokens": 1500, "text_tokens": 42},
        "total_tokens": 1567,
    },
}

SPOKEN: dict[str, Any] = {
    "text": "…",
    "usage": {
        "type": "tokens",
        "input_tokens": 25,
        "input_token_details": {"audio_tokens": 20, "text_tokens": 5},
        "output_tokens": 1542,
        "total_tokens": 1567,
    },
}

TIMED: dict[str, Any] = {"text": "…", "usage": {"type": "duration", "seconds": 1567}}

OBJECTS = [(ChatCompletion, CHAT), (Response, RESPONSE), (Message, MESSAGE)]


@pytest.mark.parametrize(("kind", "body"), OBJECTS, ids=lambda it: getattr(it, "__name__", ""))
def test_an_sdks_object_costs_what_its_body_costs(
    kind: type[BaseModel], body: dict[str, Any], snapshot: Snapshot
) -> None:
    """A response may be handed over as the SDK returned it."""
    at = "2026-05-01"
    made = estimate(kind.model_validate(body), provider="acme", at=at, snapshot=snapshot)
    plain = estimate(body, provider="acme", at=at, snapshot=snapshot)
    assert made.to_json() == plain.to_json()
    assert plain.total
    assert sum(line.count for line in plain.lines) == 1567


def test_chunks_of_a_stream_cost_what_the_whole_costs(snapshot: Snapshot) -> None:
    """A list of the SDK's events is a body; the usage stands in the last of them."""
    first = {**CHUNK, "usage": None}
    chunks = [ChatCompletionChunk.model_validate(event) for event in (first, first, CHUNK)]
    streamed = estimate(chunks, provider="acme", snapshot=snapshot)
    whole = estimate(CHAT, provider="acme", snapshot=snapshot)
    assert streamed.total == whole.total


@pytest.mark.parametrize(
    ("kind", "body", "dialect"),
    [
        (ImagesResponse, IMAGES, "openai-images"),
        (Transcription, SPOKEN, "openai-transcription"),
        (Transcription, TIMED, "openai-transcription"),
    ],
)
def test_what_is_no_conversation_is_read_from_the_sdks_object_too(
    kind: type[BaseModel], body: dict[str, Any], dialect: str, readers: dict[str, Reader]
) -> None:
    """Images and transcriptions: every field of the vendor's type is known."""
    made = plain(kind.model_validate(body))
    assert isinstance(made, dict)
    assert [name for name, reader in readers.items() if reader.recognises(made)] == [dialect]
    usage = readers[dialect].read(made)
    assert usage.counts == readers[dialect].read(body).counts
    assert sum(usage.counts.values()) == 1567
    assert usage.remarks == ()


def test_iterations_of_the_sdks_usage_are_billed(readers: dict[str, Reader]) -> None:
    """Compaction beside the message; nothing in the vendor's type is unknown."""
    none = {"cache_creation_input_tokens": 0, "cache_read_input_tokens": 0}
    top = {"input_tokens": 180, "output_tokens": 8, **none}
    compaction = {"type": "compaction", "input_tokens": 100, "output_tokens": 82, **none}
    iterations = [compaction, {"type": "message", **top}]
    made = plain(BetaUsage.model_validate({**top, "iterations": iterations}))
    assert isinstance(made, dict)
    usage = readers["anthropic-messages"].read(made)
    assert (usage.counts, usage.remarks) == ({"input": 280, "output": 90}, ())
