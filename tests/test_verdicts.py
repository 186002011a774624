"""What a check found is told again for as long as nothing changes that it depends on."""

from pathlib import Path

from llmanac.findings import Finding
from llmanac.verdicts import settled

FOUND = (Finding("a.yaml", 1, 2, "REF001", {"id": "a", "nearest": ["b"]}),)


def nothing() -> tuple[Finding, ...]:
    """Must not be asked."""
    raise AssertionError


def test_the_same_state_is_judged_once(tmp_path: Path) -> None:
    """Findings come back whole, with what their sentences need."""
    file = tmp_path / "verdict.json"
    assert settled(file, lambda: "one", lambda: FOUND) == FOUND
    (again,) = settled(file, lambda: "one", nothing)
    assert (again, again.params) == (FOUND[0], FOUND[0].params)


def test_another_state_is_judged_anew(tmp_path: Path) -> None:
    """Whatever was found before is forgotten."""
    file = tmp_path / "verdict.json"
    settled(file, lambda: "one", lambda: FOUND)
    assert settled(file, lambda: "two", lambda: ()) == ()
    assert settled(file, lambda: "one", lambda: FOUND) == FOUND


def test_a_state_that_changes_meanwhile_is_not_remembered(tmp_path: Path) -> None:
    """Nobody knows of which of the two the findings are."""
    file, states = tmp_path / "verdict.json", iter(["one", "two"])
    assert settled(file, lambda: next(states), lambda: FOUND) == FOUND
    assert settled(file, lambda: "one", lambda: ()) == ()


def test_a_damaged_memory_is_no_memory(tmp_path: Path) -> None:
    """Cut short or of another shape, it is made anew."""
    file = tmp_path / "verdict.json"
    for text in ("", "{", "[]", '{"state": "one", "findings": [[1]]}', '{"state": "one"}'):
        file.write_text(text)
        assert settled(file, lambda: "one", lambda: FOUND) == FOUND


def test_what_json_would_change_is_not_remembered(tmp_path: Path) -> None:
    """A tuple would come back as a list."""
    file, odd = tmp_path / "verdict.json", (Finding("a", 1, 1, "X", {"known": ("a",)}),)
    assert settled(file, lambda: "one", lambda: odd) == odd
    assert settled(file, lambda: "one", lambda: ()) == ()
