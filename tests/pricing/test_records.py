"""Entries and dialects are records that pydantic reads strictly, though pricing imports none."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from llmanac.pricing.dialect import Dialect
from llmanac.pricing.entries import Entry
from llmanac.pricing.faults import BadValue
from llmanac.pricing.tables import Table

ENTRY = TypeAdapter(Entry)
DIALECT = TypeAdapter(Dialect)
DIALECTS = sorted((Path(__file__).parents[2] / "src/llmanac/pricing/dialects").glob("*.yaml"))

TWICE = {"scale": 2}

GOOD: dict[str, Any] = {
    "currency": "CNY",
    "per": "1k",
    "from": "2026-04-24",
    "until": "2026-09-10T00:00+08:00",
    "seen": "2026-04-23",
    "checked": "2026-05-01",
    "source": "https://prices.example/",
    "bands": {"by": "input_total", "at": [128000, 256000], "edge": ">="},
    "rates": {
        "input": [Decimal("0.0008"), Decimal("0.0024"), None],
        "output": Decimal("0.0195"),
        "search.web": "10/1k",
        "cache.read": None,
    },
    "when": [
        {
            "if": {"tier": ["batch", "flex"], "region": {"not": "eu"}},
            "rates": {"input": [1, 2, None]},
            "rest": "keep",
        },
        {"if": {"mode": "thinking"}, "rates": {"output": "10/1k"}},
        {"if": {"tier": "flex"}, "scale": Decimal("0.5"), "only": ["input", "cache.read"]},
        {"if": {"region": {"not": ["us", "eu"]}}, "drop": "cache.read", "scale": 2},
        {"if": {"interval": {"above": 5, "upto": Decimal("7.5")}}, "scale": 2},
        {
            "if": {
                "time": {
                    "tz": "Asia/Shanghai",
                    "days": [1, 5],
                    "hours": ["09:00-12:00", "22:00-06:00"],
                    "except": ["cn", "2026-10-08"],
                }
            },
            "scale": 2,
        },
        {
            "if": {"time": [{"tz": "UTC", "days": 7}, {"tz": "UTC", "hours": "00:00-24:00"}]},
            **TWICE,
        },
        {
            "by": ["resolution", "quality"],
            "rates": {"video.second": {"480p": {"hd": "0.04/1s", "sd": ["0.03/1s", None, None]}}},
            "rest": "keep",
        },
    ],
    "free": [
        {"meter": "search.web", "count": 1000, "every": "day", "shared": "gemini-2.5-pro"},
        {"meter": "page", "count": 10},
    ],
    "minimum": {"audio.input.second": 10, "input": Decimal("0.5")},
    "typical": [{"by": "size", "rates": {"image": {"1024*1024": "0.006/1"}}}],
}


IF: dict[str, Any] = {"if": {"tier": "batch"}, "rates": {"input": 1}}
WINDOW = {"tz": "UTC", "hours": "09:00-12:00"}
IFS = ("when", 0, "if")
TIER = (*IFS, "tier")


def without(*names: str) -> dict[str, Any]:
    """The good entry, less some fields."""
    return {name: value for name, value in GOOD.items() if name not in names}


class Offer(BaseModel):
    """A record like the catalogue's, with entries as a field."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    prices: tuple[Entry, ...] = ()


def test_an_entry_is_read_from_what_yaml_gives() -> None:
    """Text and numbers become values; `from` is `start`; one rate holds in all bands."""
    entry = ENTRY.validate_python(GOOD)
    assert entry.start is not None
    assert entry.start.text() == "2026-04-24"
    assert entry.bands is not None
    assert entry.bands.at == (128000, 256000)
    assert [amount and amount.text() for amount in entry.rates["input"]] == [
        "0.0008",
        "0.0024",
        None,
    ]
    assert [amount and amount.text() for amount in entry.rates["search.web"]] == ["10/1k"]
    assert Offer.model_validate({"prices": (GOOD,)}).prices == (entry,)


@pytest.mark.parametrize(
    "entry", [GOOD, without("from", "until", "checked", "bands", "when") | {"rates": {"input": 1}}]
)
def test_an_entry_survives_json(entry: dict[str, Any]) -> None:
    """What a snapshot carries is read back, without pydantic, as an equal entry."""
    read = ENTRY.validate_python(entry)
    assert Entry.from_json(json.loads(json.dumps(read.to_json()))) == read


@pytest.mark.parametrize(
    ("change", "loc", "code"),
    [
        ({"start": "2026-04-24"}, ("start",), "unexpected_keyword_argument"),
        ({"when": [IF | {"if": {}}]}, ("when", 0, "if"), "condition-empty"),
        ({"when": [IF | {"if": {"tier": "slow"}}]}, TIER, "condition-unreadable"),
        ({"when": [IF | {"if": {"tier": []}}]}, TIER, "condition-unreadable"),
        ({"when": [IF | {"if": {"tier": {"but": "flex"}}}]}, TIER, "condition-unreadable"),
        ({"when": [IF | {"if": {"tier": ["flex", 1]}}]}, TIER, "condition-unreadable"),
        ({"when": [IF | {"if": {"moon": "full"}}]}, (*IFS, "moon"), "unexpected_keyword_argument"),
        ({"when": [IF | {"if": {"region": "<b>"}}]}, (*IFS, "region"), "condition-unreadable"),
        ({"when": [IF | {"rates": {"input": [1, 2]}}]}, (), "rate-band-count"),
        ({"when": []}, ("when",), "list-empty"),
        ({"when": [{"if": {"tier": "flex"}}]}, ("when", 0), "condition-idle"),
        ({"when": [IF | {"only": ["input"]}]}, ("when", 0), "only-without-scale"),
        ({"when": [IF | {"scale": 2, "only": []}]}, ("when", 0, "only"), "list-empty"),
        ({"when": [IF | {"scale": 2, "only": "search"}]}, ("when", 0, "only", 0), "part-unknown"),
        ({"when": [IF | {"scale": 0}]}, ("when", 0, "scale"), "not-positive"),
        ({"when": [IF | {"scale": 0.5}]}, ("when", 0, "scale"), "amount-not-a-number"),
        ({"when": [IF | {"scale": "0.5"}]}, ("when", 0, "scale"), "amount-not-a-number"),
        ({"when": [IF | {"drop": "inputt"}]}, ("when", 0, "drop", 0), "meter-unknown"),
        ({"when": [IF | {"if": {"tier": {"above": 1}}}]}, TIER, "condition-unreadable"),
        ({"when": [IF | {"if": {"size": {"above": -1}}}]}, (*IFS, "size"), "condition-unreadable"),
        ({"when": [IF | {"if": {"size": {"above": "1"}}}]}, (*IFS, "size"), "condition-unreadable"),
        (
            {"when": [IF | {"if": {"size": {"upto": 10**18}}}]},
            (*IFS, "size"),
            "condition-unreadable",
        ),
        ({"when": [IF | {"if": {"size": {}}}]}, (*IFS, "size"), "condition-unreadable"),
        ({"when": [IF | {"if": {"time": []}}]}, (*IFS, "time"), "list-empty"),
        ({"when": [IF | {"if": {"time": {"tz": "UTC"}}}]}, (*IFS, "time", 0), "window-empty"),
        (
            {"when": [IF | {"if": {"time": WINDOW | {"hours": "12:00-12:00"}}}]},
            (*IFS, "time", 0, "hours", 0),
            "hours-unreadable",
        ),
        (
            {"when": [IF | {"if": {"time": WINDOW | {"hours": "09:00-24:30"}}}]},
            (*IFS, "time", 0, "hours", 0),
            "hours-unreadable",
        ),
        (
            {"when": [IF | {"if": {"time": WINDOW | {"days": [0]}}}]},
            (*IFS, "time", 0, "days", 0),
            "weekday-unreadable",
        ),
        (
            {"when": [IF | {"if": {"time": WINDOW | {"days": [8]}}}]},
            (*IFS, "time", 0, "days", 0),
            "weekday-unreadable",
        ),
        (
            {"when": [IF | {"if": {"time": WINDOW | {"tz": "../etc"}}}]},
            (*IFS, "time", 0, "tz"),
            "string_pattern_mismatch",
        ),
        ({"when": [{"by": "time", "rates": {}}]}, ("when", 0), "table-key"),
        ({"when": [{"by": ["size", "size"], "rates": {}}]}, ("when", 0), "table-key"),
        ({"when": [{"by": [], "rates": {"image": {}}}]}, ("when", 0), "table-depth"),
        ({"when": [{"by": "size", "rates": {}}]}, ("when", 0), "table-unreadable"),
        ({"when": [{"by": "size", "rates": {"image": {}}}]}, ("when", 0), "table-unreadable"),
        ({"when": [{"by": "size", "rates": {"image": 1}}]}, ("when", 0), "table-unreadable"),
        (
            {"when": [{"by": "size", "rates": {"image": {"s": []}}}]},
            ("when", 0),
            "table-unreadable",
        ),
        ({"when": [{"by": "size", "rates": {"image": {"s": -1}}}]}, ("when", 0), "amount-negative"),
        ({"when": [{"by": "size", "rates": {"image": {"s": [1, 2]}}}]}, (), "rate-band-count"),
        (
            {"when": [{"by": "tier", "rates": {"image": {"s": 1}}}]},
            ("when", 0),
            "condition-unreadable",
        ),
        ({"when": [{"by": "size", "rates": {"imag": {"s": 1}}}]}, ("when", 0), "meter-unknown"),
        (
            {"when": [{"by": "size", "rates": {"image": {"s": 1}}, "to": 1}]},
            ("when", 0),
            "table-unreadable",
        ),
        ({"free": []}, ("free",), "list-empty"),
        ({"free": [{"meter": "page", "count": 0}]}, ("free", 0, "count"), "not-positive"),
        ({"minimum": {"input": -1}}, ("minimum", "input"), "amount-negative"),
        ({"typical": [{"by": "size", "rates": {"input": {"s": "1/1h"}}}]}, (), "unit-mismatch"),
        ({"when": [IF | {"rest": "guess"}]}, ("when", 0, "rest"), "literal_error"),
        ({"rates": {"inputt": 1}}, ("rates", "inputt", "[key]"), "meter-unknown"),
        ({"rates": {"input": True}}, ("rates", "input", 0), "amount-not-a-number"),
        ({"rates": {"input": 0.5}}, ("rates", "input", 0), "amount-not-a-number"),
        ({"rates": {"input": "0.5"}}, ("rates", "input", 0), "amount-without-unit"),
        ({"rates": {"input": [1, -2, 3]}}, ("rates", "input", 1), "amount-negative"),
        ({"rates": {"input": [1, 2]}}, (), "rate-band-count"),
        ({"rates": {"input": []}}, (), "rate-band-count"),
        ({"rates": {"input": "1/1h"}}, (), "unit-mismatch"),
        ({"rates": [1]}, ("rates",), "dict_type"),
        ({"bands": {"at": [2, 1]}}, ("bands",), "bands-not-rising"),
        ({"bands": {"at": []}}, ("bands",), "bands-not-rising"),
        ({"bands": {"at": [True]}}, ("bands", "at", 0), "int_type"),
        ({"bands": {"at": [1], "of": 1}}, ("bands", "of"), "unexpected_keyword_argument"),
        ({"bands": {"at": [1], "edge": "<"}}, ("bands", "edge"), "literal_error"),
        ({"per": "1q"}, ("per",), "unit-unreadable"),
        ({"seen": "2026-02-30"}, ("seen",), "day-unreadable"),
        ({"from": 2026}, ("from",), "moment-unreadable"),
        ({"until": "2026-04-24"}, (), "entry-ends-first"),
        ({"source": ""}, ("source",), "string_pattern_mismatch"),
        ({"source": 7}, ("source",), "string_type"),
        ({"currency": "cny"}, ("currency",), "string_pattern_mismatch"),
    ],
)
def test_a_bad_entry_is_refused_where_it_is_bad(
    change: dict[str, Any], loc: tuple[object, ...], code: str
) -> None:
    """One error, at the value that is wrong; our own faults come with code and parameters."""
    with pytest.raises(ValidationError) as caught:
        ENTRY.validate_python({**without("bands", "when"), "rates": {"input": 1}, **change})
    (error,) = caught.value.errors()
    fault = error.get("ctx", {}).get("error")
    assert (error["loc"], getattr(fault, "code", error["type"])) == (loc, code)


def test_faults_of_a_whole_entry_say_which_part() -> None:
    """Pydantic places them at the entry; their own path leads on."""
    with pytest.raises(ValidationError) as caught:
        ENTRY.validate_python({**GOOD, "rates": {"output": [1, 2]}})
    assert caught.value.errors()[0]["ctx"]["error"].path == ("rates", "output")


@pytest.mark.parametrize("adapter", [ENTRY, DIALECT])
def test_every_field_is_explained(adapter: TypeAdapter[Any]) -> None:
    """The docstring under a field is its description in the JSON Schema."""
    schema = adapter.json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        assert part["additionalProperties"] is False
        for name, field in part["properties"].items():
            assert field.get("description"), name


def as_editors_see(value: object) -> Any:  # noqa: ANN401  # JSON
    """What a YAML file is to a JSON Schema: numbers are numbers."""
    return json.loads(json.dumps(value, default=float))


def test_the_schema_says_what_the_reader_says() -> None:
    """Editors accept a good entry and refuse bad text, signs and names."""
    schema = Draft202012Validator(ENTRY.json_schema())
    assert schema.is_valid(as_editors_see(GOOD))
    assert not schema.is_valid({})
    for change in (
        {"rates": {"inputt": 1}},
        {"rates": {"input": -1}},
        {"rates": {"input": "0.5"}},
        {"rates": {"input": []}},
        {"per": "1q"},
        {"seen": "yesterday"},
        {"from": "2026-4-1"},
        {"bands": {"at": [0]}},
        {"start": "2026-04-24"},
        {"when": [IF | {"if": {"tier": "slow"}}]},
        {"when": [IF | {"if": {"tier": {"but": "flex"}}}]},
        {"when": []},
        {"when": [IF | {"scale": 0}]},
        {"when": [IF | {"scale": 2, "only": []}]},
        {"when": [IF | {"scale": 2, "only": ["search.web"]}]},
        {"when": [IF | {"if": {"tier": {"above": 1}}}]},
        {"when": [IF | {"if": {"size": {"above": "1"}}}]},
        {"when": [IF | {"if": {"time": {"hours": "09:00-12:00"}}}]},
        {"when": [IF | {"if": {"time": WINDOW | {"hours": "9-12"}}}]},
        {"when": [IF | {"if": {"time": WINDOW | {"days": 8}}}]},
        {"when": [{"by": "time", "rates": {"image": {"s": 1}}}]},
        {"when": [{"by": "size", "rates": {"imag": {"s": 1}}}]},
        {"when": [{"by": "size", "rates": {"image": {"s": -1}}}]},
        {"when": [{"by": "size", "rates": {"image": 1}}]},
        {"free": []},
        {"free": [{"meter": "page", "count": 0}]},
        {"minimum": {"input": 0}},
        {"typical": []},
        {"typical": [{"if": {"tier": "flex"}, "rates": {"input": 1}}]},
    ):
        assert not schema.is_valid(as_editors_see({**GOOD, **change})), change


@pytest.mark.parametrize("path", DIALECTS, ids=lambda path: path.stem)
def test_a_dialect_is_the_same_with_and_without_pydantic(path: Path) -> None:
    """The catalogue reads a dialect with pydantic and writes it as JSON; an estimate reads that."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    dialect = DIALECT.validate_python(written)
    assert Dialect.from_json(written) == dialect
    carried = json.loads(
        json.dumps(DIALECT.dump_python(dialect, mode="json", exclude_defaults=True))
    )
    assert Dialect.from_json(carried) == dialect
    assert Draft202012Validator(DIALECT.json_schema()).is_valid(written)


@pytest.mark.parametrize(
    "change",
    [
        {"counts": {"inputt": {"first": "a"}}},
        {"counts": {"input": {"first": "a", "formula": "a + b"}}},
        {"counts": {"input": {"first": "a.0"}}},
        {"recognise": [{"hass": ["a"]}]},
        {"checksum": {"total": "t"}},
        {"surprise": 1},
    ],
)
def test_the_grammar_is_closed(change: dict[str, Any]) -> None:
    """Nothing outside of the grammar is read."""
    written = {
        "api": "x",
        "usage": ["/usage"],
        "recognise": [{"has": ["a"]}],
        "counts": {"input": {"first": "a"}},
    }
    DIALECT.validate_python(written)
    with pytest.raises(ValidationError):
        DIALECT.validate_python({**written, **change})


@pytest.mark.parametrize("written", [{"by": "tier"}, {"rates": {}}, [], None, "tier"])
def test_a_table_says_by_what_and_how_much(written: object) -> None:
    """What lacks either is no table, and is refused as such."""
    with pytest.raises(BadValue) as caught:
        Table.parse(written)
    assert caught.value.code == "table-unreadable"
