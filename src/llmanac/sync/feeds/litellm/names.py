"""What each name of an entry in LiteLLM's price map means: a price, a fact, or nothing for us.

A price is named `<what>[_above_1hr][_above_200k_tokens][_batches]`: what is counted, how long a
cache keeps it, from which size of a request on, and under which service tier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PICTURES: Final = ("image_generation", "image_edit", "chat", "completion", "responses")

COUNTED: Final[Mapping[str, str | Mapping[str, str]]] = {
    "input_cost_per_token": "input",
    "input_cost_per_token_cache_hit": "cache.read",
    "input_cost_per_audio_token": "input.audio",
    "input_cost_per_image_token": "input.image",
    "input_cost_per_video_token": "input.video",
    "cache_read_input_token_cost": "cache.read",
    "cache_read_input_audio_token_cost": "cache.read.audio",
    "cache_read_input_image_token_cost": "cache.read.image",
    "explicit_cache_read_input_token_cost": "cache.read.explicit",
    "cache_creation_input_token_cost": "cache.write",
    "cache_creation_input_token_cost_above_1hr": "cache.write.1h",
    "cache_creation_input_token_cost_above_12hr": "cache.write.12h",
    "cache_creation_input_audio_token_cost": "cache.write.audio",
    "output_cost_per_token": "output",
    "output_cost_per_reasoning_token": "output.reasoning",
    "output_cost_per_audio_token": "output.audio",
    "output_cost_per_image_token": "output.image",
    "output_cost_per_video_token": "output.video",
    "citation_cost_per_token": "output.citation",
    "input_cost_per_character": "char.input",
    "output_cost_per_character": "char.output",
    "input_cost_per_image": "image.input",
    "output_cost_per_image": dict.fromkeys(_PICTURES, "image"),
    "input_cost_per_pixel": "pixel",
    "output_cost_per_pixel": "pixel",
    "input_cost_per_second": {
        "audio_transcription": "audio.input.second", "realtime": "audio.second",
    },
    "input_cost_per_audio_per_second": "audio.input.second",
    "input_cost_per_video_per_second": "video.input.second",
    "output_cost_per_second": {
        "audio_speech": "audio.output.second", "video_generation": "video.second",
    },
    "output_cost_per_video_per_second": "video.second",
    "input_cost_per_query": {
        "rerank": "query", "embedding": "query",
        "search": "search.web", "vector_store": "search.file",
    },
    "input_cost_per_request": "request",
    "input_cost_per_text_message": "message",
    "ocr_cost_per_page": "page",
    "ocr_cost_per_credit": "credit",
    "annotation_cost_per_page": "page.annotated",
    "code_interpreter_cost_per_session": "code.session",
    "google_maps_grounding_cost_per_query": "search.maps",
}  # fmt: skip
"""What is counted → its meter; by the entry's mode where the same words mean different things."""

IN_CREDITS: Final = {"input_dbu_cost_per_token": "input", "output_dbu_cost_per_token": "output"}
"""The same in the provider's own credits."""

TIERS: Final = {
    "batches": ("tier", "batch"),
    "flex": ("tier", "flex"),
    "priority": ("tier", "priority"),
    "fast": ("tier", "fast"),
    "ultrafast": ("tier", "ultrafast"),
    "balanced": ("tier", "balanced"),
    "decisions": ("api", "decisions"),
}
"""The end of a name → the key and value of the condition that it stands for."""

MODES: Final = {"thinking": ("mode", "thinking")}
"""The same for what a mode of the model costs: no name ends so, but Qwen's sellers bill so."""

RESOLVED: Final = {
    "output_cost_per_image": ("image", ("0.5K", "512", "1K", "1024", "1536", "2K", "4K")),
    "output_cost_per_second": ("video.second", ("480p", "720p", "768p", "1080p", "2k", "4k")),
}
"""What is priced by resolution: its meter, and the resolutions that the map knows today."""

SPECIAL: Final = (
    "guardrail_cost_per_unit",
    "input_cost_per_video_per_second_above_15s_interval",
    "input_cost_per_video_per_second_above_8s_interval",
    "off_peak_pricing",
    "provider_specific_entry",
    "regional_endpoint_uplift_multiplier",
    "regional_processing_uplift_multiplier_eu",
    "regional_processing_uplift_multiplier_us",
    "search_context_cost_per_query",
    "search_free_requests",
    "source",
    "tiered_pricing",
    "web_search_billing_unit",
)
"""Prices, and what belongs to them, that are read one by one."""

FACTS: Final = (
    "deprecation_date", "litellm_provider", "max_input_tokens", "max_output_tokens", "mode",
    "output_vector_size", "reasoning_effort_levels", "supported_endpoints", "supported_modalities",
    "supported_output_modalities", "supports_audio_input", "supports_audio_output",
    "supports_function_calling", "supports_image_input", "supports_parallel_function_calling",
    "supports_pdf_input", "supports_reasoning", "supports_response_schema", "supports_tool_choice",
    "supports_video_input", "supports_vision", "thinking_always_on",
    "supports_embedding_image_input",
)  # fmt: skip
"""What the records have a place for."""

INEXPRESSIBLE: Final = (
    "cost_per_second",  # capacity that is reserved, by the second
    "default_reasoning_effort", "prompt_cache_min_tokens", "reasoning_contexts", "reasoning_modes",
    "supported_audio_formats", "supported_regions", "supports_adaptive_thinking",
    "supports_assistant_prefill", "supports_box_questions", "supports_computer_use",
    "supports_fast_mode", "supports_forced_tool_use", "supports_low_reasoning_effort",
    "supports_max_reasoning_effort", "supports_mid_conversation_system",
    "supports_minimal_reasoning_effort", "supports_none_reasoning_effort",
    "supports_prompt_caching", "supports_sampling_params", "supports_speed",
    "supports_system_messages", "supports_thinking_cache_preservation", "supports_tool_search",
    "supports_url_context", "supports_web_search", "supports_xhigh_reasoning_effort",
)  # fmt: skip
"""What is said of a model or an offer, and the records have no place for."""

IGNORED: Final = (
    "audio_transcription_config", "bedrock_converse_supports_strict_tools",
    "bedrock_output_config_effort_ceiling", "comment", "gemini_audio_only_live",
    "gemini_native_audio", "max_tokens", "metadata", "rpm", "rules",
    "supports_anthropic_compaction", "supports_anthropic_thinking_payload",
    "supports_bedrock_converse_tool_result_images", "supports_bedrock_native_structured_output",
    "supports_bedrock_runtime_chat_completions_inline_reasoning",
    "supports_bedrock_runtime_chat_completions_response_format",
    "supports_bedrock_runtime_chat_completions_tools_with_reasoning", "supports_image_size",
    "supports_legacy_thinking", "supports_multimodal", "supports_native_streaming",
    "supports_native_structured_output", "supports_nova_canvas_image_edit",
    "supports_output_config", "supports_parallel_tool_use_config",
    "supports_prompt_cache_breakpoint", "supports_regex_lookaround", "token_count_framing",
    "token_count_model", "token_count_tokenizer", "tpm", "use_openai_responses_path",
    "uses_embed_content", "vertex_ai_audio_api",
)  # fmt: skip
"""What tells LiteLLM's own code how to ask, and nobody what there is to buy."""

_NAME: Final = re.compile(
    r"(?P<what>.+?)(_above_(?P<above>[1-9][0-9]{0,5})k_tokens)?"
    rf"(_(?P<tier>{'|'.join(TIERS)}))?"
)


@dataclass(frozen=True, slots=True)
class Priced:
    """What a name prices."""

    what: str
    """The name without what depends on size and tier."""
    above: int = 0
    """For requests of more than so many input tokens."""
    tier: str | None = None
    """An end of `TIERS`; None is the ordinary price."""

    def meter(self, mode: str | None) -> str | None:
        """Return its meter in an entry of that mode; None where it has none."""
        meter = COUNTED[self.what]
        return meter if isinstance(meter, str) else meter.get(mode or "")


@cache
def priced(name: str) -> Priced | None:
    """Read the name of a price; None for any other name."""
    found = _NAME.fullmatch(name)
    if found is None or found["what"] not in COUNTED:
        return None
    return Priced(found["what"], int(found["above"] or 0) * 1000, found["tier"])


@cache
def resolved(name: str) -> tuple[str, str] | None:
    """Return the meter and the resolution that a name prices, if it does."""
    for what, (meter, _) in RESOLVED.items():
        found = re.fullmatch(rf"{what}_([0-9][0-9.]*[A-Za-z]?)", name)
        if found:
            return meter, found[1]
    return None


@cache
def decided(name: str) -> str | None:
    """Tell what becomes of a name: `price`, `fact`, `inexpressible`, `ignored`; None is new."""
    if priced(name) or resolved(name) or name in IN_CREDITS or name in SPECIAL:
        return "price"
    places = {"fact": FACTS, "inexpressible": INEXPRESSIBLE, "ignored": IGNORED}
    return next((word for word, names in places.items() if name in names), None)
