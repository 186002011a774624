"""Pages made of descriptions rather than records: the API, and the laws of good data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from llmanac.publish.pages.draft import Draft
from llmanac.publish.slots import Page, TocEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.record import Language

OpenApi = Mapping[str, Any]


class Law(Protocol):
    """What is said about one finding."""

    @property
    def says(self) -> str:
        """The sentence."""

    @property
    def why(self) -> str:
        """Why it is a law."""

    @property
    def fix(self) -> str:
        """How to mend it."""


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a document."""

    name: str
    type: str
    link: str | None
    """The shape that is explained on the same page."""
    about: str


def api_drafts(edition: Edition, openapi: Callable[[], OpenApi]) -> Iterator[Draft]:
    """The page of the API, from its OpenAPI document."""
    key = edition.key("api", "api/", ())
    yield Draft(edition.language, "api/", key, lambda: _api(edition, openapi()))


def rules_drafts(
    edition: Edition, laws: Callable[[Language], Mapping[str, Law]]
) -> Iterator[Draft]:
    """The page of the laws."""
    key = edition.key("rules", "rules/", ())
    yield Draft(edition.language, "rules/", key, lambda: _rules(edition, laws(edition.language)))


def _api(edition: Edition, openapi: OpenApi) -> Page:
    schemas = openapi.get("components", {}).get("schemas", {})
    shapes = [
        (name, shape.get("description", ""), _members(shape)) for name, shape in schemas.items()
    ]
    base = next((each["url"] for each in openapi.get("servers", ())), "")
    paths = [
        (path, _example(edition, base + path), get.get("summary", ""), _answer(get))
        for path, methods in openapi.get("paths", {}).items()
        if (get := methods.get("get"))
    ]
    view = {"info": openapi.get("info", {}), "paths": paths, "shapes": shapes}
    toc = [
        TocEntry(edition.word("api.paths"), "paths"),
        TocEntry(
            edition.word("api.shapes"),
            "shapes",
            tuple(TocEntry(name, f"shape-{name}") for name, _, _ in shapes),
        ),
    ]
    return edition.page("api", "api/", edition.word("api.title"), view, toc=toc)


def _example(edition: Edition, path: str) -> str | None:
    """A real document of this catalogue at a path, from the site's root."""
    catalog = edition.catalog
    lab, _, model = next(iter(catalog.models), "").partition("/")
    author, _, table = next(iter(catalog.evaluations), "").partition("/")
    is_table = "evaluations/" in path
    known = {
        "lab": author if is_table else lab,
        "model": model,
        "provider": next(iter(catalog.providers), ""),
        "evaluation": table,
        "name": table if is_table else model,
        "record": "model",
    }
    for name, value in known.items():
        if value:
            path = path.replace(f"{{{name}}}", value)
    path = path.lstrip("/")
    return None if "{" in path else path if path.startswith("api/") else f"api/v1/{path}"


def _answer(operation: Mapping[str, Any]) -> tuple[str, str | None]:
    """The kind of content that a path returns, and its shape."""
    content = operation.get("responses", {}).get("200", {}).get("content", {})
    for media_type, said in content.items():
        return media_type, _named(said.get("schema", {}))
    return "", None


def _members(shape: Mapping[str, Any]) -> list[Member]:
    return [
        Member(name, _type(field), _named(field), field.get("description", ""))
        for name, field in shape.get("properties", {}).items()
    ]


def _named(schema: Mapping[str, Any]) -> str | None:
    """The shape to which a schema points, directly or item by item."""
    if ref := schema.get("$ref"):
        return str(ref).rpartition("/")[2]
    inner = (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ()))
    found = (_named(each) for each in inner if isinstance(each, Mapping))
    return next((name for name in found if name), None)


def _type(schema: Mapping[str, Any]) -> str:
    if ref := schema.get("$ref"):
        return str(ref).rpartition("/")[2]
    if options := schema.get("anyOf"):
        return " | ".join(dict.fromkeys(_type(each) for each in options))
    if schema.get("type") == "array":
        items = schema.get("items")
        return f"[{_type(items) if isinstance(items, Mapping) else ''}]"
    more = schema.get("additionalProperties")
    if isinstance(more, Mapping) and more:
        return f"{{…: {_type(more)}}}"
    return str(schema.get("format") or schema.get("type") or "")


def _rules(edition: Edition, laws: Mapping[str, Law]) -> Page:
    view = {"laws": list(laws.items()), "title": edition.label("rules.title")}
    title = edition.word("rules.title")
    return edition.page("page", "rules/", title, view, toc=[TocEntry(code, code) for code in laws])
