"""`llmanac sync`, from files, as a person runs it."""

import json
from pathlib import Path

from copies import Copy
from terminal import Run, tree

MODEL = {
    "id": "acme/nova-9",
    "name": "Acme: Nova 9",
    "created": 1767225600,
    "context_length": 100000,
    "architecture": {"input_modalities": ["text"], "output_modalities": ["text"]},
    "pricing": {"prompt": "0.000001", "completion": "0.000002"},
}
FEEDS = """\
openrouter:
  name: OpenRouter
  home: https://openrouter.example
  url: http://127.0.0.1:9/models
portkey:
  name: Portkey
  home: https://portkey.example
"""


def feed(folder: Path, *models: object, name: str = "openrouter-2026-07-01.json") -> Path:
    """A file of a feed."""
    file = folder / name
    file.write_text(json.dumps({"data": models}))
    return file


def with_feeds(copy: Copy) -> None:
    """Let the catalogue know feeds, and a seller of theirs."""
    text = (copy.root / "feeds.yaml").read_text("utf-8")
    copy.write("feeds.yaml", text + FEEDS)
    bazaar = (copy.root / "providers/bazaar.yaml").read_text("utf-8")
    copy.write("providers/openrouter.yaml", bazaar.replace("{en: Bazaar, zh: 集市}", "OpenRouter"))


def test_a_feed_becomes_records(copy: Copy, run: Run, tmp_path: Path) -> None:
    """A dry run tells it, a run does it, another has nothing to do."""
    with_feeds(copy)
    file = feed(tmp_path, MODEL)
    dry = run("sync", "--dry-run", "--from", file, cwd=tmp_path)
    assert (dry.code, "would be written" in dry.out) == (0, True)
    assert not (copy.root / "offers/openrouter").exists()
    said = run("sync", "--json", "--from", file, cwd=tmp_path)
    assert said.code == 0
    assert "offers/openrouter/acme-nova-9" in json.loads(said.out)["new"]
    assert run("check", cwd=tmp_path).code == 0
    again = run("sync", "--from", file, "--report", "sync.md", "--lang", "zh", cwd=tmp_path)
    assert (again.code, again.out) == (0, "")
    assert "无需写入" in (tmp_path / "sync.md").read_text("utf-8")


def test_a_bad_feed_is_code_1_and_the_records_stay(copy: Copy, run: Run, tmp_path: Path) -> None:
    """The report says which, and why; one may go on without it."""
    with_feeds(copy)
    good, bad = feed(tmp_path, MODEL), tmp_path / "litellm-2026-07-01.json"
    bad.write_bytes(b'{"cut": [')
    before = tree(copy.root)
    said = run("sync", "--from", good, bad, cwd=tmp_path)
    assert (said.code, tree(copy.root)) == (1, before)
    assert "ends too early" in said.out
    assert run("sync", "--keep-going", "--from", good, bad, cwd=tmp_path).code == 1
    assert tree(copy.root) != before


def test_addresses_of_this_machine_are_not_asked(copy: Copy, run: Run, tmp_path: Path) -> None:
    """There is no flag for it."""
    with_feeds(copy)
    said = run("sync", "openrouter", cwd=tmp_path)
    assert (said.code, "no address of the open internet" in said.out) == (1, True)


def test_misuse_is_told_with_its_remedy(copy: Copy, run: Run, tmp_path: Path) -> None:
    """No such feed, no address, no day, no telling which feed."""
    with_feeds(copy)
    file = feed(tmp_path, MODEL, name="openrouter.json")
    other = tmp_path / "x-2026-01-01.json"
    other.write_text("[1]")
    for words, says in (
        (["far-sigth"], "feeds.yaml has no feed called far-sigth"),
        (["portkey"], "--from portkey=FILE"),
        (["--from", file], "openrouter@2026-11-12="),
        (["--from", other], "of which feed is"),
        (["--from", "nobody=x.json"], "nothing here reads a feed called nobody"),
        (["--from", "gone-2026-01-01.json"], "gone-2026-01-01.json"),
    ):
        said = run("sync", *words, cwd=tmp_path)
        assert (said.code, says in said.err) == (2, True), (words, said)
