"""Tables that a reader sorts, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shots import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MODEL = PAGES["model"]

FIRST_GROUP = """table => {
    const rows = [...table.tBodies[0].rows];
    const ends = rows.findIndex((row, at) => at > 0 && row.matches(".la-group"));
    return rows.slice(1, ends).map((row) => row.cells[0].textContent.trim());
}"""
MISSES = """table => [...table.tBodies[0].rows]
    .flatMap((row) => [...row.cells]).find((cell) => cell.textContent.trim() == "–").cellIndex"""
DASHES_LAST = """(table, column) => {
    const rows = [...table.tBodies[0].rows];
    const dash = (row) => row.cells[column]?.textContent.trim() == "–";
    const ends = (row) => !row || row.matches(".la-group") || dash(row);
    return rows.some(dash) && rows.every((row, at) => !dash(row) || ends(rows[at + 1]));
}"""


@pytest.fixture
def scores(page: Page, own_site: str) -> Locator:
    """The table on the reference page that has groups of scores."""
    page.goto(own_site + MODEL)
    return page.locator(".la-scores", has=page.locator(".la-group")).first


def test_a_heading_sorts_the_rows_within_their_groups(scores: Locator) -> None:
    """The highest first, then the lowest, then as published; the head says which."""
    published = scores.evaluate(FIRST_GROUP)
    own = scores.locator("thead th").nth(1)
    groups = scores.locator("tr.la-group").all_inner_texts()
    own.click()
    assert own.get_attribute("aria-sort") == "descending"
    falling = scores.evaluate(FIRST_GROUP)
    assert falling[0] == "SWE-bench Verified"
    assert falling[-1] == "QwenWebBench"  # an Elo rating, which no percentage is measured against
    assert sorted(falling) == sorted(published) != falling
    own.click()
    assert own.get_attribute("aria-sort") == "ascending"
    rising = scores.evaluate(FIRST_GROUP)
    assert rising[-1] == "QwenWebBench"
    assert rising[:-1] == falling[:-1][::-1]
    assert scores.locator("tr.la-group").all_inner_texts() == groups
    own.click()
    assert own.get_attribute("aria-sort") is None
    assert scores.evaluate(FIRST_GROUP) == published


def test_the_keyboard_sorts_too_and_one_head_at_a_time(page: Page, scores: Locator) -> None:
    """Each head has a button with a name; a link in a head still leads where it leads."""
    heads = scores.locator("thead th")
    buttons = heads.locator("button")
    assert buttons.count() == heads.count()
    for column in (2, 0):
        buttons.nth(column).focus()
        page.keyboard.press("Enter")
        sorted_ = scores.locator("th[aria-sort]")
        assert sorted_.count() == 1
        assert sorted_.evaluate("it => it.cellIndex") == column
    assert heads.first.get_attribute("aria-sort") == "ascending"
    assert "Qwen3.6" in (buttons.nth(1).get_attribute("aria-label") or "")


def test_what_is_missing_comes_last_either_way(page: Page, scores: Locator) -> None:
    """A dash is no figure: it is neither the highest nor the lowest."""
    table = page.locator(".la-scores", has_text="–").first
    column = table.evaluate(MISSES)
    for _ in range(2):
        table.locator("thead button").nth(column).click()
        assert table.evaluate(DASHES_LAST, column)


def test_nothing_moves_when_the_buttons_come(page: Page, own_site: str) -> None:
    """The place of the buttons is kept: heads are as wide with scripts as without."""
    widths = "[...document.querySelectorAll('[data-sort] thead th')].map(it => it.offsetWidth)"
    page.goto(own_site + MODEL)
    with_scripts = page.evaluate(widths)
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, viewport=page.viewport_size
    )
    plain = context.new_page()
    plain.goto(own_site + MODEL)
    assert plain.locator(".la-sort").count() == 0
    assert plain.evaluate(widths) == with_scripts
    context.close()
