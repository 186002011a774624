"""What a model is, in a sentence from facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.catalog import lab_of, provider_of
from llmanac.messages import section
from llmanac.schema.record import LANGUAGES, Localised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from llmanac.catalog import Catalog
    from llmanac.schema.model import Model
    from llmanac.schema.record import Language, ModelId

_REASONS = "deep-thinking"
"""The capability of a model that reasons before it answers."""


def sentence(catalog: Catalog, id_: ModelId) -> Localised:
    """What it is, whose, since when, what it takes, and how many sell it, in each language."""
    return Localised(**{language: _said(catalog, id_, language) for language in LANGUAGES})


def summary(catalog: Catalog, id_: ModelId) -> Localised:
    """What the record says that the model is, else a sentence from facts."""
    return catalog.models[id_].summary or sentence(catalog, id_)


def _said(catalog: Catalog, id_: ModelId, language: Language) -> str:
    say, model = section("sentences", language), catalog.models[id_]
    lab = catalog.labs.get(lab_of(id_))
    return say["whole"].format(
        name=_set(model.name, language).lstrip(),
        lab=_set(lab.name.text(language) if lab else lab_of(id_), language),
        kind=_kind(model, say),
        released=say["released"].format(day=model.released.text()) if model.released else "",
        takes=_takes(model, say),
        window=_window(model, say),
        sellers=_sellers(catalog, id_, say),
    )


def _set(name: str, language: Language) -> str:
    """A name among other words: between Han and Latin stands a blank, between Han none."""
    if language == "en":
        return name
    before, after = (" " * name[end].isascii() for end in (0, -1))
    return f"{before}{name}{after}"


def _kind(model: Model, say: Mapping[str, str]) -> str:
    """The kind of model; of a chat model whether it reasons, of each whether weights are open."""
    is_open = bool(model.weights and model.weights.open)
    if model.kind == "chat":
        marks = ".open" * is_open + ".reasoning" * (_REASONS in model.capabilities)
        return say[f"kind.chat{marks}"]
    kind = say[f"kind.{model.kind}"]
    return say["kind.open"].format(kind=kind) if is_open else kind


def _takes(model: Model, say: Mapping[str, str]) -> str:
    """What goes in and what comes out, where that is not only text."""
    if model.modalities is None:
        return ""
    taken, given = (
        [say[f"modality.{one}"] for one in side]
        for side in (model.modalities.input, model.modalities.output)
    )
    key = "takes" if model.modalities.output == ("text",) else "takes.gives"
    return say[key].format(input=_listed(taken, say), output=_listed(given, say))


def _listed(words: Sequence[str], say: Mapping[str, str]) -> str:
    *first, last = words
    return say["comma"].join(first) + say["and"] + last if first else last


def _window(model: Model, say: Mapping[str, str]) -> str:
    if model.context is None:
        return ""
    key = "window.answer" if model.output else "window"
    return say[key].format(n=f"{model.context:,}", m=f"{model.output or 0:,}")


def _sellers(catalog: Catalog, id_: ModelId, say: Mapping[str, str]) -> str:
    """How many sell it still."""
    keys = catalog.offers_by_model.get(id_, ())
    selling = {provider_of(key) for key in keys if catalog.is_sold(key)}
    form = "none" if not selling else "one" if len(selling) == 1 else "many"
    return say[f"sellers.{form}"].format(n=f"{len(selling):,}")
