"""Request parameters: what a request may give, in a table's cells and on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.publish.pages import figures
from llmanac.publish.pages.draft import Draft
from llmanac.publish.slots import Format, Page, TocEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.vocabulary import Parameter


@dataclass(frozen=True, slots=True)
class Terms:
    """A parameter's type, range and default, in words."""

    label: Markup
    type: Markup
    range: str
    default: str
    meaning: Markup
    caution: Markup


def terms(edition: Edition, parameter: Parameter) -> Terms:
    """A parameter in words; made once for all the models that take it."""
    made = edition.shared.get((terms, parameter.label, parameter.meaning))
    if made is None:
        made = Terms(
            label=edition.say(parameter.label),
            type=edition.label(f"type.{parameter.type}"),
            range=_range(parameter),
            default=(parameter.default or "").strip('"'),
            meaning=edition.say(parameter.meaning),
            caution=edition.say(parameter.caution),
        )
        edition.shared[terms, parameter.label, parameter.meaning] = made
    return made


def _range(parameter: Parameter) -> str:
    if parameter.values:
        return ", ".join(parameter.values)
    low, high = (
        None if end is None else figures.text(end).replace("-", "−")
        for end in (parameter.minimum, parameter.maximum)
    )
    if low is not None and high is not None:
        return f"{low}–{high}"
    return f"≥ {low}" if low is not None else f"≤ {high}" if high is not None else ""


def drafts(edition: Edition) -> Iterator[Draft]:
    """The page that explains every parameter."""
    key = edition.key("parameters", "parameters/", ("parameters.yaml",))
    yield Draft(edition.language, "parameters/", key, lambda: _page(edition))


def _page(edition: Edition) -> Page:
    explained = [(name, terms(edition, each)) for name, each in edition.catalog.parameters.items()]
    title = edition.word("parameters.title")
    return edition.page(
        "parameters",
        "parameters/",
        title,
        {
            "parameters": explained,
            "record": edition.record("parameters.yaml", "parameters/"),
            "report": edition.catalog.site.report,
        },
        description=edition.word("parameters.lede"),
        toc=[TocEntry(name, name) for name, _ in explained],
        formats=(Format("application/json", "api/v1/parameters.json"),),
    )
