"""The almanac of language models: what each can do, scores and costs, and what a response cost."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from llmanac.estimate import estimate  # noqa: TC004  # at run time the package's property

__all__ = ["estimate"]


class _Package(ModuleType):
    """`llmanac.estimate` is the function, imported when it is first wanted.

    The import system sets a package's attribute to the module of that name; this keeps it out.
    """

    @property
    def estimate(self) -> Any:  # noqa: ANN401  # its type is said above
        from llmanac.estimate import estimate  # noqa: PLC0415

        return estimate

    @estimate.setter
    def estimate(self, module: ModuleType) -> None: ...


sys.modules[__name__].__class__ = _Package
