"""The OpenAPI document as a page can show it: paths, what each returns, what each field means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llmanac.messages import section
from llmanac.publish.api.documents import RESOURCES
from llmanac.publish.api.downloads import DOWNLOADS
from llmanac.publish.api.openapi import openapi

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.catalog import Catalog
    from llmanac.schema.record import Language

Schema = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """A sentence, and the language that it is really in; backticks in it mark code."""

    text: str
    language: Language


@dataclass(frozen=True)
class Field:
    """A member of a shape."""

    name: str
    type: str
    """In words of JSON: `text`, `integer`, `list of Rate`, `Rate | null`."""
    shapes: tuple[str, ...]
    """The shapes that the type names: each has a section of its own."""
    required: bool
    """Whether it is always there; else it is absent where nothing is known."""
    values: tuple[str, ...]
    """All values that it can have, where they are a closed list."""
    about: Said


@dataclass(frozen=True)
class Shape:
    """Something that a document holds."""

    name: str
    about: Said
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Path:
    """One kind of file under `/api/v1/`."""

    path: str
    media_type: str
    about: Said
    returns: str | None
    """The shape of the document, or of one line of it."""
    example: str | None
    """The path of a real file of this catalogue; None where it has none of this kind."""


@dataclass(frozen=True)
class Reference:
    """All that the API's page says, in the order in which it says it."""

    version: str
    paths: tuple[Path, ...]
    shapes: tuple[Shape, ...]
    """Documents first, in the order of the paths; then what stands in them, by name."""


def reference(catalog: Catalog, language: Language) -> Reference:
    """The reference of the API in a language; what has no translation stays in English."""
    described = openapi()
    schemas: Schema = described["components"]["schemas"]
    paths = tuple(_paths(described["paths"], catalog, language))
    documents = dict.fromkeys(path.returns for path in paths if path.returns)
    names = dict.fromkeys((*documents, *sorted(schemas)))
    shapes = tuple(_shape(name, schemas[name], language) for name in names)
    return Reference(described["info"]["version"], paths, shapes)


def _paths(paths: Schema, catalog: Catalog, language: Language) -> Iterator[Path]:
    for template, operations in paths.items():
        path = template.removeprefix("/")
        operation = operations["get"]
        ((media_type, content),) = operation["responses"]["200"]["content"].items()
        yield Path(
            path=path,
            media_type=media_type,
            about=_said(path, operation["summary"], language),
            returns=_returns(path, content.get("schema", {})),
            example=_example(path, catalog),
        )


def _returns(path: str, schema: Schema) -> str | None:
    lines = {one.path: one.line.__name__ for one in DOWNLOADS if one.line}
    return lines.get(path) or _named(schema)


def _named(schema: Schema) -> str | None:
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


_FILLED_BY = {
    "{lab}/{model}": "models",
    "{lab}/{evaluation}": "evaluations",
    "{provider}": "providers",
}


def _example(path: str, catalog: Catalog) -> str | None:
    for parts, records in _FILLED_BY.items():
        if parts in path:
            first = next(iter(getattr(catalog, records)), None)
            return first and path.replace(parts, first)
    return path.replace("{record}", "model")


def _said(key: str, english: str, language: Language) -> Said:
    translated = section("api", language).get(key) if language != "en" else None
    return Said(translated, language) if translated else Said(english, "en")


def _shape(name: str, schema: Schema, language: Language) -> Shape:
    fields = schema.get("properties", {})
    required = schema.get("required", [])
    return Shape(
        name,
        _about_shape(name, schema, language),
        tuple(
            _field(field, about, field in required, f"{name}.{field}", language)
            for field, about in fields.items()
        ),
    )


def _about_shape(name: str, schema: Schema, language: Language) -> Said:
    """A document is explained by the sentence of its path."""
    for resource in RESOURCES:
        if resource.shape.__name__ == name:
            return _said(resource.path, resource.about, language)
    return _said(name, schema["description"], language)


def _field(name: str, schema: Schema, required: bool, key: str, language: Language) -> Field:
    return Field(
        name=name,
        type=_type(schema),
        shapes=tuple(dict.fromkeys(_mentioned(schema))),
        required=required,
        values=tuple(map(str, schema.get("enum", [schema["const"]] if "const" in schema else ()))),
        about=_said(key, schema["description"], language),
    )


_WORDS = {"string": "text", "array": "list", "object": "object"}


def _type(schema: Schema) -> str:
    if named := _named(schema):
        return named
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(map(_type, schema["anyOf"])))
    if "items" in schema:
        return f"list of {_type(schema['items'])}"
    inner = schema.get("additionalProperties") or next(
        iter(schema.get("patternProperties", {}).values()), None
    )
    if isinstance(inner, dict):
        return f"map of {_type(inner)}"
    kind = str(schema.get("type", "any"))
    return _WORDS.get(kind, kind)


def _mentioned(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if named := _named(schema):
            yield named
        for inner in schema.values():
            yield from _mentioned(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _mentioned(inner)
