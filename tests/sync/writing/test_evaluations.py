"""From figures of a feed to tables: which figures stand where, and whose a table is."""

from typing import Any

import pytest
from copies import Copy
from invented_runs import NOVA_3, Sync, synced, wished
from terminal import tree

from llmanac.check import check
from llmanac.sync.report import report
from llmanac.sync.run import Ran
from llmanac.sync.summary import summary
from llmanac.sync.writing.evaluations import slug

PAGE = "https://www.scores.example/Agents/"
PATH = "evaluations/acme/scores.example-agents.yaml"


@pytest.fixture
def sync(copy: Copy) -> Sync:
    """Sync what a feed says of one offer, and of scores, on a day."""

    def syncs(*scores: dict[str, Any], day: str = "2026-07-01") -> Ran:
        said = {"offers": {"Acme/Nova-3": NOVA_3}, "scores": scores}
        return synced(wished(copy.root, said, day))

    return syncs


def score(figure: str | float, benchmark: str = "Quiz C", **more: str | None) -> dict[str, Any]:
    """A figure of Nova 3 on the page."""
    plain = {"model": "acme/nova-3", "metric": "percent", "source": PAGE}
    return {**plain, "benchmark": benchmark, "figure": figure, **more}


def text(copy: Copy) -> str:
    """The table."""
    return (copy.root / PATH).read_text("utf-8")


def test_figures_of_a_page_are_one_table(copy: Copy, sync: Sync) -> None:
    """A column for each way in which a model ran, a hole where it has no figure, as given."""
    ran = sync(
        score("70.0", harness="Codex", variant="max", day="2026-06-02"),
        score("64", harness="Codex", day="2026-05-30", metric="pass@1"),
        score("1200", "ARENA A", metric="elo", harness="Codex"),
        score("31.5", model="acme/nova"),
    )
    assert (
        text(copy)
        == (
            "# yaml-language-server: $schema=../../../schemas/evaluation.json\n"
            "title:\n"
            "  en: Scores of Acme models published at scores.example/Agents\n"
            "  zh: scores.example/Agents 公布的 Acme 模型成绩\n"
            f"source: {{url: {PAGE}, seen: 2026-07-01}}\n"
            "columns:\n"
            "  - {label: Nova, model: acme/nova}\n"
            "  - {label: Nova 3 (Codex), model: acme/nova-3}\n"
            '  - {label: "Nova 3 (Codex, max)", model: acme/nova-3}\n'
            "groups:\n"
            "  - rows:\n"
            "      arena-a: [null, 1200, null]\n"
            "      quiz-c: [31.5, 64, 70.0]\n"
            "notes:\n"
        )
        + text(copy).partition("notes:\n")[2]
    )
    assert "pass@1" in text(copy)
    assert "2026-05-30 to 2026-06-02" in text(copy)
    assert check(copy.root) == ()
    assert summary(ran)["scores"] == 4
    assert PATH.removesuffix(".yaml") in summary(ran)["new"]


def test_pages_and_labs_are_apart(copy: Copy, sync: Sync) -> None:
    """Each lab's figures of each page are a table."""
    sync(
        score(70),
        score(71, source="https://other.example"),
        score(72, model="zeta/other-1"),
    )
    found = sorted(path for path in tree(copy.root) if path.startswith("evaluations/"))
    assert PATH in found
    assert "evaluations/acme/other.example.yaml" in found
    assert not any("zeta" in path for path in found)


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (score(70, "Quiz Z"), "no-benchmark"),
        (score(70, dataset="easy half"), "no-benchmark"),
        (score(70, source=None), "no-page"),
        (score(70, model="acme/nobody"), "no-model"),
        (score("0.7"), "scale-unclear"),
        (score("100.1"), "scale-unclear"),
        (score(-3), "scale-unclear"),
        (score(70, metric="tasks per hour"), "scale-unclear"),
        (score(70, "Arena A"), "scale-unclear"),
        (score(1200, "Arena A", metric=None), "scale-unclear"),
    ],
)
def test_what_is_not_clear_is_told_and_left(
    copy: Copy, sync: Sync, figure: dict[str, Any], why: str
) -> None:
    """No figure stands under a name, a model or a scale that may be another."""
    ran = sync(figure)
    assert not (copy.root / PATH).exists()
    assert [one["code"] for one in summary(ran)["unscored"]] == [why]
    assert figure["benchmark"] in report(ran, "zh")


@pytest.mark.parametrize("figure", ["0", "1.1", "100"])
def test_the_ends_of_the_scale_are_on_it(copy: Copy, sync: Sync, figure: str) -> None:
    """Nothing right is nothing, all is a hundred."""
    sync(score(figure))
    assert f"quiz-c: [{figure}]" in text(copy)


def test_a_page_that_contradicts_itself_is_not_believed(copy: Copy, sync: Sync) -> None:
    """Of two figures for one place none is taken; the same one twice is one."""
    ran = sync(
        score(70),
        score(71),
        score(1200, "Arena A", metric="elo"),
        score("1200.0", "arena  a", metric="elo"),
    )
    assert "quiz-c" not in text(copy)
    assert "arena-a: [1200" in text(copy)
    assert [one["code"] for one in summary(ran)["unscored"]] == ["contradictory"] * 2


def test_a_second_run_changes_nothing(copy: Copy, sync: Sync) -> None:
    """Nor does another order, or the same on a later day, but for the feed's state."""
    figures = [score(70), score(1200, "Arena A", metric="elo"), score(3, model="acme/nova")]
    sync(*figures)
    before = tree(copy.root)
    assert summary(sync(*reversed(figures)))["files"] == []
    assert tree(copy.root) == before
    ran = sync(*figures, day="2026-08-01")
    assert not {PATH, "evidence/models/acme.ndjson"} & set(summary(ran)["files"])


def test_what_sync_wrote_it_writes_anew(copy: Copy, sync: Sync) -> None:
    """Each figure that moves is told, again and again."""
    sync(score(70))
    for day, before, after in (("2026-08-01", "70", "72.5"), ("2026-09-01", "72.5", "73")):
        ran = sync(score(after), day=day)
        assert f"quiz-c: [{after}]" in text(copy)
        assert f"seen: {day}" in text(copy)
        (change,) = [one for one in summary(ran)["changed"] if "evaluations" in one["record"]]
        assert change["field"] == "quiz-c: Nova 3"
        assert (change["before"], change["after"]) == (before, after)
    assert check(copy.root) == ()


@pytest.mark.parametrize(
    ("was", "becomes"), [("[70]", "[70.5]"), ("groups:", "# as on the page\ngroups:")]
)
def test_what_a_person_touched_stays(copy: Copy, sync: Sync, was: str, becomes: str) -> None:
    """A figure or only a remark: the table is theirs, and what feeds say is told."""
    sync(score(70))
    copy.edit(PATH, was, becomes)
    before = text(copy)
    ran = sync(score(99), day="2026-08-01")
    assert text(copy) == before
    kept = [(one["record"], one["why"]) for one in summary(ran)["kept"]]
    assert kept == [(PATH.removesuffix(".yaml"), "person")]


def test_a_table_that_a_person_wrote_stays(copy: Copy, sync: Sync) -> None:
    """Sync has no claim on a file that it did not make."""
    path = copy.root / PATH
    path.write_text(
        f"title: Mine\nsource: {{url: {PAGE}, seen: 2026-06-01}}\n"
        "columns: [{label: Nova}]\ngroups: [{rows: {quiz-c: [5]}}]\n"
    )
    before = text(copy)
    ran = sync(score(70))
    assert text(copy) == before
    assert [one["why"] for one in summary(ran)["kept"]] == ["person"]


def test_a_table_that_a_person_took_out_stays_out(copy: Copy, sync: Sync) -> None:
    """It is told once more, and not made again."""
    sync(score(70))
    (copy.root / PATH).unlink()
    ran = sync(score(71), day="2026-08-01")
    assert not (copy.root / PATH).exists()
    assert [one["why"] for one in summary(ran)["kept"]] == ["removed"]


def test_addresses_make_names_of_files() -> None:
    """What stands in them, in lower case, with anything else as a hyphen."""
    assert slug("https://www.a.example/B%20c/?d=é#e") == "a.example-b-20c-d-e"
    assert slug("") == slug("https://///") == ""
    long = "https://a.example/" + "x" * 300
    assert len(slug(long)) < 100
    assert slug(long) != slug(f"{long}y")


def test_a_page_as_hostile_as_may_be_is_data(copy: Copy, sync: Sync) -> None:
    """Words of feeds neither become YAML nor leave the folder."""
    sync(score(70, source="https://x.example/../../../etc?a=[b:*c", variant='"], ]: {*x &y #'))
    found = [path for path in tree(copy.root) if "x.example" in path]
    assert found == ["evaluations/acme/x.example-..-..-..-etc-a-b-c.yaml"]
    assert check(copy.root) == ()
