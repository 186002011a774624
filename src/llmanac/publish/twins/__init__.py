"""The Markdown twin of every generated page, for programs that read text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from llmanac.publish.twins import changes, lists, llms, pages, terms
from llmanac.publish.twins.api import api
from llmanac.publish.twins.writer import Writer, twin_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.schema.record import Language


__all__ = ["Twin", "twin_path", "twins"]


@dataclass(frozen=True)
class Twin:
    """A page as Markdown, written when it is asked for.

    It shows what its page shows: where the page need not be made again, neither need its twin.
    """

    path: str
    """From the site's root."""
    page: str
    """The path of the page that it is the twin of, from the language's root."""
    language: Language
    render: Callable[[], str]


def twins(catalog: Catalog) -> Iterator[Twin]:
    """Every twin, and `llms.txt`, in every language of the site."""
    for language in catalog.site.languages:
        writer = Writer(catalog, language)
        for page, render in _renders(writer):
            yield Twin(writer.path(page), page, language, render)
        yield Twin(llms.path(catalog.site, language), "", language, partial(llms.text, writer))


def _renders(writer: Writer) -> Iterator[tuple[str, Callable[[], str]]]:
    catalog = writer.catalog
    yield "", partial(lists.home, writer)
    yield "api/", partial(api, writer)
    yield "benchmarks/", partial(terms.benchmarks, writer)
    yield "changes/", partial(changes.changes, writer)
    yield "models/", partial(pages.models, writer)
    yield "parameters/", partial(terms.parameters, writer)
    yield "providers/", partial(lists.providers, writer)
    yield "rules/", partial(terms.rules, writer)
    for benchmark in catalog.benchmarks:
        yield f"benchmarks/{benchmark}/", partial(terms.benchmark, writer, benchmark)
    for lab in catalog.models_by_lab:
        yield f"labs/{lab}/", partial(lists.lab, writer, lab)
    for model in catalog.models:
        yield f"models/{model}/", partial(pages.model, writer, model)
    for provider in catalog.providers:
        yield f"providers/{provider}/", partial(pages.provider, writer, provider)
