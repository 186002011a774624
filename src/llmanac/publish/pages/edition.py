"""The catalogue in one language: its words, its links, and what several of its pages share."""

from __future__ import annotations

import re
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from llmanac.messages import section
from llmanac.publish import keys
from llmanac.publish.pages import figures
from llmanac.publish.pages.prose import prose
from llmanac.publish.slots import Format, Link, NavList, Page, TocEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from llmanac.catalog import Catalog
    from llmanac.publish.keys import Key
    from llmanac.schema.record import Language, Localised, Source

T = TypeVar("T")

_PACKAGE: Final = Path(__file__).parents[2]


class Edition:
    """The catalogue as readers of one language see it."""

    def __init__(
        self, catalog: Catalog, language: Language, common: dict[object, Any] | None = None
    ) -> None:
        """Take the words of the language; `common` is what editions of a catalogue share."""
        self.catalog = catalog
        self.language = language
        self._labels = section("labels", language)
        self.shared: dict[object, Any] = {}
        """Views that several pages show, by what made them."""
        self._common: dict[object, Any] = {} if common is None else common

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What reads the same in every language, made for the first edition that asks."""
        if key not in self._common:
            self._common[key] = make()
        return cast("T", self._common[key])

    def label(self, key: str, **params: object) -> Markup:
        """A word or sentence of the site's own; what is put into it is escaped."""
        printed = _escaped(self.language, key)
        if params:  # many times as fast as `Markup.format`, and the same: the text is ours
            safe = {
                name: value if type(value) in (int, Markup) else escape(value)
                for name, value in params.items()
            }
            return Markup(_closed_up(str.format_map(printed, safe)))
        return printed

    def word(self, key: str) -> str:
        """A label as plain text, for titles and lists that are escaped elsewhere."""
        return self._labels[key]

    def known(self, key: str) -> bool:
        """Whether there is a label of that key."""
        return key in self._labels

    def count(self, what: str, number: int) -> Markup:
        """A number and its noun: "1 model", "27 models"."""
        form = "one" if number == 1 else "many"
        return self.label(f"count.{what}.{form}", n=figures.grouped(number))

    def say(self, text: Localised | None) -> Markup:
        """A record's text, escaped; where it had to fall back, marked as the other language."""
        if text is None:
            return Markup("")
        if not text.falls_back(self.language):
            return prose(text.text(self.language))
        other = "zh" if self.language == "en" else "en"
        mark = Markup('<span lang="{}">{}</span><span class="la-vh"> ({})</span>')
        return mark.format(other, prose(text.text(self.language)), self.label(f"only.{other}"))

    def plain(self, text: Localised) -> str:
        """A record's text where there is no room for a mark: titles, lists beside the page."""
        return text.text(self.language)

    @cached_property
    def nav(self) -> tuple[NavList, ...]:
        """The featured lists, which stand beside every page of a record."""
        models = self.catalog.models
        return tuple(
            NavList(
                self.plain(title),
                tuple(Link(models[id_].name, model_path(id_)) for id_ in ids),
            )
            for title, ids in self.catalog.featured
        )

    def page(
        self,
        template: str,
        path: str,
        title: str,
        view: Mapping[str, object],
        *,
        description: str = "",
        toc: Iterable[TocEntry] = (),
        formats: Iterable[Format] = (),
    ) -> Page:
        """Print a view; `root` and `top` in it lead to the language's and the site's root.

        `formats` are those beside the Markdown that every page has.
        """
        root, markdown = root_from(path), self.twin(path)
        body = _template(f"{template}.html").render(
            view,
            _=self.label,
            count=self.count,
            say=self.say,
            root=root,
            top=self.top(root),
            markdown=markdown,
            report=self.catalog.site.report,
        )
        return Page(
            language=self.language,
            template=template,
            path=path,
            title=title,
            body=Markup(body),  # templates escape what they print
            description=description,
            toc=tuple(toc),
            nav=self.nav,
            formats=(*formats, Format("text/markdown", markdown)),
        )

    def top(self, root: str) -> str:
        """The way to the site's root, given that to the language's."""
        return root if self.language == self.catalog.site.root else f"{root}../"

    def twin(self, path: str) -> str:
        """Where the page's Markdown stands, from the site's root."""
        prefix = "" if self.language == self.catalog.site.root else f"{self.language}/"
        return f"{prefix}{path}index.html.md"

    def record(self, path: str, page: str) -> str | None:
        """Where a record of this catalogue can be read, as a link from the page at `page`."""
        site = self.catalog.site
        if path not in self.catalog.digests:  # it belongs to the base
            return None
        if site.repository:
            return outward(f"{site.repository.rstrip('/')}/{path}")
        return f"{self.top(root_from(page))}records/{path}" if site.publish_records else None

    def linked(self, model: str | None) -> str:
        """For a key: a model to which a page only links, of which it says no more than that."""
        return f"a link to {model}" if model in self.catalog.models else ""

    def key(self, template: str, path: str, files: Iterable[str]) -> Key:
        """Digest what a page shows, the lists beside it among that: see `keys.key`."""
        return keys.key(self.catalog, files, self.language, template, path, self._beside)

    @cached_property
    def _beside(self) -> str:
        """For a key: the lists that stand beside every page."""
        return repr(self.nav)


def model_path(model: str) -> str:
    """Where a model's page stands below its language's root."""
    return f"models/{model}/"


def root_from(path: str) -> str:
    """The relative way from a page to its language's root."""
    return "../" * path.count("/") or "./"


def outward(url: str | None) -> str | None:
    """An address that may be linked to: on the web, and nothing that runs."""
    return url if url and url.startswith(("https://", "http://")) else None


def sources(
    edition: Edition, stated: Mapping[str, Source]
) -> list[tuple[str | None, str, str, Markup]]:
    """Where facts stand: address to link, address, day, and the fields that stand there."""
    fields: dict[tuple[str, str], list[Markup]] = {}
    for name, source in stated.items():
        key = f"field.{name}"
        word = edition.label(key) if edition.known(key) else escape(name)
        fields.setdefault((source.url, source.seen.text()), []).append(word)
    comma = edition.label("comma")
    return [(outward(url), url, seen, comma.join(names)) for (url, seen), names in fields.items()]


def _closed_up(text: str) -> str:
    """Without the gaps, meant for Latin words, that a sentence leaves around a Chinese name."""
    return _GAP.sub("", text) if " " in text else text


_HAN: Final = "[\u3000-\u303f\u3400-\u9fff\uff00-\uff60]"
_GAP: Final = re.compile(f"(?<={_HAN}) (?=(?:<[^>]*>)?{_HAN})|(?<={_HAN}</a>) (?={_HAN})")


@cache
def _escaped(language: str, key: str) -> Markup:
    return escape(section("labels", language)[key])


@cache
def _template(name: str) -> Any:  # noqa: ANN401  # jinja2.Template, compiled once
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_PACKAGE / "publish" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(figure=figures.figure, grouped=figures.grouped)
    environment.globals.update(outward=outward, nil=figures.DASH)
    return environment
