"""See a changed record in its pages and documents before the whole site is made again."""

from __future__ import annotations

import gc
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Final

from llmanac.build import frames_of, opened, undisturbed
from llmanac.load.again import read_again
from llmanac.rules import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from llmanac.build import Plan
    from llmanac.publish.frame import Frames, Source
    from llmanac.publish.site import Product, Publication

_A_MODEL: Final = re.compile(r"models/[^/]+/[^/]+/index\.html")


@dataclass(frozen=True)
class Glimpse:
    """A site that is held in memory, of which each file is made when somebody asks for it."""

    plan: Plan
    publication: Publication
    frames: Frames
    _one_at_a_time: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, plan: Plan, render: Callable[[Source, Path], Frames]) -> Glimpse | None:
        """The site as its records stand; None where they cannot be published."""
        with undisturbed():
            publication, _ = opened(plan)
            if publication is None:
                return None
            made = cls(plan, publication, frames_of(plan, publication.source, render))
        made._warm_up()
        gc.unfreeze()  # what stood there before
        gc.collect()
        gc.freeze()  # it stays: whoever collects garbage need not look through all of it
        return made

    def after(self, changed: Collection[Path]) -> Glimpse | None:
        """The site after some files have changed; None where only a whole build can tell."""
        catalog, root = self.publication.catalog, self.plan.catalog.resolve()
        for file in changed:
            if not file.is_relative_to(root):
                return None
            path = file.relative_to(root).as_posix()
            read = read_again(root, catalog, path)
            if read is None or any(judge(read, (), {path})):
                return None
            catalog = read
        return replace(self, publication=self.publication.of(catalog))

    def file(self, path: str) -> bytes | None:
        """A file by its path in the site; None where there is none, and of the full text."""
        with self._one_at_a_time, undisturbed():
            product = self._products.get(path)
            content = product.make() if product else None
        return content.encode() if isinstance(content, str) else content

    def _warm_up(self) -> None:
        """Make one page of a model, since the first of them takes longer than the next."""
        self.file(next((path for path in self._products if _A_MODEL.match(path)), ""))

    @cached_property
    def _products(self) -> Mapping[str, Product]:
        return {product.path: product for product in self.publication.products(self.frames)}
