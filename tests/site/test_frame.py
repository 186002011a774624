"""A page in its frame: what is stamped, what is linked, what a text can do."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup, escape
from sample_site import NASTY, SITE, THEME, WEB, sample_pages

from llmanac.messages import section
from llmanac.mkdocs_plugin import make_frames
from llmanac.publish.frame import TEMPLATES, BrokenFrame, Frame, Frames, Source, token
from llmanac.publish.slots import SLOTS, Language, Page, Site, slots
from llmanac.schema.site import Site as SiteRecord

if TYPE_CHECKING:
    from pathlib import Path


class Reader(HTMLParser):
    """Tags with their attributes, and the text of the title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.title = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note the title."""
        if self.tags and self.tags[-1][0] == "title":
            self.title += data if not self.title else ""

    def all(self, tag: str, **having: str) -> list[dict[str, str | None]]:
        """The attributes of each such tag."""
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and having.items() <= {(k, v) for k, v in attrs.items()}
        ]


def stamped(frames: Frames, language: str, template: str) -> str:
    """The sample page of that kind, in its frame."""
    return next(
        frames.stamp(page)
        for page in sample_pages()
        if (page.language, page.template) == (language, template)
    )


def test_every_template_has_a_frame_in_every_language(frames: Frames) -> None:
    """The list of templates is all that a new one needs."""
    assert set(frames.frames) == {(name, code) for name in TEMPLATES for code in ("en", "zh")}


def test_text_is_stamped_literally(frames: Frames) -> None:
    """Tokens, braces and backslashes of a record stand on the page as the record has them."""
    html = stamped(frames, "en", "model")
    assert html.count(str(escape(NASTY))) >= 5
    assert "<script>alert" not in html
    assert Reader(html).title == f"{NASTY} · Prices & models"


def test_no_slot_is_left_open(frames: Frames) -> None:
    """Every token gives way; those that a record brings along are escaped text."""
    for page in sample_pages():
        html = frames.stamp(page)
        assert not any(token(slot) in html for slot in SLOTS)


def test_a_body_may_hold_a_token(frames: Frames) -> None:
    """A frame is split before anything is put into it, so even raw HTML is never split again."""
    page = replace(sample_pages()[0], body=Markup(token("title")))
    assert frames.stamp(page).count(token("title")) == 1


def test_a_theme_without_a_slot_is_refused() -> None:
    """A page would lose its text without a word otherwise."""
    html = "".join(map(token, SLOTS))
    assert Frame.split(html).stamp(dict.fromkeys(SLOTS, Markup("x"))) == "x" * len(SLOTS)
    with pytest.raises(BrokenFrame, match="leaves out toc"):
        Frame.split(html.replace(token("toc"), ""))


@pytest.mark.parametrize("path", ["models/acme/", "models/acme/nova/mini/"])
def test_a_page_of_another_depth_is_refused(frames: Frames, path: str) -> None:
    """Its relative links would lead nowhere."""
    with pytest.raises(BrokenFrame, match="3 folders deep"):
        frames.stamp(Page("en", "model", path, "x", Markup("")))


def test_a_page_knows_itself_in_each_language(frames: Frames) -> None:
    """Canonical address, alternates and JSON are linked; the space hides them from a script."""
    links = Reader(stamped(frames, "zh", "model")).all("link")
    found = {(it.get("rel"), it.get("hreflang") or it.get("type"), it["href"]) for it in links}
    base = "https://almanac.example/small/"
    assert {
        ("canonical", None, base + "zh/models/acme/nova/"),
        ("alternate ", "en", base + "models/acme/nova/"),
        ("alternate ", "zh", base + "zh/models/acme/nova/"),
        ("alternate ", "x-default", base + "models/acme/nova/"),
        ("alternate ", "application/json", "../../../../api/v1/models/acme/nova.json"),
    } <= found


def test_without_a_host_links_stay_relative() -> None:
    """A site that is not published yet has no absolute address to give."""
    head = slots(replace(SITE, host=None), sample_pages()[2])["head"]
    assert "canonical" not in head
    assert 'hreflang="zh" href="../../../zh/models/acme/nova/"' in head


def test_the_language_switch_keeps_the_page(frames: Frames) -> None:
    """Where the other language lacks the page, it leads to that language's home."""
    switch = Reader(stamped(frames, "zh", "model")).all("a", lang="en")
    assert [it["href"] for it in switch] == ["../../../../models/acme/nova/"]
    switch = Reader(stamped(frames, "en", "provider")).all("a", lang="zh")
    assert [it["href"] for it in switch] == ["../../zh/"]


def test_lists_mark_the_page_that_is_shown(frames: Frames) -> None:
    """Of the links beside a page one is its own."""
    links = Reader(stamped(frames, "zh", "model")).all("a", **{"aria-current": "page"})
    assert [it["href"] for it in links] == ["../../acme/nova/"]


def test_every_link_of_the_sample_leads_somewhere(site: Path) -> None:
    """Relative links of frames, lists and assets resolve, in both languages and at each depth."""
    for file in site.rglob("index.html"):
        for tag, attrs in Reader(file.read_text("utf-8")).tags:
            href = attrs.get("src") or (attrs.get("href") if tag in ("a", "link") else None)
            if href and not href.startswith(("#", "https:")) and not href.endswith(".json"):
                there = (file.parent / re.sub(r"[?#].*", "", href)).resolve()
                made = there / "index.html" if there.is_dir() else there
                elsewhere = {"benchmarks", "parameters", "api"}  # pages that the sample has not
                assert made.is_file() or there.name in elsewhere, f"{file}: {href}"


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    """No font, image, style or script comes from elsewhere."""
    for file in site.rglob("*.html"):
        for tag, attrs in Reader(file.read_text("utf-8")).tags:
            loads = tag in ("script", "img", "iframe") or attrs.get("rel") in ("stylesheet", "icon")
            if loads:
                assert "//" not in (attrs.get("src") or attrs.get("href") or ""), file
    for css in site.rglob("llmanac.css"):
        assert "url(" not in css.read_text("utf-8")


def test_hand_written_pages_are_listed_in_their_order(frames: Frames) -> None:
    """`order:` counts, then the name; a page lists the pages of its own language only."""
    english = [it.path for it in frames.documents if it.language == "en"]
    assert sorted(english) == ["guide/", "guide/apple/", "guide/zebra/"]
    html = (frames.files / "guide/zebra/index.html").read_text("utf-8")
    lists = re.search(r'<nav class="la-nav" aria-label="Guide">(.*?)</nav>', html)
    assert lists
    assert re.findall(r">([^<>]+)</a>", lists[1]) == ["Guide", "Zebra &amp; co", "Apple"]


def test_hand_written_pages_know_their_other_language(frames: Frames) -> None:
    """One that is written in one language only has no alternates."""
    of = {(it.language, it.path): it for it in frames.documents}
    assert of["zh", "guide/zebra/"].languages == ["en", "zh"]
    assert of["en", "guide/apple/"].languages == ["en"]
    assert of["en", "guide/"].description == "Where to start."
    html = (frames.files / "guide/apple/index.html").read_text("utf-8")
    assert "hreflang" not in html.split("</head>")[0]


def test_headings_keep_their_script_in_their_anchor(frames: Frames) -> None:
    """A Chinese heading is linked by its own words."""
    html = (frames.files / "zh/guide/zebra/index.html").read_text("utf-8")
    assert 'href="#第一节"' in html
    assert 'id="第一节"' in html


def test_the_page_for_no_address_speaks_every_language(frames: Frames) -> None:
    """A host serves it from any depth, so its links begin at the site's root."""
    html = (frames.files / "404.html").read_text("utf-8")
    assert section("labels", "zh")["missing.title"] in html
    assert section("labels", "en")["missing.title"] in html
    hrefs = [str(it.get("href") or it.get("src")) for _, it in Reader(html).tags]
    assert all(it.startswith(("/small/", "#", "https:", "None")) for it in hrefs), hrefs


def test_the_record_of_the_site_says_it_all() -> None:
    """The root language comes first, the others stand under their code."""
    record = SiteRecord.model_validate(
        {
            "title": "Prices",
            "tagline": {"en": "small", "zh": "小"},
            "description": "x",
            "base_url": "https://almanac.example",
            "path": "/small/",
            "languages": ("en", "zh"),
            "root": "zh",
        }
    )
    site = Site.of(record)
    assert site.languages == (Language("zh", "中文", ""), Language("en", "English", "en/"))
    assert site.title == {"zh": "Prices", "en": "Prices"}
    assert site.tagline["zh"] == "小"
    assert site.base_url == "https://almanac.example/small/"


def test_labels_speak_every_language() -> None:
    """No word of the frame falls back to English."""
    files = {it.name: it.read_text("utf-8") for it in (THEME.parents[1]).glob(_LABELS)}
    keys = {name: re.findall(r"^([\w.]+):", text, re.M) for name, text in files.items()}
    assert len(keys) == 2
    assert keys["labels.en.yaml"] == keys["labels.zh.yaml"]


_LABELS = "src/llmanac/messages/labels.*.yaml"


def test_frames_are_the_same_bytes_every_time(
    frames: Frames, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the day nor the place of building is in them."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    moved = replace(source, docs=shutil.copytree(source.docs or "", tmp_path / "elsewhere"))
    again = make_frames(moved, tmp_path / "frames")
    assert _bytes(again.folder) == _bytes(frames.folder)
    assert moved.digest() == source.digest()


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        it.relative_to(folder).as_posix(): it.read_bytes()
        for it in sorted(folder.rglob("*"))
        if it.is_file()
    }


def test_the_digest_follows_what_frames_are_made_of(source: Source, tmp_path: Path) -> None:
    """Facts of the site, pages and theme each count; a day does not."""
    assert source.docs
    theme = shutil.copytree(THEME, tmp_path / "theme")
    docs = shutil.copytree(source.docs, tmp_path / "docs")
    own = Source(SITE, theme, WEB, docs)
    digests = [own.digest(), replace(own, site=replace(SITE, path="/other/")).digest()]
    (docs / "zh/guide/zebra.md").write_text("# 马\n", "utf-8")
    digests.append(own.digest())
    (theme / "main.html").write_text("{% extends 'base.html' %}", "utf-8")
    digests.append(own.digest())
    assert len(set(digests)) == 4
    assert digests[-1] == own.digest()


def test_an_own_catalogue_needs_no_pages_by_hand(tmp_path: Path) -> None:
    """Frames come without docs, in one language as in two."""
    alone = replace(SITE, languages=SITE.languages[1:], title=SITE.title)
    alone = replace(alone, languages=(replace(alone.languages[0], prefix=""),))
    made = make_frames(Source(alone, THEME, WEB), tmp_path / "frames")
    html = made.stamp(Page("zh", "page", "x/", "页", Markup("<h1>页</h1>")))
    assert "la-language" not in html
    assert not made.documents
