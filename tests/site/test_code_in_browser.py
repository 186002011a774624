"""Samples on a model's page: one choice for all groups and pages, by mouse, by keys, or by none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from shots import LANGUAGES, PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MODEL = PAGES["model"]
CHOSEN = """() => [...document.querySelectorAll("#samples ~ .la-tabs:not(#guides ~ *)")].map(
    (it) => it.querySelector("[aria-selected=true]").textContent)"""
SHIFTS = """window.shifts = []; new PerformanceObserver((list) => {
    for (const {sources} of list.getEntries()) for (const {node} of sources)
        if (node?.parentElement?.closest("article")) window.shifts.push(node.textContent);
}).observe({type: "layout-shift", buffered: true})"""
"""What of the page's text has moved without anybody's doing."""


def group(page: Page, name: str) -> Locator:
    """The tabs of one API."""
    return page.locator(f".la-tabs[data-name='{name}']")


def code(page: Page) -> Locator:
    """The one sample for Chat Completions that is in sight."""
    return group(page, "Chat Completions").locator("pre:visible")


def test_a_choice_holds_in_every_group_and_on_every_page(page: Page, own_site: str) -> None:
    """Where the variant is missing, another of the language is shown; coming back it is there."""
    page.goto(own_site + MODEL)
    assert page.evaluate(CHOSEN) == ["cURL"] * 4
    group(page, "Chat Completions").get_by_role("tab", name="Python · requests").click()
    wanted = ["Python · requests", "Python · OpenAI SDK", "Python · OpenAI SDK",
              "Python · Anthropic SDK"]  # fmt: skip
    assert page.evaluate(CHOSEN) == wanted
    page.goto(f"{own_site}zh/{MODEL}")
    assert page.evaluate(CHOSEN) == wanted
    group(page, "Chat Completions").get_by_role("tab", name="Ruby").click()
    assert page.evaluate(CHOSEN) == ["Ruby", *wanted[1:]]


def test_a_choice_does_not_move_what_was_chosen(page: Page, own_site: str) -> None:
    """Groups above grow and shrink; the tab under the pointer stays under the pointer."""
    page.goto(own_site + MODEL)
    tab = group(page, "Anthropic Messages").get_by_role("tab", name="Python")
    tab.scroll_into_view_if_needed()
    before = tab.bounding_box()
    tab.click()
    after = tab.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 1


def test_the_keyboard_goes_through_the_tabs(page: Page, own_site: str) -> None:
    """A group is one stop of the Tab key; arrows, Home and End choose and take the focus along."""
    page.goto(own_site + MODEL)
    tabs = group(page, "Chat Completions").get_by_role("tab")
    tabs.first.focus()
    focused = "document.activeElement.textContent"
    for key, name in (("ArrowRight", "Swift"), ("End", "Python · OpenAI SDK"),
                      ("ArrowRight", "cURL"), ("ArrowLeft", "Python · OpenAI SDK"),
                      ("Home", "cURL"), ("ArrowRight", "Swift")):  # fmt: skip
        page.keyboard.press(key)
        assert page.evaluate(focused) == name
        assert page.evaluate(CHOSEN)[0] == name
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[role=tablist]')") is None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "Swift"
    panel = group(page, "Chat Completions").get_by_role("tabpanel", name="Swift")
    assert panel.is_visible()


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_copying_takes_the_sample_as_it_is_filled_in(
    page: Page, own_site: str, prefix: str
) -> None:
    """The clipboard holds the code that is in sight, and no word of the page."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(own_site + prefix + MODEL)
    group(page, "Chat Completions").get_by_role("tab", name="Python · OpenAI SDK").click()
    group(page, "Chat Completions").locator(".la-copy:visible").click()
    page.wait_for_selector(f".la-copy:text-is('{'已复制' if prefix else 'copied'}')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == code(page).inner_text()
    assert 'base_url="https://wcode.net/api/gpt/v1"' in copied
    assert 'model="qwen/qwen3.6-27b"' in copied
    assert 'os.environ["WCODE_API_KEY"]' in copied


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_a_tool_is_chosen_like_a_language(page: Page, own_site: str, prefix: str) -> None:
    """Its guide is shown, its blocks are copied one by one, and the samples stay as they are."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(own_site + prefix + MODEL)
    guides = page.locator("#guides ~ .la-tabs")
    guides.get_by_role("tab", name="OpenClaw").click()
    guides.locator(".la-copy:visible").nth(1).click()
    page.wait_for_selector(f".la-copy:text-is('{'已复制' if prefix else 'copied'}')")
    copied = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert copied["agents"]["defaults"]["model"]["primary"] == "wcode/qwen/qwen3.6-27b"
    assert page.evaluate(CHOSEN) == ["cURL"] * 4
    page.reload()
    assert guides.get_by_role("tabpanel").locator("visible=true").count() == 1
    assert guides.get_by_role("tabpanel", name="OpenClaw").is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_the_page_loads(page: Page, own_site: str, width: int) -> None:
    """A reader who comes to the samples with a choice sees it at once, however slow the scripts."""
    page.set_viewport_size({"width": width, "height": 900})
    chosen = json.dumps(json.dumps(["java-okhttp"]))
    page.add_init_script(f"localStorage.setItem('la-tabs', {chosen}); {SHIFTS}")
    page.route("**/*.js*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto(f"{own_site}{MODEL}#samples")
    page.wait_for_timeout(300)
    assert page.evaluate(CHOSEN)[0] == "Java · OkHttp"
    assert code(page).inner_text().startswith("// Java")
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("kept", ["{", '"x"', "null", "[null, 7]", '["</script>", "\'"]'])
def test_what_storage_holds_is_only_a_choice(page: Page, own_site: str, kept: str) -> None:
    """Whatever another page of the host has left there, the first tab is shown."""
    page.add_init_script(f"localStorage.setItem('la-tabs', {json.dumps(kept)})")
    page.goto(own_site + MODEL)
    assert page.evaluate(CHOSEN) == ["cURL"] * 4


def test_a_choice_holds_on_its_page_where_nothing_can_be_kept(page: Page, own_site: str) -> None:
    """Storage may be refused; tabs work all the same."""
    page.add_init_script("""Storage.prototype.setItem = (key) => {
        if (key === "la-tabs") throw new DOMException("full", "QuotaExceededError"); }""")
    page.goto(own_site + MODEL)
    group(page, "Responses").get_by_role("tab", name="Node.js").click()
    assert page.evaluate(CHOSEN)[2] == "Node.js · OpenAI SDK"


def test_all_samples_are_there_without_scripts(page: Page, own_site: str) -> None:
    """One after another, each under its name; no tab or button stands there that cannot work."""
    context = page.context.browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(own_site + MODEL)
    for name in ("Swift", "Java · OkHttp", "Python · Anthropic SDK"):
        assert plain.get_by_role("heading", name=name, level=4).is_visible()
    assert plain.locator(".la-tabs pre:visible").count() == plain.locator(".la-tabs pre").count()
    assert plain.locator("[role=tab], .la-tabs .la-copy").count() == 0
    context.close()


def test_on_paper_the_chosen_sample_stands_under_its_name(page: Page, own_site: str) -> None:
    """The rest, which could not be chosen there, is not printed."""
    page.goto(own_site + MODEL)
    group(page, "Chat Completions").get_by_role("tab", name="Go").click()
    page.emulate_media(media="print")
    shown = group(page, "Chat Completions").locator("h4:visible")
    assert shown.all_inner_texts() == ["Go"]
    assert code(page).count() == 1
    assert group(page, "Chat Completions").get_by_role("tablist").is_hidden()
