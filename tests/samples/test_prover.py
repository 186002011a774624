"""The prover finds what is wrong with a sample. Tried on programs that need no library."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from prover import proving
from prover.proofs import record, samples
from prover.proving import Code, Verdict, filled, prove
from prover.server import serving
from prover.ways import GRAMMAR_OF, WAYS, Tool, Way
from prover.workshop import Workshop

from llmanac.check import check

if TYPE_CHECKING:
    from pathlib import Path

ID = "chat-completions/python.py"
GOOD = """
import json, os, sys, urllib.error, urllib.request
key = os.environ["{{key_variable}}"]
headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
body = {"model": "{{model}}", "messages": [{"role": "user", "content": "Hello!"}]}
request = urllib.request.Request("{{url}}", json.dumps(body).encode(), headers)
try:
    answer = json.load(urllib.request.urlopen(request))
except urllib.error.HTTPError as error:
    sys.exit(error.read().decode())
print(answer["choices"][0]["message"]["content"])
"""
PYTHON = Tool("Python", (sys.executable, "--version"))
WAY = Way((PYTHON,), (sys.executable, "{file}"))


@pytest.fixture(autouse=True)
def _without_grammars(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grammars are no part of a development environment."""
    monkeypatch.setattr(proving, "_unparsed", lambda *_: "")


def tried(folder: Path, text: str, way: Way = WAY) -> Verdict:
    """The verdict on a program."""
    with serving() as server:
        return prove(Code(ID, text), way, Workshop(folder), server)


def test_a_good_sample_passes(tmp_path: Path) -> None:
    """It is said what it ran with."""
    verdict = tried(tmp_path, GOOD)
    assert (verdict.wrong, verdict.how) == ("", "ran")
    assert verdict.tools == f"Python {'.'.join(map(str, sys.version_info[:3]))}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('[{"role": "user", "content": "Hello!"}]', '{"role": "user", "content": "Hello!"}', "arr"),
        ('"Bearer " + key', '"Bearer " + key[1:]', "Incorrect API key"),
        ("application/json", "text/plain", "content type"),
        ('"model": "{{model}}"', '"model": "gpt"', "no model"),
        ('"{{url}}"', '"{{base_url}}/completions"', "Nothing is served"),
        ("try:", "urllib.request.urlopen(request)\ntry:", "2 requests"),
        ("try:", "sys.exit()\ntry:", "0 requests"),
        ('"Hello!"}]}', '"Hello!"}], "stream": True}', "stream is True"),
        ('["content"])', '["role"])', "did not print"),
        ('print(answer["choices"][0]["message"]["content"])', "print(answer)", "more than"),
        ("print(", "print(1 / 0, ", "ended with 1"),
        ("sys.exit(error.read().decode())", "sys.exit()", "with a wrong key, it ended with 0"),
        ("sys.exit(error.read().decode())", "sys.exit(1)", "did not print the API's error"),
        ("import json", "improt json", "0 requests"),
    ],
)
def test_a_bad_sample_fails(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Each with a word about what is wrong."""
    assert GOOD.count(old) == 1
    assert said in tried(tmp_path, GOOD.replace(old, new)).wrong


def test_what_does_not_compile_fails(tmp_path: Path) -> None:
    """The compiler's words are passed on."""
    way = Way((PYTHON,), WAY.start, (sys.executable, "-m", "py_compile", "{file}"))
    assert tried(tmp_path, GOOD, way).wrong == ""
    verdict = tried(tmp_path, GOOD + "(", way)
    assert "does not compile" in verdict.wrong
    assert "SyntaxError" in verdict.wrong


def test_a_missing_tool_is_named(tmp_path: Path) -> None:
    """What the system lacks is known before anything runs."""
    missing = Tool("Perl 9", ("perl9", "--version"), "perl9")
    assert Workshop(tmp_path).missing([PYTHON, missing, missing]) == [missing]


def test_a_sample_sees_nothing_of_the_system_but_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody's proxies and keys are not what a sample was proved with."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    ran = Workshop(tmp_path).run((sys.executable, "-c", "import os; print(*os.environ)"))
    assert "ACME_API_KEY" in ran.out
    assert "HTTP_PROXY" not in ran.out


def test_proofs_are_records(tmp_path: Path) -> None:
    """What the prover writes is what `check` reads; a proof of a sample that is gone goes too."""
    catalog = tmp_path / "catalog"
    folder = catalog / "samples" / "chat-completions"
    folder.mkdir(parents=True)
    (folder / "a.sh").write_text("echo a\n")
    (folder / "b.sh").write_text("echo b\n")

    def verdicts() -> list[Verdict]:
        return [Verdict(it.id, it.sha256, "ran", "sh 1.0") for it in samples(catalog)]

    def found() -> list[str]:
        codes = (finding.code for finding in check(catalog))
        return [code for code in codes if code.startswith("SMP")]

    assert record(catalog, verdicts()) is True
    assert record(catalog, verdicts()) is False
    assert found() == []
    (folder / "a.sh").write_text("echo c\n")
    (folder / "b.sh").unlink()
    assert found() == ["SMP001", "SMP002"]
    assert record(catalog, verdicts()) is True
    assert found() == []


def test_placeholders_are_filled() -> None:
    """Each API has its own addresses."""
    text = filled(Code("messages/x.py", "{{base_url}} {{url}} {{ model }}"), "http://h")
    assert text.startswith("http://h/anthropic http://h/anthropic/v1/messages acme/")


def test_every_way_has_a_grammar() -> None:
    """Whatever runs is parsed, too."""
    assert all("." + name.rpartition(".")[2] in GRAMMAR_OF for name in WAYS)
