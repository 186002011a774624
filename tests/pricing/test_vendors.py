"""The bodies of the bills are such as the vendors' own SDKs declare, so that no bill is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest
from anthropic.types.beta import BetaMessage, BetaMessageDeltaUsage, BetaUsage
from google.genai import types as google
from google.genai._gaos.types.interactions.interaction import Interaction
from google.genai._gaos.types.interactions.usage import Usage as InteractionUsage
from groq.types import CompletionUsage as GroqUsage
from groq.types import chat as groq
from mistralai.client import models as mistral
from openai import types as openai
from openai.types import audio, chat, responses
from openai.types.audio import transcription
from perplexity import types as perplexity
from perplexity.types.shared import UsageInfo
from pydantic import BaseModel, TypeAdapter, ValidationError
from test_bills import bills
from together.types import chat as together
from zai.types.chat import chat_completion as zai
from zai.types.ocr import layout_parsing_resp as zai_ocr

from llmanac.pricing.bodies import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.pricing.reader import Reader

Bill = dict[str, Any]
Kinds = tuple[Any, ...]

KINDS: dict[str, Kinds] = {
    "anthropic-messages": (BetaMessage, BetaUsage, BetaMessageDeltaUsage),
    "gemini-generate-content": (
        google.GenerateContentResponse,
        google.GenerateContentResponseUsageMetadata,
    ),
    "gemini-interactions": (Interaction, InteractionUsage),
    "gemini-live": (google.LiveServerMessage, google.UsageMetadata),
    "mistral-conversations": (mistral.ConversationResponse, mistral.ConversationUsageInfo),
    "mistral-ocr": (mistral.OCRResponse, mistral.OCRUsageInfo),
    "openai-chat": (
        chat.ChatCompletion,
        openai.CompletionUsage,
        groq.ChatCompletion,
        GroqUsage,
        mistral.ChatCompletionResponse,
        together.ChatCompletion,
        zai.Completion,
        zai_ocr.LayoutParsingResp,
    ),
    "openai-embeddings": (openai.CreateEmbeddingResponse, mistral.EmbeddingResponse),
    "openai-images": (openai.ImagesResponse, openai.images_response.Usage),
    "openai-responses": (
        responses.Response,
        responses.ResponseUsage,
        openai.Batch,
        perplexity.ResponseCreateResponse,
        perplexity.ResponsesUsage,
    ),
    "openai-transcription": (audio.Transcription, transcription.UsageTokens),
    "perplexity-chat": (perplexity.StreamChunk, UsageInfo),
}
"""The types of the bodies that a dialect reads, and of the usage object by itself."""

ADDED = {
    "Anthropic, tomorrow": ["iterations[].output_tokens_details", "iterations[].type"],
    "Azure": ["prompt_filter_results", "content_filters"],
    "Cloudflare": ["response", "pooling", "shape"],
    "DashScope": [
        "prompt_tokens_details.cache_creation",
        "prompt_tokens_details.cache_creation_input_tokens",
        "prompt_tokens_details.cache_type",
        "prompt_tokens_details.video_tokens",
    ],
    "DeepInfra": ["estimated_cost"],
    "DeepSeek": ["prompt_cache_hit_tokens", "prompt_cache_miss_tokens"],
    "Doubao": [
        "completion_tokens_details.provisioned_tokens",
        "prompt_tokens_details.provisioned_tokens",
    ],
    "Groq and tomorrow": ["service_tier"],
    "Kimi": ["cached_tokens"],
    "MiniMax": ["base_resp", "total_characters"],
    "Mistral, beyond its SDK": ["num_cached_tokens", "prompt_token_details"],
    "OpenRouter": ["provider", "cost", "cost_details", "is_byok", "server_tool_use_details"],
    "Perplexity, by the names of tools": ["tool_calls_details.web_search"],
    "various embeddings": ["prompt_tokens_details"],
    "xAI": [
        "cost_in_usd_ticks",
        "num_server_side_tools_used",
        "num_sources_used",
        "server_side_tool_usage_details",
    ],
    "nobody, on purpose": [
        "output[].type",
        "prompt_tokens_details.hologram_tokens",
        "prompt_tokens_details.zero_tokens",
        "tips",
    ],
}
"""What sellers add of whom PyPI has no SDK with types, or whose SDK lags behind."""


def strays(value: object, kinds: Kinds, path: str = "") -> Iterator[str]:
    """Yield where a value has what none of the kinds declares."""
    models = [*models_in(kinds)]
    if not models:
        if not any(fits(kind, value) for kind in kinds):
            yield path
    elif isinstance(value, list):
        for item in value:
            yield from strays(item, tuple(models), f"{path}[]")
    elif isinstance(value, dict):
        for name, inner in value.items():
            inside = tuple(declared(models, name))
            longer = f"{path}.{name}".removeprefix(".")
            if not inside:
                yield longer
            elif inner is not None:
                yield from strays(inner, inside, longer)


def models_in(kinds: Iterable[object]) -> Iterator[type[BaseModel]]:
    """Yield the models of which annotations speak."""
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.model_fields:
            yield kind
        yield from models_in(get_args(getattr(kind, "__value__", kind)))


def declared(models: list[type[BaseModel]], name: str) -> Iterator[Any]:
    """Yield what the models say of a field."""
    for model in models:
        for own, field in model.model_fields.items():
            if name in (own, field.alias):
                yield field.annotation


def fits(kind: Any, value: object) -> bool:  # noqa: ANN401  # an annotation
    """Tell whether a value is such."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


def strays_of(bill: Bill, readers: dict[str, Reader]) -> set[str]:
    """What the vendor does not declare: of a body, or of the usage object that a stream ends in."""
    reader, body = readers[bill["dialect"]], plain(bill["body"])
    value: Any = reader.place(reader.merged(body)).usage if isinstance(body, list) else body
    found = strays(value, (*KINDS[bill["dialect"]],))
    return {path.removeprefix("usage.").removeprefix("usageMetadata.") for path in found}


RUBBISH = "unreadable: "
"""Bills of bodies that no vendor sends: what becomes of them is what these show."""
READ = [
    bill
    for bill in bills()
    if bill.values[0]["dialect"] in KINDS and not bill.id.startswith(RUBBISH)
]


@pytest.mark.parametrize("bill", READ)
def test_what_a_bill_has_the_vendor_declares(bill: Bill, readers: dict[str, Reader]) -> None:
    """Every field of a body is in a type of the vendor's SDK, and its value is such."""
    added = {path for paths in ADDED.values() for path in paths}
    assert strays_of(bill, readers) - added == set()


def test_nothing_is_excepted_that_no_bill_needs(readers: dict[str, Reader]) -> None:
    """What an SDK has learnt to declare is taken from the list."""
    needed = {path for bill in READ for path in strays_of(bill.values[0], readers)}
    assert {path for paths in ADDED.values() for path in paths} <= needed
