"""What the schema refuses, as problems with codes of our own."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from llmanac.findings import Loc, Problem
from llmanac.load.document import Plain
from llmanac.pricing.faults import BadValue
from llmanac.schema.kinds import Kind
from llmanac.schema.record import SEGMENT

CODES = {
    "extra_forbidden": "REC001",
    "unexpected_keyword_argument": "REC001",
    "missing": "REC002",
    "model_type": "REC003",
    "dict_type": "REC003",
    "mapping_type": "REC003",
    "dataclass_type": "REC003",
    "tuple_type": "REC004",
    "list_type": "REC004",
    "string_type": "REC005",
    "int_type": "REC006",
    "is_instance_of": "REC007",
    "decimal_type": "REC007",
    "bool_type": "REC008",
    "literal_error": "REC009",
    "text_blank": "REC010",
    "string_too_short": "REC010",
    "too_short": "REC011",
    "string_too_long": "REC012",
    "greater_than": "REC013",
    "localised_empty": "REC014",
    "offer_link": "REC015",
}
"""Pydantic's error types."""

PATTERNS = {
    rf"^{SEGMENT}$": "REC020",
    rf"^{SEGMENT}/{SEGMENT}$": "REC021",
    r"^https?://[^\s<>\"'`{}\\^|]+$": "REC022",
}
"""Forms that text must have and that have a name; any other is shown as it is, with REC023."""

FAULTS = {
    "day-unreadable": "REC030",
    "moment-unreadable": "REC031",
    "path-unreadable": "REC032",
    "dialect-circle": "REC033",
    "dialect-part-missing": "REC034",
    "dialect-others-where": "REC035",
    "amount-not-a-number": "PRC020",
    "amount-negative": "PRC021",
    "amount-out-of-range": "PRC022",
    "amount-without-unit": "PRC023",
    "unit-unreadable": "PRC024",
    "unit-mismatch": "PRC025",
    "bands-not-rising": "PRC026",
    "rate-band-count": "PRC027",
    "entry-ends-first": "PRC028",
    "meter-unknown": "PRC029",
    "condition-unreadable": "PRC030",
    "condition-empty": "PRC031",
    "condition-idle": "PRC032",
    "only-without-scale": "PRC033",
    "part-unknown": "PRC034",
    "not-positive": "PRC035",
    "hours-unreadable": "PRC036",
    "weekday-unreadable": "PRC037",
    "window-empty": "PRC038",
    "table-unreadable": "PRC039",
    "table-key": "PRC040",
    "table-depth": "PRC041",
    "list-empty": "REC011",
}
"""What pricing refuses when a value is read."""

LIMITS = {"REC012": "max_length", "REC013": "gt"}
"""Codes whose sentence names a limit, and what pydantic calls it."""

_KEY = "[key]"
"""How pydantic's `loc` says that a mapping's key is meant."""


def problems(kind: Kind, error: ValidationError) -> Iterator[tuple[str, Problem]]:
    """Code and place of everything that is wrong with a record's data."""
    for details in error.errors(include_url=False):
        if details["type"] != "too_short" or not details["input"]:  # else its items were refused
            yield _problem(kind, details)


def _problem(kind: Kind, details: ErrorDetails) -> tuple[str, Problem]:
    loc, error_type, value = details["loc"], details["type"], details["input"]
    ctx = details.get("ctx", {})
    fault = ctx.get("error")
    if isinstance(fault, BadValue) and fault.code in FAULTS:
        return FAULTS[fault.code], _at((*loc, *fault.path), fault.params)
    if error_type == "string_pattern_mismatch":
        code, params = PATTERNS.get(ctx["pattern"], "REC023"), {"pattern": ctx["pattern"]}
        return code, _at(loc, params | {"found": shown(value)})
    code = CODES.get(error_type, "REC099")
    if code == "REC003" and any(_is_text(schema) for schema in _schemas(kind, loc)):
        code = "REC005"  # text in several languages may be written as text
    return code, _at(loc, _params(kind, code, details), at_key=code == "REC001")


def _params(kind: Kind, code: str, details: ErrorDetails) -> dict[str, object]:
    loc, value = details["loc"], details["input"]
    params: dict[str, object] = {"found": shown(value)}
    if code == "REC001":
        params |= {"key": loc[-1], "nearest": _nearest(loc[-1], _keys(kind, loc[:-1]))}
    elif code == "REC002":
        params["key"] = loc[-1]
    elif code == "REC009":
        choices = _choices(kind, loc)
        params |= {"nearest": _nearest(value, choices), "choices": choices}
    elif code == "REC099":
        params["problem"] = details["msg"]
    elif code in LIMITS:
        params["limit"] = details["ctx"][LIMITS[code]]
    return params


def _at(loc: Loc, params: Mapping[str, object], *, at_key: bool = False) -> Problem:
    if loc and loc[-1] == _KEY:
        return Problem(loc[:-1], params, at_key=True)
    return Problem(loc, params, at_key)


def shown(value: Plain) -> str:
    """A value as its author might have written it, short."""
    match value:
        case str():
            return f'"{value}"' if len(value) <= 60 else f'"{value[:59]}…"'
        case bool():
            return str(value).lower()
        case None:
            return "null"
        case int() | Decimal():
            return str(value)
        case dict():
            return "{…}"
    return "[…]"


def _nearest(value: object, names: list[str]) -> list[str]:
    return get_close_matches(str(value)[:200], names, n=1, cutoff=0.5)


def _keys(kind: Kind, loc: Loc) -> list[str]:
    return [key for schema in _schemas(kind, loc) for key in schema.get("properties", ())]


def _choices(kind: Kind, loc: Loc) -> list[str]:
    if loc[-1] == _KEY:
        schemas = [schema.get("propertyNames", {}) for schema in _schemas(kind, loc[:-2])]
    else:
        schemas = _schemas(kind, loc)
    named = [one for schema in schemas for one in _options(kind.adapter.json_schema(), schema)]
    return [choice for schema in named for choice in schema.get("enum", ())]


def _is_text(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string"


def _schemas(kind: Kind, loc: Loc) -> list[dict[str, Any]]:
    """The JSON Schemas, one of which a value at `loc` must meet."""
    whole = kind.adapter.json_schema()
    schemas = _options(whole, whole)
    for step in loc:
        inner = [_within(schema, step) for schema in schemas]
        schemas = [option for schema in inner for option in _options(whole, schema)]
    return schemas


def _within(schema: dict[str, Any], step: str | int) -> dict[str, Any]:
    if isinstance(step, int):
        return dict(schema.get("items") or {})
    more = schema.get("additionalProperties") or {}
    return dict(schema.get("properties", {}).get(step) or more)


def _options(whole: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The schema itself, or what it refers to or chooses from."""
    if "$ref" in schema:
        return _options(whole, whole["$defs"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return [option for one in schema["anyOf"] for option in _options(whole, one)]
    return [schema]
