"""Whatever is wrong with a catalogue is found where it stands."""

import os
import re
from pathlib import Path
from typing import Annotated

import pytest
from copies import CATALOG, copied
from flaws import BAZAAR, ECHO, FINE, LAWS, MYSTERY, NOVA, OLD, SAMPLE, SHAPE, TABLE, TEXT, Flaw
from pydantic import Field, ValidationError

from llmanac.check import check
from llmanac.load import DIALECT, DIALECTS
from llmanac.load.cache import Cache
from llmanac.load.folder import File
from llmanac.load.records import read_record
from llmanac.load.shape import problems
from llmanac.load.text import spot
from llmanac.messages import messages
from llmanac.schema.kinds import Kind

CIRCLE = "first: completion_tokens\n    includes: ["
ALL = [*TEXT, *SHAPE, *LAWS]


def test_the_invented_catalogue_has_no_findings(tmp_path: Path) -> None:
    """Nothing is wrong with records that are right."""
    assert copied(tmp_path).check() == []
    assert check(CATALOG) == ()


@pytest.mark.parametrize("flaw", ALL, ids=[f"{n}-{flaw.code}" for n, flaw in enumerate(ALL)])
def test_a_flaw_is_found_where_it_stands(flaw: Flaw, tmp_path: Path) -> None:
    """One flaw makes one finding, at the very value."""
    copy = copied(tmp_path)
    place = flaw.place_in(copy)
    assert copy.places() == [place]


@pytest.mark.parametrize(("path", "old", "new"), FINE)
def test_what_is_just_right_is_no_flaw(path: str, old: str, new: str, tmp_path: Path) -> None:
    """The other side of every boundary is fine."""
    copy = copied(tmp_path)
    copy.edit(path, old, new)
    assert copy.places() == []


def test_bytes_that_are_no_utf_8_are_found(tmp_path: Path) -> None:
    """A file is UTF-8; the first byte that is not is named."""
    copy = copied(tmp_path)
    copy.write(ECHO, "name: 回\nkind: ".encode() + b"\xb2\xbb")
    copy.write(SAMPLE, b"print('\xff')")
    assert copy.places() == [(ECHO, 2, 7, "YML002"), (SAMPLE, 1, 8, "YML002")]


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """50 MB are refused by their size alone."""
    copy = copied(tmp_path)
    with (copy.root / ECHO).open("wb") as file:
        file.truncate(50_000_000)
    read, whole = [], Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or whole(path))
    found = copy.check()
    assert [(f.path, f.code, f.params["size"]) for f in found] == [(ECHO, "YML001", 50_000_000)]
    assert copy.root / NOVA in read
    assert copy.root / ECHO not in read


def test_a_link_may_not_lead_out(tmp_path: Path) -> None:
    """Nothing outside of the catalogue is read; a link within it is a file like others."""
    copy = copied(tmp_path)
    (tmp_path / "secret.yaml").write_text("name: secret")
    (copy.root / "models/acme/secret.yaml").symlink_to(tmp_path / "secret.yaml")
    (copy.root / "models/acme/nowhere.yaml").symlink_to("nothing.yaml")
    (copy.root / "models/acme/folder.yaml").symlink_to("..")
    (copy.root / "models/acme/loop.yaml").symlink_to("loop.yaml")
    (copy.root / "models/acme/pulsar.yaml").symlink_to("nova.yaml")
    os.mkfifo(copy.root / "models/acme/pipe.yaml")
    assert copy.places() == [
        ("models/acme/folder.yaml", 1, 1, "FIL004"),
        ("models/acme/loop.yaml", 1, 1, "FIL005"),
        ("models/acme/nowhere.yaml", 1, 1, "FIL005"),
        ("models/acme/pipe.yaml", 1, 1, "FIL004"),
        ("models/acme/secret.yaml", 1, 1, "FIL002"),
    ]


def test_a_catalogue_has_a_site(tmp_path: Path) -> None:
    """Without `site.yaml` there is nothing to publish; a broken one is there all the same."""
    copy = copied(tmp_path)
    (copy.root / "site.yaml").unlink()
    assert copy.places() == [("site.yaml", 1, 1, "FIL006")]
    copy.write("site.yaml", "title: x: y")
    assert copy.places() == [("site.yaml", 1, 9, "YML003")]


def test_an_evaluation_stands_under_a_known_lab(tmp_path: Path) -> None:
    """The folder of a table is a lab."""
    copy = copied(tmp_path)
    (copy.root / "evaluations/acme").rename(copy.root / "evaluations/acne")
    assert [(f.path, f.code) for f in copy.check()] == [
        ("evaluations/acne/nova-launch.yaml", "REF008")
    ]


def test_two_ids_may_not_share_a_slug(tmp_path: Path) -> None:
    """The second is told of the first, and that its file is not the one for its id."""
    copy = copied(tmp_path)
    line, column = copy.edit(MYSTERY, "id: mystery", "id: §acme:nova")
    assert copy.places() == [(MYSTERY, line, column, "ID001"), (MYSTERY, line, column, "ID002")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("\nmodel: /model", "\nmodel: §a b", "REC032"),
        (CIRCLE, "§" + CIRCLE + "output, ", "REC033"),
        ("includes: [cache.read,", "includes: §[page, cache.read,", "REC034"),
        ("\nid: /id", "\nothers: [§{counts: {input: {first: n}}}]\nid: /id", "REC035"),
    ],
)
def test_a_dialect_is_read_as_strictly(old: str, new: str, code: str) -> None:
    """Dialects are records, too."""
    text = (DIALECTS / "openai-chat.yaml").read_text("utf-8")
    assert text.count(old) == 1
    before, _, after = text.replace(old, new).partition("§")
    file = File("x.yaml", DIALECT, {"id": "x"}, (before + after).encode())
    found = read_record(file, "", Cache())[1]
    assert [(f.line, f.column, f.code) for f in found] == [(*spot(before, len(before)), code)]


def test_what_has_no_sentence_of_its_own_is_said_nevertheless() -> None:
    """An error of pydantic that no table knows is passed on."""
    kind = Kind("x", re.compile("x"), Annotated[int, Field(multiple_of=2)])
    with pytest.raises(ValidationError) as caught:
        kind.adapter.validate_python(3)
    [(code, problem)] = problems(kind, caught.value)
    assert (code, problem.params) == (
        "REC099",
        {"found": "3", "problem": "Input should be a multiple of 2"},
    )


def test_every_code_is_tried() -> None:
    """Each sentence about a catalogue has a test that makes it be said."""
    special = [
        "YML002",
        "FIL002",
        "FIL004",
        "FIL005",
        "FIL006",
        "REF008",
        "ID002",
        "REC032",
        "REC033",
        "REC034",
        "REC035",
    ]
    tried = {flaw.code for flaw in ALL} | {*special, "REC099"}
    assert tried == {code for code in messages("en") if re.fullmatch(r"[A-Z]+\d{3}", code)}


def test_one_run_shows_everything(tmp_path: Path) -> None:
    """A file that does not parse hides no other, and what it holds is not called missing."""
    copy = copied(tmp_path)
    expected = [
        (NOVA, *copy.edit(NOVA, "kind: chat", "kind: a§: b"), "YML003"),
        ("labs.yaml", *copy.write("labs.yaml", "§"), "YML005"),
        (OLD, *copy.edit(OLD, "per: 1M", "per: §1G"), "PRC024"),
        (BAZAAR, *copy.edit(BAZAAR, "Europe/Berlin", "§Europe/Berlni"), "SIT003"),
        (TABLE, *copy.edit(TABLE, "[12, 15]", "§[12]"), "EVL001"),
    ]
    assert copy.places() == sorted(expected)
