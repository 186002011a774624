"""A Markdown twin stands beside every page."""

from __future__ import annotations

from invented import invented

from llmanac.publish.pages import pages
from llmanac.publish.twins import twins

CATALOG = invented()


def test_every_page_has_a_twin() -> None:
    """Whoever reads text finds every page by adding to its address, and nothing else."""
    drafts = pages(CATALOG)
    made = {(draft.language, draft.path) for draft in drafts}
    llms = "llms.txt"
    beside = {(twin.language, twin.page) for twin in twins(CATALOG) if not twin.path.endswith(llms)}
    assert beside == made


def test_every_twin_says_something_under_one_title() -> None:
    """A twin is a document: one first heading, and text under it."""
    for twin in twins(CATALOG):
        lines = twin.render().splitlines()
        assert lines[0].startswith("# "), twin.path
        assert sum(line.startswith("# ") for line in lines) == 1, twin.path
        assert len(lines) > 2, twin.path
