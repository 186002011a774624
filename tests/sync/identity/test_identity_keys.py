"""What two spellings have to share to be one, and what keeps two things apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from llmanac.sync.identity.keys import (
    folded,
    loose_key,
    name_key,
    region_of,
    request_key,
    sold_name,
)
from llmanac.sync.identity.tokens import contradiction, telling

SAME = (
    (
        "amazon-bedrock",
        "eu.anthropic.claude-opus-4-20250514-v1:0",
        "anthropic.claude-opus-4-20250514",
    ),
    (
        "amazon-bedrock",
        "us.meta.llama4-scout-17b-instruct-v1:0",
        "meta.llama4-scout-17b-instruct-v1",
    ),
    ("google-vertex", "claude-opus-4-7@default", "claude-opus-4-7"),
    ("google-vertex", "claude-opus-4@20250514", "claude-opus-4-20250514"),
    ("google-vertex", "meta/llama-3.3-70b-instruct-maas", "meta/llama-3.3-70b-instruct"),
    ("openai", "GPT_4.1", "gpt-4-1"),
    ("fireworks-ai", "accounts/fireworks/models/glm-5p3", "glm-5.3"),
    ("cloudflare-workers-ai", "@cf/meta/llama-3.2-1b", "meta/llama-3.2-1b"),
)
APART = (
    ("amazon-bedrock", "anthropic.claude-v2", "anthropic.claude-v2:1"),
    ("amazon-bedrock", "amazon.titan-embed-text-v1", "amazon.titan-embed-text-v2:0"),
    ("openrouter", "qwen/qwen3-coder", "qwen/qwen3-coder:free"),
    ("openrouter", "z-ai/glm-5", "z-ai/glm-5:thinking"),
    ("openai", "gpt-5", "gpt-5-mini"),
    ("openai", "gpt-5", "gpt-5-latest"),
    ("openai", "gpt-4o-2024-05-13", "gpt-4o-2024-08-06"),
    ("qwen", "qwen3-235b-a22b", "qwen3-235b-a22b-2507"),
    ("vercel", "anthropic/claude-opus-5", "anthropic/claude-opus-5-fast"),
    ("openai", "o1-preview", "o1"),
)


@pytest.mark.parametrize(("provider", "one", "other"), SAME)
def test_spellings_of_one_id_share_a_key(provider: str, one: str, other: str) -> None:
    """What a provider wraps around a name, and how the name is punctuated, tells nothing apart."""
    assert request_key(provider, one) == request_key(provider, other)


@pytest.mark.parametrize(("provider", "one", "other"), APART)
def test_two_things_have_two_keys(provider: str, one: str, other: str) -> None:
    """Dates, variants, sizes and revisions keep two ids apart."""
    assert request_key(provider, one) != request_key(provider, other)


def test_only_bedrock_has_regions_before_names() -> None:
    """`us.` is a region at Bedrock and a part of the name anywhere else."""
    assert region_of("amazon-bedrock", "us.amazon.nova-pro-v1:0") == "us"
    assert region_of("amazon-bedrock", "amazon.nova-pro-v1:0") is None
    assert region_of("openai", "us.amazon.nova-pro-v1:0") is None


@given(some.text(alphabet="aB3.-_:@ /", max_size=30))
def test_folding_again_changes_nothing(name: str) -> None:
    """A folded name is its own fold."""
    assert folded(folded(name)) == folded(name)


def test_a_name_of_a_model_forgets_only_how_it_is_served() -> None:
    """Routes and stored precision go; what may be another model stays."""
    assert sold_name("openrouter", "qwen/qwen3-coder:free") == "qwen/qwen3-coder"
    assert sold_name("openrouter", "qwen/qwen3-coder:thinking") == "qwen/qwen3-coder:thinking"
    assert sold_name("databricks", "databricks-gpt-5") == "gpt-5"
    assert name_key("Qwen3-Coder-FP8") == name_key("qwen-3-coder")
    assert name_key("llama-3.3-70b-instruct-turbo") != name_key("llama-3.3-70b-instruct")


def test_a_loose_key_keeps_numbers_in_order() -> None:
    """Words may change places, numbers may not."""
    assert loose_key("claude-4.5-opus") == loose_key("claude-opus-4-5")
    assert loose_key("claude-opus-4-5") != loose_key("claude-opus-5-4")


@pytest.mark.parametrize(
    ("offer", "model", "why"),
    [
        ("deepseek-r1-distill-qwen-32b", "deepseek-r1", "its name adds “distill”"),
        ("deepseek-v4-flash", "deepseek-v4.1-flash", "the version in its name is another one"),
        ("claude-sonnet-4", "claude-sonnet-4-5-20250929", "the version in its name is another one"),
        ("nemotron-nano-12b-v2", "nemotron-nano-12b-v2-vl", "its name lacks “vl”"),
        ("mistral-small-2503", "mistral-small-2603", "the date in its name is 2503, not 2603"),
        ("qwen3-32b", "qwen3-30b-a3b", "the size in its name is 32b, not 30b a3b"),
        ("gpt-4-32k", "gpt-4-8k", "the window in its name is 32k, not 8k"),
        ("gpt-5-mini", "gpt-5", "its name adds “mini”"),
    ],
)
def test_what_speaks_against_a_link(offer: str, model: str, why: str) -> None:
    """A size, version, date or word that differs is named."""
    assert contradiction(offer, model) == why


@pytest.mark.parametrize(
    ("offer", "model"),
    [
        ("doubao-seed-2-0-pro-260215", "seed-2.0-pro"),
        ("deepseek-v4-pro-ga-260813", "deepseek-v4-pro-0813"),
        ("kimi-latest", "kimi-k3"),
        ("claude-opus-4", "claude-opus-4-0"),
        ("glm-5.3-fp4", "glm-5.3"),
        ("nemotron-super-3-120b", "nemotron-3-super-120b-a12b"),
        ("glm-5p3-fast", "glm-5.3"),
        ("llama-4-scout-17b-16e-instruct", "llama-4-scout-17b-instruct"),
    ],
)
def test_what_does_not_speak_against_a_link(offer: str, model: str) -> None:
    """A seller may leave out a size or date, and may say how it serves."""
    assert contradiction(offer, model) is None


def test_a_lab_may_call_its_model_shorter_than_others_do() -> None:
    """With `shorter`, only what the offer's own name says speaks against a model."""
    assert contradiction("gpt-5.6", "gpt-5.6-sol") == "its name lacks “sol”"
    assert contradiction("gpt-5.6", "gpt-5.6-sol", shorter=True) is None
    assert contradiction("gpt-5.6-luna", "gpt-5.6-sol", shorter=True) == "its name adds “luna”"


@given(some.sampled_from(["gpt-5", "qwen3-32b", "glm-5.3-flash", "claude-opus-4-20250514"]))
def test_a_name_never_speaks_against_itself(name: str) -> None:
    """However a name is punctuated, its telling parts are those of the name."""
    assert contradiction(name, name.replace("-", "_").upper()) is None
    assert telling(name) == telling(name.upper())
