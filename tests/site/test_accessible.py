"""Everyone can read the pages and use them: axe finds nothing, nothing moves, keys suffice."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shots import LANGUAGES, PAGES, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
RUN = "() => axe.run({resultTypes: ['violations']})"

FEWER = """() => {
    const telling = ["class", "lang", "role", "scope", "tabindex", "type"];
    const start = (it) => it.tagName + [...it.attributes].map(
        ({name, value}) => ` ${name}=${telling.includes(name) ? value : value.trim() !== ""}`);
    const shape = (it) => it.nodeType === Node.TEXT_NODE ? (it.data.trim() && "text")
        : `<${start(it)}>${[...it.childNodes].map(shape).join("")}</>`;
    const shapes = (row) => [
        start(row), ...[...row.childNodes].map((it, at) => `${at} ${shape(it)}`)];
    for (const rows of document.querySelectorAll("tbody, ul, ol")) {
        const known = new Set();
        [...rows.children].forEach((row, at) => {
            const fresh = shapes(row).filter((it) => !known.has(it));
            if (at >= 100 && !fresh.length) row.remove();
            fresh.forEach((it) => known.add(it));
        });
    }
}"""
"""A list of two thousand rows keeps a hundred, and every row after them in which a part has a shape
that none before has: axe takes a minute for all. To axe, parts are alike that differ in text only,
or in attributes that may say anything as long as they say something."""

TWICE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
    return ids.filter((id, at) => !id || ids.indexOf(id) !== at);
}"""
"""Ids that are empty or on a page more than once."""

WATCH = """() => {
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const it of list.getEntries())
            window.moved.push(it.sources.map((at) => at.node?.outerHTML?.slice(0, 90)));
    }).observe({type: "layout-shift", buffered: true});
}"""
"""Note every shift of the layout, and what moved."""

REACHED = """() => {
    const sight = (it) => it.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const able = "a[href], button, input, select, textarea, summary, [tabindex]";
    return [...document.querySelectorAll(able)]
        .filter((it) => sight(it) && it.tabIndex < 0 && !it.disabled && it.id !== "main"
            && !it.closest("[role=tablist], [role=listbox]"))
        .map((it) => it.outerHTML.slice(0, 90));
}"""
"""What can be seen and used, but not with the Tab key. Tabs and options are reached by arrows."""


@pytest.fixture(params=SCHEMES)
def looked_at(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in one of the colour schemes."""
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("prefix", LANGUAGES.values())
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(own_site: str, looked_at: Page, prefix: str, width: int) -> None:
    """No template breaks a rule of accessibility, contrast among them, on a phone or a desktop."""
    found: dict[str, list[str]] = {}
    looked_at.set_viewport_size({"width": width, "height": 900})
    for name, path in PAGES.items():
        looked_at.goto(own_site + (prefix + path if name != "404" else path))
        assert looked_at.evaluate(TWICE) == [], name
        looked_at.evaluate(FEWER)
        looked_at.add_script_tag(path=AXE)
        if said := list(_violations(looked_at.evaluate(RUN)["violations"])):
            found[name] = said
    assert found == {}


def _violations(violations: Iterable[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        for node in violation["nodes"][:4]:
            yield f"{violation['id']}: {node['target']} {node['html'][:120]} {_why(node)}"


def _why(node: dict[str, Any]) -> str:
    return " ".join(str(check["message"])[:150] for check in (*node["any"], *node["all"]))


@pytest.mark.parametrize("prefix", LANGUAGES.values())
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_a_page_loads(
    own_site: str, page: Page, prefix: str, width: int
) -> None:
    """What has been printed stays where it is, wherever on the page a reader looks.

    On a busy machine a table may be painted before all of its rows have come, which widens its
    columns: what moves for that does not move each time.
    """
    page.add_init_script(f"({WATCH})()")
    page.set_viewport_size({"width": width, "height": 900})
    moved: dict[str, object] = {}
    for name, path in PAGES.items():
        for at in ("", "#reply") if name == "model" else ("",):
            address = own_site + (prefix + path if name != "404" else path) + at
            times = (_moved(page, address) for _ in range(3))
            shifts = [*takewhile(bool, times)]
            if len(shifts) == 3:
                moved[name + at] = shifts[-1]
    assert moved == {}


def _moved(page: Page, address: str) -> object:
    """What a page has moved when all of it has come."""
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page.evaluate("window.moved")


@pytest.mark.parametrize("prefix", LANGUAGES.values())
@pytest.mark.parametrize("width", [360, 1440])
def test_the_keyboard_reaches_everything(
    own_site: str, page: Page, prefix: str, width: int
) -> None:
    """Whatever can be clicked can be tabbed to."""
    page.set_viewport_size({"width": width, "height": 900})
    lost: dict[str, object] = {}
    for name, path in PAGES.items():
        page.goto(own_site + (prefix + path if name != "404" else path))
        if missed := page.evaluate(REACHED):
            lost[name] = missed
    assert lost == {}
