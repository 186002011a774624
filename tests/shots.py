"""Take pictures of the built site, to be looked at: `python tests/shots.py OUT_DIR [WORD…]`.

Every kind of page × language × colour scheme × width, with a contact sheet, `index.html`. What a
machine can judge is printed: sideways scrolling, console errors, requests to other hosts. A WORD
keeps the pictures whose name holds it (`model`, `zh`, `dark`, `360`); several must all be there.
"""

from __future__ import annotations

import itertools
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import sync_playwright

from browser import chromium
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

SITE = Path(__file__).parents[1] / "build" / "site"
PAGES = {
    "home": "",
    "models": "models/",
    "model": "models/qwen/qwen3.6-27b/",
    "provider": "providers/wcode/",
    "providers": "providers/",
    "lab": "labs/qwen/",
    "benchmarks": "benchmarks/",
    "benchmark": "benchmarks/swe-bench-verified/",
    "parameters": "parameters/",
    "api": "api/",
    "rules": "rules/",
    "guide": "guide/prices/",
    "404": "404.html",
}
LANGUAGES = {"en": "", "zh": "zh/"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (360, 768, 1440)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

Shot = tuple[str, str, Literal["light", "dark"], int]


def shots(words: Sequence[str]) -> Iterator[Shot]:
    """The pictures whose names hold every word; there is one 404 page, in both languages."""
    for shot in itertools.product(PAGES, LANGUAGES, SCHEMES, WIDTHS):
        if shot[:2] != ("404", "zh") and set(words) <= set(map(str, shot)):
            yield shot


def take(browser: Browser, address: str, shot: Shot, folder: Path) -> list[str]:
    """Take one picture; return what is wrong with the page."""
    name, language, scheme, width = shot
    troubles: list[str] = []
    page = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    ).new_page()
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda it: None if it.url.startswith(address) else troubles.append(f"asks {it.url}"),
    )
    page.goto(address + LANGUAGES[language] + PAGES[name])
    if wider := page.evaluate(WIDER):
        troubles.append(f"{wider} px wider than the window")
    page.screenshot(path=folder / f"{file_name(shot)}.png", full_page=True)
    page.context.close()
    return troubles


def file_name(shot: Shot) -> str:
    """What a picture is called."""
    return "-".join(map(str, shot))


def sheet(taken: dict[str, list[str]]) -> str:
    """All pictures on one page, with what is wrong under each."""
    figures = "".join(
        f'<figure><a href="{name}.png"><img src="{name}.png" alt="" loading="lazy"></a>'
        f"<figcaption>{name} <b>{escape('; '.join(troubles))}</b></figcaption></figure>"
        for name, troubles in taken.items()
    )
    style = "body{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0}img{height:24em;width:auto}"
    return f"<!doctype html><title>llmanac</title><style>{style}</style>{figures}"


def main(folder: Path, words: Sequence[str]) -> int:
    """Take the pictures; 1 where a page has troubles."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: dict[str, list[str]] = {}
    path = chromium()  # looks for playwright's own too, which only one playwright may do at a time
    with served(SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        for shot in shots(words):
            taken[file_name(shot)] = troubles = take(browser, address, shot, folder)
            print(file_name(shot), *troubles, sep="\n  ")
        browser.close()
    (folder / "index.html").write_text(sheet(taken), "utf-8")
    return int(any(taken.values()))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
