"""Every sentence that the code says to a person, by code and language.

In a sentence `{name}` stands for a parameter, and `[…]` around one is left out where that
parameter is empty. What parameters hold is data: braces, brackets and control characters in it
mean nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

Language = Literal["en", "zh"]

_OPTIONAL = re.compile(r"\[([^\[\]]*\{(\w+)\}[^\[\]]*)\]")
_PARAM = re.compile(r"\{(\w+)\}")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
_COMMA: Mapping[Language, str] = {"en": ", ", "zh": "、"}


@dataclass(frozen=True)
class Message:
    """What is said about one code."""

    says: str
    """The sentence: what is wrong, and what to do."""
    why: str = ""
    """Why it is a law."""
    fix: str = ""
    """How to mend it, at more length."""


@cache
def messages(language: Language) -> Mapping[str, Message]:
    """Every message of a language, by code."""
    text = (files(__package__) / f"{language}.yaml").read_text("utf-8")
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return {code: Message(**said) for code, said in yaml.load(text, loader).items()}


@cache
def section(name: str, language: str) -> Mapping[str, str]:
    """The texts of `<name>.<language>.yaml` by key; in English where the language lacks one."""
    english = {} if language == "en" else section(name, "en")
    file = files(__package__) / f"{name}.{language}.yaml"
    return {**english, **_read(file.read_text("utf-8"))} if file.is_file() else english


def _read(text: str) -> Mapping[str, str]:
    """All text: what looks like a number or a date is none here."""
    loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    read: Mapping[str, str] = yaml.load(text, loader)
    return read


def sentence(code: str, language: Language, params: Mapping[str, object]) -> str:
    """What is wrong, and what to do, with the parameters in their places."""

    def shown(found: re.Match[str]) -> str:
        value = params.get(found[1], "")
        many = value if isinstance(value, list | tuple) else [value]
        return visible(_COMMA[language].join(map(str, many)))

    def kept(found: re.Match[str]) -> str:
        return found[1] if params.get(found[2]) else ""

    return _PARAM.sub(shown, _OPTIONAL.sub(kept, messages(language)[code].says))


def visible(text: str) -> str:
    """Text with everything that a reader would not see written as its code point."""
    return _UNSEEN.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text)
