"""Prices and receipts as a reader sees them: bands, entries to come and gone, several sellers."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from copies import CATALOG, copied, with_forms

from llmanac.load import load
from llmanac.publish.pages import pages
from llmanac.publish.twins.offers import offer as twin
from llmanac.publish.twins.writer import Writer
from llmanac.schema.record import OfferKey

MARKET = """\
model: acme/nova
id: nova
apis: [chat-completions]
status: deprecated
retires: 2026-12-31
successor: nova-2
prices:
  - currency: USD
    per: 1M
    seen: 2026-01-20
    source: https://market.example/prices
    rates: {input: 2, output: 8}
example:
  api: chat-completions
  seen: 2026-02-10
  source: https://market.example/docs
  response: |
    {"object": "chat.completion", "model": "nova", "created": 1770681600, "choices": [],
     "usage": {"prompt_tokens": 120, "completion_tokens": 300, "total_tokens": 419, "new": 7}}
"""
"""Another seller of the same model, whose response does not add up and says something new."""


def body(root: Path, path: str, language: str = "en", as_of: date = date(2026, 3, 1)) -> str:
    """The HTML of one page of the catalogue in a folder."""
    catalog, findings = load(root, as_of=as_of)
    assert not findings
    found = (each for each in pages(catalog) if (each.language, each.path) == (language, path))
    return next(found).page().body


def words(html: str) -> str:
    """The text of some HTML, every run of white space one space."""
    spaced = re.sub(r"</?(?:t[dhr]|p|h\d|li|dt|dd|caption)\b[^>]*>|</span>", " ", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", spaced)).split())


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """The invented catalogue with a second seller."""
    copy = copied(tmp_path)
    bazaar = (copy.root / "providers/bazaar.yaml").read_text("utf-8")
    copy.write("providers/market.yaml", bazaar.replace("en: Bazaar, zh: 集市", "en: Market"))
    copy.write("offers/market/nova.yaml", MARKET)
    return copy.root


def test_each_band_says_for_which_requests_it_holds() -> None:
    """A band has a heading of its own; a search is not priced per million tokens."""
    said = words(body(CATALOG, "models/acme/nova/"))
    assert (
        "Meter $ per 1,000,000 tokens Requests of up to 32,000 input tokens input 1.20 "
        "input read from the cache 0.12 output 4.80 web search per 1,000 searches 10 "
        "Over 32,000 input tokens input 2.40 "
    ) in said
    assert "Seen 2026-02-01, checked 2026-03-01, source." in said


def test_a_price_under_a_condition_says_under_which(market: Path) -> None:
    """A price list names tier and region; prices of a condition never look like ordinary ones."""
    offer = market / "offers/market/nova.yaml"
    when = (
        "    when:\n"
        "      - {if: {tier: [batch, flex]}, rates: {input: 1}, rest: keep}\n"
        "      - {if: {tier: priority, region: {not: eu}}, rates: {input: 5, output: 9}}\n"
    )
    offer.write_text(MARKET.replace("example:\n", when + "example:\n"), "utf-8")
    said = words(body(market, "models/acme/nova/"))
    assert (
        "input 2 output 8 Batch or flex input 1 Priority · any region but eu input 5 output 9 "
    ) in said
    assert "批量（batch）或弹性（flex） 输入 1 " in words(body(market, "models/acme/nova/", "zh"))


FORMS = {
    "en": (
        "Thinking · Requests of up to 32,000 input tokens output 24 ",
        "Under conditions Batch or flex no price of its own for input read from the cache −50 % ",
        "Priority only input, output +75 % ",
        "Working days 09:00–12:00, 14:00–18:00 (Beijing), Acme's holidays excepted ×2 ",
        "$ per 1,000,000 tokens, by region · Over 32,000 input tokens region input eu-north 4.4 ",
        "Images generated, ¥ per image, by quality and size quality 1024x1024 1536x1024 "
        "low 0.1 0.15 high 0.4 – ",
        "What it typically comes to: ¥ per second, by resolution resolution "
        "Seconds of video generated 720p 0.9 1080p 1.25 ",
        "Seconds of audio sent: at least 10 seconds are billed. ",
        "Images generated: 1,000 images free a day, shared with nova.",
    ),
    "zh": (
        "思考模式 · 输入不超过 32,000 tokens 输出 24 ",
        "批量（batch）或弹性（flex） 缓存命中的输入不再单独计价 −50% ",
        "优先（priority） 仅输入、输出 +75% ",
        "工作日 09:00–12:00、14:00–18:00（北京时间），Acme 假日除外 ×2 ",
        "生成图像（张），¥ / 张图像，按质量与尺寸 质量 1024x1024 1536x1024 "
        "low 0.1 0.15 high 0.4 – ",
        "输入音频（秒）：至少按 10 秒计费。",
        "生成图像（张）：每天免费 1,000 张图像，与 nova 共用。",
    ),
}
"""What a reader finds of each form of a price."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_form_of_a_price_is_said_as_people_write_it(language: str, tmp_path: Path) -> None:
    """Scales, windows, tables, least and free quantities, and what is typical."""
    said = words(body(with_forms(tmp_path).root, "models/acme/nova/", language))
    for each in FORMS[language]:
        assert each in said


def test_a_twin_says_every_form(tmp_path: Path) -> None:
    """In a line of Markdown each, tables as tables."""
    catalog, _ = load(with_forms(tmp_path).root, as_of=date(2026, 3, 1))
    said = twin(Writer(catalog, "en"), OfferKey("market/forms"))
    for line in (
        "- Batch or flex: −50 %, no price of its own for input read from the cache",
        "- Working days 09:00–12:00, 14:00–18:00 (Beijing), Acme's holidays excepted: ×2",
        "By region, up to 32,000 tokens:",
        "| low | 0.1 | 0.15 |",
        "What it typically comes to, by resolution:",
        "- Images generated: 1,000 images free a day, shared with nova.",
    ):
        assert f"\n{line}\n" in said


def test_a_bill_says_what_changed_a_rate(tmp_path: Path) -> None:
    """A scaled rate and a least quantity have a footnote: count times rate is not the amount."""
    copy = copied(tmp_path)
    rates = "    rates: {input: [1.20, 2.40],"
    more = "    when: [{if: {tier: standard}, scale: 2}]\n    minimum: {input: 500}\n"
    copy.edit("offers/bazaar/acme-nova.yaml", rates, more + rates)
    said = words(body(copy.root, "models/acme/nova/"))
    assert "The rate of “input” changes: Standard: ×2. Of “input”, at least 500 are billed." in said
    assert "The rate of “output” changes: Standard: ×2." in said


def test_a_price_per_thousand_stands_beside_the_price_per_million() -> None:
    """The published rate keeps its digits, and both are in columns of their own."""
    said = words(body(CATALOG, "models/acme/nova/"))
    assert "Meter ¥ per 1,000 tokens ¥ per 1,000,000 input 0.0084 8.4 output 0.0336 33.6" in said


def test_an_entry_is_to_come_in_force_and_gone_by_its_day() -> None:
    """Before it starts it is announced; from its first day on it holds and the other is past."""
    before = words(body(CATALOG, "models/acme/nova/", as_of=date(2026, 1, 31)))
    after = words(body(CATALOG, "models/acme/nova/", as_of=date(2026, 2, 1)))
    assert before.index("input 1.50") < before.index("From 2026-02-01") < before.index("input 1.20")
    assert "At Bazaar, in CNY No price is in force." in before
    assert "Earlier prices" not in before
    assert after.index("input 1.20") < after.index("Earlier prices") < after.index("input 1.50")
    assert "From 2026-02-01" not in after.replace("In force from 2026-02-01", "")


def test_every_seller_has_prices_addresses_and_a_receipt(market: Path) -> None:
    """The default provider comes first; the facts at a glance are its own."""
    html = body(market, "models/acme/nova/")
    said = words(html)
    assert said.index("At Bazaar, in USD") < said.index("At Market, in USD")
    assert "on sale at Bazaar on sale at Market retires 2026-12-31" in said
    assert "$1.20Bazaar, smallest band, seen 2026-02-01" in said
    assert "Market: a request names the model nova" in said
    assert "The provider names as its successor: nova-2" in said
    assert "Nova at Bazaar" in said
    assert "Nova at Market" in said
    assert len(re.findall(r'class="la-bill"', html)) == 2


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["usage.total_tokens says 419, but its parts make 420; check the body checksum",
                "usage.new (7) is a field that nobody has explained; it may bill something "
                "unknown-field"]),
        ("zh", ["usage.total_tokens 写的是 419，各部分之和却是 420；请检查响应 checksum",
                "usage.new（7）是尚无说明的字段，可能涉及计费 unknown-field"]),
    ],
)  # fmt: skip
def test_a_warning_is_a_sentence_with_its_code(
    market: Path, language: str, sentences: list[str]
) -> None:
    """Nobody has to look a code up."""
    said = words(body(market, "models/acme/nova/", language))
    for sentence in sentences:
        assert sentence in said


def test_the_page_of_rules_has_every_law_and_nothing_else() -> None:
    """Each can be linked to by its code; places of parameters and backticks are gone."""
    html = body(CATALOG, "rules/")
    laws = re.findall(r'<h3 id="(\w+)"', html)
    assert {"FIL001", "PRC001", "TXT001"} <= {*laws}
    assert "checksum" not in laws
    assert len(laws) == len({*laws})
    assert not re.search(r"\{\w+\}|`", words(html))
    assert "<code>llmanac init</code>" in html
