"""What full text is looked for in: lean pages, a function of the records and of what was written.

A model's page says much that nobody looks for by its words: figures, code, the same links on every
page. What stands here are its sentences and names under its own headings, so that a find leads to
the section. Prices are not among them, so that a new price leaves the index as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import escape

from llmanac.catalog import lab_of, provider_of
from llmanac.messages import section
from llmanac.sentences import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.publish.frame import Frames
    from llmanac.schema.model import Model, Row
    from llmanac.schema.record import Language, Localised, ModelId


_STOPS: Final = (".", "!", "?", "。", "！", "？")


@dataclass(frozen=True, slots=True)
class Body:
    """One page as the index reads it."""

    path: str
    """From the site's root."""
    html: str
    """A document whose text is in `<article>`."""


def bodies(catalog: Catalog, frames: Frames) -> Iterator[Body]:
    """Every page of which the text is looked through, in the order of the index."""
    for language in frames.site.languages:
        speaking = _Speaking(catalog, language.code)  # type: ignore[arg-type]
        for id_, model in catalog.models.items():
            yield Body(f"{language.prefix}models/{id_}/", speaking.model(id_, model))
        yield Body(f"{language.prefix}parameters/", speaking.parameters())
    for document in frames.documents:
        path = frames.site.language(document.language).prefix + document.path
        html = (frames.files / path / "index.html").read_text("utf-8")
        yield Body(path, html)


class _Speaking:
    """The catalogue's sentences in one language."""

    def __init__(self, catalog: Catalog, language: Language) -> None:
        self._catalog = catalog
        self._language = language
        self._words = section("labels", language)

    def model(self, id_: ModelId, model: Model) -> str:
        """The page of a model."""
        passages = [
            (anchor, said)
            for anchor, say in _SECTIONS.items()
            if (said := [*say(self, id_, model)])
        ]
        titles = [self._words[f"model.{anchor}"] for anchor, _ in passages]
        return self._page(model.name, self._opening(id_, model), zip(titles, passages, strict=True))

    def parameters(self) -> str:
        """The page of all parameters, each under its name."""
        known = self._catalog.parameters
        passages = (
            (id_, self._texts(it.label, it.meaning, it.caution)) for id_, it in known.items()
        )
        return self._page(self._words["parameters.title"], (), zip(known, passages, strict=True))

    def _opening(self, id_: ModelId, model: Model) -> Iterator[str]:
        catalog = self._catalog
        yield id_
        yield summary(catalog, id_).text(self._language)
        if lab := catalog.labs.get(lab_of(id_)):
            yield lab.name.text(self._language)
        if model.series:
            yield model.series
        for each in model.capabilities:
            if known := catalog.capabilities.get(each):  # type: ignore[call-overload]
                yield known.label.text(self._language)

    def _highlights(self, _: ModelId, model: Model) -> Iterator[str]:
        for each in model.highlights:
            yield from self._texts(each.title, each.text)

    def _price(self, id_: ModelId, _: Model) -> Iterator[str]:
        offers = self._catalog.offers
        for key in self._catalog.offers_by_model.get(id_, ()):
            if offers[key].prices:
                provider = self._catalog.providers.get(provider_of(key))
                yield from self._texts(provider.name if provider else None, offers[key].note)

    def _scores(self, id_: ModelId, _: Model) -> Iterator[str]:
        catalog = self._catalog
        for key in catalog.evaluations_by_model.get(id_, ()):
            evaluation = catalog.evaluations[key]
            yield from self._texts(evaluation.title, *(group.title for group in evaluation.groups))
            rows = (row for group in evaluation.groups for row in group.rows)
            yield from (catalog.benchmarks[r].name for r in rows if r in catalog.benchmarks)  # type: ignore[index]
            yield from self._texts(*(note.text for note in evaluation.notes))

    def _architecture(self, _: ModelId, model: Model) -> Iterator[str]:
        yield from self._rows(model.architecture)

    def _rows(self, rows: Iterable[Row]) -> Iterator[str]:
        for row in rows:
            yield " ".join(self._texts(row.label, row.value))
            yield from self._rows(row.rows)

    def _call(self, id_: ModelId, _: Model) -> Iterator[str]:
        for key in self._catalog.offers_by_model.get(id_, ()):
            offer = self._catalog.offers[key]
            yield offer.id
            yield from offer.aliases

    def _parameters(self, _: ModelId, model: Model) -> Iterator[str]:
        known = self._catalog.parameters
        yield from (each for each in model.parameters if each in known)

    def _texts(self, *texts: Localised | None) -> list[str]:
        return [text.text(self._language) for text in texts if text]

    def _page(
        self,
        title: str,
        opening: Iterable[str],
        passages: Iterable[tuple[str, tuple[str, Iterable[str]]]],
    ) -> str:
        parts = [f'<html lang="{self._language}"><article><h1>{escape(title)}</h1>']
        parts.append(self._paragraph(opening))
        for heading, (anchor, said) in passages:
            parts.append(f'<h2 id="{escape(anchor)}">{escape(heading)}</h2>')
            parts.append(self._paragraph(said))
        return "".join(parts) + "</article></html>"

    def _paragraph(self, texts: Iterable[str]) -> str:
        """One run of text, with the stops of its language: an excerpt is shown as it stands."""
        stop = "。" if self._language == "zh" else "."
        parts: list[str] = []
        for text in texts:
            if parts:
                parts.append(self._words["gap" if parts[-1].endswith(_STOPS) else "comma"])
            parts.append(text)
        if parts and not parts[-1].endswith(_STOPS):
            parts.append(stop)
        return f"<p>{escape(''.join(parts))}</p>" if parts else ""


_SECTIONS: Final[dict[str, Callable[[_Speaking, ModelId, Model], Iterator[str]]]] = {
    "highlights": _Speaking._highlights,
    "price": _Speaking._price,
    "scores": _Speaking._scores,
    "architecture": _Speaking._architecture,
    "call": _Speaking._call,
    "parameters": _Speaking._parameters,
}
"""By the anchor of the section, in the order of the page; its heading is the label `model.…`."""
