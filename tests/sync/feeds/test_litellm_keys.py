"""What a key of LiteLLM's map names."""

from __future__ import annotations

import pytest

from llmanac.sync.feeds.litellm.keys import Named, named


@pytest.mark.parametrize(
    ("key", "provider", "expected"),
    [
        ("gpt-4o", "openai", Named(provider="openai", offer="gpt-4o")),
        ("groq/qwen/qwen3-32b", "groq", Named(provider="groq", offer="qwen/qwen3-32b")),
        (
            "amazon-nova/nova-pro-v1",
            "amazon_nova",
            Named(provider="amazon_nova", offer="nova-pro-v1"),
        ),
        (
            "vertex_ai/claude-haiku-4-5@20251001",
            "vertex_ai-anthropic_models",
            Named(provider="vertex_ai-anthropic_models", offer="claude-haiku-4-5@20251001"),
        ),
        ("azure/eu/gpt-4o", "azure", Named(provider="azure", offer="gpt-4o", region="eu")),
        (
            "azure/global-standard/gpt-4o",
            "azure",
            Named(provider="azure", offer="gpt-4o", region="global-standard"),
        ),
        ("azure/eu", "azure", Named(provider="azure", offer="eu")),
        (
            "bedrock/us-gov-west-1/amazon.nova-pro-v1:0",
            "bedrock",
            Named(provider="bedrock", offer="amazon.nova-pro-v1:0", region="us-gov-west-1"),
        ),
        (
            "us.anthropic.claude-opus-4-6-v1",
            "bedrock_converse",
            Named(provider="bedrock_converse", offer="anthropic.claude-opus-4-6-v1", region="us"),
        ),
        (
            "us.anthropic.claude-opus",
            "acme",  # a dot is no profile elsewhere
            Named(provider="acme", offer="us.anthropic.claude-opus"),
        ),
        (
            "bedrock/claude_platform/claude-opus-5",
            "bedrock",
            Named(provider="bedrock/claude_platform", offer="claude-opus-5"),
        ),
        (
            "azure/hd/1024-x-1792/dall-e-3",
            "azure",
            Named(provider="azure", offer="dall-e-3", quality="hd", size="1024x1792"),
        ),
        (
            "1024-x-1024/gpt-image-1.5",
            "openai",
            Named(provider="openai", offer="gpt-image-1.5", size="1024x1024"),
        ),
        (
            "fal_ai/low/1024-x-768/openai/gpt-image-2/edit",
            "fal_ai",
            Named(
                provider="fal_ai", offer="openai/gpt-image-2/edit", quality="low", size="1024x768"
            ),
        ),
        ("recraft/high/recraftv3", "recraft", Named(provider="recraft", offer="high/recraftv3")),
        ("fireworks-ai-up-to-4b", "fireworks_ai", None),
        ("bedrock/*/1-month-commitment/cohere.command-text-v14", "bedrock", None),
        ("1024-x-1024/50-steps/bedrock/amazon.nova-canvas-v1:0", "bedrock", None),
        ("acme/two words", "acme", None),
        ("acme/", "acme", None),
    ],
)
def test_keys(key: str, provider: str, expected: Named | None) -> None:
    """A key names what a request names; region, size and quality stand beside it."""
    assert named(key, provider) == expected


@pytest.mark.parametrize(
    ("key", "provider", "expected"),
    [
        ("deepinfra/Qwen/Qwen3-32B", "deepinfra", "Qwen/Qwen3-32B"),
        ("cloudflare/@cf/meta/llama-3.2-3b", "cloudflare", "meta/llama-3.2-3b"),
        ("gpt-4o", "openai", None),
        ("azure/speech/azure-tts", "azure", None),
        ("perplexity/preset/fast-search", "perplexity", None),
        ("fireworks_ai/accounts/fireworks/models/glm-5p2", "fireworks_ai", None),
    ],
)
def test_labs(key: str, provider: str, expected: str | None) -> None:
    """Where an id is a lab and a name, that is a hint on the model."""
    name = named(key, provider)
    assert name is not None
    assert name.lab_and_name == expected
