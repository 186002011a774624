"""Inference profiles of Bedrock: a region before the id of one and the same offer."""

from __future__ import annotations

import re
from typing import Final

_PROVIDER: Final = "amazon-bedrock"
_PROFILE: Final = re.compile(r"(us-gov|us|eu|apac|au|ca|in|jp|global)\.([a-z0-9-]+\..+)")
"""The region, then the id, which begins with the name of its maker. AWS documents cross-region
inference profiles."""


def offer_at(provider: str, name: str) -> tuple[str, str | None]:
    """What is on sale, and the region of which the price is."""
    return profiled(name) if provider == _PROVIDER else (name, None)


def profiled(name: str) -> tuple[str, str | None]:
    """The id without its region, and the region, where it begins with one."""
    profile = _PROFILE.fullmatch(name)
    return (profile[2], profile[1]) if profile else (name, None)
