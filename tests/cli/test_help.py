"""`--help` teaches, in both languages, and misuse is told in a sentence."""

import subprocess
from pathlib import Path

import pytest
from terminal import COMMAND, PLAIN, Run, llmanac

from llmanac import messages
from llmanac.cli import COMMANDS
from llmanac.scaffold import QUESTIONS


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_says_what_a_command_does_and_shows_it(
    command: str, language: str, run: Run, tmp_path: Path
) -> None:
    """What it is for, and an example that begins with the program's name."""
    said = run(*command.split(), "--lang", language, "--help", cwd=tmp_path)
    words = messages.section("cli", language)
    assert said.code == 0
    about = words[f"{command}.about" if command else "about"]
    assert "".join(about.split()) in "".join(said.out.split())
    assert f"llmanac {command}".strip() in said.out.partition(about.split()[-1])[2]
    assert said.err == ""


@pytest.mark.parametrize("kind", QUESTIONS)
def test_help_of_a_new_record_names_every_question(kind: str, run: Run, tmp_path: Path) -> None:
    """Each can be answered by a flag."""
    said = run("new", kind, "--help", cwd=tmp_path)
    assert said.code == 0
    assert all(f"--{question.name} " in said.out for question in QUESTIONS[kind])


def test_the_language_is_that_of_the_reader(tmp_path: Path) -> None:
    """`--lang`, before or behind the command, else LLMANAC_LANG, else the locale."""
    english, chinese = "there is no folder", "没有文件夹"
    for words, variables, expected in (
        (["check"], {"LLMANAC_LANG": "", "LC_ALL": "", "LANG": "zh_CN.UTF-8"}, chinese),
        (["check"], {"LLMANAC_LANG": "en", "LANG": "zh_CN.UTF-8"}, english),
        (["check"], {"LLMANAC_LANG": "zh"}, chinese),
        (["check", "--lang", "en"], {"LLMANAC_LANG": "zh"}, english),
        (["--lang=zh", "check"], {}, chinese),
    ):
        said = llmanac(*words, cwd=tmp_path, **variables)
        assert said.code == 2
        assert expected in said.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "required: COMMAND"),
        (["biuld"], "invalid choice: 'biuld'"),
        (["check", "--port", "1"], "unrecognized arguments"),
        (["check"], "there is no folder catalog; name the catalogue's with --catalog"),
        (["check", "--as-of", "today", "--catalog", "."], "today is no day; write one such as"),
        (["build", "--catalog", "nowhere"], "there is no folder nowhere"),
        (["serve", "--catalog", ".", "--port", "65536"], "invalid port value: '65536'"),
        (["serve", "--catalog", ".", "--docs", "nowhere"], "there is no folder nowhere"),
        (["schema", "offr"], "no kind of record called offr; there are: site, redirects"),
        (["schema", "--write", "/dev/null/x"], "/dev/null/x: Not a directory"),
        (["new", "model"], "required: id"),
        (["init", "/dev/null/x"], "/dev/null/x: Not a directory"),
    ],
)
def test_misuse_is_told_with_the_remedy(
    words: list[str], says: str, run: Run, tmp_path: Path
) -> None:
    """Exit code 2, a sentence on stderr, nothing on stdout."""
    said = run(*words, cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_closed_streams_and_readers_who_leave_are_no_crash(tmp_path: Path) -> None:
    """Under `cron`, and before `head`."""
    for redirected, code in (("| true", 0), (">&-", 0), ("2>&-", 0), ("<&-", 0)):
        line = f'"{COMMAND[0]}" -m llmanac schema offer {redirected}'
        ended = subprocess.run(
            ["sh", "-c", line], cwd=tmp_path, env=PLAIN, capture_output=True, check=False
        )
        assert (ended.returncode, ended.stderr) == (code, b"")
