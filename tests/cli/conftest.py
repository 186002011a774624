"""Folders to run commands in, and a way to run them without a process for each."""

import shutil
from pathlib import Path

import pytest
from copies import Copy, copied
from terminal import Run, Said, llmanac

from llmanac.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, in a folder; a misuse that argparse finds is code 2 too."""
    monkeypatch.setenv("LLMANAC_LANG", "en")

    def runs(*words: str | Path, cwd: Path) -> Said:
        monkeypatch.chdir(cwd)
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        return Said(code, *capsys.readouterr())

    return runs


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """The invented catalogue, to be spoilt."""
    return copied(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the invented catalogue has been built; nobody changes it."""
    folder = tmp_path_factory.mktemp("built")
    copied(folder)
    said = llmanac("build", cwd=folder)
    assert said.code == 0, said.err
    return folder


@pytest.fixture(scope="session")
def _initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("initialised") / "my catalogue 目录"
    assert llmanac("init", folder, cwd=folder.parent).code == 0
    return folder


@pytest.fixture
def starter(_initialised: Path, tmp_path: Path) -> Path:
    """What `llmanac init` writes, in a folder whose name has blanks and Chinese in it."""
    folder = tmp_path / _initialised.name
    shutil.copytree(_initialised, folder)
    return folder
