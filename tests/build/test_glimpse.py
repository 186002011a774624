"""What is seen of a changed record at once is what a whole build makes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from copies import Copy, copied
from terminal import tree

from llmanac.build import Plan, build
from llmanac.cli.build import render
from llmanac.glimpse import Glimpse

NOVA = "models/acme/nova.yaml"
OFFER = "offers/bazaar/acme-nova.yaml"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that has the frames."""
    folder = tmp_path_factory.mktemp("kept")
    plan = Plan.beside(copied(folder).root)
    assert not build(plan, render).fails
    return plan.cache


@pytest.fixture
def copy(kept: Path, tmp_path: Path) -> Iterator[Copy]:
    """A catalogue whose frames are made."""
    copy = copied(tmp_path)
    (tmp_path / "build").mkdir()
    (tmp_path / "build/cache").symlink_to(kept)
    yield copy


def seen(copy: Copy) -> Glimpse:
    """The site of a catalogue, held in memory."""
    glimpse = Glimpse.of(Plan.beside(copy.root), render)
    assert glimpse
    return glimpse


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (NOVA, "name: Nova\n", "name: Supernova\n"),
        (OFFER, "4.80, 9.60", "4.90, 9.90"),
        ("providers/bazaar.yaml", "currency: USD", "currency: CNY"),
        ("evaluations/acme/nova-launch.yaml", "79.5", "79.6"),
    ],
)
def test_every_file_is_as_a_whole_build_makes_it(copy: Copy, path: str, old: str, new: str) -> None:
    """Pages, twins, documents, the index of names, the record itself: all but the full text."""
    before = seen(copy)
    copy.edit(path, old, new)
    after = before.after([copy.root.resolve() / path])
    assert after
    plan = before.plan
    assert not build(plan, render).fails
    site = {name: data for name, data in tree(plan.target).items() if "find/text/" not in name}
    assert [name for name, data in site.items() if after.file(name) != data] == []
    assert [name for name, data in site.items() if before.file(name) != data] != []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (NOVA, "name: Nova\n"),  # a field lacks
        (NOVA, "name: [\n"),
        (NOVA, None),
        ("models/acme/other.yaml", "name: Other\n"),
        ("labs.yaml", "acme: {name: Acme}\n"),
        ("notes.txt", "beside\n"),
        ("../mkdocs.yml", "site_name: x\n"),
    ],
)
def test_what_only_a_whole_build_can_tell_is_not_seen(
    copy: Copy, path: str, text: str | None
) -> None:
    """A mistake, a new or lost file, a vocabulary, and whatever is no record."""
    before = seen(copy)
    if text is None:
        (copy.root / path).unlink()
    else:
        copy.write(path, text)
    assert before.after([(copy.root.resolve() / path).resolve()]) is None


def test_a_record_that_breaks_a_law_is_not_seen(copy: Copy) -> None:
    """Nothing is shown that would not be published."""
    before = seen(copy)
    copy.edit(OFFER, "model: acme/nova\n", "model: acme/nobody\n")
    assert before.after([copy.root.resolve() / OFFER]) is None


def test_what_is_no_file_of_the_site_is_not_there(copy: Copy) -> None:
    """Neither is the full text, which is of all pages."""
    glimpse = seen(copy)
    assert glimpse.file("models/acme/nobody/index.html") is None
    assert glimpse.file("find/text/pagefind-entry.json") is None
