"""A build that would change nothing is not done."""

from pathlib import Path

import pytest

from llmanac.files import write
from llmanac.stamps import digest, is_current, mark_current


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A tree of two files, marked as made of "inputs"."""
    site = tmp_path / "site"
    write(site / "index.html", "page")
    write(site / "deep" / "data.json", "{}")
    mark_current(site, "inputs")
    return site


def test_a_tree_is_current_for_its_inputs_only(site: Path) -> None:
    """The stamp names what the tree was made of."""
    assert is_current(site, "inputs")
    assert not is_current(site, "others")


def test_a_tree_never_marked_is_not_current(tmp_path: Path) -> None:
    """No stamp, or half a one, means: build."""
    assert not is_current(tmp_path / "site", "inputs")
    (tmp_path / ".site.stamp").write_text('{"inputs": "inp')
    assert not is_current(tmp_path / "site", "inputs")


def test_whoever_touches_an_output_makes_it_stale(site: Path) -> None:
    """An edited, an added and a removed file are each noticed."""
    (site / "index.html").write_text("edit")
    assert not is_current(site, "inputs")
    mark_current(site, "inputs")
    (site / "new.html").write_text("")
    assert not is_current(site, "inputs")
    mark_current(site, "inputs")
    (site / "deep" / "data.json").unlink()
    assert not is_current(site, "inputs")


def test_a_digest_changes_with_content_names_and_words(tmp_path: Path) -> None:
    """Everything that could change an output changes the digest; times do not."""
    folder, loose = tmp_path / "catalog", tmp_path / "mkdocs.yml"
    write(folder / "a.yaml", "a")
    seen = [digest([folder, loose], "as-of")]
    write(loose, "")
    seen.append(digest([folder, loose], "as-of"))
    write(folder / "a.yaml", "b")
    seen.append(digest([folder, loose], "as-of"))
    (folder / "a.yaml").rename(folder / "c.yaml")
    seen.append(digest([folder, loose], "as-of"))
    seen.append(digest([folder, loose], "as", "of"))
    assert len(set(seen)) == len(seen)
    (folder / "c.yaml").touch()
    assert digest([folder, loose], "as", "of") == seen[-1]
