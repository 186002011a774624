"""What a model is, in a sentence from facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.catalog import lab_of
from llmanac.schema.record import Localised

if TYPE_CHECKING:
    from llmanac.catalog import Catalog
    from llmanac.schema.record import ModelId


def sentence(catalog: Catalog, id_: ModelId) -> Localised:
    """What the model is, by whom."""
    model, lab = catalog.models[id_], catalog.labs.get(lab_of(id_))
    maker = lab.name if lab else Localised(en=lab_of(id_), zh=lab_of(id_))
    return Localised(
        en=f"{model.name} is a model by {maker.text('en')}.",
        zh=f"{model.name} 是 {maker.text('zh')} 的模型。",
    )


def summary(catalog: Catalog, id_: ModelId) -> Localised:
    """What the record says that the model is, else a sentence from facts."""
    return catalog.models[id_].summary or sentence(catalog, id_)
