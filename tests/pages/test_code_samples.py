"""Samples on a page are the files of the catalogue with an offer's values, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own import own_catalog

from llmanac.load import load
from llmanac.publish.filling import fill, in_code, in_data, shown_offer, values
from llmanac.publish.pages import Edition, highlight, pages
from llmanac.publish.pages.samples import Group, ending, safe, shown
from llmanac.publish.twins import twins
from llmanac.schema.record import ModelId, OfferKey

if TYPE_CHECKING:
    from llmanac.catalog import Catalog

ROOT = Path(__file__).parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "catalog"
QWEN = OfferKey("wcode/qwen-qwen3.6-27b")
NOVA = OfferKey("bazaar/acme-nova")
HOSTILE = (
    "a'b", 'a"b', "a`b`", "$(reboot)", "a\nb", "a\\b", "{a}", "</code>", "#{a}", "a b", "-rf", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """This repository's own catalogue."""
    return own_catalog()


@pytest.fixture(scope="module")
def invented() -> Catalog:
    """The invented catalogue, which has one sample."""
    return load(FIXTURE)[0]


def groups(catalog: Catalog, key: OfferKey) -> tuple[Group, ...]:
    """The samples that an offer's page shows."""
    samples = shown(Edition(catalog, "en"), key)
    return samples.groups if samples else ()


def offering(catalog: Catalog, key: OfferKey, **changes: object) -> Catalog:
    """The catalogue with another offer under the key."""
    offer = catalog.offers[key].model_copy(update=changes)
    return replace(catalog, offers={**catalog.offers, key: offer})


def text(html: str) -> str:
    """What a reader sees, and copies."""
    return unescape(re.sub(r"</?[bui]>", "", html))


def test_values_are_those_of_the_offer_and_the_api(catalog: Catalog) -> None:
    """A base URL is the address without what the API's SDK appends; a limit is the offer's own."""
    chat = values(catalog, QWEN, "chat-completions")
    assert chat["url"] == "https://wcode.net/api/gpt/v1/chat/completions"
    assert values(catalog, QWEN, "responses")["base_url"] == "https://wcode.net/api/gpt/v1"
    assert values(catalog, QWEN, "messages")["base_url"] == "https://wcode.net/api/anthropic"
    assert chat["context"] == 262144
    assert chat["input_modalities"] == ("text", "image", "video")
    assert chat["openclaw_input"] == ("text", "image")
    assert chat["reasoning"] is True
    limits = load(FIXTURE)[0]
    assert values(limits, NOVA, "messages")["output"] == 16384


def test_what_is_unknown_is_absent(catalog: Catalog) -> None:
    """No output limit is published for the reference model; an odd address has no base."""
    chat = values(catalog, QWEN, "chat-completions")
    assert "output" not in chat
    assert not {"url", "base_url"} & values(catalog, QWEN, "video").keys()
    provider = catalog.providers["wcode"]  # type: ignore[index]
    odd = provider.apis["messages"].model_copy(update={"url": "https://wcode.net/m"})
    apis = {**provider.apis, "messages": odd}
    moved = replace(catalog, providers={"wcode": provider.model_copy(update={"apis": apis})})
    assert "base_url" not in values(moved, QWEN, "messages")


def test_a_page_is_filled_in_for_what_can_be_had(catalog: Catalog) -> None:
    """The default provider's offer comes first, unless it is withdrawn; none is shown then."""
    model = ModelId("qwen/qwen3.6-27b")
    assert shown_offer(catalog, model) == QWEN
    gone = shown_offer(offering(catalog, QWEN, status="withdrawn"), model)
    assert gone != QWEN
    assert shown_offer(replace(catalog, offers={}), model) is None
    assert shown(Edition(catalog, "en"), None) is None


def test_a_sample_reads_as_its_file_does(catalog: Catalog) -> None:
    """Marked up and filled in, every sample is its file with the values in it, to the letter."""
    for sample in catalog.samples.values():
        known = values(catalog, QWEN, sample.api) or {}
        filled = safe(sample, {"url": "https://e.example/v1", "base_url": "b", **known})
        assert filled is not None, sample.file
        html = highlight.join(highlight.template(sample.text, ending(sample)), filled)
        assert text(html) == fill(sample.text, filled).strip("\n"), sample.file
        assert "{{" not in html


def test_markup_says_string_keyword_and_comment() -> None:
    """Neighbours of one kind share an element; a string keeps its placeholder within."""
    parts = highlight.template('# a\nfrom x import y  # b\nz = f("{{url}}") if z else 1\n', "py")
    assert highlight.join(parts, {"url": "https://a.example"}) == (
        "<i># a</i>\n<b>from</b> x <b>import</b> y  <i># b</i>\n"
        'z = f(<u>"https://a.example"</u>) <b>if</b> z <b>else</b> 1'
    )
    assert highlight.template("zq<b>{{url}}", "unknown") == ("zq&lt;b&gt;", "url", "")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_that_could_be_code_keeps_a_sample_from_being_shown(
    invented: Catalog, value: str
) -> None:
    """A sample of a hostile offer does not appear; the page does without."""
    assert in_code(value) is None
    assert len(groups(invented, NOVA)) == 1
    spoilt = offering(invented, NOVA, id=value)
    assert groups(spoilt, NOVA) == ()
    bodies = [each.page().body for each in pages(spoilt) if each.path == "models/acme/nova/"]
    assert bodies
    assert all('id="samples"' not in body for body in bodies)
    shown = [each.render() for each in twins(spoilt) if each.page == "models/acme/nova/"]
    assert all("client = OpenAI" not in text for text in shown)


def test_data_is_written_so_that_it_stays_in_its_string() -> None:
    """Quotes, line ends and what YAML or TOML take for one are escaped; the rest reads as it is."""
    assert in_data('a"b\\\n\x7f\x85\u2028é') == 'a\\"b\\\\\\n\\u007f\\u0085\\u2028é'
    assert in_data(("text", "image")) == '["text", "image"]'
    assert in_data(262144) == "262144"


def test_groups_are_the_apis_of_the_offer(catalog: Catalog) -> None:
    """Streaming stands apart; languages keep their order; an API that the offer lacks is absent."""
    found = groups(catalog, QWEN)
    titles = [str(group.title) for group in found]
    assert titles == ["Chat Completions", "Chat Completions, streaming", "Responses",
                      "Anthropic Messages"]  # fmt: skip
    chat = [code.choice for code in found[0].codes]
    assert chat[:3] == ["curl", "swift", "dart"]
    assert chat[-2:] == ["python-requests", "python-openai"]
    assert len(chat) == 15
    only = groups(offering(catalog, QWEN, apis=("responses",)), QWEN)
    assert [str(group.title) for group in only] == ["Responses"]


def test_a_sample_says_how_it_was_proved(catalog: Catalog) -> None:
    """Those that ran name the tool and its version; Swift, which only parses here, says so."""
    proofs = {code.choice: str(code.proof) for code in groups(catalog, QWEN)[0].codes}
    assert proofs["curl"].startswith("Ran with curl ")
    assert proofs["swift"].startswith("Parsed by tree-sitter")
    bare = replace(catalog, proofs={})
    assert {code.proof for group in groups(bare, QWEN) for code in group.codes} == {None}


def test_a_language_that_nobody_knows_shows_its_file(invented: Catalog) -> None:
    """A catalogue of one's own may bring samples in any language."""
    assert [code.name for code in groups(invented, NOVA)[0].codes] == ["cURL", "python"]


def test_a_page_is_made_anew_when_a_sample_changes(catalog: Catalog) -> None:
    """A sample is part of the key of every model's page, of the base or of one's own."""

    def keys(**digests: str) -> set[str]:
        changed = replace(catalog, digests={**catalog.digests, **digests})
        return {each.key() for each in pages(changed) if each.path.startswith("models/qwen/")}

    assert keys() == keys()
    assert not keys() & keys(**{"samples/chat-completions/curl.sh": "other"})
    assert not keys() & keys(**{"base/samples/chat-completions/curl.sh": "other"})


def test_the_twin_holds_the_samples(catalog: Catalog) -> None:
    """Programs that read Markdown get the same code in fences."""
    text = next(each.render() for each in twins(catalog) if each.page == "models/qwen/qwen3.6-27b/")
    assert "```py\n# openai" in text
    assert 'base_url="https://wcode.net/api/gpt/v1"' in text
    assert "{{" not in text
