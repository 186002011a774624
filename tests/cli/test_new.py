"""`llmanac new`: a record that `check` finds nothing wrong with, whatever is answered."""

import os
import pty
import subprocess
from pathlib import Path

import pytest
from terminal import COMMAND, PLAIN, Run, llmanac, tree

from llmanac.load import load

STANDS = ("--source", "https://x.example/a?b=c#d", "--seen", "2026-01-02")
RECORDS = {
    "model": ("example-lab/second", "--name", "Second", "--summary", "It is.", *STANDS),
    "provider": (
        *("second", "--name", "Second", "--home", "https://x.example"),
        *("--api", "messages", "--url", "https://x.example/v1/messages", *STANDS),
    ),
    "offer": (
        *("my-gateway/Example/First:free", "--model", "example-lab/first-model"),
        *("--currency", "CNY", "--per", "1k", "--input", "0.0032", "--output", "0.0195", *STANDS),
    ),
    "evaluation": (
        *("example-lab/table", "--title", "A table", "--column", "First"),
        *("--benchmark", "mmlu-pro", "--score", "79.5", *STANDS),
    ),
}
AWKWARD = [
    "no", "null", "~", "true", "1e-6", "3.10", "0x1F", "12:30:00", "2026-01-01", "-", "- a", "a: b",
    "a #b", "#a", '"', "'", "it's", '\\"', "\\n", "{{x}}", "{a}", "[a, b]", "*a", "&a", "!a", "%a",
    "@a", "`a`", "|", ">", "<script>", "通义 千问：“三”", "=1", "?", "? a", "a,b", "👩‍💻",
]  # fmt: skip


@pytest.mark.parametrize("kind", RECORDS)
def test_flags_make_a_record_that_is_right(kind: str, run: Run, starter: Path) -> None:
    """Its path is printed; nothing is found; every field that was left out stands in a comment."""
    said = run("new", kind, *RECORDS[kind], cwd=starter)
    path, _, rest = said.out.partition("\n")
    assert (said.code, rest, said.err) == (0, "no findings\n", "")
    text = (starter / path).read_text("utf-8")
    schema = text.partition("$schema=")[2].partition("\n")[0]
    assert (starter / path).parent.joinpath(schema).is_file()
    assert text.count("\n# ") >= 2


def test_the_new_records_build(starter: Path, run: Run) -> None:
    """All of them, on the site."""
    for kind, words in RECORDS.items():
        assert run("new", kind, *words, cwd=starter).code == 0
    assert llmanac("build", cwd=starter).code == 0
    site = starter / "build" / "site"
    assert (site / "models/example-lab/second/index.html").is_file()
    assert b"0.0195" in (site / "api/v1/prices.json").read_bytes()


def test_awkward_words_survive(run: Run, starter: Path) -> None:
    """What is answered is what the record says, to the letter."""
    for number, word in enumerate(AWKWARD):
        words = ("--name", word, f"--summary={word}", *STANDS)
        assert run("new", "model", f"example-lab/m{number}", *words, cwd=starter).code == 0, word
    catalog, _ = load(starter / "catalog")
    models = [catalog.models[f"example-lab/m{number}"] for number in range(len(AWKWARD))]
    assert [it.name for it in models] == AWKWARD
    assert [it.summary.text("en") for it in models] == AWKWARD


@pytest.mark.parametrize("amount", ["1e-6", "0", "1.00", "10/1k", "0.1234567890123456789"])
def test_prices_keep_their_digits(amount: str, run: Run, starter: Path) -> None:
    """Also those that YAML readers usually spoil."""
    words = ("--model", "example-lab/first-model", f"--input={amount}", *STANDS)
    assert run("new", "offer", "my-gateway/new", *words, cwd=starter).code == 0
    (price,) = load(starter / "catalog")[0].offers["my-gateway/new"].prices
    (read,) = price.rates["input"]
    assert read is not None
    assert read.text() == {"1e-6": "0.000001"}.get(amount, amount)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["model", "../evil/x"], "`../evil/x` cannot be an id"),
        (["model", "example-lab/../../x"], "cannot be an id"),
        (["model", "example-lab/.."], "cannot be an id"),
        (["model", "/etc/x"], "cannot be an id"),
        (["model", "example-lab/.hidden"], "cannot be an id"),
        (["model", "Example/Lab"], "would not stand at models/<lab>/<name>.yaml"),
        (["model", "one"], "cannot be an id"),
        (["model", ""], "cannot be an id"),
        (["provider", ".."], "would not stand at providers/<provider>.yaml"),
        (["offer", "my-gateway"], "would not stand at offers/<provider>/<slug>.yaml"),
        (["offer", "../x"], "cannot be an id"),
        (["model", "example-lab/first-model"], "first-model.yaml is there already"),
        (["model", "example-lab/x", "--name", "x"], "give --summary --source --seen"),
        (["offer", "my-gateway/x", "--model", "a/b", *STANDS, "--input", "€1"], "€1 is no price"),
        (["offer", "my-gateway/x", "--model", "a/b", *STANDS, "--input=-1"], "-1 is no price"),
        (["evaluation", *RECORDS["evaluation"][:-5], "NaN", *STANDS], "NaN is no score"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    words: list[str], says: str, run: Run, starter: Path
) -> None:
    """Nobody can be asked here, no id leads out of the catalogue, no record is written over."""
    before = tree(starter.parent)
    said = run("new", *words, cwd=starter)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert tree(starter.parent) == before


def test_a_record_with_a_finding_stands_and_is_told(run: Run, starter: Path) -> None:
    """An unknown lab: the record can be mended, and the finding says how."""
    said = run("new", "model", "nobody/x", "--name", "X", "--summary", "x", *STANDS, cwd=starter)
    assert said.code == 1
    assert "REF001" in said.out
    assert (starter / "catalog/models/nobody/x.yaml").is_file()


def on_a_terminal(answers: str, *words: str, cwd: Path) -> tuple[int, str]:
    """Type answers into a terminal; exit code, and all that was shown."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *words], cwd=cwd, env=PLAIN, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        os.write(ours, answers.encode())
        shown = b""
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:  # the other side is gone
            pass
        os.close(ours)
    return process.returncode, shown.decode(errors="replace")


def test_a_person_is_asked_what_flags_leave_open(starter: Path) -> None:
    """Choices are asked again until one fits; an empty answer takes the default."""
    answers = "模型 no: 1\nchatty\nembedding\n它做什么\n\nhttps://x.example\n2026-01-02\n"
    code, shown = on_a_terminal(answers, "new", "model", "example-lab/asked", cwd=starter)
    assert "Please answer, with one of: chat, " in shown
    assert shown.count("address of the page that says so: ") == 2
    assert code == 0, shown
    model = load(starter / "catalog")[0].models["example-lab/asked"]
    assert (model.name, model.kind, model.summary.zh) == ("模型 no: 1", "embedding", "它做什么")


def test_whoever_has_no_answer_may_leave(starter: Path) -> None:
    """Ctrl-D ends the questions with the flag that is left open; nothing is written."""
    code, shown = on_a_terminal("X\n\x04", "new", "model", "example-lab/asked", cwd=starter)
    assert code == 2
    assert "nobody can be asked here; give --kind" in shown
    assert not (starter / "catalog/models/example-lab/asked.yaml").exists()
