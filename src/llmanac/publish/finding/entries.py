"""Everything that has a name and a page, as one document of columns for both languages.

Terms, such as a lab's name or a capability's label, stand once; entries refer to them by number.
How a browser reads it: `web/src/search/entries.ts`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from llmanac.catalog import lab_of, provider_of
from llmanac.publish.finding.pinyin import HAN, pinyin
from llmanac.publish.keys import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.catalog import Catalog
    from llmanac.publish.keys import Key
    from llmanac.schema.record import LabId, Localised, ModelId


@dataclass(slots=True)
class _Terms:
    """Texts by their number, in the order in which they were first asked for."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def of(self, text: Localised) -> int:
        return self.pair(text.text("en"), text.text("zh"))

    def pair(self, en: str, zh: str) -> int:
        return self.numbers.setdefault((en, zh), len(self.numbers))

    def columns(self, *, sound: bool) -> dict[str, list[str]]:
        """What is the same in Chinese as in English stands there once, with nothing beside it."""
        columns = {
            "en": [en for en, _ in self.numbers],
            "zh": ["" if zh == en else zh for en, zh in self.numbers],
        }
        if sound:
            columns["pinyin"] = [
                pinyin(en if en == zh else f"{en}\n{zh}") for en, zh in self.numbers
            ]
        return columns


def key(catalog: Catalog) -> Key:
    """Changes when the index does: prices and dates may change without it."""
    return cache(lambda: _digest(catalog))


def _digest(catalog: Catalog) -> str:
    return sha256(version().encode() + orjson.dumps(_columns(catalog, sound=False))).hexdigest()


def entries(catalog: Catalog) -> bytes:
    """The document."""
    return orjson.dumps(_columns(catalog, sound=True), option=orjson.OPT_SORT_KEYS)


def _columns(catalog: Catalog, *, sound: bool) -> dict[str, Any]:
    terms = _Terms()
    kinds = {
        "models": _models(catalog, terms),
        "labs": _named(_labs(catalog), catalog.redirects.labs, terms),
        "providers": _named(
            {id_: it.name for id_, it in catalog.providers.items()},
            catalog.redirects.providers,
            terms,
        ),
        "benchmarks": _benchmarks(catalog),
        "parameters": _named({id_: it.label for id_, it in catalog.parameters.items()}, {}, terms),
    }
    return {"terms": terms.columns(sound=sound), **kinds}


def _models(catalog: Catalog, terms: _Terms) -> dict[str, Any]:
    """By name, since that is the order of equally good finds."""
    models = sorted(catalog.models.items(), key=lambda it: (it[1].name.casefold(), it[0]))
    featured = {id_ for _, ids in catalog.featured for id_ in ids}
    old = _by_new(catalog.redirects.models)
    offers = _by_new(catalog.redirects.offers)
    labs = {id_: terms.of(catalog.labs[id_].name) for id_ in _known_labs(catalog)}
    can = {id_: terms.of(it.label) for id_, it in catalog.capabilities.items()}
    sellers = {id_: terms.of(it.name) for id_, it in catalog.providers.items()}
    return {
        "id": [id_ for id_, _ in models],
        "name": [model.name for _, model in models],
        "lab": [labs.get(lab_of(id_), -1) for id_, _ in models],
        "can": [[can[it] for it in m.capabilities if it in can] for _, m in models],  # type: ignore[index]
        "more": [
            [
                *([terms.pair(it, it) for it in (model.series,) if it and it not in model.name]),
                *([terms.pair(model.name, model.name)] if HAN.search(model.name) else []),
                *dict.fromkeys(
                    sellers[provider_of(key)]
                    for key in catalog.offers_by_model.get(id_, ())
                    if provider_of(key) in sellers
                ),
            ]
            for id_, model in models
        ],
        "also": [
            "\n".join(_others(id_, model.name, _ids(catalog, id_, offers, old)))
            for id_, model in models
        ],
        "featured": [number for number, (id_, _) in enumerate(models) if id_ in featured],
    }


def _ids(
    catalog: Catalog, id_: ModelId, offers: Mapping[str, list[str]], old: Mapping[str, list[str]]
) -> Iterator[str]:
    """What the model is called elsewhere: by sellers, and here in former times."""
    for key in catalog.offers_by_model.get(id_, ()):
        yield catalog.offers[key].id
        yield from catalog.offers[key].aliases
        yield from (former.partition("/")[2] for former in offers.get(key, ()))
    yield from old.get(id_, ())


def _others(id_: str, name: str, ids: Iterable[str]) -> list[str]:
    """The ids that say more than the model's own id and name."""
    own = (id_.lower(), name.lower())
    return [it for it in dict.fromkeys(ids) if not any(it.lower() in said for said in own)]


def _known_labs(catalog: Catalog) -> Iterator[LabId]:
    return (id_ for id_ in catalog.models_by_lab if id_ in catalog.labs)


def _labs(catalog: Catalog) -> dict[str, Localised]:
    """A lab has a page where it has a model."""
    return {id_: catalog.labs[id_].name for id_ in _known_labs(catalog)}


def _named(
    texts: Mapping[Any, Localised], moved: Mapping[str, str], terms: _Terms
) -> dict[str, list[Any]]:
    """Records whose name is a term."""
    old = _by_new(moved)
    return {
        "id": list(texts),
        "name": [terms.of(it) for it in texts.values()],
        "also": ["\n".join(old.get(id_, ())) for id_ in texts],
    }


def _benchmarks(catalog: Catalog) -> dict[str, list[Any]]:
    """A benchmark has a page where a table reports it."""
    shown = [id_ for id_ in catalog.benchmarks if id_ in catalog.evaluations_by_benchmark]
    old = _by_new(catalog.redirects.benchmarks)
    return {
        "id": list(shown),
        "name": [catalog.benchmarks[id_].name for id_ in shown],
        "also": ["\n".join(old.get(id_, ())) for id_ in shown],
    }


def _by_new(moved: Mapping[str, str]) -> dict[str, list[str]]:
    """New id → the ids that it had."""
    former: dict[str, list[str]] = {}
    for old, new in moved.items():
        former.setdefault(new, []).append(old)
    return former
