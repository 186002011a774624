"""What a model is for and can do, by what goes in, what comes out and the words of its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from llmanac.schema.model import Modality

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from llmanac.sync.feeds.fields.nodes import Node

_NAMED: Final = {
    "rerank": ("rerank", "reranker"),
    "embedding": ("embed", "embedding", "embeddings", "voyage", "bge"),
    "moderation": ("moderation",),
    "transcription": ("whisper", "transcribe", "transcription", "asr"),
    "speech": ("tts",),
    "ocr": ("ocr",),
    "realtime": ("realtime",),
    "music": ("lyria", "music"),
}
"""Kind → words by which its makers name it; the first that is found holds. A list of chat models
has some others among them, and says it in their names only."""

_ALSO: Final = {"file": "pdf", "embeddings": "embedding"}
"""What feeds call a modality otherwise."""

_KNOWN: Final = frozenset(get_args(Modality))


def kind_of(inputs: Iterable[str], outputs: Iterable[str], *names: str | None) -> str | None:
    """The kind of a model; None where nothing tells it."""
    words = {word for name in names if name for word in re.split(r"[^a-z0-9]+", name.lower())}
    for kind, telling in _NAMED.items():
        if not words.isdisjoint(telling):
            return kind
    return _by_modalities({*inputs}, {*outputs}, words)


def _by_modalities(inputs: set[str], outputs: set[str], words: set[str]) -> str | None:
    if outputs == {"video"}:
        return "video"
    if "image" in outputs and ("text" not in outputs or "image" in words):
        return "image"
    if outputs == {"audio"}:
        return "speech" if inputs == {"text"} else None
    if outputs == {"embedding"}:
        return "embedding"
    if outputs == {"text"} and inputs == {"audio"}:
        return "transcription"
    return "chat" if "text" in outputs else None


def capabilities_of(
    kind: str | None, inputs: Collection[str], *, thinks: bool | None, calls: bool | None
) -> tuple[str, ...]:
    """Ids of `capabilities.yaml` for what it is for, what goes in and what it is said to do."""
    able = {
        "text-generation": kind == "chat",
        "text-embedding": kind == "embedding",
        "ocr": kind == "ocr",
        "deep-thinking": thinks,
        "vision": kind == "chat" and "image" in inputs,
        "tool-calling": calls,
    }
    return tuple(name for name, so in able.items() if so)


def modalities(node: Node, name: str) -> tuple[str, ...]:
    """The modalities that a field lists, in our words, sorted; others are left."""
    said = {_ALSO.get(word.lower(), word.lower()) for word in node.texts(name)}
    if said - _KNOWN:
        node.leave(name, "unknown-value")
    return tuple(sorted(said & _KNOWN))
