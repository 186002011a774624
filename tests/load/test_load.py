"""Files become a catalogue."""

import pickle
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from copies import AS_OF, copied
from flaws import ECHO, NOVA, PROVED, SAMPLE, SOLD

from llmanac.load import NoCatalog, load
from llmanac.load.document import compose
from llmanac.load.folder import LAYOUT
from llmanac.load.scalars import scalar
from llmanac.rules.world import PLACES, place
from llmanac.schema.kinds import KINDS, kind_of


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("null", None),
        ("~", None),
        ("0", 0),
        ("-12", -12),
        ("3.10", Decimal("3.10")),
        ("1e-6", Decimal("1e-6")),
        ("9" * 100, int("9" * 100)),
        *((w, w) for w in ("True", "yes", "no", "on", "Null", "12:30:00", "2026-04-23", "0x1F")),
        *((w, w) for w in ("010", "1_000", "+1", ".5", "1.", ".nan", ".inf", "1e", "٣")),
    ],
)
def test_a_bare_word_is_what_its_author_wrote(word: str, value: object) -> None:
    """Only plain numbers, true, false and null are no text; digits are kept."""
    read = scalar(word)
    assert (type(read), str(read)) == (type(value), str(value))


def test_values_keep_their_digits_and_places() -> None:
    """Sequences are tuples, numbers exact, and every value knows where it stands."""
    node, findings = compose("x.yaml", "价格: {a: [1.50, '2', &x no]}\nb: *x\n")
    assert node is not None
    assert findings == []
    assert node.data == {"价格": {"a": (Decimal("1.5"), "2", "no")}, "b": "no"}
    assert str(node.data["价格"]["a"][0]) == "1.50"
    at = node.find(("价格", "a", 1))
    assert (at.line, at.column) == (1, 16)
    at = node.find(("b",), at_key=True)
    assert (at.line, at.column) == (2, 1)
    around = node.find(("价格", "nothing", 3))
    assert (around.line, around.column) == (1, 5)


def test_every_kind_has_a_place() -> None:
    """The tables of the layout say the same."""
    assert LAYOUT.keys() == KINDS.keys()
    placed = {found[0].name for what in PLACES if (found := kind_of(place(what, "a/b.en")))}
    placed |= {found[0].name for what in PLACES if (found := kind_of(place(what, "b.en")))}
    assert placed == KINDS.keys()


def test_records_are_found_by_their_ids(tmp_path: Path) -> None:
    """The id is the path; all mappings are in the order of ids."""
    catalog, findings = load(copied(tmp_path).root, as_of=AS_OF)
    assert findings == ()
    assert list(catalog.models) == ["acme/echo-embed", "acme/nova"]
    assert list(catalog.guides) == ["acme-cli.en", "acme-cli.zh"]
    assert list(catalog.samples) == ["chat-completions/curl.sh", "chat-completions/python.py"]
    assert list(catalog.proofs) == ["chat-completions/curl.sh"]
    assert {"anthropic-messages", "openai-chat", "openai-responses"} <= catalog.dialects.keys()
    assert catalog.as_of == AS_OF


def test_a_revision_names_the_bytes(tmp_path: Path) -> None:
    """Equal files make equal revisions; a changed byte makes another."""
    first, second = copied(tmp_path / "a"), copied(tmp_path / "b")
    one, two = load(first.root)[0], load(second.root)[0]
    assert (one.revision, one.digests) == (two.revision, two.digests)
    second.edit(ECHO, "Echo Embed", "Echo embed")
    assert load(second.root)[0].revision != one.revision


def test_a_catalogue_lays_itself_over_a_base(tmp_path: Path) -> None:
    """Vocabularies merge per term, samples and guides per file; all other records are its own."""
    base, own = copied(tmp_path / "base"), copied(tmp_path / "own")
    for path in ("models", "offers", "evaluations", "providers", "samples", "guides"):
        for file in sorted((own.root / path).rglob("*.*")):
            file.unlink()
    own.write("labs.yaml", "acme: {name: Acme & Sons}\nown: {name: Own}\n")
    own.write(SAMPLE, "print('mine')\n")
    own.write("redirects.yaml", "{}")
    own.edit("site.yaml", "default_provider: bazaar\n", "")
    catalog, findings = load(own.root, base=base.root)
    assert findings == ()
    assert [lab.name.en for lab in catalog.labs.values()] == ["Acme & Sons", "Own", "Zenith"]
    assert not catalog.models
    assert catalog.samples["chat-completions/python.py"].text == "print('mine')\n"
    assert list(catalog.guides) == ["acme-cli.en", "acme-cli.zh"]


def test_a_base_proves_its_own_samples_only(tmp_path: Path) -> None:
    """Whoever writes another sample in a base's place is told of no proof, and has none."""
    base, own = copied(tmp_path / "base"), copied(tmp_path / "own")
    for file in ("samples/proved.json", PROVED):
        (own.root / file).unlink()
    assert list(load(own.root, base=base.root)[0].proofs) == ["chat-completions/curl.sh"]
    own.write(PROVED, "echo mine\n")
    assert own.check(base=base.root) == []
    assert not load(own.root, base=base.root)[0].proofs


def test_a_finding_in_the_base_names_its_file(tmp_path: Path) -> None:
    """What is wrong with a term stands where the term does."""
    base, own = copied(tmp_path / "base"), copied(tmp_path / "own")
    hidden = base.edit("labs.yaml", "en: Zenith", "en: §Ze\u202enith")
    broken = base.edit("capabilities.yaml", "thinking: {label", "thinking: {§lable")
    own.write("labs.yaml", "acme: {name: Acme}\n")
    assert [(f.path, f.line, f.column, f.code) for f in own.check(base=base.root)] == [
        (f"{base.root}/capabilities.yaml", broken[0], broken[1] - 1, "REC002"),
        (f"{base.root}/capabilities.yaml", *broken, "REC001"),
        (f"{base.root}/labs.yaml", *hidden, "TXT001"),
    ]


def test_what_was_read_once_is_not_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clean file is known by its bytes; another way of reading knows nothing."""
    copy, cache = copied(tmp_path), tmp_path / "cache"
    copy.edit(NOVA, "name: Nova", "name: '=Nova'")
    cold = load(copy.root, cache=cache)
    written = {file: file.read_bytes() for file in cache.iterdir()}
    with monkeypatch.context() as patch:
        patch.setattr("llmanac.load.records.parse", None)
        patch.setattr("llmanac.load.records.parse_plain", None)
        warm = load(copy.root, cache=cache)
    assert warm[0].models == cold[0].models
    assert warm[0].offers == cold[0].offers
    assert str(warm[0].offers["bazaar/acme-nova"].prices[0].rates["input"][0].value) == "1.50"
    assert {file: file.read_bytes() for file in cache.iterdir()} == written
    for file, content in written.items():
        file.write_bytes(content[:-10])
    assert load(copy.root, cache=cache)[0].models == cold[0].models


def test_a_cache_runs_nothing(tmp_path: Path) -> None:
    """Whatever somebody has put into its place is not executed, but made anew."""

    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (tmp_path / "sprung",)

    copy, cache = copied(tmp_path), tmp_path / "cache"
    cold = load(copy.root, cache=cache)
    for file in cache.iterdir():
        file.write_bytes(pickle.dumps(Trap()))
    assert load(copy.root, cache=cache)[0].models == cold[0].models
    assert not (tmp_path / "sprung").exists()


def test_many_files_are_read_as_few_are(tmp_path: Path) -> None:
    """Parsed by several processes, a catalogue is what it is by one, and so are its findings."""
    copy = copied(tmp_path)
    nova = (copy.root / NOVA).read_text("utf-8")
    for number in range(600):
        name = "open: true\n  open: true" if number == 7 else "open: true"
        text = nova.replace("open: true", name).replace("name: Nova", f"name: Nova {number}")
        copy.write(f"models/acme/nova-{number}.yaml", text)
    catalog, findings = load(copy.root)
    assert [(f.path, f.code) for f in findings] == [("models/acme/nova-7.yaml", "YML007")]
    assert catalog.models["acme/nova-42"].name == "Nova 42"
    assert [*catalog.models] == sorted(catalog.models)


def test_a_broken_file_is_never_remembered(tmp_path: Path) -> None:
    """The second run finds what the first has found."""
    copy, cache = copied(tmp_path), tmp_path / "cache"
    copy.edit(SOLD, "per: 1k", "per: 1G")
    copy.edit(NOVA, "open: true", "open: true\n  open: true")
    first = load(copy.root, cache=cache)[1]
    assert len(first) == 2
    assert load(copy.root, cache=cache)[1] == first


def test_the_day_is_that_of_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clean checkout is read for the day of its commit in UTC, a changed one for no earlier."""
    copy = copied(tmp_path)
    assert load(copy.root)[0].as_of == AS_OF
    for name in ("GIT_AUTHOR", "GIT_COMMITTER"):
        monkeypatch.setenv(f"{name}_NAME", "a")
        monkeypatch.setenv(f"{name}_EMAIL", "a@a.example")
        monkeypatch.setenv(f"{name}_DATE", "2026-02-21T01:00:00+0800")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    assert load(copy.root)[0].as_of == date(2026, 2, 20)
    copy.edit(ECHO, "Echo Embed", "Echo embed")
    assert load(copy.root)[0].as_of == AS_OF


def test_a_folder_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    """There is nothing to have findings about."""
    with pytest.raises(NoCatalog):
        load(tmp_path / "nothing")
