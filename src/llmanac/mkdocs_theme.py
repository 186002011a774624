"""What Material is told, and what it is spared. Beside `mkdocs_plugin`, nobody knows the theme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from mkdocs.theme import Theme

from llmanac.messages import section
from llmanac.publish.frame import TABS
from llmanac.publish.handwritten import anchor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.utils.templates import TemplateContext

    from llmanac.publish.frame import Source
    from llmanac.publish.slots import Language, NavList, Site


_INDENT: Final = re.compile(r"(?<=\n)\s+")

UNUSED: Final = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "assets/images/favicon.png",
    "sitemap.xml",
)
"""What Material brings for a search of its own, an icon, and MkDocs' sitemap: its few pages."""

VERSIONED: Final = ("assets/llmanac.css", "assets/llmanac.js", "assets/llmanac-early.js")
"""Our own assets, whose addresses change when they do."""


def dress(config: MkDocsConfig, source: Source) -> None:
    """Say everything that `mkdocs.yml` need not."""
    root = source.site.languages[0]
    config.site_name = source.site.title[root.code]
    config.site_url = source.site.base_url or source.site.path
    config.docs_dir = str((source.docs or source.theme) / root.code)  # need not exist
    config.use_directory_urls = True
    config.markdown_extensions = ["toc", "tables", "fenced_code", "admonition"]
    config.mdx_configs = {**config.mdx_configs, "toc": {"slugify": anchor}}
    config.theme = _MaterialTheme(
        name="material",
        custom_dir=str(source.theme),
        font=False,
        favicon="mark.svg",
        features=["navigation.tabs", "navigation.tabs.sticky"],
    )
    config.theme.dirs.insert(1, str(source.web))  # its assets are the theme's
    # The publisher's own sitemap knows all the pages, and has no day of building in it.
    config.theme.static_templates.discard("sitemap.xml")


@dataclass(frozen=True, slots=True)
class Printer:
    """Hands the theme what it prints around each page of a run."""

    site: Site
    folders: Mapping[str, Mapping[str, NavList]]
    """By language and folder, the hand-written pages."""
    assets: Mapping[str, bytes]
    """What stands in each of `VERSIONED`."""

    def tell(
        self,
        context: TemplateContext,
        theme: Theme,
        language: Language,
        *,
        filled: Mapping[str, Markup],
        up: str,
        tab: str,
    ) -> None:
        """Set the theme to a language and its context to a page; `up` leads to the site's root."""
        words = section("labels", language.code)
        tabs = [(name, words[f"tab.{name}"]) for name in TABS]
        tabs += ((name, it.title) for name, it in self.folders[language.code].items() if name)
        theme["language"] = language.code
        theme["palette"] = _palette(words)
        context["la"] = {  # type: ignore[typeddict-unknown-key]
            **filled,
            "site": self.site,
            "title_of_site": self.site.title[language.code],
            "tagline": self.site.tagline[language.code],
            "label": words,
            "home": up + language.prefix,
            "up": up,
            "tabs": [(title, f"{up}{language.prefix}{name}/", name == tab) for name, title in tabs],
            "assets": {name: f"{up}{name}?{_version(it)}" for name, it in self.assets.items()},
        }


@cache
def _version(asset: bytes) -> str:
    """Changes when the asset does, so that a browser does not keep the old one."""
    return sha256(asset).hexdigest()[:8]


def missing(language: Language, up: str, *, heading: str) -> Markup:
    """What stands where no page is, in one language; `up` leads to the site's root."""
    words = section("labels", language.code)
    return Markup(
        '<section lang="{0}"><{1}>{2}</{1}><p>{3}</p><p><a href="{4}">{5}</a></p></section>'
    ).format(
        language.code,
        heading,
        words["missing.title"],
        words["missing.text"],
        up + language.prefix,
        words["missing.home"],
    )


def _palette(words: Mapping[str, str]) -> list[dict[str, object]]:
    """Light and dark as the reader's system has it, each with a button that leads to the other."""
    return [
        {**scheme, "toggle": {"icon": "la/half", "name": words[label]}}
        for label, scheme in _SCHEMES.items()
    ]


_SCHEMES: Final[dict[str, dict[str, str]]] = {
    label: {
        "media": f"(prefers-color-scheme: {media})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
    }
    for label, media, scheme in (
        ("palette.dark", "light", "default"),
        ("palette.light", "dark", "slate"),
    )
}
"""By the label of the button that leads to the other."""


class _MaterialTheme(Theme):
    """Material, without a look at each of its 14,000 icons: that is half of a small build."""

    def get_env(self) -> Environment:
        env = super().get_env()
        env.loader = _Templates(self.dirs)
        env.trim_blocks = env.lstrip_blocks = True
        return env


class _Templates(FileSystemLoader):
    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """A template without its indentation, which every page would carry."""
        source, path, fresh = super().get_source(environment, template)
        return _INDENT.sub("", source), path, fresh

    def list_templates(self) -> list[str]:
        """What MkDocs looks through for assets to copy: `assets/` and what lies at the top."""
        return sorted(
            {
                file.relative_to(folder).as_posix()
                for folder in map(Path, self.searchpath)
                for file in (*folder.glob("*.*"), *folder.glob("assets/**/*.*"))
                if file.is_file()
            }
        )
