"""What a guide tells to write into a file is a file of that kind, with the record's values."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from own import own_catalog

from llmanac.publish.pages import Edition, pages
from llmanac.publish.pages.guides import Tool, shown
from llmanac.publish.twins import twins
from llmanac.schema.model import Modalities
from llmanac.schema.offer import Limits
from llmanac.schema.record import LANGUAGES, ModelId, OfferKey
from llmanac.schema.text import Guide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.catalog import Catalog
    from llmanac.schema.record import Language

ROOT = Path(__file__).parents[2]
QWEN = OfferKey("wcode/qwen-qwen3.6-27b")
MODEL = ModelId("qwen/qwen3.6-27b")
CHAT = "https://wcode.net/api/gpt/v1"
READS = {"json": json.loads, "yaml": yaml.safe_load, "toml": tomllib.loads}
HOSTILE = (
    'a"b', "a`b`", "$(reboot)", "a\nb", "a\\", "</code></pre><b>", "{{name}}", "a: b # c",
    "é\x7f\x85\u2028😀",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """This repository's own catalogue."""
    return own_catalog()


def changed(
    catalog: Catalog, model: Mapping[str, object] = {}, offer: Mapping[str, object] = {}
) -> Catalog:
    """The catalogue with another reference model, or another offer of it."""
    record, sold = catalog.models[MODEL], catalog.offers[QWEN]
    return replace(
        catalog,
        models={**catalog.models, MODEL: record.model_copy(update=model)},
        offers={**catalog.offers, QWEN: sold.model_copy(update=offer)},
    )


def limits(context: int | None, output: int | None) -> dict[str, Any]:
    """An offer with these limits."""
    return {"limits": Limits(context=context, output=output)}


def tools(catalog: Catalog, language: Language = "en") -> dict[str, Tool]:
    """The guides that the page shows, by tool."""
    guides = shown(Edition(catalog, language), QWEN)
    return {tool.choice: tool for tool in guides.tools} if guides else {}


def fences(tool: Tool) -> list[str]:
    """The blocks that a reader copies."""
    found = re.findall(r"<pre><code>(.*?)</code></pre>", tool.html, re.S)
    return [unescape(re.sub(r"</?[bui]>", "", code)) for code in found]


def said(tool: Tool) -> str:
    """What a reader sees."""
    return unescape(re.sub(r"<[^>]+>", "", tool.html))


def written(catalog: Catalog, language: Language = "en") -> dict[str, Any]:
    """What the guides tell to write into files, read as their formats are."""
    found = tools(catalog, language)
    place = {"hermes-agent": (0, "yaml"), "openclaw": (1, "json"), "opencode": (0, "json"),
             "aider": (1, "json"), "codex-cli": (0, "toml")}  # fmt: skip
    return {tool: READS[kind](fences(found[tool])[at]) for tool, (at, kind) in place.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("output", [16384, None])
@pytest.mark.parametrize("context", [131072, None])
def test_files_hold_what_the_record_says(
    catalog: Catalog, language: Language, context: int | None, output: int | None
) -> None:
    """Every value is the record's; a limit that is not known is not there, and all still parses."""
    given = changed(catalog, {"context": None, "output": None}, limits(context, output))
    files = written(given, language)
    known = {"context": context, "output": output}

    def only(**fields: int | None) -> dict[str, int]:
        return {name: value for name, value in fields.items() if value is not None}

    assert files["hermes-agent"]["model"] == {
        "default": MODEL, "provider": "custom", "base_url": CHAT, "api_key": "${WCODE_API_KEY}",
        **only(context_length=context),
    }  # fmt: skip
    claw = files["openclaw"]["models"]["providers"]["wcode"]
    assert (claw["baseUrl"], claw["apiKey"]) == (CHAT, "${WCODE_API_KEY}")
    assert claw["models"] == [
        {"id": MODEL, "name": "Qwen3.6 27B", "reasoning": True, "input": ["text", "image"],
         **only(contextWindow=context, maxTokens=output)}
    ]  # fmt: skip
    assert files["openclaw"]["agents"]["defaults"]["model"]["primary"] == f"wcode/{MODEL}"
    code = files["opencode"]["provider"]["wcode"]
    assert code["options"] == {"baseURL": CHAT, "apiKey": "{env:WCODE_API_KEY}"}
    assert files["opencode"]["model"] == f"wcode/{MODEL}"
    assert code["models"][MODEL] == {
        "name": "Qwen3.6 27B", "reasoning": True,
        "modalities": {"input": ["text", "image", "video"], "output": ["text"]},
        **({"limit": known} if context and output else {}),
    }  # fmt: skip
    assert files["aider"] == {
        f"openai/{MODEL}": {
            "litellm_provider": "openai", "mode": "chat",
            **only(max_input_tokens=context, max_output_tokens=output),
        }
    }  # fmt: skip
    assert files["codex-cli"] == {
        "model": MODEL, "model_provider": "wcode-api", **only(model_context_window=context),
        "model_providers": {"wcode-api": {"name": "wcode", "base_url": CHAT,
                                          "env_key": "WCODE_API_KEY", "wire_api": "responses"}},
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_of_forms_are_told(catalog: Catalog, language: Language) -> None:
    """Whoever fills in a form finds address, model and limits as text, and nothing unknown."""
    colon = "：" if language == "zh" else ": "
    given = changed(catalog, offer=limits(131072, 16384))
    for name in ("hermes-agent", "roo-code", "kilo-code", "cline"):
        text = said(tools(given, language)[name])
        for value in (CHAT, MODEL, "<API_KEY>"):
            assert f"{colon}{value}\n" in text, name
    for name in ("roo-code", "cline"):
        text = said(tools(given, language)[name])
        assert f"{colon}131072\n" in text
        assert f"Max Output Tokens{colon}16384\n" in text
        assert "text, image, video" in text
        bare = changed(catalog, {"context": None, "modalities": None}, limits(None, None))
        text = said(tools(bare, language)[name])
        assert "Window" not in text
        assert "Output" not in text
        assert "Images" not in text
        assert "Image Support" not in text


def test_the_shell_is_told_what_claude_code_needs(catalog: Catalog) -> None:
    """Address without the API's own path, token from the environment, one model for all work."""
    lines = fences(tools(changed(catalog, offer=limits(None, 16384)))["claude-code"])[0]
    assert lines.splitlines() == [
        'export ANTHROPIC_BASE_URL="https://wcode.net/api/anthropic"',
        'export ANTHROPIC_AUTH_TOKEN="$WCODE_API_KEY"',
        f'export ANTHROPIC_MODEL="{MODEL}"',
        f'export ANTHROPIC_DEFAULT_HAIKU_MODEL="{MODEL}"',
        'export CLAUDE_CODE_MAX_OUTPUT_TOKENS="16384"',
        "claude",
    ]
    unlimited = changed(catalog, {"output": None}, limits(None, None))
    assert "MAX_OUTPUT" not in fences(tools(unlimited)["claude-code"])[0]


def test_openclaw_is_told_of_no_modality_that_it_has_no_word_for(catalog: Catalog) -> None:
    """A model that takes audio alone is not said to take text; where it thinks is not known, the
    line is not there."""
    hears = Modalities(input=("audio",), output=("text",))
    given = changed(catalog, {"modalities": hears, "capabilities": ("ocr",)})
    model = written(given)["openclaw"]["models"]["providers"]["wcode"]["models"][0]
    assert not {"input", "reasoning"} & model.keys()
    other = written(given)["opencode"]["provider"]["wcode"]["models"][MODEL]
    assert other["modalities"] == {"input": ["audio"], "output": ["text"]}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_value_stays_text(catalog: Catalog, hostile: str) -> None:
    """It is read back from JSON, YAML and TOML as it was; no shell is told to run it."""
    given = changed(catalog, {"name": hostile}, {"id": hostile})
    found = tools(given)
    assert not {"claude-code", "aider"} & found.keys()
    assert yaml.safe_load(fences(found["hermes-agent"])[0])["model"]["default"] == hostile
    claw = json.loads(fences(found["openclaw"])[1])["models"]["providers"]["wcode"]["models"][0]
    assert (claw["id"], claw["name"]) == (hostile, hostile)
    code = json.loads(fences(found["opencode"])[0])["provider"]["wcode"]["models"]
    assert code[hostile]["name"] == hostile
    assert tomllib.loads(fences(found["codex-cli"])[0])["model"] == hostile
    for tool in found.values():
        tags = set(re.findall(r"<(/?[a-z0-9]+)", tool.html))
        assert {it.strip("/") for it in tags} <= {
            "p", "ul", "ol", "li", "strong", "code", "div", "pre", "b", "u", "i", "a",
        }, tool.choice  # fmt: skip
        assert (
            hostile in said(tool) or json.dumps(hostile)[1:-1] in said(tool) or "\\u" in said(tool)
        )


def test_a_guide_is_shown_where_its_api_is(catalog: Catalog) -> None:
    """Claude Code needs Messages, Codex Responses; an address with no base leaves nothing."""
    assert [*tools(catalog)] == ["hermes-agent", "roo-code", "kilo-code", "cline", "openclaw",
                                 "opencode", "claude-code", "aider", "codex-cli"]  # fmt: skip
    assert [*tools(changed(catalog, offer={"apis": ("messages",)}))] == ["claude-code"]
    assert [*tools(changed(catalog, offer={"apis": ("responses",)}))] == ["codex-cli"]
    assert tools(changed(catalog, offer={"apis": ("embeddings",)})) == {}
    assert shown(Edition(catalog, "en"), None) is None


def test_every_tool_has_its_guide_in_every_language(catalog: Catalog) -> None:
    """None falls back to the other; blocks are the same in both but for nothing."""
    for tool, guide in tools(catalog, "en").items():
        other = tools(catalog, "zh")[tool]
        assert (guide.language, other.language) == (None, None)
        assert (guide.name, fences(guide)) == (other.name, fences(other))
    only = {key: it for key, it in catalog.guides.items() if key == "aider.en"}
    assert tools(replace(catalog, guides=only), "zh")["aider"].language == "en"


def own(catalog: Catalog, text: str) -> Tool:
    """A guide of somebody's own, as the page shows it."""
    guide = Guide(
        tool="own", language="en", text=f"---\napis: chat-completions\n---\n# Own\n{text}"
    )
    return tools(replace(catalog, guides={"own.en": guide}))["own"]


def test_a_guide_is_data(catalog: Catalog) -> None:
    """Markup in it is text; links lead to the web or nowhere, and nothing is fetched."""
    html = own(
        catalog,
        "<script>x</script> <img src=x onerror=y> ![a](https://e.example/a.png) "
        "[a](javascript:x) [b](https://e.example) <b>z</b> zq0zq 70007 <javascript:x>\n\n"
        "<div onclick=x>\n\n```html\n<script>{{model}}</script>\n```\n",
    ).html
    assert "<script" not in html
    assert "<img" not in html
    assert "<div on" not in html
    assert re.findall(r'href="([^"]*)"', html) == ["https://e.example"]
    assert "zq0zq 70007" in html
    assert f"&lt;script&gt;{MODEL}&lt;/script&gt;" in html


def test_what_names_something_unknown_is_left_out(catalog: Catalog) -> None:
    """A line of a fence with its comma, an item, a paragraph; what stands beside it stays."""
    tool = own(
        changed(catalog, {"output": None}),
        "One {{output}}.\n\nTwo.\n\n- a {{output}}\n- b\n  and more\n\n"
        '```json\n{\n  "a": [\n    1,\n    {{output}}\n  ],\n  "b": {{output}}\n}\n```\n',
    )
    assert said(tool).split("\n")[:1] == ["Two."]
    assert "One" not in said(tool)
    assert tool.html.count("<li>") == 1
    assert "and more" in said(tool)
    assert json.loads(fences(tool)[0]) == {"a": [1]}


def test_the_twin_holds_the_guides(catalog: Catalog) -> None:
    """Fences as on the page; a hostile name breaks out of no span and no line."""
    hostile = changed(catalog, {"name": "`x` <b>\n# y"}, {"id": "`x` <b>\n# y"})
    for given in (catalog, hostile):
        text = next(it.render() for it in twins(given) if it.page == f"models/{MODEL}/")
        assert "### OpenCode" in text
        assert "{{" not in text
        found = dict(re.findall(r"^### (OpenCode)\n.*?^```json\n(.*?)^```$", text, re.M | re.S))
        assert json.loads(found["OpenCode"])["provider"]["wcode"]["models"].keys() == {
            given.offers[QWEN].id
        }
        assert "\n# y" not in text.split("## In your tools")[1]


def test_a_page_is_made_anew_when_a_guide_changes(catalog: Catalog) -> None:
    """A guide is part of the key of every model's page."""

    def keys(**digests: str) -> set[str]:
        other = replace(catalog, digests={**catalog.digests, **digests})
        return {each.key() for each in pages(other) if each.path.startswith("models/qwen/")}

    assert not keys() & keys(**{"guides/aider.en.md": "other"})
