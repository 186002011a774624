"""What the SDKs of other vendors hand over is a body: the same dialect, the same counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from google.genai import types as google
from google.genai._gaos.types.interactions.interaction import Interaction
from groq.types import chat as groq
from mistralai.client import models as mistral
from perplexity import types as perplexity
from together.types import chat as together
from zai.types.chat import chat_completion as zai

from llmanac.pricing.bodies import plain

if TYPE_CHECKING:
    from pydantic import BaseModel

    from llmanac.pricing.reader import Reader

CHAT = {"id": "a", "created": 1777000000, "model": "m", "object": "chat.completion", "choices": []}
COUNTED = {"prompt_tokens": 20, "completion_tokens": 9, "total_tokens": 29}
TURN = {"promptTokenCount": 100, "thoughtsTokenCount": 7, "totalTokenCount": 137}
COST = {"input_tokens_cost": 0, "output_tokens_cost": 0, "total_cost": 0.5}
OBJECTS: list[tuple[type[BaseModel], dict[str, Any], str]] = [
    (
        google.GenerateContentResponse,
        {
            "candidates": [{"groundingMetadata": {"webSearchQueries": ["a", "b", "a"]}}],
            "usageMetadata": {**TURN, "candidatesTokenCount": 30},
        },
        "gemini-generate-content",
    ),
    (
        google.LiveServerMessage,
        {"usageMetadata": {**TURN, "responseTokenCount": 30}, "serverContent": {}},
        "gemini-live",
    ),
    (
        Interaction,
        {
            "id": "a",
            "created": "2026-11-01T08:00:00Z",
            "updated": "2026-11-01T08:00:00Z",
            "status": "completed",
            "steps": [],
            "usage": {
                "total_input_tokens": 5,
                "total_output_tokens": 6,
                "total_thought_tokens": 7,
                "total_tokens": 18,
                "input_tokens_by_modality": [{"modality": "audio", "tokens": 2}],
                "grounding_tool_count": [{"type": "google_search", "count": 3}],
            },
        },
        "gemini-interactions",
    ),
    (
        mistral.ConversationResponse,
        {
            "conversation_id": "c",
            "outputs": [],
            "usage": {
                **COUNTED,
                "connector_tokens": 100,
                "total_tokens": 129,
                "connectors": {"web_search": 1},
            },
        },
        "mistral-conversations",
    ),
    (
        mistral.OCRResponse,
        {"pages": [], "model": "m", "usage_info": {"pages_processed": 3, "doc_size_bytes": 1}},
        "mistral-ocr",
    ),
    (
        mistral.ChatCompletionResponse,
        {**CHAT, "usage": {**COUNTED, "num_cached_tokens": 16, "prompt_audio_seconds": 4}},
        "openai-chat",
    ),
    (
        groq.ChatCompletion,
        {
            **CHAT,
            "usage": {**COUNTED, "queue_time": 0.1, "prompt_tokens_details": {"cached_tokens": 8}},
        },
        "openai-chat",
    ),
    (together.ChatCompletion, {**CHAT, "prompt": [], "usage": COUNTED}, "openai-chat"),
    (
        zai.Completion,
        {**CHAT, "usage": {**COUNTED, "completion_tokens_details": {"reasoning_tokens": 5}}},
        "openai-chat",
    ),
    (
        perplexity.StreamChunk,
        {
            **CHAT,
            "usage": {**COUNTED, "citation_tokens": 40, "cost": COST},
        },
        "perplexity-chat",
    ),
    (
        perplexity.ResponseCreateResponse,
        {
            "id": "a",
            "created_at": 1777000000,
            "model": "m",
            "object": "response",
            "status": "completed",
            "output": [],
            "usage": {"input_tokens": 20, "output_tokens": 9, "total_tokens": 29},
        },
        "openai-responses",
    ),
]


@pytest.mark.parametrize(
    ("kind", "body", "dialect"), OBJECTS, ids=[f"{o[0].__module__}: {o[2]}" for o in OBJECTS]
)
def test_an_sdks_object_is_read_like_its_body(
    kind: type[BaseModel], body: dict[str, Any], dialect: str, readers: dict[str, Reader]
) -> None:
    """By the same dialect and to the same counts, whatever the SDK fills in."""
    made = plain(kind.model_validate(body))
    assert isinstance(made, dict)
    assert [name for name, reader in readers.items() if reader.recognises(made)] == [dialect]
    usage = readers[dialect].read(made)
    assert usage.counts == readers[dialect].read(body).counts
    assert usage.counts
    assert usage.remarks == ()
