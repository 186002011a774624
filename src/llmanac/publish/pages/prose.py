"""Print sentences in which backticks mark code."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

_CODE: Final = re.compile("`([^`]*)`")


def prose(text: str) -> Markup:
    """Escape a sentence; what stands between backticks is code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # escaped before
