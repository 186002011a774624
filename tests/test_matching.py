"""What a query finds: the pure functions of `web/src/search`, in a real browser."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

WEB = Path(__file__).parents[1] / "web"
ESBUILD = WEB / "node_modules" / ".bin" / "esbuild"

INDEX = {
    "terms": {
        "en": ["Tongyi", "deep thinking", "vision", "text generation", "Acme"],
        "zh": ["通义", "深度思考", "视觉识别", "文本生成", ""],
        "pinyin": [
            "tong yi",
            "shen du si kao\nshen duo si kao",
            "shi jue shi bie",
            "wen ben sheng cheng",
            "",
        ],
    },
    "models": {
        "id": ["acme/gpt-4o", "acme/nova-instruct", "qwen/qwen3.5-35b-a3b", "qwen/qwen3.6-27b"],
        "name": ["GPT-4o", "Nova Instruct", "Qwen3.5 35B-A3B", "Qwen3.6 27B"],
        "lab": [4, 4, 0, 0],
        "can": [[2, 3], [3], [1], [1, 2]],
        "more": [[], [], [], []],
        "also": ["omni-old", "", "", "bedrock/qwen.qwen3-6-27b-v1:0\nqwen/qwen3.6"],
        "featured": [3],
    },
    "labs": {"id": ["acme", "qwen"], "name": [4, 0], "also": ["", ""]},
    "providers": {"id": [], "name": [], "also": []},
    "benchmarks": {"id": ["qwenbench"], "name": ["QwenBench"], "also": [""]},
    "parameters": {"id": ["top_k"], "name": ["Top-K"], "also": [""]},
}

FINDS = [
    # ids and names, held together in any way
    ("qwen/qwen3.6-27b", ["qwen/qwen3.6-27b"]),
    ("qwen3.6-27b", ["qwen/qwen3.6-27b"]),
    ("qwen3.6 27b", ["qwen/qwen3.6-27b"]),
    ("Qwen 3.6 27B", ["qwen/qwen3.6-27b"]),
    ("ＱＷＥＮ３．６", ["qwen/qwen3.6-27b"]),
    ("27b qwen", ["qwen/qwen3.6-27b"]),
    ("gpt4o", ["acme/gpt-4o"]),
    ("wen3.6-27", ["qwen/qwen3.6-27b"]),
    ("top k", ["top_k"]),
    # former ids, and ids elsewhere
    ("omni", ["acme/gpt-4o"]),
    ("bedrock", ["qwen/qwen3.6-27b"]),
    # a point between figures is kept
    ("3.5", ["qwen/qwen3.5-35b-a3b"]),
    ("35b", ["qwen/qwen3.5-35b-a3b"]),
    # nothing is found across the joint of two words
    ("ai", []),
    # terms, in both languages, whichever the page has; every word must occur
    ("视觉", ["qwen/qwen3.6-27b", "acme/gpt-4o"]),
    ("vision", ["qwen/qwen3.6-27b", "acme/gpt-4o"]),
    ("思考", ["qwen/qwen3.6-27b", "qwen/qwen3.5-35b-a3b"]),
    ("vision thinking", ["qwen/qwen3.6-27b"]),
    ("视觉 qwen", ["qwen/qwen3.6-27b"]),
    ("vision nova", []),
    # by sound: syllables from any of them on, other readings, initials
    ("shendu", ["qwen/qwen3.6-27b", "qwen/qwen3.5-35b-a3b"]),
    ("sikao", ["qwen/qwen3.6-27b", "qwen/qwen3.5-35b-a3b"]),
    ("shenduo", ["qwen/qwen3.6-27b", "qwen/qwen3.5-35b-a3b"]),
    ("sdsk", ["qwen/qwen3.6-27b", "qwen/qwen3.5-35b-a3b"]),
    ("endu", []),
    # equally good finds: models first, the featured before the others
    ("qwen", ["qwen", "qwen/qwen3.6-27b", "qwen/qwen3.5-35b-a3b", "qwenbench"]),
    ("tongyi", ["qwen", "qwen/qwen3.6-27b", "qwen/qwen3.5-35b-a3b"]),
    ("", []),
    (" - ", []),
]


@pytest.fixture(scope="module")
def script() -> str:
    """The functions, bundled."""
    assert ESBUILD.exists(), "`make web/node_modules/.ready` fetches esbuild"
    source = (
        'export * from "./src/search/rank"; export * from "./src/search/entries";'
        'export * from "./src/search/fold"; export * from "./src/search/match";'
    )
    command = [ESBUILD, "--bundle", "--format=iife", "--global-name=it"]
    return subprocess.run(
        command, cwd=WEB, input=source, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def web(page: Page, script: str) -> Page:
    """A page that has them."""
    page.add_script_tag(content=script)
    return page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_query_finds_these_in_this_order(web: Page, language: str) -> None:
    """Exact before prefix before word before part; featured first; AND of all words."""
    found = web.evaluate(
        """([index, language, queries]) => {
          const read = it.indexOf(index, language);
          return queries.map((query) => it.found(read, query).map((entry) => entry.id));
        }""",
        [INDEX, language, [query for query, _ in FINDS]],
    )
    assert dict(zip([query for query, _ in FINDS], found, strict=True)) == dict(FINDS)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Qwen3.6 27B", "qwen3.6-27b", ["Qwen3.6 27B"]),
        ("Qwen3.6 27B", "27 qwen", ["Qwen", "27"]),
        ("qwen/qwen3.6-27b", "qwen", ["qwen", "qwen"]),
        ("视觉识别", "觉识", ["觉识"]),
        ("ＧＰＴ－４o", "gpt4o", ["ＧＰＴ－４o"]),
        ("Nova Instruct", "ai", []),
        ("𝒩ova ☃", "nova", ["𝒩ova"]),
        ("İstanbul", "stan", ["stan"]),
    ],
)
def test_what_was_typed_is_marked_in_the_text(
    web: Page, text: str, query: str, marked: list[str]
) -> None:
    """Where it stands in the text as shown, whatever folding did to lengths."""
    assert marked == web.evaluate(
        """([text, query]) =>
             it.marks(text, it.wordsOf(query)).map(([from, to]) => text.slice(from, to))""",
        [text, query],
    )


def test_one_is_found_among_thousands(web: Page) -> None:
    """Of 5,000 models alike, the one that all words fit comes alone."""
    found = web.evaluate(
        """(index) => {
          const many = structuredClone(index);
          const {models} = many;
          for (let n = 0; n < 5000; n++) {
            models.id.push(`lab${n % 90}/model-${n}.${n % 7}-27b`);
            models.name.push(`Model ${n}.${n % 7} 27B`);
            models.also.push(`seller/model-${n}\\nother-seller/lab-model-${n}-v1:0`);
            models.lab.push(0); models.can.push([1, 2, 3]); models.more.push([4]);
          }
          const read = it.indexOf(many, "en");
          const ids = (query) => it.found(read, query).map((one) => one.id);
          return [ids("model 27b").length, ids("model 4999 27b")];
        }""",
        INDEX,
    )
    assert found == [5000, ["lab49/model-4999.1-27b"]]
