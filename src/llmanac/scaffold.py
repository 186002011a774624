"""Begin a record: what must be known is asked, what may be known stands in comments."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel

from llmanac.load.folder import LAYOUT
from llmanac.load.scalars import TooLong, scalar
from llmanac.pricing.amounts import Amount
from llmanac.pricing.faults import BadValue, Fault
from llmanac.schema.kinds import KINDS
from llmanac.schema.model import Kind
from llmanac.schema.offer import slug
from llmanac.schema.provider import Api

DIALECTS = {
    "chat-completions": "openai-chat",
    "responses": "openai-responses",
    "messages": "anthropic-messages",
    "embeddings": "openai-embeddings",
}
"""The dialect that an API usually speaks."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to know before a record can stand; `name` is its flag and the key of its words."""

    name: str
    choices: tuple[str, ...] = ()
    default: str | None = None
    optional: bool = False
    """Whether an empty answer leaves the field out."""


_SOURCE = (Question("source"), Question("seen"))
_APIS = Question("api", choices=get_args(Api), default="chat-completions")

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "model": (
        Question("name"),
        Question("kind", choices=get_args(Kind), default="chat"),
        Question("summary"),
        *_SOURCE,
    ),
    "provider": (
        Question("name"),
        Question("home"),
        Question("currency", default="USD"),
        Question("timezone", default="UTC"),
        _APIS,
        Question("url"),
        *_SOURCE,
    ),
    "offer": (
        Question("model"),
        _APIS,
        Question("currency", default="USD"),
        Question("per", choices=("1", "1k", "1M"), default="1M"),
        Question("input", optional=True),
        Question("output", optional=True),
        *_SOURCE,
    ),
    "evaluation": (
        *(Question(name) for name in ("title", "column", "benchmark", "score")),
        *_SOURCE,
    ),
}
"""Kind of record → what has to be answered, in the order in which it is asked."""


def path_of(kind: str, name: str) -> str:
    """Where the record goes, within the catalogue.

    An offer is named by its provider and the id that a request names: `wcode/qwen/qwen3.6-27b`.
    Raises `Fault` with `bad-id` where no record of the kind can have that name.
    """
    provider, _, offer_id = name.partition("/")
    place = f"{provider}/{slug(offer_id)}" if kind == "offer" else name
    path = f"{kind}s/{place}.yaml"
    if not KINDS[kind].path.fullmatch(path):
        raise Fault("bad-id", id=name, path=LAYOUT[kind])
    return path


def record(kind: str, name: str, answers: Mapping[str, str]) -> str:
    """The text of a new record: the answers, and every other field in an explaining comment."""
    values = _RECORDS[kind](name, answers)
    depth = path_of(kind, name).count("/") + 1
    lines = [f"# yaml-language-server: $schema={'../' * depth}schemas/{kind}.json"]
    for field, about in _fields(KINDS[kind].type):
        if field in values:
            lines.append(f"{field}: {flow(values[field])}")
        else:
            lines.extend(f"# {line}" for line in about.splitlines())
            lines.append(f"# {field}:")
    return "\n".join(lines) + "\n"


def _fields(record_type: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for name, field in record_type.model_fields.items():
        yield field.alias or name, field.description or ""


def _source(answers: Mapping[str, str], *fields: str) -> dict[str, Any]:
    stands = {"url": answers["source"], "seen": answers["seen"]}
    return {"sources": dict.fromkeys(fields, stands)}


def _model(_: str, answers: Mapping[str, str]) -> dict[str, Any]:
    said = {key: answers[key] for key in ("name", "kind", "summary")}
    return {**said, **_source(answers, "name")}


def _provider(_: str, answers: Mapping[str, str]) -> dict[str, Any]:
    said = {key: answers[key] for key in ("name", "home", "currency", "timezone")}
    dialect = DIALECTS.get(answers["api"], "openai-chat")
    apis = {answers["api"]: {"url": answers["url"], "dialect": dialect}}
    return {**said, "apis": apis, **_source(answers, "apis")}


def _offer(name: str, answers: Mapping[str, str]) -> dict[str, Any]:
    given = {meter: answers[meter] for meter in ("input", "output") if answers.get(meter)}
    rates = {meter: _amount(text) for meter, text in given.items()}
    price = {
        "currency": answers["currency"],
        "per": answers["per"],
        "rates": rates,
        "seen": answers["seen"],
        "source": answers["source"],
    }
    return {
        "model": answers["model"],
        "id": name.partition("/")[2],
        "apis": [answers["api"]],
        "status": "available",
        "prices": [price] if rates else [],
    }


def _amount(text: str) -> Decimal | str:
    """A price as a record would mean it; raises `Fault` where it is none."""
    try:
        amount = Amount.parse(scalar(text))
    except (BadValue, TooLong):
        raise Fault("bad-amount", value=text) from None
    return amount.text() if amount.unit else amount.value


def _evaluation(_: str, answers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": answers["title"],
        "source": {"url": answers["source"], "seen": answers["seen"]},
        "columns": [{"label": answers["column"]}],
        "groups": [{"rows": {answers["benchmark"]: [_score(answers["score"])]}}],
    }


def _score(text: str) -> int | Decimal:
    """A score with its digits; raises `Fault` where it is no number."""
    with suppress(TooLong):
        score = scalar(text)
        if isinstance(score, int | Decimal) and not isinstance(score, bool):
            return score
    raise Fault("bad-score", value=text)


_RECORDS = {"model": _model, "provider": _provider, "offer": _offer, "evaluation": _evaluation}

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/+-]*[A-Za-z0-9]|\d{4}-\d{2}-\d{2}|\d+[kM]")
_WORDS = {"true", "false", "null"}


def flow(value: object) -> str:
    """Plain data as one line of YAML that reads back as the same data."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
        return value if plain else json.dumps(value, ensure_ascii=False)
    return "null" if value is None else format(value, "f" if isinstance(value, Decimal) else "")
