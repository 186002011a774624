"""The pages of this repository's own catalogue, as a reader meets them in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from shots import LANGUAGES, PAGES, WIDER

if TYPE_CHECKING:
    from playwright.sync_api import Page

MODEL = PAGES["model"]
LISTED = [path for name, path in PAGES.items() if name != "404"]
OTHER = {"": "zh/", "zh/": ""}

UNSOUND = """() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const ids = all("[id]").map((it) => it.id);
    const named = (it) => it.ariaLabel || it.textContent.trim() || it.querySelector("[aria-label]");
    return {
        h1: all("h1").length === 1 ? [] : all("h1").map((it) => it.textContent),
        main: all("main, [role=main]").length === 1 ? [] : ["main"],
        ids: ids.filter((it, at) => ids.indexOf(it) !== at),
        captions: all("article table:not(:has(caption))").filter((it) => it.className)
            .map((it) => it.className),
        scopes: all("article table[class] th:not([scope])").map((it) => it.textContent),
        nameless: all("article a, article button, [role=region], nav").filter((it) => !named(it))
            .map((it) => it.outerHTML.slice(0, 80)),
        lost: all("article a[href^='#']").map((it) => it.getAttribute("href").slice(1))
            .filter((it) => !document.getElementById(it)),
    };
}"""
"""What a screen reader or a link would stumble over."""


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_every_kind_of_page_is_sound_and_fits_a_phone(
    page: Page, own_site: str, prefix: str
) -> None:
    """Nothing scrolls sideways but wide tables; no other host is asked; headings, tables, regions
    and links are whole; the language switch leads to the same page, and it is there."""
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.set_viewport_size({"width": 360, "height": 800})
    for path in LISTED:
        page.goto(own_site + prefix + path)
        assert page.evaluate(WIDER) == 0, path
        assert {name: it for name, it in page.evaluate(UNSOUND).items() if it} == {}, path
        other = page.locator(".la-language").evaluate("it => it.href")
        assert other == own_site + OTHER[prefix] + path
        assert page.request.get(other).ok, other
    assert [url for url in asked if not url.startswith(own_site)] == []


@pytest.mark.parametrize("prefix", LANGUAGES.values())
@pytest.mark.parametrize("path", ["", MODEL])
def test_the_keyboard_finds_a_model(page: Page, own_site: str, prefix: str, path: str) -> None:
    """A slash, a word and Enter lead to the list, sifted; the address keeps the word."""
    page.goto(own_site + prefix + path)
    page.keyboard.press("/")
    page.keyboard.type("qwen3.6-27b 视觉" if prefix else "qwen3.6-27b vision")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{own_site}{prefix}models/?q=*")
    rows = page.locator("tr[data-find]:visible")
    assert rows.locator("code").all_inner_texts() == ["qwen/qwen3.6-27b"]
    page.locator(".la-find input").fill("無")
    assert rows.count() == 0
    assert page.locator("[data-find-none]").is_visible()
    assert page.url.endswith(f"?q={quote('無')}")
    page.reload()
    assert rows.count() == 0


def test_a_table_says_that_it_goes_on_only_where_it_does(page: Page, own_site: str) -> None:
    """The line above a table is there on a phone and gone where the whole table is in sight."""
    page.goto(own_site + PAGES["models"])
    line = page.locator(".la-slide")
    for width, seen in ((360, True), (1200, False), (360, True)):
        page.set_viewport_size({"width": width, "height": 800})
        line.wait_for(state="visible" if seen else "hidden")


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_what_can_be_copied_is_copied(page: Page, own_site: str, prefix: str) -> None:
    """An address is copied whole, code without the button's own word; the button says so."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(own_site + prefix + MODEL)
    before, after = ("复制", "已复制") if prefix else ("copy", "copied")
    held = "navigator.clipboard.readText()"
    page.click(f"#call ~ .la-scroll .la-copy:text-is('{before}')")
    page.wait_for_selector(f".la-copy:text-is('{after}')")
    assert page.evaluate(held) == "https://wcode.net/api/gpt/v1/chat/completions"
    page.click(".la-reply .la-copy")
    page.wait_for_selector(f".la-reply .la-copy:text-is('{after}')")
    copied = page.evaluate(held)
    assert copied.startswith("{")
    assert copied.rstrip().endswith("}")


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_the_menu_works_by_keyboard(page: Page, own_site: str, prefix: str) -> None:
    """On a phone, Tab comes to the menu after the skip link; what is focused can be seen."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(own_site + prefix + MODEL)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.la-skip')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.la-menu')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "2px"
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelector('.la-nav--tabs').getBoundingClientRect().left >= 0"
    )


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_a_model_page_says_the_same_without_scripts(page: Page, own_site: str, prefix: str) -> None:
    """Prices, scores and receipt are in the HTML; no button stands there that cannot work."""
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(own_site + prefix + MODEL)
    shown = plain.locator("article").inner_text()
    for figure in ("0.0032", "0.0195", "0.030149", "77.2", "262,144"):
        assert figure in shown, figure
    assert plain.locator(".la-copy:visible").count() == 0
    context.close()
