"""Pages made of descriptions rather than records: the API, and the laws of good data."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from llmanac.messages import messages
from llmanac.publish.api.reference import reference
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.prose import prose
from llmanac.publish.slots import TocEntry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.messages import Message
    from llmanac.publish.api.reference import Field, Reference, Said
    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page

_PLACES: Final = re.compile(r"\{\w+\}")
_OPTIONAL: Final = re.compile(r"[\[\]]")


def drafts(edition: Edition) -> Iterator[Draft]:
    """The page of the API and the page of the laws."""
    described = reference(edition.catalog, edition.language)
    key = edition.key("api", "api/", (_digest(described),))
    yield Draft(edition.language, "api/", key, lambda: _api(edition, described))
    key = edition.key("rules", "rules/", (_digest(laws(edition)),))
    yield Draft(edition.language, "rules/", key, lambda: _rules(edition))


def _digest(described: object) -> str:
    return sha256(repr(described).encode()).hexdigest()


def _api(edition: Edition, described: Reference) -> Page:
    view = {
        "paths": [(each, _said(edition, each.about)) for each in described.paths],
        "shapes": [
            (
                shape.name,
                _said(edition, shape.about),
                [(each, _type(each), _said(edition, each.about)) for each in shape.fields],
            )
            for shape in described.shapes
        ],
    }
    shapes = tuple(TocEntry(shape.name, f"shape-{shape.name}") for shape in described.shapes)
    toc = [
        TocEntry(edition.word("api.paths"), "paths"),
        TocEntry(edition.word("api.shapes"), "shapes", shapes),
    ]
    return edition.page("api", "api/", edition.word("api.title"), view, toc=toc)


def _said(edition: Edition, said: Said) -> Markup:
    """A sentence; where it has no translation, marked as the other language."""
    if said.language == edition.language:
        return prose(said.text)
    return Markup('<span lang="{}">{}</span>').format(said.language, prose(said.text))


def _type(field: Field) -> Markup:
    """A type in which each shape leads to its explanation on the same page."""
    words = re.split(r"(\w+)", field.type)
    link = Markup('<a href="#shape-{0}">{0}</a>')
    return Markup("").join(link.format(each) if each in field.shapes else each for each in words)


def _rules(edition: Edition) -> Page:
    families = [
        (family, edition.label(f"rules.{family}"), [(code, *_law(law)) for code, law in each])
        for family, each in groupby(laws(edition), key=lambda coded: coded[0].rstrip("0123456789"))
    ]
    toc = [TocEntry(edition.word(f"rules.{family}"), family) for family, _, _ in families]
    title = edition.word("rules.title")
    return edition.page("page", "rules/", title, {"families": families}, toc=toc)


def laws(edition: Edition) -> list[tuple[str, Message]]:
    """Every message that is a law: it says why."""
    return [(code, said) for code, said in messages(edition.language).items() if said.why]


def _law(law: Message) -> tuple[Markup, Markup, Markup]:
    """The sentence, with `…` for what a check finds; why; how to mend it."""
    says = _OPTIONAL.sub("", _PLACES.sub("…", law.says))
    return prose(says), prose(law.why), prose(law.fix)
