"""With an error in a record, or on the way, nothing is published: what stood there still stands."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from copies import Copy, copied
from flaws import BAZAAR, ECHO, LAUGHS, MYSTERY, NOVA, OLD, SOLD
from terminal import llmanac, tree

from llmanac.build import Plan, build
from llmanac.cli.build import render

BAD: dict[str, tuple[str, Callable[[Copy], object]]] = {
    "unknown key": ("REC001", lambda it: it.edit(NOVA, "kind: chat", "kind: chat\nkindd: chat")),
    "wrong type": ("REC006", lambda it: it.edit(ECHO, "context: 8192", "context: 8k")),
    "repeated key": ("YML007", lambda it: it.edit(ECHO, "kind: e", "kind: chat\nkind: e")),
    "two ids on one slug": (
        "ID001",
        lambda it: it.write(
            "offers/bazaar/acme_nova.yaml",
            (it.root / SOLD).read_text("utf-8").replace("nova,", "n,"),
        ),
    ),
    "missing reference": ("REF004", lambda it: it.edit(OLD, "acme/echo-embed", "acme/echo")),
    "entries out of order": (
        "PRC001",
        lambda it: it.edit(
            SOLD, "currency: CNY\n    per: 1k\n    from: 2026-02-01T00:00+08:00",
            "currency: USD\n    per: 1k\n    from: 2026-01-31",
        ),
    ),
    "negative price": ("PRC021", lambda it: it.edit(OLD, "input: 0.02", "input: -0.02")),
    "NaN price": ("PRC020", lambda it: it.edit(OLD, "input: 0.02", "input: .nan")),
    "price without source": (
        "REC002",
        lambda it: it.edit(OLD, "    source: https://bazaar.example/prices\n", ""),
    ),
    "price from nowhere": (
        "REC023",
        lambda it: it.edit(OLD, "https://bazaar.example/prices", "javascript:alert(1)"),
    ),
    "tab": ("YML004", lambda it: it.edit(ECHO, "kind:", "weights:\n\topen: true\nkind:")),
    "broken UTF-8": ("YML002", lambda it: it.write(ECHO, b"name: \xff\n")),
    "empty file": ("YML005", lambda it: it.write(ECHO, "")),
    "list for mapping": ("REC003", lambda it: it.write(ECHO, "- name: Echo\n")),
    "50 MB": ("YML001", lambda it: it.write(ECHO, b"# " + b"x" * 50_000_000)),
    "alias bomb": ("YML010", lambda it: it.write(ECHO, f"a0: &a0 [{'x, ' * 9}]\n{LAUGHS}")),
    "executable tag": (
        "YML009",
        lambda it: it.edit(ECHO, "name: ", "name: !!python/object/apply:os.system "),
    ),
    "id that leads out": ("REC021", lambda it: it.edit(OLD, "acme/echo-embed", "acme/..")),
    "no site": ("FIL006", lambda it: (it.root / "site.yaml").unlink()),
}  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented catalogue and its site."""
    folder = tmp_path_factory.mktemp("good")
    copied(folder)
    assert llmanac("build", cwd=folder).code == 0
    return folder


@pytest.fixture
def project(good: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(good, tmp_path / "project"))


@pytest.mark.parametrize("how", BAD)
def test_a_bad_record_publishes_nothing(how: str, project: Path) -> None:
    """The finding names its code, and not a byte of the site is another."""
    before = tree(project / "build" / "site")
    code, spoil = BAD[how]
    spoil(Copy(project / "catalog"))
    built = build(Plan.beside(project / "catalog"), render)
    assert built.fails
    assert code in {finding.code for finding in built.findings}
    assert all(finding.line >= 1 and finding.column >= 1 for finding in built.findings)
    assert tree(project / "build" / "site") == before


def test_all_that_is_wrong_is_told_at_once(project: Path) -> None:
    """By the command, with exit code 1, on stderr; stdout is for results, and there are none."""
    before = tree(project / "build" / "site")
    copy = Copy(project / "catalog")
    spoilt = {NOVA: "unknown key", ECHO: "broken UTF-8", OLD: "negative price"}
    for how in spoilt.values():
        BAD[how][1](copy)
    copy.write(MYSTERY, "")
    copy.edit(BAZAAR, "currency: USD", "currency: dollars")
    said = llmanac("build", cwd=project)
    assert (said.code, said.out) == (1, "")
    assert all(f"catalog/{path}:" in said.err for path in (*spoilt, MYSTERY, BAZAAR))
    assert "nothing is published; what stood in " in said.err
    assert tree(project / "build" / "site") == before
    shutil.rmtree(project / "catalog")
    copied(project)
    assert llmanac("build", cwd=project).code == 0
    assert tree(project / "build" / "site") == before


@pytest.mark.parametrize(
    ("path", "content", "says"),
    [
        ("docs/en/page.md", b"\xff\xfe", "codec can't decode byte 0xff"),
        ("docs/en/index.md", b"# Mine\n", "index.md stands where the catalogue puts its own page"),
        ("mkdocs.yml", b"site_name: [\n", "error parsing the configuration file"),
        ("mkdocs.yml", b"site_name: x\n", "does not name our plugin; write `plugins: [llmanac]`"),
        (
            "mkdocs.yml",
            b"site_name: x\nplugins: [nonesuch]\n",
            '"nonesuch" plugin is not installed',
        ),
    ],
)
def test_what_mkdocs_refuses_publishes_nothing(
    path: str, content: bytes, says: str, project: Path
) -> None:
    """It is told in a sentence; the site stands, and no half of a frame is left."""
    before = tree(project / "build" / "site")
    frames = {it.name for it in (project / "build/cache/frames").iterdir()}
    for name, written in (("docs/en/fine.md", b"# Fine\n"), (path, content)):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_bytes(written)
    said = llmanac("build", cwd=project)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert tree(project / "build" / "site") == before
    left = {it.name for it in (project / "build/cache/frames").iterdir()} - frames
    assert all(name.endswith(".lock") for name in left)


def test_a_folder_that_is_no_site_is_never_replaced(project: Path) -> None:
    """`--out .` would take everything away."""
    before = tree(project)
    for out in (".", "catalog", "catalog/site.yaml", str(project.parent)):
        said = llmanac("build", "--out", out, cwd=project)
        assert (said.code, said.out) == (2, "")
        assert "no site of ours, and a build replaces the whole folder" in said.err
    assert tree(project) == before
