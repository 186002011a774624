"""The API's reference in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.publish import markdown as md
from llmanac.publish.api.reference import reference

if TYPE_CHECKING:
    from llmanac.publish.api.reference import Path, Shape
    from llmanac.publish.twins.writer import Writer


def api(writer: Writer) -> str:
    """Every file of the API, and every shape in it."""
    said = reference(writer.catalog, writer.language)
    heads = writer.heads("path", "returns", "meaning")
    return md.page(
        [
            f"# API {said.version}",
            md.table(heads, (_path(writer, path) for path in said.paths)),
            *(_shape(writer, shape) for shape in said.shapes),
        ]
    )


def _path(writer: Writer, path: Path) -> list[str]:
    place = f"api/v1/{path.example}" if path.example else None
    name = md.code(path.path)
    return [
        md.link(name, writer.url(place)) if place else name,
        path.returns or path.media_type,
        path.about.text,
    ]


def _shape(writer: Writer, shape: Shape) -> str:
    heads = writer.heads("field", "type", "meaning")
    rows = (
        [md.code(field.name), field.type, md.text(" ".join(field.about.text.split()))]
        for field in shape.fields
    )
    return f"## {shape.name}\n\n{shape.about.text}\n\n{md.table(heads, rows)}"
