"""What is written is written whole, or not at all."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmanac import files
from llmanac.files import Busy, replacing, write

VERSIONS = """
import sys
from pathlib import Path
from llmanac import files

target, exchanges = Path(sys.argv[1]), sys.argv[2] == "exchange"
if not exchanges:
    files.exchange = lambda one, other: False
version = 0
while True:
    version += 1
    with files.replacing(target) as tree:
        tree.write("same.txt", "always the same")
        for number in range(version % 7 + 5):
            tree.write(f"deep/{number}.txt", f"{version} of {version % 7 + 5}")
    if version == 1:
        print("standing", flush=True)
"""


def contents(folder: Path) -> dict[str, str]:
    """Every file below the folder, by its name."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def assert_one_version(site: Path) -> None:
    """All files come from one run, and none of that run's is missing."""
    deep = {name: text for name, text in contents(site).items() if name != "same.txt"}
    (text,) = set(deep.values())
    version, _, count = text.partition(" of ")
    assert len(deep) == int(count) == int(version) % 7 + 5
    assert (site / "same.txt").read_text("utf-8") == "always the same"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Where a tree goes."""
    return tmp_path / "build" / "site"


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to swap, the second for systems that lack the first."""
    if request.param == "two renames":
        monkeypatch.setattr(files, "exchange", lambda one, other: False)
    return str(request.param)


def test_a_build_killed_at_any_moment_leaves_one_whole_site(site: Path, way: str) -> None:
    """Twenty kills at random moments, and each time the old site or the new one stands."""
    moments = random.Random(20260422)
    command = [sys.executable, "-c", VERSIONS, str(site), way]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(20):
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as run:
            assert run.stdout is not None
            assert run.stdout.readline() == b"standing\n"
            time.sleep(moments.uniform(0, 0.02))
            run.send_signal(signal.SIGKILL)
        if way == "exchange":
            assert_one_version(site)
        elif not site.exists():  # killed between the renames: the next run puts it back
            assert_one_version(site.with_name(".site.old"))
    with pytest.raises(ZeroDivisionError), replacing(site):
        _ = 1 / 0
    assert_one_version(site)
    assert {path.name for path in site.parent.iterdir()} == {"site", ".site.lock"}


def test_the_tree_is_what_was_written_last(site: Path, way: str) -> None:
    """Files that are no longer produced are gone; the folder stays a real one."""
    with replacing(site) as tree:
        tree.write("kept.html", "one")
        tree.write("gone/index.html", "one")
    with replacing(site) as tree:
        tree.write("kept.html", "two")
        tree.write("come.html", b"two")
    assert contents(site) == {"kept.html": "two", "come.html": "two"}
    assert site.is_dir() and not site.is_symlink()


def test_an_error_leaves_the_old_tree(site: Path, way: str) -> None:
    """Whatever goes wrong within the block, what stood still stands, and nothing lies beside."""
    with replacing(site) as tree:
        tree.write("index.html", "old")
    with pytest.raises(KeyboardInterrupt), replacing(site) as tree:
        tree.write("index.html", "new")
        raise KeyboardInterrupt
    assert contents(site.parent) == {"site/index.html": "old", ".site.lock": ""}


def test_unchanged_files_are_linked_and_never_written_into(site: Path) -> None:
    """A file that is the same shares its inode; writing it again in one run leaves the old be."""
    with replacing(site) as tree:
        tree.write("same.html", "same")
        tree.write("kept.html", "kept")
    before = (site / "same.html").stat().st_ino
    with replacing(site) as tree:
        tree.keep("kept.html")
        tree.write("same.html", "same")
        assert (tree.stage / "same.html").stat().st_ino == before
        tree.write("same.html", "other")
        tree.write("kept.html", "other")
        assert contents(site) == {"same.html": "same", "kept.html": "kept"}
    assert contents(site) == {"same.html": "other", "kept.html": "other"}


def test_a_file_system_without_links_gets_copies(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Linking saves work; nothing depends on it."""

    def refuse(place: Path, kept: Path) -> None:
        raise PermissionError(place, kept)

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for _ in range(2):
        with replacing(site) as tree:
            tree.write("index.html", "same")
    assert contents(site) == {"index.html": "same"}


def test_keeping_what_is_not_there_is_an_error(site: Path) -> None:
    """Nothing is kept that no earlier run wrote."""
    with pytest.raises(FileNotFoundError), replacing(site) as tree:
        tree.keep("never.html")


@pytest.mark.parametrize("name", ["", ".", "/etc/hosts", "//x", "../beside.html", "a/../../b"])
def test_a_name_stays_below_the_tree(site: Path, name: str) -> None:
    """Records name files; none of them names one elsewhere."""
    with pytest.raises(ValueError, match="no path below a tree"), replacing(site) as tree:
        tree.write(name, "")
    assert contents(site.parent) == {".site.lock": ""}


def test_a_second_run_is_refused_while_the_first_is_at_it(site: Path) -> None:
    """Two runs never share a stage; the second says which tree is taken."""
    with replacing(site) as tree:
        with pytest.raises(Busy) as refusal, replacing(site):
            pass
        tree.write("index.html", "first")
    assert refusal.value.params == {"target": str(site)}
    assert contents(site) == {"index.html": "first"}


def test_modes_are_those_of_any_new_file(site: Path, tmp_path: Path) -> None:
    """A host that copies the site can read it."""
    before = os.umask(0o022)
    try:
        with replacing(site) as tree:
            tree.write("deep/index.html", "page")
        write(tmp_path / "one.txt", "one")
    finally:
        os.umask(before)
    assert site.stat().st_mode & 0o777 == 0o755
    assert (site / "deep").stat().st_mode & 0o777 == 0o755
    assert (site / "deep/index.html").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "one.txt").stat().st_mode & 0o777 == 0o644


def test_a_file_is_written_once_and_says_so(tmp_path: Path) -> None:
    """Writing what is there already changes nothing, not even the time."""
    path = tmp_path / "new" / "one.txt"
    assert write(path, "价格")
    assert not write(path, "价格".encode())
    assert write(path, "")
    assert contents(tmp_path) == {"new/one.txt": ""}


def test_what_a_killed_write_left_does_not_show(tmp_path: Path) -> None:
    """Longer bytes of a killed run are not found behind the shorter ones of the next."""
    (tmp_path / ".one.txt.new").write_text("half of something long")
    write(tmp_path / "one.txt", "whole")
    assert contents(tmp_path) == {"one.txt": "whole"}


def write_often(path: Path, letter: str) -> None:
    """Write one letter many times over; another process writes another."""
    for _ in range(40):
        write(path, letter * 50_000)
        write(path, "")


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Path]:
    """A file that three processes write at once."""
    path = tmp_path / "one.txt"
    write(path, "")
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=write_often, args=(path, letter)) for letter in "abc"]
    for run in runs:
        run.start()
    yield path
    for run in runs:
        run.join()
        assert run.exitcode == 0


def test_writers_of_one_file_take_turns(writers: Path) -> None:
    """A reader never sees a mixture, however many write."""
    ended = time.monotonic() + 1
    while time.monotonic() < ended:
        text = writers.read_text("utf-8")
        assert text in {"", "a" * 50_000, "b" * 50_000, "c" * 50_000}


def test_a_reader_always_finds_a_site(site: Path) -> None:
    """Where the system can exchange, there is no moment without a page."""
    with replacing(site) as tree:
        tree.write("index.html", "0")
    done = threading.Event()

    def rebuild() -> None:
        for version in range(100):
            with replacing(site) as tree:
                tree.write("index.html", str(version))
        done.set()

    writer = threading.Thread(target=rebuild)
    writer.start()
    while not done.is_set():
        assert (site / "index.html").read_text("utf-8").isdigit()
    writer.join()
