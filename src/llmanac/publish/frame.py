"""Frames: what the theme puts around every page, rendered once and split where pages differ.

Stamping a page is a join: its text never passes through a template again, so that nothing in a
record can be taken for one.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from llmanac.publish.slots import SLOTS, Page, Site, slots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of page. All pages of one kind and language share one frame."""

    name: str
    depth: int
    """How many folders a page of this kind stands below its language's root."""
    tab: str | None = None
    """The tab that is lit."""
    hide: tuple[str, ...] = ()
    """What the frame leaves out: `navigation`, `toc`."""


TEMPLATES: Final = {
    template.name: template
    for template in (
        Template("home", 0, hide=("navigation", "toc")),
        Template("models", 1, tab="models", hide=("navigation", "toc")),
        Template("model", 3, tab="models"),
        Template("lab", 2, tab="models"),
        Template("providers", 1, tab="models"),
        Template("provider", 2, tab="models"),
        Template("benchmarks", 1, tab="benchmarks"),
        Template("benchmark", 2, tab="benchmarks"),
        Template("parameters", 1, tab="parameters"),
        Template("api", 1, tab="api"),
        Template("page", 1),
    )
}

TABS: Final = ("models", "benchmarks", "parameters", "api")
"""The catalogue's own tabs: each is the folder of a page and the key of its label, `tab.<name>`."""


class BrokenFrame(ValueError):
    """A rendered frame from which a slot is missing, or a page that no frame fits."""


def token(slot: str) -> str:
    """What stands in a frame where a slot will be. Escaped text cannot contain it."""
    return f"<!--llmanac:{slot}-->"


_TOKEN: Final = re.compile(token("([a-z]+)"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A rendered frame: text, slot, text, slot, …, text."""

    parts: tuple[str, ...]

    @classmethod
    def split(cls, html: str) -> Frame:
        """The frame in which a theme has left every token of `SLOTS`."""
        parts = tuple(_TOKEN.split(html))
        if missing := set(SLOTS).difference(parts[1::2]):
            raise BrokenFrame(
                f"the theme leaves out {', '.join(sorted(missing))}: "
                "each slot must be printed by docs/theme/main.html or a partial of it"
            )
        return cls(parts)

    def stamp(self, filled: Mapping[str, Markup]) -> str:
        """The whole document."""
        parts: list[str] = list(self.parts)
        parts[1::2] = [filled[slot] for slot in self.parts[1::2]]
        return "".join(parts)


class Document(NamedTuple):
    """A hand-written page, already framed: what a sitemap needs to know of it."""

    language: str
    path: str
    title: str
    description: str
    languages: list[str]
    """In which the page exists under this path."""


@dataclass(frozen=True, slots=True)
class Source:
    """Everything that frames are made of. No record of a model is among it."""

    site: Site
    theme: Path
    """The folder of theme overrides."""
    web: Path
    """The folder of what the browser runs, with `assets/` in it."""
    docs: Path | None = None
    """The folder of hand-written pages, one folder per language inside."""
    settings: Path | None = None
    """An `mkdocs.yml` that is read first, where there is one."""

    def digest(self) -> str:
        """Changes when a frame or a hand-written page could."""
        digest = hashlib.sha256(json.dumps(asdict(self.site), sort_keys=True).encode())
        for package in ("mkdocs", "mkdocs-material", "markdown", "jinja2"):
            digest.update(f"\0{package}\0{version(package)}".encode())
        for name, file in self._files():
            digest.update(f"\0{name}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()[:16]

    def _files(self) -> Iterator[tuple[str, Path]]:
        package = Path(__file__).parents[1]
        yield from ((each, package / each) for each in _CODE)
        yield from _tree(package / "messages", "labels.*.yaml")
        yield from _tree(self.theme)
        yield from _tree(self.web)
        if self.docs:
            for language in self.site.languages:
                yield from _tree(self.docs / language.code)
        if self.settings:
            yield "mkdocs.yml", self.settings


_CODE: Final = (
    "mkdocs_plugin.py",
    "mkdocs_theme.py",
    *(f"publish/{name}.py" for name in ("frame", "handwritten", "slots")),
)


def _tree(root: Path, pattern: str = "*") -> Iterator[tuple[str, Path]]:
    for file in sorted(root.rglob(pattern)):
        if file.is_file():
            yield f"{root.name}/{file.relative_to(root).as_posix()}", file


@dataclass(frozen=True, slots=True)
class Frames:
    """What one run of MkDocs leaves: a frame per template and language, and finished pages."""

    site: Site
    folder: Path
    frames: Mapping[tuple[str, str], Frame]
    """By template and language."""
    documents: tuple[Document, ...]

    @classmethod
    def load(cls, folder: Path, site: Site) -> Frames:
        """The frames that `mkdocs_plugin.make_frames` left in a folder."""
        frames = {}
        for file in sorted((folder / "frames").glob("*.html")):
            template, language = file.stem.split(".")
            frames[template, language] = Frame.split(file.read_text("utf-8"))
        documents = json.loads(documents_file(folder).read_text("utf-8"))
        return cls(site, folder, frames, tuple(Document(*each) for each in documents))

    @property
    def files(self) -> Path:
        """The folder of hand-written pages and assets, to be laid into the site as they are."""
        return files_folder(self.folder)

    @property
    def has_pages(self) -> bool:
        """Whether MkDocs has made the catalogue's pages too, so that none is to be stamped."""
        return not self.frames

    def stamp(self, page: Page) -> str:
        """The page in its frame: a whole HTML document."""
        template = TEMPLATES[page.template]
        if page.path.count("/") != template.depth:
            raise BrokenFrame(
                f"{page.path!r} is not {template.depth} folders deep, "
                f"as the frame of template {template.name!r} is"
            )
        return self.frames[page.template, page.language].stamp(slots(self.site, page))


def frame_file(folder: Path, template: str, language: str) -> Path:
    """Where a rendered frame stands."""
    return folder / "frames" / f"{template}.{language}.html"


def documents_file(folder: Path) -> Path:
    """Where the list of hand-written pages stands."""
    return folder / "documents.json"


def files_folder(folder: Path) -> Path:
    """Where the hand-written pages and assets stand."""
    return folder / "files"
