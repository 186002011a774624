"""A real browser for the tests: find one, fetch one (`make browser`), drive one.

Chromium is the one named by $CHROMIUM, else the system's, else playwright's own. Whoever has
none and wants none says LLMANAC_NO_BROWSER=1; then the tests that need one are skipped.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
MISSING = """\
No Chromium that runs was found (by $CHROMIUM, where that is set). One of these helps:
  make browser                         fetches one
  sudo apt-get install chromium        Debian; on Ubuntu `make browser` is the way
  CHROMIUM=/path/to/chromium make test names one that is here
  LLMANAC_NO_BROWSER=1 make test       goes without, and skips those tests"""


def chromium() -> str | None:
    """The path of a Chromium that runs, or nothing. One that is named is the only one tried."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else [*NAMES, MAC, _playwrights_own()]
    return next((path for name in candidates if (path := shutil.which(name)) and _runs(path)), None)


def _playwrights_own() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _runs(path: str) -> bool:
    """Ubuntu has a `chromium` that only says that it is a snap: being there is not enough."""
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def fetch() -> None:
    """Install from the distribution where that is ours to do, else playwright's own."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium with apt-get", file=sys.stderr)
        subprocess.run(["apt-get", "update", "-q"], check=False)
        subprocess.run(
            ["apt-get", "install", "-qy", "--no-install-recommends", "chromium"],
            check=False,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
        if chromium():
            return
    print("Downloading playwright's Chromium", file=sys.stderr)
    with_libraries = ["--with-deps"] if os.geteuid() == 0 else []
    command = [sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"]
    subprocess.run(command, check=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. The sandbox is off, since containers allow none."""
    if os.environ.get("LLMANAC_NO_BROWSER") == "1":
        pytest.skip("LLMANAC_NO_BROWSER=1")
    path = chromium()
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own that must stay quiet: no console error, no crash in a script."""
    context = browser.new_context(locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    page = context.new_page()
    noise: list[str] = []
    page.on("console", lambda said: noise.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    yield page
    context.close()
    assert not noise, noise


def _main() -> int:
    if os.environ.get("LLMANAC_NO_BROWSER") == "1" or chromium():
        return 0
    fetch()
    if chromium():
        return 0
    print(MISSING, file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(_main())
