"""The tools themselves read what their guides tell to write.

It fetches a program of 150 MB from npm, so it runs for whoever asks: `LLMANAC_TOOLS=1`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from own import own_catalog
from test_guides import MODEL, changed, fences, limits, tools

if TYPE_CHECKING:
    from llmanac.catalog import Catalog

ROOT = Path(__file__).parents[2]
OPENCODE = "opencode-linux-x64@1.18.34"

pytestmark = pytest.mark.skipif(
    os.environ.get("LLMANAC_TOOLS") != "1" or sys.platform != "linux",
    reason="LLMANAC_TOOLS=1 asks for it",
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """This repository's own catalogue."""
    return own_catalog()


@pytest.fixture(scope="module")
def opencode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """OpenCode, installed into a folder that goes away."""
    folder = tmp_path_factory.mktemp("opencode")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"]
    command = ["npm", "install", *quiet, "--prefix", str(folder), OPENCODE]
    subprocess.run(command, check=True, env={**os.environ, "PATH": path})
    return folder / "node_modules/opencode-linux-x64/bin/opencode"


def listed(opencode: Path, folder: Path, config: str) -> dict[str, Any]:
    """The one model that OpenCode finds in a configuration."""
    file = folder / "opencode.json"
    file.write_text(config, "utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "OPENCODE_CONFIG": str(file),
        "OPENCODE_DISABLE_AUTOUPDATE": "1",
        "OPENCODE_DISABLE_MODELS_FETCH": "1",
        "WCODE_API_KEY": "key",
    }
    command = [str(opencode), "models", "wcode", "--verbose"]
    ran = subprocess.run(command, check=False, env=environment, cwd=folder, capture_output=True)
    said = ran.stdout.decode()
    assert ran.returncode == 0, said + ran.stderr.decode()
    model: dict[str, Any] = json.loads(said[said.index("\n{") :])
    return model


@pytest.mark.parametrize("output", [16384, None])
def test_opencode_reads_its_configuration(
    catalog: Catalog, opencode: Path, tmp_path: Path, output: int | None
) -> None:
    """It lists the model with the record's name, modalities and limits; without limits as well."""
    given = changed(catalog, {"output": None}, limits(131072, output))
    model = listed(opencode, tmp_path, fences(tools(given)["opencode"])[0])
    assert (model["providerID"], model["id"], model["name"]) == ("wcode", MODEL, "Qwen3.6 27B")
    takes = model["capabilities"]["input"]
    assert [name for name in takes if takes[name]] == ["text", "image", "video"]
    assert model["capabilities"]["reasoning"] is True
    if output:
        assert model["limit"] == {"context": 131072, "output": output}


def test_opencode_takes_a_hostile_name_for_a_name(
    catalog: Catalog, opencode: Path, tmp_path: Path
) -> None:
    """Quotes, backslashes and line ends in a record change nothing else of the configuration."""
    hostile = 'a", "b": "\\\n`$(x)`'
    given = changed(catalog, {"name": hostile})
    model = listed(opencode, tmp_path, fences(tools(given)["opencode"])[0])
    assert (model["id"], model["name"]) == (MODEL, hostile)
