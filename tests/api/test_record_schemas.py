"""The committed schemas are those of the types, and judge records as the types do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from invented import CHAT, ONES, RECORDS, VOCABULARIES
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from llmanac.pricing.dialect import Dialect
from llmanac.publish.api.files import committed
from llmanac.publish.schemas import record_schemas
from llmanac.schema.kinds import KINDS

SCHEMAS = record_schemas()
COMMITTED = Path(__file__).parents[2] / "schemas"
ADAPTERS = {name: kind.adapter for name, kind in KINDS.items()} | {"dialect": TypeAdapter(Dialect)}

GOOD = [
    *ONES.items(),
    *VOCABULARIES.items(),
    *((kind, record) for kind, records in RECORDS.items() for record in records.values()),
    ("dialect", CHAT),
]


def listed(data: Any) -> Any:  # noqa: ANN401
    """The data as JSON has it: the reader gives tuples, JSON Schema knows lists."""
    if isinstance(data, dict):
        return {key: listed(value) for key, value in data.items()}
    return [listed(item) for item in data] if isinstance(data, tuple) else data


def by_schema(kind: str, data: object) -> bool:
    """Whether the schema takes the data."""
    return Draft202012Validator(SCHEMAS[kind]).is_valid(listed(data))


def by_type(kind: str, data: object) -> bool:
    """Whether the type takes the data."""
    try:
        ADAPTERS[kind].validate_python(data)
    except ValidationError:
        return False
    return True


def changed(data: Any, path: str, value: object) -> Any:  # noqa: ANN401
    """The data with another value at `path`; `...` takes it away."""
    head, _, rest = path.partition("/")
    key: Any = int(head) if isinstance(data, tuple) else head
    inner = changed(data[key], rest, value) if rest else value
    if isinstance(data, tuple):
        return (*data[:key], inner, *data[key + 1 :])
    return {k: v for k, v in data.items() if k != key} | ({} if inner is ... else {key: inner})


def test_committed_schemas_are_those_of_the_types() -> None:
    """`llmanac schema` has been run since the types changed."""
    there = {str(path.relative_to(COMMITTED)): path for path in COMMITTED.rglob("*.json")}
    assert {name: path.read_bytes() for name, path in there.items()} == committed()


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_is_a_schema(kind: str) -> None:
    """Every schema is valid, names itself, and explains every field."""
    schema = SCHEMAS[kind]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{kind}.json"
    for name, part in {kind: schema, **schema.get("$defs", {})}.items():
        assert part["description"], name
        for field, about in part.get("properties", {}).items():
            assert about.get("description"), f"{name}.{field}"


def test_every_kind_of_data_has_a_schema() -> None:
    """Only samples and guides, which are files of other languages, have none."""
    assert {*SCHEMAS} == {*KINDS, "dialect"} - {"sample", "guide"}


@pytest.mark.parametrize(("kind", "data"), GOOD)
def test_good_records_are_taken_twice(kind: str, data: object) -> None:
    """What the type takes, the schema takes."""
    assert by_type(kind, data)
    assert by_schema(kind, data)


@pytest.mark.parametrize("kind", ["site", "model", "provider", "offer", "evaluation", "dialect"])
def test_an_empty_record_is_refused(kind: str) -> None:
    """A record of nothing is no record."""
    assert not by_schema(kind, {})
    assert not by_type(kind, {})


NOVA = RECORDS["model"]["acme/nova"]
OFFER = RECORDS["offer"]["bazaar/nova-1"]
BAZAAR = RECORDS["provider"]["bazaar"]
TABLE = RECORDS["evaluation"]["acme/puzzles"]


@pytest.mark.parametrize(
    ("kind", "data", "path", "value"),
    [
        ("model", NOVA, "name", ...),
        ("model", NOVA, "sources", ...),
        ("model", NOVA, "nmae", "Nova"),
        ("model", NOVA, "name", 3),
        ("model", NOVA, "name", ""),
        ("model", NOVA, "name", " Nova"),
        ("model", NOVA, "name", "Nova\n"),
        ("model", NOVA, "kind", "chatty"),
        ("model", NOVA, "context", 0),
        ("model", NOVA, "context", -1),
        ("model", NOVA, "context", 2**53),
        ("model", NOVA, "context", "262144"),
        ("model", NOVA, "context", Decimal("262144.0")),
        ("model", NOVA, "context", True),
        ("model", NOVA, "released", "2026-4-22"),
        ("model", NOVA, "released", "22 April"),
        ("model", NOVA, "knowledge", "2025-1"),
        ("model", NOVA, "capabilities", "vision"),
        ("model", NOVA, "capabilities", ("Vision!",)),
        ("model", NOVA, "modalities/input", ()),
        ("model", NOVA, "summary", {}),
        ("model", NOVA, "summary", {"fr": "Un modèle"}),
        ("model", NOVA, "summary", ("a", "b")),
        ("model", NOVA, "weights/links/0/url", "javascript:alert(1)"),
        ("model", NOVA, "weights/open", "yes"),
        ("model", NOVA, "architecture/0/label", ...),
        ("model", NOVA, "sources/context/seen", ...),
        ("provider", BAZAAR, "apis", {}),
        ("provider", BAZAAR, "apis", {"telepathy": BAZAAR["apis"]["chat-completions"]}),
        ("provider", BAZAAR, "currency", "cny"),
        ("provider", BAZAAR, "key_variable", "bazaar key"),
        ("provider", BAZAAR, "apis/chat-completions/url", "ftp://bazaar.example"),
        ("provider", BAZAAR, "apis/chat-completions/url", "https://bazaar.example/{offer}"),
        ("offer", OFFER, "model", ...),
        ("offer", OFFER, "unlinked", "and linked"),
        ("offer", OFFER, "apis", ()),
        ("offer", OFFER, "status", "sold out"),
        ("offer", OFFER, "prices/0/source", ...),
        ("offer", OFFER, "prices/0/seen", ...),
        ("offer", OFFER, "prices/0/per", "1 k"),
        ("offer", OFFER, "prices/0/per", 0),
        ("offer", OFFER, "prices/0/currency", "¥"),
        ("offer", OFFER, "prices/0/rates/input", Decimal("-1")),
        ("offer", OFFER, "prices/0/rates/input", "0.0032"),
        ("offer", OFFER, "prices/0/rates/input", True),
        ("offer", OFFER, "prices/0/rates/inptu", 1),
        ("offer", OFFER, "prices/1/bands/edge", "<"),
        ("offer", OFFER, "prices/1/bands/at", ()),
        ("offer", OFFER, "prices/1/bands/at", (2**53,)),
        ("offer", OFFER, "prices/1/from", "tomorrow"),
        ("evaluation", TABLE, "columns", ()),
        ("evaluation", TABLE, "groups/0/rows", {}),
        ("evaluation", TABLE, "groups/0/rows/mazes", ("75.0", None)),
        ("labs", VOCABULARIES["labs"], "Acme Inc", {"name": "Acme"}),
        ("parameters", VOCABULARIES["parameters"], "temperature/minimum", "0"),
        ("benchmarks", VOCABULARIES["benchmarks"], "mazes/direction", "sideways"),
        ("site", ONES["site"], "languages", ()),
        ("site", ONES["site"], "exchange/0/rate", 0),
        ("redirects", ONES["redirects"], "models", {"nova": "acme/nova"}),
        ("dialect", CHAT, "counts/inptu", {"first": "prompt_tokens"}),
        ("dialect", CHAT, "counts/input/first", "prompt tokens"),
    ],
)
def test_bad_records_are_refused_twice(kind: str, data: object, path: str, value: object) -> None:
    """What the type refuses, the schema refuses."""
    bad = changed(data, path, value)
    assert (by_type(kind, bad), by_schema(kind, bad)) == (False, False)
