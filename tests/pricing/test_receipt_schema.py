"""Every receipt is what its published schema says, and nothing that the schema does not tell."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from test_bills import bills, receipt_of

from llmanac.estimate import quote
from llmanac.pricing.exchange import said
from llmanac.report.beside import Beside

if TYPE_CHECKING:
    from llmanac.pricing.reader import Reader
    from llmanac.snapshot import Snapshot

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/receipt.json").read_text("utf-8"))


def closed(schema: Any) -> Any:  # noqa: ANN401  # JSON
    """The schema with every object shut, so that a field that nobody described is found."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    return (
        made | {"additionalProperties": False}
        if isinstance(made.get("properties"), dict) and (made.get("type") == "object")
        else made
    )


OPEN, SHUT = Draft202012Validator(SCHEMA), Draft202012Validator(closed(SCHEMA))


def faults(data: Any, validator: Draft202012Validator) -> list[str]:  # noqa: ANN401  # JSON
    """What is wrong with data that was printed."""
    printed = json.loads(json.dumps(data, default=str))
    return [f"{one.json_path}: {one.message}" for one in validator.iter_errors(printed)]


@pytest.mark.parametrize("bill", bills())
def test_the_receipt_of_every_bill_meets_its_schema(
    bill: dict[str, Any], readers: dict[str, Reader]
) -> None:
    """No field is missing, and none is there that is not described."""
    assert faults(receipt_of(bill, readers).to_json(), SHUT) == []


def test_what_stands_beside_a_receipt_is_in_the_schema(snapshot: Snapshot) -> None:
    """So many requests, and another currency."""
    receipt = quote({"input": 5}, model="nova/one", at="2026-05-01", snapshot=snapshot)
    beside = Beside(5, said("USD:CNY=7.1@2026-04-01", None, None))
    data = beside.to_json(receipt)
    assert {"requests", "exchanged"} <= data.keys()
    assert faults(data, SHUT) == []


def test_the_schema_refuses_what_is_no_receipt(snapshot: Snapshot) -> None:
    """A field that is missing, a number instead of text; a new field is welcome."""
    data = quote({"input": 5}, model="nova/one", at="2026-05-01", snapshot=snapshot).to_json()
    for change in ({"total": 0.5}, {"total": "1e-5"}, {"currency": "yuan"}, {"at": "today"}):
        assert faults({**data, **change}, OPEN)
    for field in data:
        less = {name: value for name, value in deepcopy(data).items() if name != field}
        assert faults(less, OPEN)
    assert faults({**data, "new": 1}, OPEN) == []
