"""A build that is killed at any moment leaves the old site whole, or the new one."""

import random
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from copies import copied
from terminal import COMMAND, PLAIN, llmanac, tree

from llmanac.build import Plan, build
from llmanac.cli.build import render

KILLS = 20
MODELS = 30
NAME = "models/acme/nova.yaml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some dozens of models, so that writing them takes a while."""
    folder = tmp_path_factory.mktemp("project")
    catalog = copied(folder).root
    nova = (catalog / NAME).read_text("utf-8")
    for number in range(MODELS):
        (catalog / f"models/acme/nova-{number}.yaml").write_text(nova, "utf-8")
    return folder


def edited(project: Path, number: int) -> None:
    """Another name for one model and for the site, so that there is work on every page."""
    for path, old, new in (
        ("site.yaml", r"title: .*", f"title: Almanac {number}"),
        (NAME, r"name: .*", f"name: Nova {number}"),
    ):
        file = project / "catalog" / path
        file.write_text(re.sub(old, new, file.read_text("utf-8"), count=1), "utf-8")


def test_the_site_is_whole_whenever_a_build_is_killed(project: Path, tmp_path: Path) -> None:
    """Twenty moments; each time the site is one of two, and at last the next build is right."""
    site = project / "build" / "site"
    began = time.monotonic()
    assert llmanac("build", cwd=project).code == 0
    lasts = time.monotonic() - began
    chance = random.Random(20)
    old, killed = tree(site), 0
    for number in range(KILLS):
        edited(project, number)
        new = fresh(project, tmp_path / str(number))
        moment = lasts * (number + chance.random()) / KILLS
        with subprocess.Popen(
            [*COMMAND, "build"], cwd=project, env=PLAIN, stderr=subprocess.DEVNULL
        ) as run:
            time.sleep(moment)
            run.kill()
        killed += run.returncode == -signal.SIGKILL
        found = tree(site)
        assert found in (old, new), f"neither the old site nor the new one after {moment:.2f} s"
        old = found
    assert killed >= KILLS // 2
    assert llmanac("build", cwd=project).code == 0
    assert tree(site) == new
    left = {it.name for it in (project / "build").iterdir()}
    assert left == {"site", "cache", ".site.lock", ".site.stamp"}


def fresh(project: Path, folder: Path) -> dict[str, bytes]:
    """The site that is made of the catalogue from nothing, elsewhere."""
    plan = Plan.beside(project / "catalog")
    made = Plan(plan.catalog, folder / "site", folder / "cache")
    assert not build(made, render).fails
    return tree(made.target)
