"""What the bundle does, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

BUNDLE = Path(__file__).parents[1] / "web" / "dist" / "assets" / "llmanac.js"
PAGE = """<!doctype html><link rel="icon" href="data:,"><textarea></textarea>
<script src="/llmanac.js" data-copied="copied" defer></script>"""
TEXT = "curl <b>&amp;</b> \"价格\" 'x'\n\tline two"


@pytest.fixture
def copying(page: Page) -> Page:
    """A page with a button, put there after the script ran, and a field to paste into."""
    assert BUNDLE.is_file(), (
        "web/dist/assets/llmanac.js is made by `make web/dist/assets/llmanac.js`"
    )
    html = {"body": PAGE, "content_type": "text/html"}
    page.route("http://localhost/", lambda route: route.fulfill(**html))
    page.route("http://localhost/llmanac.js", lambda route: route.fulfill(path=BUNDLE))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("http://localhost/")
    page.evaluate(
        """text => {
          const button = document.createElement("button");
          button.dataset.copy = text;
          button.className = "la-copy";
          button.innerHTML = "<span>copy</span>";
          document.body.append(button);
        }""",
        TEXT,
    )
    return page


def pasted(page: Page) -> str:
    """What the clipboard holds, as a person would find out."""
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    return page.locator("textarea").input_value()


def test_a_copy_button_copies_its_text(copying: Page) -> None:
    """Every character arrives, and the button says so, then says what it said before."""
    copying.locator(".la-copy span").click()
    copying.locator(".la-copy", has_text="copied").wait_for()
    assert pasted(copying) == TEXT
    copying.locator(".la-copy", has_text=re.compile("^copy$")).wait_for()
    assert copying.locator(".la-copy").inner_text() == "copy"


def test_copying_works_without_the_clipboard_interface(copying: Page) -> None:
    """A site on plain http has none; the older way does it, and the focus stays."""
    copying.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    copying.locator(".la-copy").focus()
    copying.keyboard.press("Enter")
    copying.locator(".la-copy", has_text="copied").wait_for()
    assert copying.evaluate("document.activeElement.className") == "la-copy"
    assert pasted(copying) == TEXT


def test_the_bundle_loads_nothing_else() -> None:
    """No address of another host is in it."""
    assert "://" not in BUNDLE.read_text("utf-8")
