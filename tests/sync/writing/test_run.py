"""From a feed's file to records: what is written, what stays, and what is told."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from copies import Copy, copied
from invented_runs import NOVA_3, Sync, synced, wished
from terminal import tree

from llmanac.build import Plan
from llmanac.check import check
from llmanac.pricing.faults import Fault
from llmanac.pricing.moments import Day
from llmanac.sync.report import report
from llmanac.sync.run import Ran, Wish
from llmanac.sync.summary import summary
from llmanac.sync.writing import journal

OTHERS = {f"filler-{number}": {"input": number, "output": 9} for number in range(1, 10)}


@pytest.fixture
def sync(copy: Copy) -> Sync:
    """Sync what a feed says of offers on a day."""

    def syncs(offers: Mapping[str, Any] | bytes, day: str = "2026-07-01", **wishes: Any) -> Ran:  # noqa: ANN401
        said = offers if isinstance(offers, bytes) else {"offers": offers}
        return synced(wished(copy.root, said, day, **wishes))

    return syncs


def clean(copy: Copy) -> bool:
    """Whether no finding is in the catalogue."""
    found = check(copy.root)
    assert found == ()
    return True


def text(copy: Copy, path: str) -> str:
    """What stands in a file."""
    return (copy.root / path).read_text("utf-8")


def test_new_offers_and_models_become_records(copy: Copy, sync: Sync) -> None:
    """In the form that people write, with where each fact stands."""
    ran = sync({"Acme/Nova-3": NOVA_3})
    assert text(copy, "offers/bazaar/acme-nova-3.yaml") == (
        "# yaml-language-server: $schema=../../../schemas/offer.json\n"
        "model: acme/nova-3\n"
        "id: Acme/Nova-3\n"
        "apis: [chat-completions, messages]\n"
        "limits: {context: 1000}\n"
        "status: available\n"
        "prices:\n"
        "  - currency: USD\n"
        "    per: 1M\n"
        "    rates: {input: 1.2, output: 4}\n"
        "    seen: 2026-07-01\n"
        "    source: far-sight@2026-07-01:bazaar/Acme/Nova-3\n"
        "sources:\n"
        "  limits: {url: https://far-sight.example, seen: 2026-07-01}\n"
    )
    assert "provisional: true\n" in text(copy, "models/acme/nova-3.yaml")
    assert "as_of: 2026-07-01\n  offers: 1\n" in text(copy, "feeds.yaml")
    assert clean(copy)
    assert summary(ran)["new"] == ["models/acme/nova-3", "offers/bazaar/acme-nova-3"]


def test_a_second_run_changes_nothing(copy: Copy, sync: Sync) -> None:
    """The same feed on the same day, and the same facts on a later day but for the feed's."""
    offers: dict[str, Any] = {"Acme/Nova-3": NOVA_3, "Acme/Nova": {}, "echo-embed": {}, **OTHERS}
    sync(offers)
    before = tree(copy.root)
    assert summary(sync(offers))["files"] == []
    assert tree(copy.root) == before
    ran = sync(offers, "2026-08-01")
    assert set(summary(ran)["files"]) == {"feeds.yaml"}


def test_a_run_remembers_records_where_a_check_does(copy: Copy, sync: Sync) -> None:
    """What one has parsed the other finds, and a file of an older release is in nobody's way."""
    plan = replace(Plan.beside(copy.root), cache=copy.root.parent / "cache")
    plan.cache.mkdir()
    (plan.cache / "records.json").write_text("{}")
    sync(OTHERS)
    assert any(plan.memory.iterdir())


def test_the_order_of_a_feed_does_not_matter(tmp_path: Path) -> None:
    """The same facts give the same bytes."""
    trees = []
    offers = {"Acme/Nova-3": NOVA_3, **OTHERS}
    for number, order in enumerate((sorted(offers), sorted(offers, reverse=True))):
        root = copied(tmp_path / str(number)).root
        said = {"offers": {name: offers[name] for name in order}}
        synced(wished(root, said, "2026-07-01"))
        trees.append(tree(root))
    assert trees[0] == trees[1]


def test_a_dry_run_writes_nothing(copy: Copy, sync: Sync) -> None:
    """It tells what would be written."""
    before = tree(copy.root)
    ran = sync({"Acme/Nova-3": NOVA_3}, dry_run=True)
    assert tree(copy.root) == before
    assert "offers/bazaar/acme-nova-3.yaml" in summary(ran)["files"]
    assert "would be written" in report(ran, "en")


def test_a_new_price_is_a_new_entry(copy: Copy, sync: Sync) -> None:
    """The old one stays byte for byte; the new one holds from the day on which it was seen."""
    sync({"Acme/Nova-3": NOVA_3})
    path = "offers/bazaar/acme-nova-3.yaml"
    copy.edit(path, "    seen: 2026-07-01\n", "    seen: 2026-07-01  # in a letter, too\n")
    before = text(copy, path)
    ran = sync({"Acme/Nova-3": {**NOVA_3, "input": 1.5}}, "2026-08-01")
    entry = (
        "  - currency: USD\n    per: 1M\n    rates: {input: 1.5, output: 4}\n    from: 2026-08-01\n"
        "    seen: 2026-08-01\n    source: far-sight@2026-08-01:bazaar/Acme/Nova-3\n"
    )
    assert text(copy, path) == before.replace("sources:\n", f"{entry}sources:\n")
    assert "+25 %" in report(ran, "en")
    assert clean(copy)
    sync({"Acme/Nova-3": {**NOVA_3, "input": 1.2}}, "2026-09-01")
    assert text(copy, path).count("rates: {input: 1.2, output: 4}") == 2


def test_what_sync_wrote_it_writes_anew_around_what_a_person_wrote(copy: Copy, sync: Sync) -> None:
    """A value changes at its place; comments and order stay."""
    sync({"Acme/Nova-3": NOVA_3})
    path = "offers/bazaar/acme-nova-3.yaml"
    copy.edit(path, "limits: {context: 1000}\n", "limits: {context: 1000}  # mine\n# and this\n")
    before = text(copy, path)
    sync({"Acme/Nova-3": {**NOVA_3, "context": 2000, "output_limit": 50}}, "2026-08-01")
    assert text(copy, path) == before.replace(
        "{context: 1000}  # mine", "{context: 2000, output: 50}  # mine"
    ).replace("example, seen: 2026-07-01}", "example, seen: 2026-08-01}")


def test_what_a_person_wrote_stays(copy: Copy, sync: Sync) -> None:
    """Changed, pinned, taken out or written before any sync: each is told, none is overwritten."""
    sync({"Acme/Nova-3": NOVA_3, "Other": {**NOVA_3, "status": "preview"}})
    path, other = "offers/bazaar/acme-nova-3.yaml", "offers/bazaar/other.yaml"
    copy.edit(path, "context: 1000", "context: 1024")
    copy.edit(other, "limits: {context: 1000}\n", "")
    copy.edit(other, "sources:\n  limits: {url: https://far-sight.example, seen: 2026-07-01}\n",
              "pinned: [status, prices]\nsources:\n")  # fmt: skip
    before = tree(copy.root)
    new = {**NOVA_3, "context": 2000, "status": "deprecated", "input": 1.3}
    hand = {"context": 5, "input": 77, "output": 78}
    ran = sync({"Acme/Nova-3": new, "Other": new, "Acme/Nova": hand}, "2026-08-01")
    assert tree(copy.root)["offers/bazaar/acme-nova.yaml"] == before["offers/bazaar/acme-nova.yaml"]
    assert tree(copy.root)[other] == before[other]
    assert "context: 1024" in text(copy, path)
    kept = {(one["record"][7:], one["field"]): one["why"] for one in summary(ran)["kept"]}
    assert kept == {
        ("bazaar/acme-nova", "limits.context"): "person",
        ("bazaar/acme-nova", "prices"): "person",
        ("bazaar/acme-nova-3", "limits.context"): "person",
        ("bazaar/other", "limits.context"): "removed",
        ("bazaar/other", "status"): "pinned",
        ("bazaar/other", "prices"): "pinned",
    }
    assert clean(copy)


def test_what_a_person_left_out_stays_out(copy: Copy, sync: Sync) -> None:
    """A record of which `sync` wrote nothing is a person's whole: it is told what feeds say."""
    before = tree(copy.root)
    said = {"status": "deprecated", "retires": "2027-01-01", "output_limit": 9, "input": 7}
    ran = sync({"Acme/Nova": said, "echo-embed": said})
    after = tree(copy.root)
    names = ("offers/bazaar/acme-nova.yaml", "offers/bazaar/echo-embed.yaml")
    assert {name: after[name] for name in names} == {name: before[name] for name in names}
    kept = {(one["record"], one["field"], one["why"]) for one in summary(ran)["kept"]}
    assert ("offers/bazaar/echo-embed", "retires", "person") in kept
    assert ("offers/bazaar/echo-embed", "prices", "person") in kept


def test_an_offer_of_which_nobody_says_the_api_is_one_all_the_same(copy: Copy, sync: Sync) -> None:
    """What makes pictures goes through no API for chats; when its API is known, it is added."""
    picture = {"model": "acme/brush", "name": "Brush", "kind": "image"}
    sync({"brush": picture})
    assert "apis" not in text(copy, "offers/bazaar/brush.yaml")
    assert clean(copy)
    copy.edit(
        "providers/bazaar.yaml",
        "  messages:\n",
        "  images: {url: https://api.bazaar.example/v1/images}\n  messages:\n",
    )
    sync({"brush": picture}, "2026-08-01")
    assert "apis: [images]\n" in text(copy, "offers/bazaar/brush.yaml")
    assert clean(copy)


def test_apis_that_a_run_wrote_may_grow(copy: Copy, sync: Sync) -> None:
    """As more are known; what a person wrote there stays."""
    path, chat = "offers/bazaar/hammer.yaml", ("chat-completions",)
    sync({"hammer": {"model": "acme/hammer", "name": "Hammer", "apis": chat}})
    assert "apis: [chat-completions]\n" in text(copy, path)
    grown = {"hammer": {"model": "acme/hammer", "name": "Hammer", "apis": (*chat, "messages")}}
    sync(grown, "2026-08-01")
    assert "apis: [chat-completions, messages]\n" in text(copy, path)
    copy.edit(path, "apis: [chat-completions, messages]\n", "apis: [messages]\n")
    sync(grown, "2026-08-02")
    assert "apis: [messages]\n" in text(copy, path)


def test_a_price_that_a_person_touched_gets_no_neighbour(copy: Copy, sync: Sync) -> None:
    """Who corrected an entry knows more than the feed."""
    sync({"Acme/Nova-3": NOVA_3})
    path = "offers/bazaar/acme-nova-3.yaml"
    copy.edit(path, "input: 1.2", "input: 1.3")
    before = text(copy, path)
    ran = sync({"Acme/Nova-3": {**NOVA_3, "input": 9}}, "2026-08-01")
    assert text(copy, path) == before
    assert [one["why"] for one in summary(ran)["kept"]] == ["person"]


def test_what_nobody_lists_is_withdrawn_after_three_days(copy: Copy, sync: Sync) -> None:
    """Not after two, not by one day seen three times, and never deleted; it may come back."""
    path = "offers/bazaar/acme-nova-3.yaml"
    sync({"Acme/Nova-3": NOVA_3, **OTHERS})
    for day in ("2026-08-01", "2026-08-02", "2026-08-02", "2026-08-02"):
        sync(OTHERS, day)
        assert "status: available" in text(copy, path)
    ran = sync(OTHERS, "2026-08-03")
    assert "status: withdrawn" in text(copy, path)
    assert summary(ran)["withdrawn"] == ["offers/bazaar/acme-nova-3"]
    assert clean(copy)
    sync({"Acme/Nova-3": {**NOVA_3, "status": "available"}, **OTHERS}, "2026-08-04")
    assert "status: available" in text(copy, path)


def test_what_another_feed_may_list_is_not_missed(copy: Copy, sync: Sync) -> None:
    """A witness that was not asked has not said no."""
    before = text(copy, "evidence/bazaar.ndjson")
    copy.write("evidence/bazaar.ndjson", before.replace('"far-sight":"bazaar/echo"', '"else":"x"'))
    sync(OTHERS)
    assert '"offer":"echo-embed","where":{"else":"x"}' in text(copy, "evidence/bazaar.ndjson")
    assert '"missed"' in text(copy, "evidence/bazaar.ndjson")  # the other line's offer


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"offers": {"a"', "sync-cut-short"),
        (b"<html>", "sync-html"),
        (b'{"offers": {}, "offers": {}}', "sync-repeated-key"),
        (b'{"offers": {"a": {"input": NaN}}}', "sync-no-number"),
        (b'{"offers": []}', "sync-says-nothing"),
        (b'{"offers": {"a": [{"input": 1}]}}', "sync-says-nothing"),
        (b'{"else": 1}', "sync-says-nothing"),
    ],
)
def test_bad_feeds_leave_the_catalogue_untouched(
    data: bytes, code: str, copy: Copy, sync: Sync
) -> None:
    """Each is a line of the report."""
    before = tree(copy.root)
    ran = sync(data)
    assert [one.fault.code for one in ran.refused] == [code]
    assert tree(copy.root) == before
    assert "records are as they were" in report(ran, "en")
    assert "记录未作任何改动" in report(ran, "zh")


@pytest.mark.parametrize("price", ['"1.2"', "-1", "{}", "[1]", "true", "null"])
def test_bad_prices_are_no_prices(price: str, copy: Copy, sync: Sync) -> None:
    """Text, below zero, nested: the offer comes without it."""
    data = f'{{"offers": {{"a": {{"input": {price}, "output": 3}}}}}}'
    sync(data.encode())
    assert "rates: {output: 3}" in text(copy, "offers/bazaar/a.yaml")


def test_a_feed_that_shrank_is_not_believed(copy: Copy, sync: Sync) -> None:
    """Four fifths of what it had are enough, less is not, unless a person says so."""
    sync(OTHERS | {"one-more": {"input": 1}})
    before = tree(copy.root)
    few = dict([*OTHERS.items()][:7])
    ran = sync(few, "2026-08-01")
    assert [one.fault.code for one in ran.refused] == ["sync-shrunk"]
    assert tree(copy.root) == before
    assert sync(dict([*OTHERS.items()][:8]), "2026-08-01", dry_run=True).refused == ()
    assert sync(few, "2026-08-01", accept_shrink=frozenset(["far-sight"])).refused == ()


def test_an_older_state_is_not_believed(sync: Sync) -> None:
    """What was read before was newer."""
    sync(OTHERS, "2026-08-01")
    assert [one.fault.code for one in sync(OTHERS, "2026-07-31").refused] == ["sync-older"]


def test_nothing_is_synced_into_a_broken_catalogue(copy: Copy, sync: Sync) -> None:
    """First the findings, then the feeds."""
    copy.edit("offers/bazaar/acme-nova.yaml", "status: available", "status: sold")
    with pytest.raises(Fault, match="sync-unclean"):
        sync(OTHERS)


def test_what_would_break_a_law_is_not_written(copy: Copy, sync: Sync) -> None:
    """It is told with the law's code, and the rest is written."""
    ran = sync({
        "dear-cache": {"input": 1, "cache.read": 2, "output": 3},
        "hid\u200bden": {"input": 1},
        "no lab": {**NOVA_3, "model": "nowhere/x"},
        "Fine": {"input": 1, "output": 1},
        "fine": {"input": 1, "output": 1},
        "lost": {"input": 1, "output": 1, "successor": "gone"},
    })  # fmt: skip
    dropped = {(one["record"], one["code"]) for one in summary(ran)["dropped"]}
    assert {
        ("offers/bazaar/dear-cache", "PRC004"),
        ("models/nowhere/x", "REF001"),
        ("offers/bazaar/lost", "REF007"),
        ("offers/bazaar/fine", "same-file"),
    } <= dropped
    assert "unlinked: Feeds name a model of which" in text(copy, "offers/bazaar/no-lab.yaml")
    assert (copy.root / "offers/bazaar/fine.yaml").exists()
    assert clean(copy)


def test_a_report_shows_data_as_data(sync: Sync) -> None:
    """Pipes, backticks, tags and ends of lines of a feed change nothing in its tables."""
    evil = "| `x` <script>alert(1)</script>\n# @everyone"
    said = report(sync({evil: {"input": 1, "output": 1, "colour": evil}}), "en")
    for line in said.splitlines():
        if "script" in line:
            inside = line.split("`")[1::2]
            assert line.count("`") % 2 == 0
            assert all("<script" not in part for part in line.split("`")[::2]), inside
    assert "\n# @" not in said


KILLED = """\
import sys, os, random
sys.path[:0] = {path!r}
from pathlib import Path
import invented_feed
from llmanac import files
from llmanac.sync.run import Hearer, Wish, run
left = {steps}
real = Path.replace
def replace(self, target):
    global left
    left -= 1
    if left < 0:
        os._exit(9) if {early} else (real(self, target), os._exit(9))
    return real(self, target)
Path.replace = replace
wish = Wish(catalog=Path({root!r}), cache=Path({cache!r}), files=({file!r},))
run(wish, {{invented_feed.FEED: invented_feed.read}}, invented_feed.weigh, Hearer(), None)
"""


def test_whenever_a_run_is_killed_every_record_is_old_or_new(tmp_path: Path) -> None:
    """Twenty times: files are whole, nothing is to find, and the next run mends it."""
    first = {"Acme/Nova-3": NOVA_3, **OTHERS}
    second = {
        **{name: {**one, "input": 2.5} for name, one in first.items()},
        "new": {**NOVA_3, "model": "acme/nova-4", "successor": "newest"},
        "newest": {**NOVA_3, "model": "acme/nova-5"},
    }

    def written(wish: Wish) -> dict[str, bytes]:
        synced(wish)
        return tree(wish.catalog)

    def again_in(folder: Path) -> Wish:
        return wished(folder / "catalog", {"offers": second}, "2026-08-01")

    old = written(wished(copied(tmp_path / "old").root, {"offers": first}, "2026-07-01"))
    shutil.copytree(tmp_path / "old", tmp_path / "new")
    new = written(again_in(tmp_path / "new"))
    chance = random.Random(5)
    for number in range(20):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "old", folder)
        wish = again_in(folder)
        program = KILLED.format(
            path=[path for path in sys.path if path], steps=chance.randrange(18),
            early=chance.random() < 0.5, root=str(wish.catalog), cache=str(wish.cache),
            file=wish.files[0],
        )  # fmt: skip
        assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
        now = tree(wish.catalog)
        for name in now:
            if not Path(name).name.startswith("."):
                assert now[name] in (old.get(name), new.get(name)), name
        assert check(wish.catalog) == ()
        assert written(wish) == new


def test_what_a_person_changed_after_a_kill_stays(tmp_path: Path) -> None:
    """The next run writes what is missing, and leaves what is neither old nor new."""
    folder, note = tmp_path / "catalog", tmp_path / "note.json"
    folder.mkdir()
    (folder / "a.yaml").write_text("old")
    (folder / "b.yaml").write_text("old")

    def dies(done: int, total: int) -> None:
        raise KeyboardInterrupt(f"{done} of {total}")

    with pytest.raises(KeyboardInterrupt):
        journal.write_all(folder, {"a.yaml": "new", "b.yaml": "new", "c.yaml": "new"}, note, dies)
    assert [path.read_text() for path in sorted(folder.iterdir())] == ["new", "old"]
    (folder / "b.yaml").write_text("mine")
    assert journal.finish(folder, note) == ("b.yaml",)
    assert [path.read_text() for path in sorted(folder.iterdir())] == ["new", "mine", "new"]
    assert not note.exists()
    assert journal.finish(folder, note) == ()


def test_a_day_is_needed(tmp_path: Path) -> None:
    """A file without a day in its name, and nobody who says it."""
    from llmanac.sync.given import sheet

    file = tmp_path / "openrouter.json"
    file.write_text('{"data": []}')
    with pytest.raises(Fault, match="sync-file-day"):
        sheet(str(file), ["openrouter"], None)
    named = sheet(f"openrouter@2026-01-02={file}", ["openrouter"], Day.parse("2026-05-05"))
    assert named.day == Day.parse("2026-01-02")
    assert sheet(str(file), ["openrouter"], Day.parse("2026-05-05")).reader == "openrouter"
    assert sheet(f"far-sight={file}", ["far-sight"], Day.parse("2026-05-05")).reader == "far-sight"
    with pytest.raises(Fault, match="sync-no-reader"):
        sheet(f"nobody={file}", ["openrouter"], None)


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        ({"m": {"litellm_provider": "x"}}, "litellm"),
        ({"p": {"env": [], "models": {}}}, "models.dev"),
        ({"a/b": {"limit": {}, "modalities": {}}}, "models.dev-models"),
        ({"p/x": "lab/x"}, "models.dev-bases"),
        ([{"api_pattern": "x", "models": []}], "genai-prices"),
        ({"data": [{"id": "x", "pricing": {}}]}, "openrouter"),
        ([{"modelName": "x", "matchPattern": "x"}], "langfuse"),
        ({"p": {"default_large_model_id": "x", "models": []}}, "catwalk"),
        ({"p": {"m": {"pricing_config": {}}}}, "portkey"),
        ({"p": {"m": {"cost": {}, "contextWindow": 1}}}, "pi-ai"),
    ],
)
def test_a_feed_is_known_by_its_shape(data: object, reader: str, tmp_path: Path) -> None:
    """Where the name says nothing, what stands in it does."""
    from llmanac.sync.given import NAMES, sheet

    file = tmp_path / "download-2026-01-02.json"
    file.write_text(json.dumps(data))
    assert sheet(str(file), {*NAMES.values()}, None).reader == reader
