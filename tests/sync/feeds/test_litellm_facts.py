"""What LiteLLM's map says of offers and models beside prices."""

from __future__ import annotations

import json
from typing import Any

import pytest

from llmanac.pricing.moments import Day
from llmanac.schema.model import Reasoning
from llmanac.sync.claims import MODEL_FIELDS, OFFER_FIELDS, Hint, Statement
from llmanac.sync.feeds.litellm import read

DAY = Day.parse("2026-11-12")


def statement(provider: str = "acme", **said: Any) -> Statement:  # noqa: ANN401  # JSON
    """Read an entry; whatever it says is a field that claims have."""
    (one,) = read({"nova": {"litellm_provider": provider, **said}}, DAY).statements
    assert one.of_offer.keys() <= {*OFFER_FIELDS}
    assert one.of_model.keys() <= {*MODEL_FIELDS}
    return one


OFFERS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"mode": "chat", "max_input_tokens": 128000, "max_output_tokens": 4096},
     {"context": 128000, "output": 4096}),
    ({"mode": "chat", "max_input_tokens": 272000, "max_output_tokens": 128000},  # 400,000 in all
     {"input": 272000, "output": 128000}),
    ({"mode": "image_generation", "max_input_tokens": 2600}, {"input": 2600, "apis": ("images",)}),
    ({"mode": "chat", "max_input_tokens": 0}, {}),
    ({"mode": "chat", "deprecation_date": "2026-11-13"}, {"retires": "2026-11-13"}),
    ({"mode": "chat", "deprecation_date": "2026-11-12"},
     {"retires": "2026-11-12", "status": "deprecated"}),
    ({"mode": "chat", "deprecation_date": "soon"}, {}),
    ({"mode": "embedding"}, {"apis": ("embeddings",)}),
    ({"mode": "chat", "supported_endpoints": ["/v1/messages"]}, {}),  # a gateway's
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), OFFERS)
def test_offers(said: dict[str, Any], expected: dict[str, Any]) -> None:
    """Limits, days and APIs come across; a zero is not known, and a day that is none is left."""
    assert dict(statement(**said).of_offer) == expected


def test_own_paths() -> None:
    """Paths tell APIs where they are the seller's own."""
    paths = ["/v1/chat/completions", "/v1/batch", "/v1/responses"]
    said = statement("openai", mode="chat", supported_endpoints=paths)
    assert said.of_offer["apis"] == ("chat-completions", "responses")


MODELS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"mode": "chat"}, {"kind": "chat", "capabilities": ("text-generation",)}),
    ({"mode": "audio_speech"}, {"kind": "speech"}),
    ({"mode": "embedding", "output_vector_size": 1024},
     {"kind": "embedding", "capabilities": ("text-embedding",), "dimensions": 1024}),
    ({"supports_function_calling": True, "supports_tool_choice": True, "supports_vision": False},
     {"capabilities": ("tool-calling",), "parameters": ("tools", "tool_choice")}),
    ({"supports_reasoning": True}, {"reasoning": True, "capabilities": ("deep-thinking",)}),
    ({"supports_reasoning": False}, {"reasoning": False}),
    ({"supported_modalities": ["text", "image"], "supports_pdf_input": True,
      "supported_output_modalities": ["text", "code"]},
     {"modalities.input": ("image", "pdf", "text"), "modalities.output": ("text",)}),
    ({"supports_audio_input": True}, {"modalities.input": ("audio", "text")}),
    ({"reasoning_effort_levels": ["none", "high", "low"]},
     {"reasoning.options": '{"efforts": ["low", "high"], "toggle": true}'}),
    ({"thinking_always_on": True}, {"reasoning.options": '{"always": true}'}),
    ({"reasoning_effort_levels": []}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), MODELS)
def test_models(said: dict[str, Any], expected: dict[str, Any]) -> None:
    """What a flag or a list says comes across; what it leaves open does not."""
    found = dict(statement(**said).of_model)
    assert found == expected
    if "reasoning.options" in found:
        Reasoning.model_validate(json.loads(found["reasoning.options"]), strict=False)  # type: ignore[arg-type]


def test_no_models() -> None:
    """A mode that is no kind of model is left."""
    found = read({"acme/search": {"litellm_provider": "acme", "mode": "search"}}, DAY)
    assert "kind" not in found.statements[0].of_model
    assert [(one.field, one.why) for one in found.left] == [("mode", "inexpressible")]


def test_hints() -> None:
    """An id that is a lab and a name hints at the model."""
    entry = {"litellm_provider": "deepinfra"}
    (found,) = read({"deepinfra/acme/Nova-2": entry}, DAY).statements
    assert (found.offer, found.hints) == ("acme/Nova-2", (Hint("name", "acme/Nova-2"),))
