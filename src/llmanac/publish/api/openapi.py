"""The OpenAPI 3.1 document: every path of the API, described by the types that fill it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import models_json_schema

from llmanac.publish.api.documents import RESOURCES
from llmanac.publish.api.downloads import DOWNLOADS, Download
from llmanac.publish.api.shapes import SCHEMA_VERSION
from llmanac.publish.schemas import JsonSchema, Tidy, tidied

if TYPE_CHECKING:
    from pydantic import BaseModel

_COMPONENTS = "#/components/schemas/{model}"


_WHAT = """\
Static files: every address answers GET and HEAD, nothing else, and needs no key.

* Amounts of money and benchmark figures are text, with exactly the digits that were published.
  Beside an amount stand its `currency` and what it buys.
* What is not known is absent; it is never 0, and never null but for a cell of a table.
* Text for people is an object with a member per language, `en` and `zh`; at least one is there.
* Fields are added within a version of the path, and none is taken away or changes its meaning.
  Read what you know, and ignore the rest.
"""


@cache
def openapi() -> dict[str, Any]:
    """Describe the API; the same for every catalogue."""
    documents = {resource.path: (resource.about, resource.shape) for resource in RESOURCES}
    paths = {
        **{
            f"/{path}": _path(path, about, _json(shape))
            for path, (about, shape) in documents.items()
        },
        **{f"/{one.path}": _path(one.path, one.about, _content(one)) for one in DOWNLOADS},
    }
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": Tidy.schema_dialect,
        "info": {"title": "llmanac", "version": SCHEMA_VERSION, "description": _WHAT},
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def _path(path: str, about: str, content: JsonSchema) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _operation(path),
        "summary": about,
        "responses": {
            "200": {"description": about, "content": content},
            "304": {"description": "Not changed since the `ETag` of `If-None-Match`."},
            "404": {"description": "No such file."},
        },
    }
    if names := re.findall(r"\{(\w+)\}", path):
        operation["parameters"] = [_parameter(name) for name in names]
    return {"get": operation}


def _operation(path: str) -> str:
    """`models/{lab}/{model}.json` is `get_models_by_lab_model_json`."""
    named = re.sub(r"\{", "by_", path, count=1)
    return "get_" + re.sub(r"\W+", "_", named).strip("_")


def _parameter(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
    }


def _json(shape: type[BaseModel]) -> JsonSchema:
    return {"application/json": {"schema": {"$ref": _COMPONENTS.format(model=shape.__name__)}}}


def _content(one: Download) -> JsonSchema:
    if one.line is None:
        return {one.media_type: {}}
    line = f"One `{one.line.__name__}` a line."
    return {one.media_type: {"schema": {"type": "string", "description": line}}}


def _schemas() -> JsonSchema:
    """The types of all documents and of all that stands in them, by name."""
    shapes = [resource.shape for resource in RESOURCES]
    lines = [one.line for one in DOWNLOADS if one.line]
    _, made = models_json_schema(
        [(shape, "serialization") for shape in (*shapes, *lines)],
        ref_template=_COMPONENTS,
        schema_generator=Tidy,
    )
    schemas: JsonSchema = tidied(made["$defs"], "serialization")
    return dict(sorted(schemas.items()))
