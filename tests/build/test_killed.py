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
MODELS = 24
NAME = "models/acme/nova.yaml"
OTHER = {"Nova": "Supernova", "Supernova": "Nova"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some dozens of models, so that writing them takes a while."""
    folder = tmp_path_factory.mktemp("project")
    catalog = copied(folder).root
    nova = (catalog / NAME).read_text("utf-8")
    for number in range(MODELS):
        (catalog / f"models/acme/nova-{number}.yaml").write_text(nova, "utf-8")
    return folder


def test_the_site_is_whole_whenever_a_build_is_killed(project: Path) -> None:
    """Twenty moments; each time the site is one of two, and at last the next build is right."""
    site, wholes, lasts = project / "build" / "site", {}, 0.0
    for name in OTHER:
        call(project, name)
        wholes[name] = fresh(project, name)
        began = time.monotonic()
        assert llmanac("build", cwd=project).code == 0
        lasts = time.monotonic() - began  # of the second, for which frames are kept
    chance = random.Random(20)
    stands, killed = "Supernova", 0
    for number in range(KILLS):
        moment = lasts * (number + chance.random()) / KILLS
        call(project, OTHER[stands])
        with subprocess.Popen(
            [*COMMAND, "build"], cwd=project, env=PLAIN, stderr=subprocess.DEVNULL
        ) as run:
            time.sleep(moment)
            run.kill()
        killed += run.returncode == -signal.SIGKILL
        found = tree(site)
        assert found in wholes.values(), f"no whole site after {moment:.2f} s"
        stands = next(name for name, whole in wholes.items() if whole == found)
    assert killed >= KILLS // 2
    call(project, OTHER[stands])
    assert llmanac("build", cwd=project).code == 0
    assert tree(site) == wholes[OTHER[stands]]
    left = {it.name for it in (project / "build").iterdir()}
    assert left == {"site", "cache", ".site.lock", ".site.stamp"}


def call(project: Path, name: str) -> None:
    """Name a featured model, which stands beside every page, so that all have to be made."""
    file = project / "catalog" / NAME
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"(?m)^name: .*", f"name: {name}", text, count=1), "utf-8")


def fresh(project: Path, name: str) -> dict[str, bytes]:
    """The site that is made of the catalogue from nothing, elsewhere."""
    folder = project / "fresh" / name
    plan = Plan(project / "catalog", folder / "site", folder / "cache")
    assert not build(plan, render).fails
    return tree(plan.target)
