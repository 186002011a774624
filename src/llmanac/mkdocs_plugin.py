"""Take the frame of every page from MkDocs Material.

One run of MkDocs renders the hand-written pages of all languages and, for each template and
language, one stand-in page in which every slot holds a token. `publish.frame` splits those and
stamps the catalogue's pages into them.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import TableOfContents

from llmanac.build import Plan, opened
from llmanac.files import Busy, replacing
from llmanac.messages import section, sentence
from llmanac.mkdocs_theme import UNUSED, VERSIONED, Printer, dress, missing
from llmanac.pricing.faults import Fault
from llmanac.publish.frame import (
    TEMPLATES,
    Document,
    Frames,
    Source,
    Template,
    documents_file,
    files_folder,
    frame_file,
    token,
)
from llmanac.publish.handwritten import contents, folders, other_languages, place
from llmanac.publish.slots import (
    SLOTS,
    Page,
    slots,
    up_from,
)
from llmanac.report.findings import report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from llmanac.publish.site import Publication


def make_frames(source: Source, folder: Path) -> Frames:
    """Run MkDocs once and leave its frames in `folder`, which appears whole or not at all."""
    if source.settings:
        config = load_config(str(source.settings))
    else:
        config = MkDocsConfig()
        config.load_dict({"site_name": "-", "docs_dir": str(source.theme), "plugins": []})
        config.validate()
        config.plugins["llmanac"] = LlmanacPlugin()
    plugin = config.plugins.get("llmanac")
    if not isinstance(plugin, LlmanacPlugin):
        raise Fault("plugin-missing", path=str(source.settings))
    plugin.job = Job(source, folder)
    build(config)
    return Frames.load(folder, source.site)


@dataclass(frozen=True, slots=True)
class Job:
    """What a run of MkDocs is for."""

    source: Source
    folder: Path
    """Where the frames go."""
    publication: Publication | None = None
    """Who makes the site of them; None where only the frames are wanted."""
    slow: bool = False
    """Pages go through MkDocs one by one: hundreds of times the work for the same bytes."""


class Options(Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say of the plugin."""

    catalog = config_options.Type(str, default="catalog")
    cache = config_options.Type(str, default="build/cache")
    slow = config_options.Type(bool, default=False)


class LlmanacPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Renders frames; under `mkdocs build`, publishes the site as `llmanac build` does.

    MkDocs itself writes to a folder beside the frames' cache and never into the site: what stands
    there stays whole until the publication puts another in its place.
    """

    job: Job | None = None
    """Set by `make_frames`; None where MkDocs was started by itself and a site is to be made."""

    _making = ExitStack()

    def open_catalog(self, plan: Plan) -> Publication:
        """The catalogue, read and checked; PluginError with its findings where it has any."""
        try:
            publication, findings = opened(plan)
        except Fault as fault:
            raise PluginError(sentence(fault.code, "en", fault.params)) from fault
        if publication is None:
            said = report(findings, "text", root=plan.catalog)
            raise PluginError(f"the catalogue has findings; nothing is published\n{said}")
        return publication

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Say here everything that `mkdocs.yml` need not; fail before MkDocs cleans a folder."""
        self._job = self.job or self._publishing(config)
        self._site = self._job.source.site
        self._target = Path(config.site_dir)
        self._stand_ins: dict[str, Page] = {}
        self._documents: list[Document] = []
        dress(config, self._job.source)
        self._making = ExitStack()  # of the frames' folder: closed when they are whole
        try:
            self._staging = self._making.enter_context(replacing(self._job.folder)).stage
        except Busy as busy:
            raise PluginError(str(busy)) from busy
        config.site_dir = str(files_folder(self._staging))
        return config

    def _publishing(self, config: MkDocsConfig) -> Job:
        """What plain `mkdocs build` does."""
        root = Path(config.config_file_path or "mkdocs.yml").parent
        plan = Plan(
            catalog=root / self.config.catalog,
            target=Path(config.site_dir),
            cache=root / self.config.cache,
            docs=Path(config.docs_dir).parent,
            settings=root / "mkdocs.yml",
        )
        publication = self.open_catalog(plan)
        name = "slow" if self.config.slow else publication.source.digest()
        folder = plan.cache / "frames" / name
        return Job(publication.source, folder, publication, self.config.slow)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages of the other languages and the stand-ins; drop what no page asks for."""
        for file in list(files):
            if file.src_uri.startswith(UNUSED) or file.src_uri.endswith(".map"):
                files.remove(file)
        for uri, path in other_languages(self._job.source):
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        for page in self._pages():
            uri = f"{self._site.language(page.language).prefix}{page.path}index.md"
            if uri in files.src_uris:
                raise PluginError(
                    f"docs: {uri} stands where the catalogue puts its own page; move it away"
                )
            file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            if not self._job.slow:
                file.abs_dest_path = str(frame_file(self._staging, page.template, page.language))
            self._stand_ins[uri] = page
            files.append(file)
        return files

    def _pages(self) -> Iterable[Page]:
        if self._job.publication and self._job.slow:
            return self._job.publication.pages()
        return (
            Page(language.code, template.name, _address(template), "", Markup(""))
            for language in self._site.languages
            for template in TEMPLATES.values()
        )

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All hand-written pages are read by now: their lists and tabs are made of them."""
        written = [it.page for it in files.documentation_pages() if it.page]
        written = [it for it in written if it.file.src_uri not in self._stand_ins]
        self._folders = {
            language.code: folders(self._site, language, written)
            for language in self._site.languages
        }
        assets = {it.src_uri: it.content_bytes for it in files if it.src_uri in VERSIONED}
        self._printer = Printer(self._site, self._folders, assets)
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme what it prints: a page's slots, or their tokens in a stand-in."""
        uri = page.file.src_uri
        made = self._stand_ins.get(uri) or self._document(page)
        language = self._site.language(made.language)
        up = up_from(page.url)
        filled = slots(self._site, made, up)
        tab = made.path.split("/")[0]
        if uri in self._stand_ins:
            template = TEMPLATES[made.template]
            tab = template.tab or ""
            page.meta = {"hide": template.hide}
            if not self._job.slow:
                filled = {slot: Markup(token(slot)) for slot in SLOTS}
        page.toc = TableOfContents([])  # ours stands in its slot
        self._printer.tell(context, config.theme, language, filled=filled, up=up, tab=tab)
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The page for an address where none is: in every language, with absolute links."""
        up, language = self._site.path, self._site.languages[0]
        body = Markup("").join(
            missing(each, up, heading="h1" if each is language else "h2")
            for each in self._site.languages
        )
        title = section("labels", language.code)["missing.title"]
        page = Page(language.code, "missing", "", title, body, languages=frozenset())
        filled = slots(self._site, page, up)
        self._printer.tell(context, config.theme, language, filled=filled, up=up, tab="")
        return context

    def _document(self, page: MkDocsPage) -> Page:
        """A hand-written page; noted for those who list pages."""
        language, path = place(self._site, page)
        made = Page(
            language.code,
            "document",
            path,
            Markup(page.title),
            Markup(page.content),
            description=str(page.meta.get("description", "")),
            toc=contents(page.toc),
            nav=tuple(self._folders[language.code].values()),
            languages=frozenset(
                code
                for code, lists in self._folders.items()
                if any(link.path == path for each in lists.values() for link in each.links)
            ),
        )
        languages = [it.code for it in self._site.languages if it.code in (made.languages or ())]
        self._documents.append(
            Document(made.language, path, str(page.title), made.description, languages)
        )
        return made

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let the frames appear, whole; then publish, where this run is to."""
        job = self._job
        documents = json.dumps(self._documents, ensure_ascii=False)
        documents_file(self._staging).write_text(documents, "utf-8")
        self._making.close()
        if job.publication:
            job.publication.publish(Frames.load(job.folder, self._site), self._target)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half made."""
        self._making.__exit__(type(error), error, error.__traceback__)


def _address(template: Template) -> str:
    """An address of the template's depth that no page has."""
    return f"_{template.name}/" + "_/" * (template.depth - 1) if template.depth else ""
