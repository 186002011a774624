"""The Markdown twins say what the records say, and text in them stays text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from invented import BAZAAR, MIST, NOVA, OFFER, RECORDS, TABLE, invented
from markdown import markdown

from llmanac.messages import section
from llmanac.publish import markdown as md
from llmanac.publish.twins import twins

TWINS = {twin.path: twin.render() for twin in twins(invented())}

NASTY = [
    "<script>alert(1)</script>",
    "</code><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "`code` and ``more`` and ```",
    "a | b || c",
    "**bold** _thin_ ~~gone~~",
    "# no heading",
    "- no item",
    "1. no item",
    "2) no item",
    "> no quote",
    "=== no heading",
    "&lt; is not <",
    "back\\slash \\| pipe",
    "{{ model }} ${model}",
    "| --- |",
    "[ref]: javascript:alert(1)",
]


class Seen(HTMLParser):
    """What a reader of the rendered page sees, and what tags made it."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and where it leads."""
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


def seen(source: str) -> Seen:
    """The Markdown as it renders."""
    return Seen(markdown(source, extensions=["tables", "fenced_code"]))


@pytest.mark.parametrize("nasty", NASTY)
def test_text_renders_as_itself(nasty: str) -> None:
    """Escaped text is one paragraph of text, whatever it holds."""
    page = seen(md.text(nasty))
    assert page.tags == {"p"}
    assert page.text.replace("\\~", "~") == nasty


@pytest.mark.parametrize("nasty", NASTY)
def test_text_in_a_table_stays_in_its_cell(nasty: str) -> None:
    """A pipe in a text or in code ends no cell."""
    page = md.table(["a", "b", "c"], [[md.text(nasty), md.code(nasty), "end"]])
    row = page.splitlines()[2]
    assert len(re.findall(r"(?<!\\)\|", row)) == 4 or "\\\\|" in row
    assert not seen(page).tags & {"script", "img", "a"}


@pytest.mark.parametrize("nasty", NASTY)
def test_code_renders_as_itself(nasty: str) -> None:
    """A code span holds the text as it is, backticks too."""
    page = seen(md.code(nasty))
    assert page.tags == {"p", "code"}
    assert page.text.strip() == nasty


def test_a_block_is_fenced_by_more_than_it_holds() -> None:
    """Backticks in an example do not end it."""
    assert md.block("a\n````\nb").splitlines() == ["`````", "a", "````", "b", "`````"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a b", "https://a>b", "x"]
)
def test_only_addresses_are_links(url: str) -> None:
    """What is no address of the web or of the site stays text."""
    assert md.link("label", url) == "label"


def test_addresses_with_brackets_are_links() -> None:
    """A bracket in an address does not end it."""
    assert seen(md.link("a", "https://a.example/b_(c)")).links == ["https://a.example/b_(c)"]


def spoiled(data: Any, text: str) -> Any:  # noqa: ANN401
    """The record with `text` put into every text that people read."""
    read = ("name", "series", "size", "label", "value", "title", "text", "summary", "unlinked")
    if isinstance(data, dict):
        return {
            key: text if key in read and isinstance(value, str) else spoiled(value, text)
            for key, value in data.items()
        }
    if isinstance(data, tuple):
        return tuple(spoiled(item, text) for item in data)
    return data


@pytest.mark.parametrize("nasty", NASTY[:6])
def test_no_record_makes_markup(nasty: str) -> None:
    """Whatever stands in the texts of records, the page runs nothing and shows it all."""

    def both(data: Any) -> Any:  # noqa: ANN401
        if isinstance(data, dict):
            if {*data} <= {"en", "zh"} and data:
                return dict.fromkeys(data, nasty)
            return {key: both(value) for key, value in data.items()}
        return tuple(map(both, data)) if isinstance(data, tuple) else data

    records = {
        kind: {id_: both(spoiled(record, nasty)) for id_, record in several.items()}
        for kind, several in RECORDS.items()
    }
    catalog = invented(**records)
    for twin in twins(catalog):
        page = seen(twin.render())
        assert not page.tags & {"script", "img", "iframe", "svg"}
        assert all(re.match(r"https?://|/", link) for link in page.links)
        if "acme/nova" in twin.path:
            assert nasty.replace("``` ", "```") in page.text.replace("\\~", "~")


def test_there_is_a_twin_beside_every_page_in_every_language() -> None:
    """Pages of the root language stand at the root, the others below their code."""
    pages = ["models/", "models/acme/nova/", "models/acme/mist/", "providers/bazaar/"]
    for page in pages:
        assert f"{page}index.html.md" in TWINS
        assert f"zh/{page}index.html.md" in TWINS


def test_a_twin_says_what_the_records_say() -> None:
    """Spec, price with unit and band, figures, notes, parameters, example, sources."""
    said = TWINS["models/acme/nova/index.html.md"]
    assert said.startswith("# Nova\n\n> A model that does not exist.\n")
    assert "- Context window: 262,144 tokens" in said
    assert "0.0032 CNY per 1k token" in said
    assert "128,001 to 256,000 tokens" in said
    assert "from 2026-05-10 until 2026-09-01T00:00+08:00" in said
    assert "| Mazes | 75.0 | – |" in said
    assert "- Mazes: Ten runs." in said
    assert "| `temperature` | number | 0 … 2.0 | `1` | How much chance decides. |" in said
    assert OFFER["example"]["response"] in said
    assert "(/api/v1/models/acme/nova.json)" in said


def test_a_twin_speaks_its_language_and_falls_back() -> None:
    """Chinese where there is Chinese, else English."""
    said = TWINS["zh/models/acme/nova/index.html.md"]
    assert NOVA["summary"]["zh"] in said
    assert NOVA["highlights"][0]["text"]["en"] in said
    assert MIST["summary"]["en"] in TWINS["zh/models/acme/mist/index.html.md"]
    assert TABLE["title"]["zh"] in said
    assert BAZAAR["name"]["zh"] in TWINS["zh/providers/bazaar/index.html.md"]


def test_what_is_not_known_is_not_said() -> None:
    """A model without facts has no empty sections."""
    said = TWINS["models/acme/mist/index.html.md"]
    assert re.findall("^#+ .*", said, re.MULTILINE) == ["# Mist"]
    assert "None" not in said


def test_llms_txt_has_the_agreed_form() -> None:
    """One title, one quote, text without headings, then sections that hold only lists of links."""
    for path, title in (("llms.txt", "Almanac of Acme"), ("zh/llms.txt", "顶点年鉴")):
        head, *sections = re.split(r"^## ", TWINS[path], flags=re.MULTILINE)
        assert re.match(rf"# {title}\n\n> [^\n]+\n\n[^#]+\Z", head)
        assert sections[-1].startswith("Optional\n")
        for part in sections:
            _, *lines = part.strip().splitlines()
            for line in filter(None, lines):
                assert re.fullmatch(r"- \[[^\]]+\]\(/[^)]+\)(: .+)?", line), line


def test_every_link_of_llms_txt_leads_to_a_file() -> None:
    """No link is broken."""
    from llmanac.publish.api.files import bundles, files

    catalog = invented()
    known = {f"/api/v1/{file.path}" for file in (*files(catalog), *bundles(catalog))}
    known |= {f"/{path}" for path in TWINS}
    for path in ("llms.txt", "zh/llms.txt"):
        assert {*re.findall(r"\]\((/[^)]+)\)", TWINS[path])} <= known


def test_both_languages_have_the_same_words() -> None:
    """Every word of one language is in the other, with the same places to fill."""
    en, zh = section("twins", "en"), section("twins", "zh")
    assert {*en} == {*zh}
    for key, said in en.items():
        assert {*re.findall(r"\{\w+\}", said)} == {*re.findall(r"\{\w+\}", zh[key])}, key
