"""Guides to tools on a model's page: Markdown of the catalogue, with an offer's values in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from markupsafe import Markup

from llmanac.catalog import provider_of
from llmanac.publish.guides import fitting, trimmed, written
from llmanac.publish.pages import highlight
from llmanac.publish.pages.edition import outward
from llmanac.schema.text import placeholders

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from llmanac.publish.filling import Value, Values
    from llmanac.publish.guides import Block, Fitting
    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.record import OfferKey

_NOT_OURS: Final = ("html", "image_link", "image_reference", "short_image_ref", "automail")
"""What Markdown would make of text, and a guide may not."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool's guide, ready to be read."""

    choice: str
    name: str
    html: Markup
    language: str | None = None
    """Its language, where it is not the page's."""


@dataclass(frozen=True, slots=True)
class Guides:
    """The section of a page."""

    lede: Markup
    tools: tuple[Tool, ...]


def shown(edition: Edition, key: OfferKey | None) -> Guides | None:
    """The guides for an offer; None where there are none."""
    found = [*fitting(edition.catalog, key, edition.language)] if key else []
    if key is None or not found:
        return None
    return Guides(_lede(edition, key), tuple(_tool(edition, each) for each in found))


def _lede(edition: Edition, key: OfferKey) -> Markup:
    provider = edition.catalog.providers[provider_of(key)]
    said = edition.label("guides.lede", provider=edition.say(provider.name))
    if keys := outward(provider.keys):
        link = Markup('<a href="{0}" rel="nofollow noopener">{0}</a>').format(keys)
        said += edition.label("gap") + edition.label("guides.keys", link=link)
    return said


def _tool(edition: Edition, fit: Fitting) -> Tool:
    guide, known = fit.guide, fit.known
    said = frozenset(name for name in placeholders(guide.text) if name in known)
    made = edition.once(
        ("guide", guide.tool, guide.language, said),
        lambda: [_made(block) for block in trimmed(guide.body, said)],
    )
    html = Markup("").join(_filled(block, parts, known) for block, parts in made)
    other = None if guide.language == edition.language else guide.language
    return Tool(guide.tool, guide.title, html, other)


def _made(block: Block) -> tuple[Block, highlight.Template]:
    """A block as HTML, its placeholders open."""
    if block.language is not None:
        return block, highlight.template(block.text, block.language)
    return block, highlight.opened(block.text, "zq", _markdown().convert)


def _filled(block: Block, parts: highlight.Template, known: Values) -> Markup:
    if block.language is None:
        return highlight.join(parts, {name: _said(known[name]) for name in parts[1::2]})
    filled = {name: written(name, known, block.language) for name in parts[1::2]}
    code = Markup('<div class="highlight"><pre><code>{}</code></pre></div>')
    return code.format(highlight.join(parts, filled))


def _said(value: Value) -> str:
    """A value as text: in a sentence, or in a field of a form."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _markdown() -> Markdown:
    """Markdown in which markup of other kinds is text, and links lead to the web."""
    reader = Markdown()
    reader.preprocessors.deregister("html_block")
    for name in _NOT_OURS:
        reader.inlinePatterns.deregister(name)
    reader.treeprocessors.register(_Links(reader), "links", 0)
    return reader


class _Links(Treeprocessor):  # type: ignore[misc]
    """Takes the address from every link that does not lead to the web; a placeholder is none."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            href = link.get("href", "")
            if outward(href) is None:
                link.attrib.pop("href", None)
            link.set("rel", "nofollow noopener")
