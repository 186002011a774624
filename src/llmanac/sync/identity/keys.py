"""Ids of offers and names of models → keys: equal where only the spelling differs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_KEPT: Final = 65536
"""Of each key so many are remembered: the same names come again and again."""
_MARKS: Final = re.compile(r"[._:@\s~()+-]+")
_POINT: Final = re.compile(r"(?<=\d)p(?=\d)")
_WRAPPERS: Final = re.compile(
    r"^(?:accounts/[^/]+/(?:models|deployments|routers)/|publishers/[^/]+/models/|(?:workers-ai/)?@(?:cf|hf)/"
    r"|models/|hf:)"
)
_PROFILE: Final = re.compile(
    r"^(us-gov|us|eu|apac|ap|au|jp|ca|sa|il|in|mx|me|af|global)\.(?=[a-z0-9]+\.)"
)
_VENDOR: Final = re.compile(r"^([a-z0-9]+)\.(?=[a-z])")
_BEDROCK_END: Final = re.compile(r"(?:-v1(?::0)?|:0)$")
_VERTEX_END: Final = re.compile(r"(?:@default|-maas)+$")
_ROUTE: Final = re.compile(r"(?::(?:batch|free|nitro|exacto|floor|online|extended|beta)|-batch)$")
_TUNED: Final = re.compile(r"^ft:|\.ft-?$|-tuning$|\bfine-?tun(?:ed|ing)\b")
_SHORT: Final = re.compile(r"^(gpt|phi)-35(?=-|$)")
_RUN_ON: Final = re.compile(r"(?<=[a-z]{3})(?=\d)")
_V: Final = re.compile(r"^v(?=\d)")
_SERVED: Final = re.compile(
    r"-(?:free|maas|default|tee|fp8|fp4|fp16|bf16|nvfp4|mxfp4|int4|int8|awq|gptq|w4a16|dynamic|hf)$"
)

BEDROCK: Final = frozenset({"amazon-bedrock"})
PREFIXED: Final = {
    "azure": re.compile(r"^fw-"),
    "databricks": re.compile(r"^(?:databricks-|system\.ai\.)"),
}
"""Provider → what it puts before the names of models: its own name, or that of the host behind."""
VERTEX: Final = frozenset({"google-vertex"})


@lru_cache(maxsize=_KEPT)
def folded(text: str) -> str:
    """A name in lower case with every mark between words as `-`; slashes stay.

    >>> folded("Claude_Opus-4.5@20251101")
    'claude-opus-4-5-20251101'
    """
    return "/".join(_MARKS.sub("-", part).strip("-") for part in pointed(text).split("/"))


def pointed(text: str) -> str:
    """A name in lower case, with a `p` between digits as the point that it stands for."""
    return _POINT.sub(".", text.lower())


def region_of(provider: str, offer: str) -> str | None:
    """The region that an inference profile of Bedrock puts before an id."""
    found = _PROFILE.match(offer.lower()) if provider in BEDROCK else None
    return found.group(1) if found else None


def without_region(provider: str, offer: str) -> str:
    """An id without the region of its inference profile."""
    region = region_of(provider, offer)
    return offer[len(region) + 1 :] if region else offer


def request_key(provider: str, offer: str) -> str:
    """What an id comes to at its provider: equal for every spelling that its APIs take for one.

    >>> request_key("amazon-bedrock", "eu.anthropic.claude-opus-4-20250514-v1:0")
    'anthropic/claude-opus-4-20250514'
    """
    return folded(plain_name(provider, offer))


@lru_cache(maxsize=_KEPT)
def plain_name(provider: str, offer: str) -> str:
    """An id without what its provider wraps around a name, `vendor/name` where it tells one."""
    text = _WRAPPERS.sub("", without_region(provider, offer).lower())
    if provider in BEDROCK:
        return _VENDOR.sub(r"\1/", _BEDROCK_END.sub("", text))
    return _VERTEX_END.sub("", text) if provider in VERTEX else text


@lru_cache(maxsize=_KEPT)
def sold_name(provider: str, offer: str) -> str:
    """The name of a model in an id: without what only says how, or for how much, it is served.

    >>> sold_name("openrouter", "qwen/qwen3-coder:free")
    'qwen/qwen3-coder'
    """
    name = _ROUTE.sub("", plain_name(provider, offer))
    return PREFIXED[provider].sub("", name) if provider in PREFIXED else name


def is_tuned(offer: str) -> bool:
    """Whether an id stands for what customers tune from a model.

    >>> is_tuned("ft:gpt-4o-2024-08-06")
    True
    """
    return _TUNED.search(offer.lower()) is not None


@lru_cache(maxsize=_KEPT)
def name_key(bare: str) -> str:
    """What the name of a model comes to: equal where only the spelling differs.

    >>> name_key("Llama3.3-70B-Instruct-FP8") == name_key("llama-3-3-70b-instruct")
    True
    """
    return _SHORT.sub(r"\1-3-5", _RUN_ON.sub("-", served(folded(bare))))


@lru_cache(maxsize=_KEPT)
def loose_key(bare: str) -> str:
    """A name whatever the order of its words, its numbers in theirs: a weaker key, to be believed
    only where one model has it.

    >>> loose_key("claude-4.5-opus") == loose_key("Claude Opus v4.5")
    True
    """
    words = [_V.sub("", word) for word in name_key(bare).split("-")]
    numbers = [word for word in words if word.isdigit()]
    return "-".join((*sorted(word for word in words if not word.isdigit()), *numbers))


def served(name: str) -> str:
    """A folded name without words on how it is served that change nothing of the model.

    >>> served("qwen3-coder-480b-a35b-instruct-fp8")
    'qwen3-coder-480b-a35b-instruct'
    """
    while (shorter := _SERVED.sub("", name)) != name and shorter:
        name = shorter
    return name
