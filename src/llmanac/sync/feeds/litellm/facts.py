"""An entry of the map → what it says of an offer and of the model behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value
    from llmanac.sync.feeds.fields.values import Here

KINDS: Final = {
    "chat": "chat", "responses": "chat", "completion": "completion", "embedding": "embedding",
    "rerank": "rerank", "image_generation": "image", "image_edit": "image", "ocr": "ocr",
    "video_generation": "video", "audio_speech": "speech", "realtime": "realtime",
    "audio_transcription": "transcription", "moderation": "moderation",
}  # fmt: skip
"""Mode → kind of model; others are no models: searches, guardrails, stores."""
_APIS: Final = {
    "embedding": "embeddings", "rerank": "rerank", "image_generation": "images",
    "image_edit": "images", "audio_transcription": "transcriptions", "audio_speech": "speech",
    "video_generation": "video", "realtime": "realtime", "ocr": "ocr", "responses": "responses",
}  # fmt: skip
_PATHS: Final = {
    "/v1/chat/completions": "chat-completions", "/v1/responses": "responses",
    "/v1/messages": "messages", "/v1/embeddings": "embeddings", "/v1/rerank": "rerank",
    "/v1/images/generations": "images", "/v1/images/edits": "images", "/v1/ocr": "ocr",
    "/v1/audio/transcriptions": "transcriptions", "/v1/audio/speech": "speech",
    "/v1/videos": "video", "/v1/realtime": "realtime",
}  # fmt: skip
_OWN_PATHS: Final = ("openai", "azure", "xai", "bedrock_mantle")
"""Whose own paths these are: elsewhere they are those of LiteLLM's gateway."""
_TALKS: Final = ("chat", "completion", "responses", "embedding", "rerank", "moderation", "realtime")
_CAPABILITIES: Final = {
    "supports_reasoning": "deep-thinking",
    "supports_vision": "vision",
    "supports_function_calling": "tool-calling",
}
_OF_MODE: Final = {
    "chat": "text-generation", "completion": "text-generation", "responses": "text-generation",
    "embedding": "text-embedding", "ocr": "ocr",
}  # fmt: skip
_PARAMETERS: Final = {
    "supports_function_calling": "tools",
    "supports_tool_choice": "tool_choice",
    "supports_parallel_function_calling": "parallel_tool_calls",
    "supports_response_schema": "structured_outputs",
}
_INPUTS: Final = {
    "supports_vision": "image", "supports_image_input": "image",
    "supports_embedding_image_input": "image", "supports_audio_input": "audio",
    "supports_video_input": "video", "supports_pdf_input": "pdf",
}  # fmt: skip
_MODALITIES: Final = ("audio", "embedding", "image", "pdf", "text", "video")
_EFFORTS: Final = ("minimal", "low", "medium", "high", "xhigh", "max")


_APART: Final = ((272_000, 128_000), (922_000, 128_000))
"""Limits of input and output that add up to the window: there the input's is not the window."""


def of_offer(entry: Json, here: Here, as_of: Day) -> dict[str, Value]:
    """Return what is said of the offer: limits, APIs, when it ends."""
    said: dict[str, Value] = {}
    mode = entry.get("mode")
    for name, field in (("max_input_tokens", "context"), ("max_output_tokens", "output")):
        if entry.get(name) is None:
            continue
        count = here.count(name, entry[name])
        apart = (entry.get("max_input_tokens"), entry.get("max_output_tokens")) in _APART
        if count and (field == "output" or (mode in (*_TALKS, None) and not apart)):
            said[field] = count
        elif count:
            said["input"] = count
    if apis := _apis(entry, here):
        said["apis"] = apis
    return said | _end(entry, here, as_of)


def of_model(entry: Json, here: Here) -> dict[str, Value]:
    """Return what is said of the model: what it is for, what it can do, what goes in and out."""
    said: dict[str, Value] = {}
    mode = entry.get("mode") if isinstance(entry.get("mode"), str) else ""
    if mode in KINDS:
        said["kind"] = KINDS[mode]
    elif entry.get("mode") is not None:
        here.leave("mode", entry["mode"], "inexpressible")
    if capabilities := _flagged(entry, _CAPABILITIES, here, _OF_MODE.get(mode)):
        said["capabilities"] = capabilities
    if parameters := _flagged(entry, _PARAMETERS, here):
        said["parameters"] = parameters
    if entry.get("output_vector_size") is not None and (
        size := here.count("output_vector_size", entry["output_vector_size"])
    ):
        said["dimensions"] = size
    if isinstance(reasons := entry.get("supports_reasoning"), bool):
        said["reasoning"] = reasons
    if options := _reasoning(entry, here):
        said["reasoning.options"] = json.dumps(options, sort_keys=True)
    return said | _modalities(entry, here)


def _end(entry: Json, here: Here, as_of: Day) -> dict[str, Value]:
    if entry.get("deprecation_date") is None:
        return {}
    day = here.day("deprecation_date", entry["deprecation_date"])
    if day is None:
        return {}
    over: dict[str, Value] = {"status": "deprecated"} if day <= as_of else {}
    return {"retires": day.text()} | over


def _apis(entry: Json, here: Here) -> tuple[str, ...]:
    """Return the APIs that are told: by the mode, and by paths where they are the seller's own."""
    mode = entry.get("mode")
    told = [_APIS[mode]] if isinstance(mode, str) and mode in _APIS else []
    if entry.get("litellm_provider") in _OWN_PATHS:
        paths = _texts("supported_endpoints", entry, here)
        told = [_PATHS[path] for path in paths if path in _PATHS] or told
    return tuple(dict.fromkeys(told))


def _flagged(
    entry: Json, words: Mapping[str, str], here: Here, first: str | None = None
) -> tuple[str, ...]:
    """Return the words of the flags that are set."""
    found = [first] if first else []
    for name, word in words.items():
        value = entry.get(name)
        if value is True:
            found.append(word)
        elif value is not None and value is not False:
            here.leave(name, value, "not-a-flag")
    return tuple(found)


def _modalities(entry: Json, here: Here) -> dict[str, Value]:
    """Return what goes in and out, where the entry lists it or sets a flag for it."""
    flags = _flagged(entry, _INPUTS, here)
    listed = _texts("supported_modalities", entry, here)
    inputs = {*listed, *flags, *(("text",) if flags and not listed else ())}
    outputs = {*_texts("supported_output_modalities", entry, here)}
    if not outputs and entry.get("supports_audio_output") is True:
        outputs = {"text", "audio"} if entry.get("mode") in ("chat", "responses") else {"audio"}
    found = {"modalities.input": inputs, "modalities.output": outputs}
    return {
        field: tuple(word for word in _MODALITIES if word in words)
        for field, words in found.items()
        if words & {*_MODALITIES}
    }


def _reasoning(entry: Json, here: Here) -> dict[str, Json]:
    """Return how a request asks for reasoning, as `schema.model.Reasoning` has it."""
    levels = _texts("reasoning_effort_levels", entry, here)
    efforts = [effort for effort in _EFFORTS if effort in levels]
    said = {
        "always": entry.get("thinking_always_on") is True,
        "toggle": "none" in levels,
        "efforts": efforts,
    }
    return {name: value for name, value in said.items() if value}


def _texts(name: str, entry: Json, here: Here) -> tuple[str, ...]:
    """Return a list of words; note anything else."""
    value = entry.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        here.leave(name, value, "not-a-list")
        return ()
    return tuple(value)
