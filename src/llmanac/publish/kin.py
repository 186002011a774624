"""Which models are close to a model: computed from the catalogue alone, for pages and twins."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from llmanac.catalog import lab_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.catalog import Catalog
    from llmanac.schema.record import ModelId

_MOST: Final = 6


def kin_of(catalog: Catalog, id_: ModelId) -> tuple[ModelId, ...]:
    """The closest first: its series, those of its kind before others; then its lab's other models
    of its kind. Newest first, those whose day is unknown last."""
    families, model = _families(catalog), catalog.models[id_]
    series = families.get((lab_of(id_), "series", model.series or ""), [])
    same = sorted(series, key=lambda each: catalog.models[each].kind != model.kind)
    close = dict.fromkeys([*same, *families[lab_of(id_), "kind", model.kind]])
    return tuple(each for each in close if each != id_)[:_MOST]


@lru_cache(maxsize=1)
def _families(catalog: Catalog) -> Mapping[tuple[str, str, str], list[ModelId]]:
    """Every lab's series and kinds, in one pass over all models."""
    models = catalog.models
    newest = sorted(models, key=lambda each: str(models[each].released or ""), reverse=True)
    families: dict[tuple[str, str, str], list[ModelId]] = {}
    for id_ in newest:
        model = models[id_]
        families.setdefault((lab_of(id_), "kind", model.kind), []).append(id_)
        if model.series:
            families.setdefault((lab_of(id_), "series", model.series), []).append(id_)
    return families
