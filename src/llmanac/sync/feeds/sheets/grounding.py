"""Searches of Gemini: by the prompt until Gemini 2, by the query since Gemini 3.

Feeds have one word for both. Google bills a prompt that was grounded, however many queries it took,
for models before Gemini 3, and every query since (its page of prices says so, model by model).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from llmanac.sync.feeds.sheets.sheet import Prices

_BY_PROMPT: Final = re.compile(r"(^|[/.])gemini-([12][.-]|pro|flash|live-2|exp)")


def with_prompts(prices: Prices, model: str) -> Prices:
    """Call a search what the seller counts, by the model's id."""
    if "search.web" not in prices or not _BY_PROMPT.search(model.lower()):
        return prices
    return {("search.prompt" if m == "search.web" else m): steps for m, steps in prices.items()}
