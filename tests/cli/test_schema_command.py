"""`llmanac schema`: what editors and reviewers read."""

import json
from pathlib import Path

from terminal import Run, tree

REPOSITORY = Path(__file__).parents[2]


def test_kinds_are_listed_and_printed(run: Run, tmp_path: Path) -> None:
    """Each that is listed can be printed, and is the file that is committed."""
    listed = run("schema", cwd=tmp_path)
    kinds = listed.out.split()
    assert {"model", "provider", "offer", "evaluation", "site", "dialect"} <= {*kinds}
    for kind in kinds:
        printed = run("schema", kind, cwd=tmp_path)
        assert (printed.code, printed.err) == (0, "")
        assert printed.out == (REPOSITORY / f"schemas/{kind}.json").read_text("utf-8")
        assert json.loads(printed.out)["$id"] == f"{kind}.json"


def test_what_is_written_is_what_is_committed(run: Run, tmp_path: Path) -> None:
    """`make schema` changes nothing in a repository that is in order."""
    assert run("schema", "--write", "out 目录", cwd=tmp_path) == (0, "", "")
    assert tree(tmp_path / "out 目录") == tree(REPOSITORY / "schemas")
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert "schema --write schemas\n" in makefile
