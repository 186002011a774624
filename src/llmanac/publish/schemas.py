"""JSON Schema of every record and of every API document, made from the types themselves."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from llmanac.pricing.dialect import Dialect
from llmanac.schema.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.json_schema import JsonSchemaMode

JsonSchema = dict[str, Any]

_PLAIN_FILES = ("sample", "guide")
"""Kinds whose records are files of their own language, which no schema describes."""


def record_schemas() -> Mapping[str, JsonSchema]:
    """Kind of record → its JSON Schema: what stands in `schemas/<kind>.json`."""
    return {
        name: schema_of(type_, name, mode="validation") for name, type_ in record_types().items()
    }


def record_types() -> Mapping[str, Any]:
    """Kind of record → the type that its schema is made from."""
    types = {name: kind.type for name, kind in KINDS.items() if name not in _PLAIN_FILES}
    return {**types, "dialect": Dialect}


@cache
def schema_files() -> Mapping[str, bytes]:
    """File name → content: the schemas of the records, as they are committed and published."""
    return {f"{name}.json": pretty(schema) for name, schema in record_schemas().items()}


def pretty(data: object) -> bytes:
    """JSON that people read too."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(data, option=options)


def schema_of(type_: Any, name: str, *, mode: JsonSchemaMode) -> JsonSchema:  # noqa: ANN401
    """The JSON Schema of one type: of what may be written (`validation`) or is published."""
    schema = TypeAdapter(type_).json_schema(mode=mode, schema_generator=Tidy)
    return {"$schema": Tidy.schema_dialect, "$id": f"{name}.json", **tidied(schema, mode)}


class Tidy(GenerateJsonSchema):
    """Titles only where they say more than the property's name; closed mappings of ids."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401
        """Whether a property takes a title: its name is one already."""
        return False

    def dict_schema(self, schema: Any) -> JsonSchema:  # noqa: ANN401
        """Refuse the keys that the pattern of the ids refuses."""
        made = super().dict_schema(schema)
        return made | {"additionalProperties": False} if "patternProperties" in made else made


def tidied(schema: Any, mode: JsonSchemaMode) -> Any:  # noqa: ANN401
    """Put descriptions on one line; say of a published schema what is always there.

    A field may be added to a published object at any time, so its schema must not refuse one. What
    is unknown is absent there, so an optional field is never null, and every other one is present.
    """
    if isinstance(schema, list):
        return [tidied(item, mode) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        key: _fields(value, mode) if key in _NAMED else tidied(value, mode)
        for key, value in schema.items()
        if not _noise(key, value, schema, mode)
    }
    if "description" in made:
        made["description"] = re.sub(r"\s+", " ", str(made["description"]))
    return _as_published(made) if mode == "serialization" and "properties" in made else made


_NAMED = ("properties", "$defs", "patternProperties")
"""Keywords that hold names, not keywords."""


def _fields(named: Mapping[str, Any], mode: JsonSchemaMode) -> JsonSchema:
    return {name: tidied(field, mode) for name, field in named.items()}


def _noise(key: str, value: object, schema: JsonSchema, mode: JsonSchemaMode) -> bool:
    if mode == "serialization":
        return key == "default" or (key == "additionalProperties" and value is False)
    left_out = value is None or (value == [] and "minItems" in schema)  # no value to be written
    return key == "default" and left_out


def _as_published(schema: JsonSchema) -> JsonSchema:
    fields = schema["properties"]
    present = [name for name, field in fields.items() if _NULL not in field.get("anyOf", ())]
    never_null = {name: _never_null(field) for name, field in fields.items()}
    return {**schema, "properties": never_null} | ({"required": present} if present else {})


_NULL = {"type": "null"}


def _never_null(field: JsonSchema) -> JsonSchema:
    others = [one for one in field.get("anyOf", ()) if one != _NULL]
    if len(others) != 1:
        return {**field, "anyOf": others} if others else field
    return {**others[0], **{key: value for key, value in field.items() if key != "anyOf"}}
