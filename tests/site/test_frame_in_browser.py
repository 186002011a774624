"""The frame as a reader meets it, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

PAGES = ("", "models/", "models/acme/nova/", "guide/", "guide/zebra/", "404.html")


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the sample is served, below a path as its site says."""
    assert (site / "assets/llmanac.js").is_file(), "`make web/dist/assets/llmanac.js` makes it"
    root = tmp_path_factory.mktemp("host")
    (root / "small").symlink_to(site)
    with served(root) as host:
        yield f"{host}small/"


@pytest.fixture
def troubles(address: str) -> list[str]:
    """Whatever a page complains of, or asks of another host."""
    return []


def opened(
    browser: Browser,
    address: str,
    troubles: list[str],
    *,
    width: int = 1440,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    """A fresh reader's page that writes its troubles down."""
    page = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme
    ).new_page()
    page.on("console", lambda it: troubles.append(f"{it.type}: {it.text}"))
    page.on("pageerror", lambda it: troubles.append(f"error: {it}"))
    page.on("dialog", lambda it: troubles.append(f"dialog: {it.message}"))
    page.on(
        "request",
        lambda it: None if it.url.startswith(address) else troubles.append(f"asked {it.url}"),
    )
    page.on("requestfailed", lambda it: _note_failure(it, troubles))
    return page


def _note_failure(request: Request, troubles: list[str]) -> None:
    if request.failure != "net::ERR_ABORTED":  # the reader has gone on to the next page
        troubles.append(f"{request.failure}: {request.url}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_are_quiet_and_fit(
    browser: Browser,
    address: str,
    troubles: list[str],
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    """No console message, no request to another host, no script from a record, no sideways
    scrolling; the system's colours are followed."""
    page = opened(browser, address, troubles, width=width, scheme=scheme)
    for path in (*PAGES, *(f"zh/{path}" for path in PAGES[:-1])):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate("document.querySelectorAll('main h1').length") >= 1, path
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert colour == {"light": "rgb(252, 252, 250)", "dark": "rgb(17, 23, 22)"}[scheme]
    page.context.close()
    assert troubles == []


def test_the_language_switch_keeps_the_page(
    browser: Browser, address: str, troubles: list[str]
) -> None:
    """There and back, on stamped and on hand-written pages."""
    page = opened(browser, address, troubles)
    for path in ("models/acme/nova/", "guide/zebra/"):
        page.goto(address + path)
        page.click("a[lang=zh]")
        page.wait_for_url(f"{address}zh/{path}")
        assert page.get_attribute("html", "lang") == "zh"
        page.click("a[lang=en]")
        page.wait_for_url(address + path)
    page.context.close()


def test_the_palette_persists_across_pages_and_languages(
    browser: Browser, address: str, troubles: list[str]
) -> None:
    """A reader chooses once."""
    page = opened(browser, address, troubles)
    scheme = "document.body.dataset.mdColorScheme"
    page.goto(address)
    page.click("label[title='Switch to dark']")
    assert page.evaluate(scheme) == "slate"
    for path in ("models/acme/nova/", "zh/models/acme/nova/", "zh/guide/"):
        page.goto(address + path)
        assert page.evaluate(scheme) == "slate", path
    page.click("label[title='切换为浅色']")
    page.reload()
    assert page.evaluate(scheme) == "default"
    page.context.close()


def test_the_colours_are_the_systems_until_a_reader_chooses(
    browser: Browser, address: str, troubles: list[str]
) -> None:
    """They follow the system at once; Enter chooses others, and the choice stays."""
    page = opened(browser, address, troubles)
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    scheme = "document.body.dataset.mdColorScheme"
    colour = "document.querySelector('meta[name=theme-color]').content"
    assert page.evaluate(scheme) == "slate"
    dark = page.evaluate(colour)
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"{scheme} === 'default'")
    assert page.evaluate(colour) != dark
    page.reload()
    assert page.evaluate(scheme) == "default"
    page.focus(".md-option:checked")
    page.keyboard.press("Enter")
    assert page.evaluate(scheme) == "slate"
    assert page.evaluate("document.activeElement.matches('.md-option:checked')")
    for system in ("dark", "light"):
        page.emulate_media(color_scheme=system)
        page.reload()
        assert page.evaluate(scheme) == "slate"
    page.context.close()
    assert troubles == []


def test_the_keyboard_reaches_everything(
    browser: Browser, address: str, troubles: list[str]
) -> None:
    """The first stop skips to the content, a slash finds, Enter and Space work the menu."""
    page = opened(browser, address, troubles, width=360)
    page.goto(address + "models/acme/nova/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.la-skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(address)
    shown = "document.querySelector('.la-navs').getBoundingClientRect().left >= 0"
    for key in ("Enter", " "):
        page.focus("button.la-menu")
        page.keyboard.press(key)
        page.wait_for_function(shown)
        page.keyboard.press(key)
        page.wait_for_function(f"!({shown})")
    page.context.close()
    page = opened(browser, address, troubles)
    page.goto(address + "guide/")
    page.keyboard.press("/")
    page.keyboard.type("acme 新")
    page.keyboard.press("Enter")
    page.wait_for_url("**/models/?q=*")
    assert page.locator("[data-find]:visible").all_inner_texts() == ["Nova"]
    page.fill(".la-find input", "nothing like it")
    assert page.locator("[data-find-none]").is_visible()
    page.context.close()
    assert troubles == []


def test_copying_says_so(browser: Browser, address: str, troubles: list[str]) -> None:
    """The button's word changes when the text is on the clipboard."""
    page = opened(browser, address, troubles)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "zh/models/acme/nova/")
    page.click(".la-copy")
    page.wait_for_selector(".la-copy:text-is('已复制')")
    assert page.evaluate("navigator.clipboard.readText()") == "acme/nova"
    page.context.close()


def test_pages_can_be_read_without_scripts(browser: Browser, address: str) -> None:
    """Links, lists, menu and finding need no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    for path in ("", "models/acme/nova/"):
        page.goto(address + path)
        page.click(".la-menu")
        page.click(".la-nav--tabs a[href$='guide/']")
        page.wait_for_url(address + "guide/")
    page.fill(".la-find input", "nova")
    page.press(".la-find input", "Enter")
    assert page.url == address + "models/?q=nova"
    context.close()
