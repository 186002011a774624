"""A small invented catalogue, with every kind of record and the awkward cases of the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from llmanac.catalog import Catalog
from llmanac.pricing.dialect import Dialect
from llmanac.schema.kinds import KINDS

SOURCE = {"url": "https://acme.example/nova", "seen": "2026-05-01"}

LABS = {
    "acme": {"name": {"en": "Acme", "zh": "顶点"}, "home": "https://acme.example"},
    "idle": {"name": "Idle"},
}
CAPABILITIES = {
    "text-generation": {"label": {"en": "Text generation", "zh": "文本生成"}},
    "vision": {"label": {"en": "Vision"}},
}
PARAMETERS = {
    "temperature": {
        "label": {"en": "Temperature", "zh": "温度"},
        "type": "number",
        "minimum": 0,
        "maximum": Decimal("2.0"),
        "default": "1",
        "meaning": {"en": "How much chance decides.", "zh": "随机性的强弱。"},
        "caution": {"en": "Change this or top_p.", "zh": "不要与 top_p 同时修改。"},
    },
}
BENCHMARKS = {
    "mazes": {"name": "Mazes", "scale": "percent", "direction": "higher"},
    "arena": {"name": "Arena", "scale": "elo", "direction": "higher"},
}
METERS = {
    "input": {"label": {"en": "Input", "zh": "输入"}},
    "output": {"label": {"en": "Output", "zh": "输出"}, "short": "Out"},
}
CALENDARS = {
    "fair": {
        "name": {"en": "Fair days", "zh": "集市日"},
        "source": {"url": "https://bazaar.example/fair", "seen": "2026-01-02"},
        "from": "2026-01-01",
        "until": "2027-01-01",
        "days": ("2026-02-03", "2026-02-04"),
    },
}
SITE = {
    "title": {"en": "Almanac of Acme", "zh": "顶点年鉴"},
    "tagline": {"en": "All that Acme makes"},
    "description": {"en": "An invented catalogue.", "zh": "虚构的目录。"},
    "languages": ("en", "zh"),
    "root": "en",
    "default_provider": "bazaar",
    "exchange": (
        {
            "from": "USD",
            "to": "CNY",
            "rate": Decimal("7.10"),
            "day": "2026-05-01",
            "source": "https://bank.example/rates",
        },
    ),
}
REDIRECTS = {"models": {"acme/old-nova": "acme/nova"}, "offers": {"bazaar/old": "bazaar/nova-1"}}

NOVA = {
    "name": "Nova",
    "series": "Nova",
    "kind": "chat",
    "capabilities": ("text-generation", "vision"),
    "modalities": {"input": ("text", "image"), "output": ("text",)},
    "context": 262144,
    "output": 8192,
    "released": "2026-04-22",
    "size": "27B",
    "weights": {"open": True, "links": ({"kind": "weights", "url": "https://acme.example/w"},)},
    "architecture": (
        {
            "label": {"en": "Layers", "zh": "层"},
            "rows": ({"label": {"en": "Depth", "zh": "深度"}, "value": "64"},),
        },
    ),
    "summary": {"en": "A model that does not exist.", "zh": "一个不存在的模型。"},
    "highlights": ({"title": {"en": "Calm"}, "text": {"en": "It never hurries."}},),
    "parameters": ("temperature",),
    "sources": {"context": SOURCE},
}
MIST = {"name": "Mist", "kind": "embedding", "summary": {"en": "Numbers only."}, "sources": {}}

BAZAAR = {
    "name": {"en": "Bazaar", "zh": "集市"},
    "home": "https://bazaar.example",
    "keys": "https://bazaar.example/keys",
    "key_variable": "BAZAAR_API_KEY",
    "currency": "CNY",
    "timezone": "Asia/Shanghai",
    "apis": {
        "chat-completions": {
            "url": "https://bazaar.example/v1/chat/completions",
            "dialect": "openai-chat",
            "sdk": {
                "name": "OpenAI SDK",
                "settings": (
                    {"name": "base_url", "value": "https://bazaar.example/v1"},
                    {"name": "api_key", "value": "{key}"},
                ),
            },
        },
        "generate-content": {
            "url": "https://bazaar.example/v1/models/{model}:generate",
            "dialect": "openai-chat",
        },
    },
    "sources": {"apis": SOURCE},
}
STALL = {
    "name": "Stall",
    "home": "https://stall.example",
    "currency": "USD",
    "timezone": "UTC",
    "apis": {"embeddings": {"url": "https://stall.example/e", "dialect": "openai-chat"}},
    "sources": {},
}

FIRST = {
    "currency": "CNY",
    "per": "1k",
    "rates": {"input": Decimal("0.0032"), "output": Decimal("0.0195")},
    "seen": "2026-04-23",
    "source": "https://bazaar.example/nova",
}
BANDED = {
    "currency": "CNY",
    "per": "1M",
    "from": "2026-05-10",
    "bands": {"by": "input_total", "at": (128000, 256000), "edge": ">"},
    "rates": {
        "input": (Decimal("3.0"), Decimal("6.0"), None),
        "output": (Decimal("0.0000001"), 20, 40),
        "search.web": "10/1k",
    },
    "seen": "2026-05-01",
    "checked": "2026-05-11",
    "source": "https://bazaar.example/nova",
}
NIGHTS = {"tz": "Asia/Shanghai", "hours": ["22:00-06:00"], "except": ["fair"]}
LATER = {
    **FIRST,
    "from": "2026-09-01T00:00+08:00",
    "until": "2026-10-01",
    "when": (
        {"if": {"tier": "batch"}, "scale": Decimal("0.5"), "only": ["input"]},
        {"if": {"time": NIGHTS}, "scale": Decimal("0.8")},
        {"by": ["region"], "rest": "keep", "rates": {"output": {"eu": Decimal("0.03")}}},
    ),
    "minimum": {"input": 10},
    "free": ({"meter": "output", "count": 1000, "every": "day"},),
    "typical": ({"by": ["size"], "rates": {"image": {"large": "0.5/1"}}},),
}
HOURLY = {
    "currency": "USD",
    "per": 1,
    "rates": {"audio.input.second": "0.111/1h", "storage.cache": "4.5/1Mh", "input": 0},
    "seen": "2026-05-01",
    "source": "https://stall.example",
}
OFFER = {
    "model": "acme/nova",
    "id": "Nova:1",
    "aliases": ("nova",),
    "apis": ("chat-completions", "generate-content"),
    "limits": {"context": 200000, "context_shown": "200 K"},
    "status": "available",
    "prices": (FIRST, BANDED, LATER),
    "example": {
        "api": "chat-completions",
        "seen": "2026-04-23",
        "source": "https://bazaar.example/nova",
        "response": '{"id": "1", "usage": {"prompt_tokens": 25, "completion_tokens": 7}}',
    },
}
HEARING = {
    "unlinked": "made by nobody we know",
    "id": "hearing",
    "apis": ("embeddings",),
    "status": "preview",
    "prices": (HOURLY,),
}
TABLE = {
    "title": {"en": "Puzzles", "zh": "谜题"},
    "source": SOURCE,
    "columns": ({"label": "Nova", "model": "acme/nova"}, {"label": "Other"}),
    "groups": (
        {"title": {"en": "Paths"}, "rows": {"mazes": (Decimal("75.0"), None)}},
        {"rows": {"arena": (1068, Decimal("1186"))}},
    ),
    "notes": ({"benchmarks": ("mazes",), "text": {"en": "Ten runs.", "zh": "十次运行。"}},),
}

CHAT = {
    "api": "chat-completions",
    "usage": ("/usage",),
    "recognise": ({"has": ("prompt_tokens",)},),
    "counts": {
        "input": {"first": "prompt_tokens"},
        "output": {"first": "completion_tokens"},
    },
}
DIALECT = TypeAdapter(Dialect)

PROOFS = {"chat-completions/curl.sh": {"sha256": "0f" * 32, "how": "ran", "with": "curl 8.0.0"}}

VOCABULARIES: dict[str, Any] = {
    "labs": LABS,
    "capabilities": CAPABILITIES,
    "parameters": PARAMETERS,
    "benchmarks": BENCHMARKS,
    "meters": METERS,
    "calendars": CALENDARS,
    "proofs": PROOFS,
}
RECORDS: dict[str, dict[str, Any]] = {
    "model": {"acme/mist": MIST, "acme/nova": NOVA},
    "provider": {"bazaar": BAZAAR, "stall": STALL},
    "offer": {"bazaar/nova-1": OFFER, "stall/hearing": HEARING},
    "evaluation": {"acme/puzzles": TABLE},
}
ONES: dict[str, Any] = {"site": SITE, "redirects": REDIRECTS}


def read(kind: str, data: object) -> Any:  # noqa: ANN401
    """The record that the data writes."""
    return KINDS[kind].adapter.validate_python(data)


def invented(**records: dict[str, Any]) -> Catalog:
    """The catalogue; give records of a kind to have others in their place."""
    several = {kind: records.get(kind, data) for kind, data in RECORDS.items()}
    return Catalog(
        **{kind: read(kind, data) for kind, data in ONES.items()},
        **{kind: read(kind, data).root for kind, data in VOCABULARIES.items()},
        **{
            f"{kind}s": {id_: read(kind, record) for id_, record in data.items()}
            for kind, data in several.items()
        },
        evidence={},
        testimonies={},
        feeds={},
        provider_names={},
        lab_names={},
        model_names={},
        samples={},
        guides={},
        dialects={"openai-chat": DIALECT.validate_python(CHAT)},
        revision="0123456789ab",
        as_of=date(2026, 6, 1),
    )
