"""The templates that contributors copy are records without a finding."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import get_args

from llmanac.check import check
from llmanac.schema.text import Placeholder

ROOT = Path(__file__).parents[2]
TEMPLATE = re.compile(r"```yaml\n(# yaml-language-server: \$schema=\S+/(\w+)\.json\n.*?)```", re.S)

PLACES = {
    "model": "models/acme/nova-2-27b.yaml",
    "offer": "offers/wcode/acme-nova-2-27b.yaml",
}


def test_every_template_is_a_good_record(tmp_path: Path) -> None:
    """Each block of the page, put where the page says, stands beside the real records."""
    catalog = tmp_path / "catalog"
    shutil.copytree(ROOT / "catalog", catalog)
    with (catalog / "labs.yaml").open("a", encoding="utf-8") as labs:
        labs.write("acme:\n  name: Acme\n")
    templates = TEMPLATE.findall((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert {kind for _, kind in templates} == {*PLACES}
    for text, kind in templates:  # a model first, then what it costs, in plain and in full
        path = catalog / PLACES[kind]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        assert check(catalog) == (), text


def test_every_placeholder_is_listed() -> None:
    """Whoever writes a sample or guide finds what a page can fill in, and nothing else."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    listed = text[text.index("Placeholders are") :].partition("\n\n")[0]
    names = re.findall(r"`(\w+)`", listed.replace("(`url` without", "("))
    assert sorted(names) == sorted(get_args(Placeholder))
