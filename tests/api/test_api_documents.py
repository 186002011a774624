"""Every file of the API is what its description says, and says what the records say."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from invented import MIST, NOVA, OFFER, invented
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from llmanac.publish.api.documents import documents
from llmanac.publish.api.files import LINES, bundles, files
from llmanac.publish.api.openapi import openapi

if TYPE_CHECKING:
    from llmanac.catalog import Catalog

OPENAPI = openapi()
CATALOG = invented()
FILES = {file.path: file.content for file in (*files(CATALOG), *bundles(CATALOG))}
DOCUMENTS = {document.path: orjson.loads(document.content) for document in documents(CATALOG)}


def validator(shape: str) -> Draft202012Validator:
    """Judges data by a shape of the OpenAPI document, and refuses members that it lacks."""
    closed = {
        name: {**schema, "additionalProperties": False} if "properties" in schema else schema
        for name, schema in OPENAPI["components"]["schemas"].items()
    }
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{shape}", "components": {"schemas": closed}}
    )


def described(path: str) -> list[dict[str, Any]]:
    """The descriptions of the paths that a file's path fits."""
    return [
        operation["get"]
        for template, operation in OPENAPI["paths"].items()
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)), f"/{path}")
    ]


def test_the_description_is_valid_openapi() -> None:
    """The OpenAPI document is one, and every operation has a name of its own."""
    validate(OPENAPI)
    names = [operation["get"]["operationId"] for operation in OPENAPI["paths"].values()]
    assert len(names) == len({*names})


def test_every_field_is_explained() -> None:
    """No shape and no field of the API goes without a description."""
    for name, schema in OPENAPI["components"]["schemas"].items():
        assert schema.get("description"), name
        for field, about in schema.get("properties", {}).items():
            assert about.get("description"), f"{name}.{field}"


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_described_once(path: str) -> None:
    """A program that reads the OpenAPI document finds every file."""
    assert len(described(path)) == 1


def test_everything_described_is_there() -> None:
    """Each path of the OpenAPI document leads to at least one file of this catalogue."""
    found = {operation["operationId"] for path in FILES for operation in described(path)}
    assert found == {operation["get"]["operationId"] for operation in OPENAPI["paths"].values()}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_document_is_as_described(path: str) -> None:
    """A document holds what its shape says, nothing else, and no null outside of tables."""
    (operation,) = described(path)
    shape = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    validator(shape.rpartition("/")[2]).validate(DOCUMENTS[path])


@pytest.mark.parametrize(
    ("path", "shape"),
    [("models.ndjson", "Model"), ("offers.ndjson", "Offer"), ("prices.ndjson", "Price")],
)
def test_every_line_is_as_described(path: str, shape: str) -> None:
    """A line of a bundle is one thing, whole."""
    lines = FILES[path].splitlines()
    assert lines
    for line in lines:
        validator(shape).validate(orjson.loads(line))


def test_a_wrong_document_is_refused() -> None:
    """The schemas can say no: to a float, to a null, to an unknown member, to a missing one."""
    price = DOCUMENTS["prices.json"]["prices"][0]
    assert validator("Price").is_valid(price)
    wrong = [{"amount": 0.0032}, {"amount": "3e-3"}, {"checked": None}, {"colour": "red"}]
    for change in wrong:
        assert not validator("Price").is_valid({**price, **change})
    assert not validator("Price").is_valid({k: v for k, v in price.items() if k != "currency"})


@pytest.mark.parametrize("path", FILES)
def test_json_is_sorted_and_ends_in_a_newline(path: str) -> None:
    """The same facts are the same bytes, whatever the order in which they were written."""
    if not path.endswith(".json"):
        return
    content = FILES[path]
    said = orjson.dumps(orjson.loads(content), option=orjson.OPT_SORT_KEYS).replace(b" ", b"")
    assert re.sub(rb"\s", b"", content) == re.sub(rb"\s", b"", said)
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")


def numbers(data: Any) -> list[float]:  # noqa: ANN401
    """Every float in the data."""
    if isinstance(data, dict):
        return [one for value in data.values() for one in numbers(value)]
    if isinstance(data, list):
        return [one for value in data for one in numbers(value)]
    return [data] if isinstance(data, float) else []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_no_document_holds_a_float(path: str) -> None:
    """Counts are integers, every other number is text with its digits."""
    assert not numbers(DOCUMENTS[path])


def test_prices_are_exact_and_name_their_unit() -> None:
    """Amount, currency and unit stand in named fields; the price of a million is the same price."""
    for price in DOCUMENTS["prices.json"]["prices"]:
        each = Fraction(price["amount"]) / Fraction(price["units"])
        if "amount_per_million" in price:
            assert Fraction(price["amount_per_million"]) == each * 1_000_000
        assert price["currency"] in {"CNY", "USD"}
        assert price["unit"]


def test_the_first_price_reads_as_published() -> None:
    """0.0032 yuan for a thousand tokens, until the next entry begins."""
    first = DOCUMENTS["prices.json"]["prices"][0]
    assert first == {
        "offer": "bazaar/nova-1",
        "provider": "bazaar",
        "model": "acme/nova",
        "id": "Nova:1",
        "meter": "input",
        "amount": "0.0032",
        "currency": "CNY",
        "per": "1k",
        "units": "1000",
        "unit": "token",
        "amount_per_million": "3.2",
        "until": "2026-05-10",
        "current": False,
        "seen": "2026-04-23",
        "source": "https://bazaar.example/nova",
    }


def test_tiny_amounts_have_no_exponent() -> None:
    """A ten-millionth is written out."""
    amounts = {price["amount"] for price in DOCUMENTS["prices.json"]["prices"]}
    assert "0.0000001" in amounts


def test_zero_is_a_price_and_unknown_is_absent() -> None:
    """A price of 0 is published as 0; a band in which nothing is sold has no row."""
    prices = DOCUMENTS["prices.json"]["prices"]
    free = [p for p in prices if p["provider"] == "stall" and p["meter"] == "input"]
    assert [p["amount"] for p in free] == ["0"]
    entry = DOCUMENTS["models/acme/nova.json"]["offers"][0]["prices"][1]
    inputs = [rate for rate in entry["rates"] if rate["meter"] == "input"]
    assert [rate["max_input_tokens"] for rate in inputs] == [128000, 256000]


@pytest.mark.parametrize(
    ("edge", "least", "most"),
    [(">", [None, 128001, 256001], [128000, 256000, None]),
     (">=", [None, 128000, 256000], [127999, 255999, None])],
)  # fmt: skip
def test_bands_meet_without_a_gap(edge: str, least: list[Any], most: list[Any]) -> None:
    """The size at an edge falls into exactly one band: the one that the entry says."""
    banded = OFFER["prices"][1]
    entry = {**banded, "bands": {**banded["bands"], "edge": edge}}
    catalog = invented(offer={"bazaar/nova-1": {**OFFER, "prices": (entry,)}})
    (price,) = documents_of(catalog)["models/acme/nova.json"]["offers"][0]["prices"]
    outputs = [rate for rate in price["rates"] if rate["meter"] == "output"]
    assert [rate.get("min_input_tokens") for rate in outputs] == least
    assert [rate.get("max_input_tokens") for rate in outputs] == most


def documents_of(catalog: Catalog) -> dict[str, Any]:
    """The documents of another catalogue."""
    return {document.path: orjson.loads(document.content) for document in documents(catalog)}


@pytest.mark.parametrize(
    ("day", "number"),
    [("2026-05-09", 0), ("2026-05-10", 1), ("2026-08-31", 1), ("2026-09-01", 2),
     ("2026-09-30", 2), ("2026-10-01", None)],
)  # fmt: skip
def test_one_entry_is_current(day: str, number: int | None) -> None:
    """On each day at most one entry of a currency is in force; none after the last has ended."""
    from dataclasses import replace

    catalog = replace(CATALOG, as_of=date.fromisoformat(day))
    entries = documents_of(catalog)["models/acme/nova.json"]["offers"][0]["prices"]
    current = [place for place, entry in enumerate(entries) if entry["current"]]
    assert current == ([] if number is None else [number])


def test_figures_keep_their_digits_and_tables_their_order() -> None:
    """75.0 stays 75.0, a missing figure is null, rows stand as published."""
    table = DOCUMENTS["evaluations/acme/puzzles.json"]["evaluation"]
    rows = [row for group in table["groups"] for row in group["rows"]]
    assert rows == [
        {"benchmark": "mazes", "scores": ["75.0", None]},
        {"benchmark": "arena", "scores": ["1068", "1186"]},
    ]
    scores = DOCUMENTS["models/acme/nova.json"]["scores"]
    assert [(one["benchmark"], one["score"]) for one in scores] == [
        ("mazes", "75.0"),
        ("arena", "1068"),
    ]


def test_text_is_given_in_the_languages_that_exist() -> None:
    """A missing language is absent: readers fall back as they like."""
    assert DOCUMENTS["models/acme/mist.json"]["model"]["summary"] == MIST["summary"]
    assert DOCUMENTS["models/acme/nova.json"]["model"]["summary"] == NOVA["summary"]


def test_every_name_leads_somewhere() -> None:
    """Ids, aliases and old ids are all in `aliases.json`, with what they stand for."""
    named = {(one["name"], one["kind"]): one for one in DOCUMENTS["aliases.json"]["aliases"]}
    nova = {"model": "acme/nova", "offer": "bazaar/nova-1"}
    for name, kind in [
        ("bazaar/nova-1", "offer-key"),
        ("Nova:1", "offer-id"),
        ("nova", "offer-alias"),
        ("bazaar/old", "redirect"),
    ]:
        assert {**named[name, kind]} == {"name": name, "kind": kind, **nova}
    assert named["acme/old-nova", "redirect"]["model"] == "acme/nova"
    assert named["acme/nova", "model"]["model"] == "acme/nova"


def test_an_endpoint_is_ready_to_call() -> None:
    """`{model}` in an address is filled with the offer's own id."""
    endpoints = DOCUMENTS["models/acme/nova.json"]["offers"][0]["endpoints"]
    assert endpoints[1]["url"] == "https://bazaar.example/v1/models/Nova:1:generate"


def test_the_example_is_the_recorded_text() -> None:
    """A recorded body is published as it was recorded."""
    assert OFFER["example"] == {
        key: value
        for key, value in DOCUMENTS["models/acme/nova.json"]["offers"][0]["example"].items()
        if key != "shortened"
    }


def test_dialects_read_back() -> None:
    """A published dialect is one that the estimator takes."""
    from llmanac.pricing.dialect import Dialect

    for name, data in DOCUMENTS["dialects.json"]["dialects"].items():
        assert Dialect.from_json(data) == CATALOG.dialects[name]


def test_the_index_counts_and_lists() -> None:
    """The entrance says how much there is, and where."""
    index = DOCUMENTS["index.json"]
    assert index["counts"] == {
        "benchmarks": 2, "evaluations": 1, "labs": 2, "models": 2, "offers": 2, "providers": 2,
    }  # fmt: skip
    assert [f"/{one['path']}" for one in index["documents"]] == [*OPENAPI["paths"]]
    assert all({*one["about"]} == {"en", "zh"} for one in index["documents"])


def test_a_catalogue_without_a_day_is_misuse() -> None:
    """Which price is current depends on a day, and none is invented."""
    from dataclasses import replace

    with pytest.raises(ValueError, match="as_of"):
        list(documents(replace(CATALOG, as_of=None)))


def test_bundles_hold_everything() -> None:
    """One line per model, offer and price."""
    prices = len(DOCUMENTS["prices.json"]["prices"])
    lines = {path: FILES[path].count(b"\n") for path in LINES}
    assert lines == {"models.ndjson": 2, "offers.ndjson": 2, "prices.ndjson": prices}


def test_decimal_text() -> None:
    """Decimal text is exact, or not given."""
    from llmanac.compile.prices import decimal_text

    for text in ["0", "1", "3.2", "0.0000001", "123456789012345678.9", "-0.25", "1000000"]:
        assert decimal_text(Fraction(Decimal(text))) == text
    assert decimal_text(Fraction(1, 3)) is None
    assert decimal_text(Fraction(111, 3600)) is None
