"""The field in the header, as a reader uses it, on a site below a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from copies import AS_OF, copied

from llmanac.build import Plan, build
from llmanac.cli.build import render
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PREFIXES = ["", "zh/"]
NASTY = "<img src=x onerror=alert(1)> & Co"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the invented catalogue's site is served, with a model whose name is markup."""
    folder = tmp_path_factory.mktemp("found")
    copy = copied(folder)
    copy.edit("models/acme/echo-embed.yaml", "name: Echo Embed", f"name: {NASTY}")
    plan = Plan.beside(copy.root, target=folder / "host" / "below" / "site", as_of=AS_OF)
    assert not build(plan, render).fails
    with served(folder / "host") as host:
        yield f"{host}below/site/"


def typed(page: Page, address: str, query: str) -> None:
    """Open a page, press the slash and type."""
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.wait_for_selector(".la-found:not([hidden])")


def names(page: Page) -> list[str]:
    """What the list shows, by the ids."""
    page.wait_for_selector(".la-found a")
    return page.locator("[data-group=names] code").all_inner_texts()


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", ["", "models/acme/nova/", "api/"])
def test_typing_and_enter_lead_to_the_page(
    page: Page, address: str, prefix: str, path: str
) -> None:
    """A slash, some letters, the arrow, Enter; the list says to assistive tools what it does."""
    typed(page, address + prefix + path, "nov")
    field = page.get_by_role("combobox")
    assert names(page)[0] == "acme/nova"
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    assert chosen.locator("mark").all_inner_texts() == ["Nov", "nov"]
    with page.expect_navigation(url=f"{address}{prefix}models/acme/nova/"):  # be it the same page
        page.keyboard.press("Enter")


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(
    "query", ["shendu", "sdsk", "深度思考", "thinking", "nova-preview", "ACME／nova"]
)
def test_a_model_is_found_in_either_language(
    page: Page, address: str, prefix: str, query: str
) -> None:
    """By what it can do in both languages, by the sound of it, by a former id, full width."""
    typed(page, address + prefix, query)
    assert names(page)[0].startswith("acme/nova")
    assert page.locator("[data-group=names] mark").count()


def test_arrows_go_round_and_escape_closes(page: Page, address: str) -> None:
    """The words stay; Enter with nothing chosen leads to the list of models, sifted the same way,
    by sound too."""
    typed(page, address, "a")
    names(page)
    options = page.get_by_role("option")
    count = options.count()
    assert count > 2
    page.keyboard.press("ArrowUp")
    assert options.nth(count - 1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".la-found").is_hidden()
    assert page.locator(".la-find input").input_value() == "a"
    page.fill(".la-find input", "sdsk")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}models/?q=sdsk")
    row = page.locator("tr[data-find]:visible")
    row.wait_for()
    assert row.locator("code").all_inner_texts() == ["acme/nova"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_nothing_found_says_what_to_do(page: Page, address: str, prefix: str) -> None:
    """And so does leaving the field: the list closes."""
    typed(page, address + prefix, "no such thing")
    said = page.locator(".la-found [data-state=none]")
    said.wait_for()
    assert ("去掉一个词" if prefix else "Take out a word") in said.inner_text()
    page.keyboard.press("Tab")
    page.locator(".la-found").wait_for(state="hidden")


def test_a_name_is_text(page: Page, address: str) -> None:
    """Whatever stands in a record, none of it is markup."""
    typed(page, address, "img co")
    assert page.locator(".la-found a b").first.inner_text() == NASTY
    assert page.locator(".la-found img").count() == 0


def test_the_index_is_fetched_once_and_only_when_it_is_wanted(page: Page, address: str) -> None:
    """Reading costs nothing; what is found comes without moving the page."""
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.goto(address)
    page.evaluate(
        """() => new PerformanceObserver((list) => {
             window.shifts = (window.shifts ?? 0) + list.getEntries().length;
           }).observe({type: "layout-shift", buffered: true})"""
    )
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/find/" in url]
    page.keyboard.press("/")
    page.keyboard.type("nova", delay=20)
    names(page)
    assert [url for url in asked if url.endswith("entries.json")] == [f"{address}find/entries.json"]
    assert page.evaluate("window.shifts ?? 0") == 0


def test_a_phone_finds_too(browser: Browser, address: str) -> None:
    """Touch opens the field, the list spans the width, a touch on a find leads there."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True)
    page = context.new_page()
    page.goto(address + "zh/models/acme/nova/")
    page.tap(".la-find input")
    page.keyboard.type("sdsk")
    page.wait_for_selector(".la-found a")
    box = page.locator(".la-found").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    with page.expect_navigation(url=f"{address}zh/models/acme/nova/"):  # to the same page again
        page.tap(".la-found a")
    context.close()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_without_the_index_the_form_still_works(
    browser: Browser, address: str, prefix: str
) -> None:
    """It says that the index could not be reached; Enter leads to the list, which sifts itself.
    Once the index can be reached again, it is."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/find/**", lambda route: route.abort())
    typed(page, address + prefix, "nova")
    said = page.locator(".la-found [data-state=failed]")
    said.wait_for()
    assert ("无法读取" if prefix else "could not be reached") in said.inner_text()
    page.unroute("**/find/**")
    page.keyboard.press("Backspace")
    assert names(page)[0] == "acme/nova"
    page.route("**/find/**", lambda route: route.abort())
    page.reload()
    page.fill(".la-find input", "nova")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{prefix}models/?q=nova")
    assert "acme/nova" in page.locator("tr[data-find]:visible code").all_inner_texts()
    context.close()
