"""Text from records is data: whatever stands in it shows as text and runs nowhere."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pydantic import BaseModel

from llmanac.catalog import Catalog
from llmanac.load import load
from llmanac.publish.pages import pages
from llmanac.schema.record import Localised

FIXTURE = Path(__file__).parents[1] / "fixtures" / "catalog"
OURS = {"laTabs()"}
"""The scripts of the page itself, to the letter."""

EVIL = "<script>window.ran=1</script></code><img src=x onerror=window.ran=1>{{7*7}}${7*7}\"'>"
LINK = "javascript:window.ran=1"
KEPT = {"url", "home", "keys", "link", "kind", "type", "scale", "direction", "status", "response"}
"""Fields with a grammar of their own, which the schema enforces; `source` of a price has none."""
SPOILT = {
    "name", "series", "size", "licence", "label", "also", "value", "values", "default", "id",
    "successor", "note", "title", "text", "meaning", "caution", "about", "summary", "tagline",
    "description", "context_shown", "short", "timezone",
}  # fmt: skip


def spoilt(value: Any, name: str = "") -> Any:  # noqa: ANN401, PLR0911
    """The same record with every text for people replaced."""
    if isinstance(value, Localised):
        return Localised(en=f"{EVIL}{LINK}", zh=f"{EVIL}{LINK}")
    if isinstance(value, BaseModel):
        fields = {key: spoilt(getattr(value, key), key) for key in type(value).model_fields}
        return value.model_copy(update=fields)
    if isinstance(value, tuple):
        return tuple(spoilt(each, name) for each in value)
    if type(value) is dict and name != "rates":
        return {key: spoilt(each, name) for key, each in value.items()}
    if name == "source" and isinstance(value, str):
        return LINK
    if name == "response":
        return value.replace("{", '{"evil": ' + json.dumps(EVIL) + ",", 1)
    if type(value) is str and name in SPOILT - KEPT:
        return f"{EVIL}{LINK}"
    if type(value).__name__ == "Entry":
        return replace(value, source=LINK)
    return value


@pytest.fixture(scope="module")
def hostile() -> Catalog:
    """The invented catalogue, every text of it hostile."""
    catalog, findings = load(FIXTURE)
    assert not findings
    kinds = ("labs", "capabilities", "parameters", "benchmarks", "meters", "models", "providers",
             "offers", "evaluations")  # fmt: skip
    changed = {
        kind: {key: spoilt(each) for key, each in getattr(catalog, kind).items()} for kind in kinds
    }
    return replace(catalog, site=spoilt(catalog.site), **changed)


def test_nothing_in_a_record_runs_or_becomes_markup(hostile: Catalog, browser: Browser) -> None:
    """No page has an element, a handler or a link that a record wrote; the text is to be seen."""
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/*", lambda route: route.abort())
        for draft in pages(hostile):
            body = draft.page().body
            page.set_content(f'<!doctype html><html lang="en"><body>{body}</body></html>')
            found = page.evaluate(
                r"""() => ({ran: window.ran, images: [...document.images].filter(
                        (e) => !/^[./]*badges\/[\w-]+\.svg$/.test(e.getAttribute('src'))).length,
                    handlers: [...document.querySelectorAll('*')].filter(
                        (e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length,
                    links: [...document.querySelectorAll('[href]')].filter(
                        (e) => !/^(https?:|mailto:|[.#])/.test(e.getAttribute('href')))
                        .map((e) => e.getAttribute('href')),
                    scripts: [...document.scripts].map((e) => e.textContent),
                    h1: document.querySelectorAll('h1').length,
                    ids: [...document.querySelectorAll('[id]')].map((e) => e.id)})"""
            )
            assert found.pop("ran", None) is None, draft.path
            assert set(found.pop("scripts")) <= OURS, draft.path
            ids = found.pop("ids")
            assert len(ids) == len(set(ids)), draft.path
            assert found == {"images": 0, "handlers": 0, "links": [], "h1": 1}
            if draft.path.startswith("models/") and draft.path != "models/":
                seen = page.inner_text("body")
                for text in ("<script>window.ran=1</script></code>", "{{7*7}}", "${7*7}", LINK):
                    assert text in seen, draft.path
