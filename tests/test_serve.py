"""What someone who works on a catalogue sees in the browser and in the terminal."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import pytest
from playwright.sync_api import Browser, Page
from terminal import heed_interrupts

from llmanac.files import replacing
from llmanac.serve import Made, serve


class Workshop:
    """A served site, its source, and what was said about them."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "build" / "site"
        self.source = folder / "catalog" / "models" / "nova.yaml"
        self.config = folder / "mkdocs.yml"
        self.said: SimpleQueue[tuple[str, Mapping[str, object]]] = SimpleQueue()
        self.url = ""
        self.source.parent.mkdir(parents=True)
        self.source.write_text("first")
        self.config.write_text("")
        self.make(frozenset())

    def make(self, changed: frozenset[Path]) -> str:
        """Make a site of the source; refuse one that says so; crash on one that says so."""
        text = self.source.read_text("utf-8")
        if text == "crash":
            raise RuntimeError(text)
        if text.startswith("wrong"):
            return f"{self.source.name}:1:1: {text}"
        with replacing(self.site) as tree:
            page = f'<!doctype html><link rel="icon" href="data:,"><body><h1>{text}</h1></body>'
            tree.write("index.html", page)
            tree.write("zh/index.html", page)
            tree.write("404.html", "<body>not here</body>")
            for suffix in ("sqlite", "ndjson", "yaml", "md", "json", "odd"):
                tree.write(f"api/data.{suffix}", "价")
        return ""

    def steps(self, changed: frozenset[Path]) -> Iterator[Made | None]:
        """Make it in one step."""
        yield Made(self.make(changed))

    def hears(self, code: str) -> Mapping[str, object]:
        """Wait until something is said, and give its parameters."""
        while True:
            said, params = self.said.get(timeout=10)
            if said == code:
                return params

    def get(self, path: str, method: str = "GET") -> tuple[int, http.client.HTTPMessage, str]:
        """Ask for a path just as it is written here."""
        host = self.url.split("/")[2]
        connection = http.client.HTTPConnection(host, timeout=10)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()


@contextmanager
def serving(shop: Workshop, **options: object) -> Iterator[Workshop]:
    """Serve the workshop in another thread for as long as the block lasts."""
    stop = threading.Event()
    arguments = {
        "remake": shop.steps,
        "tell": lambda code, params: shop.said.put((code, params)),
        "watched": [shop.source.parents[1], shop.config],
        "port": 0,
        "stop": stop,
    }
    thread = threading.Thread(target=serve, args=[shop.site], kwargs=arguments | options)
    thread.start()
    try:
        shop.url = str(shop.hears("serve.address")["url"])
        yield shop
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop at /, being served."""
    with serving(Workshop(tmp_path)) as shop:
        yield shop


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A workshop in which nothing changes."""
    with serving(Workshop(tmp_path_factory.mktemp("still"))) as shop:
        (shop.site / "link.yaml").symlink_to(shop.source)
        yield shop


def test_pages_are_found_and_get_the_script(still: Workshop) -> None:
    """A folder answers with its index; on disk the page stays as it was built."""
    status, headers, page = still.get("/zh/?q=1")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert '<script src="/.llmanac/reload.js"' in page
    assert "<script" not in (still.site / "zh/index.html").read_text("utf-8")
    assert still.get("/zh?q=1")[:2][1]["Location"] == "/zh/?q=1"
    assert still.get("/index.html", "HEAD")[2] == ""


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("sqlite", "application/vnd.sqlite3"),
        ("ndjson", "application/x-ndjson"),
        ("yaml", "application/yaml"),
        ("md", "text/markdown; charset=utf-8"),
        ("json", "application/json"),
        ("odd", "application/octet-stream"),
    ],
)
def test_files_come_as_they_are_with_their_type(still: Workshop, suffix: str, kind: str) -> None:
    """The type is told by us, not by the machine."""
    status, headers, body = still.get(f"/api/data.{suffix}")
    assert (status, headers["Content-Type"], body) == (200, kind, "价")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/api/",
        "/../../catalog/models/nova.yaml",
        "/%2e%2e/%2e%2e/catalog/models/nova.yaml",
        "//etc/passwd",
        "/a%00b",
        f"/{'long' * 2000}",
        "/link.yaml",
    ],
)
def test_what_is_not_in_the_site_is_not_found(still: Workshop, path: str) -> None:
    """No folder is listed and nothing outside is read, also through a link; the site says so."""
    status, headers, page = still.get(path)
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "not here" in page


def test_a_site_below_a_path_is_served_there(tmp_path: Path) -> None:
    """The root leads to the base path, and nothing is found beside it."""
    with serving(Workshop(tmp_path), base_path="/almanac") as shop:
        assert shop.url.endswith("/almanac/")
        assert shop.get("/")[1]["Location"] == "/almanac/"
        assert shop.get("/almanac")[1]["Location"] == "/almanac/"
        assert shop.get("/almanac/zh")[1]["Location"] == "/almanac/zh/"
        assert "/almanac/.llmanac/reload.js" in shop.get("/almanac/zh/")[2]
        assert shop.get("/zh/")[0] == 404


def test_a_taken_port_is_passed_over(tmp_path: Path) -> None:
    """The next free one is taken, and both are named."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        shop = Workshop(tmp_path)
        stop = threading.Event()
        stop.set()
        serve(
            shop.site,
            remake=shop.steps,
            tell=lambda code, params: shop.said.put((code, params)),
            port=port,
            stop=stop,
        )
    params = shop.hears("serve.port_taken")
    assert params["port"] == port
    assert str(shop.hears("serve.address")["url"]) == f"http://127.0.0.1:{params['next']}/"
    assert shop.hears("serve.stopped") == {}


def test_a_change_reloads_the_page_and_a_mistake_lies_over_it(shop: Workshop, page: Page) -> None:
    """The page follows the source; while it is wrong, the last good page stands under the why."""
    page.goto(shop.url)
    shop.source.write_text("second")
    page.locator("h1", has_text="second").wait_for()
    assert shop.hears("serve.changed")["paths"] == [str(shop.source)]
    shop.hears("serve.made")

    shop.source.write_text("wrong <b>price</b>")
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").inner_text() == "nova.yaml:1:1: wrong <b>price</b>"
    assert page.locator("h1").inner_text() == "second"
    assert shop.hears("serve.failed")["problem"] == "nova.yaml:1:1: wrong <b>price</b>"
    page.reload()
    page.get_by_role("alert").wait_for()

    shop.source.write_text("third")
    page.locator("h1", has_text="third").wait_for()
    page.get_by_role("alert").wait_for(state="detached")


def test_a_crash_is_shown_and_survived(shop: Workshop) -> None:
    """An error of ours ends neither the server nor the site."""
    shop.source.write_text("crash")
    assert "RuntimeError: crash" in str(shop.hears("serve.failed")["problem"])
    shop.source.write_text("again")
    shop.hears("serve.made")
    assert "again" in shop.get("/")[2]


class Hesitant(Workshop):
    """Shows what it will make at once, and makes it when it is let, or not before the next."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.may = threading.Event()
        self.left = 0

    def steps(self, changed: frozenset[Path]) -> Iterator[Made | None]:
        """First what is seen of a change, then the whole."""
        icon = '<link rel="icon" href="data:,">'
        seen = f"{icon}<body><h1>{self.source.read_text('utf-8')}</h1></body>".encode()
        if changed:
            yield Made(ahead={"index.html": seen}.get)
            try:
                while not self.may.wait(0.01):
                    yield None
            except GeneratorExit:
                self.left += 1
                raise
        yield Made(self.make(changed))


@pytest.fixture
def hesitant(tmp_path: Path) -> Iterator[Hesitant]:
    """A workshop that takes its time."""
    with serving(Hesitant(tmp_path)) as shop:
        assert isinstance(shop, Hesitant)
        yield shop


def test_a_change_is_seen_before_all_is_made(hesitant: Hesitant, page: Page) -> None:
    """The page comes again once, with what is ahead of the folder; the rest comes from there."""
    page.goto(hesitant.url)
    hesitant.source.write_text("second")
    page.locator("h1", has_text="second").wait_for()
    page.evaluate("window.mark = true")
    assert "first" in hesitant.get("/zh/")[2]
    assert "first" in (hesitant.site / "index.html").read_text("utf-8")
    hesitant.may.set()
    hesitant.hears("serve.rest")
    assert "second" in hesitant.get("/zh/")[2]
    assert page.evaluate("window.mark") is True


def test_another_change_does_not_wait_for_the_last(hesitant: Hesitant) -> None:
    """What is being made of an older state is left, and nothing of it is lost."""
    for text in ("second", "third"):
        hesitant.source.write_text(text)
        hesitant.hears("serve.made")
        assert text in hesitant.get("/")[2]
    assert hesitant.left == 1
    hesitant.may.set()
    hesitant.hears("serve.rest")
    assert "third" in hesitant.get("/zh/")[2]


def test_a_watched_file_may_be_put_in_place_of_itself(shop: Workshop) -> None:
    """Editors save so; the second time is noticed like the first; neighbours are not."""
    for text in ("one", "two"):
        (shop.config.parent / "beside.txt").write_text(text)
        new = shop.config.with_suffix(".new")
        new.write_text(text)
        new.replace(shop.config)
        assert shop.hears("serve.changed")["paths"] == [str(shop.config)]
        shop.hears("serve.made")


def test_the_first_problem_is_shown_without_a_site(tmp_path: Path, browser: Browser) -> None:
    """Where nothing was ever built, the browser still says why, and comes when it was."""
    shop = Workshop(tmp_path)
    shop.site.rename(tmp_path / "gone")
    shop.source.write_text("wrong from the start")
    with serving(shop):
        page = browser.new_page()
        page.goto(shop.url)
        page.get_by_role("alert", name="").wait_for()
        shop.source.write_text("at last")
        page.locator("h1", has_text="at last").wait_for()
        page.close()


PROGRAM = """
import sys
from pathlib import Path
from llmanac.serve import Made, serve

serve(
    Path("site"),
    remake=lambda changed: iter([Made()]),
    tell=lambda code, params: print(code, flush=True),
    watched=[Path(".")],
    port=0,
)
"""


def test_control_c_ends_it_cleanly(tmp_path: Path) -> None:
    """No traceback, no complaint: the last word is that it stopped."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  # no other thread of ours forks
    ) as run:
        assert run.stdout is not None
        assert [run.stdout.readline() for _ in range(2)] == ["serve.made\n", "serve.address\n"]
        run.send_signal(signal.SIGINT)
        assert run.communicate(timeout=10) == ("serve.stopped\n", "")
    assert run.returncode == 0


def test_a_watch_that_cannot_be_set_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system with no watches left ends the run with its reason; nothing hangs."""

    def refuse(*places: Path, **options: object) -> Iterator[set[object]]:
        raise OSError("OS file watch limit reached")
        yield set()

    monkeypatch.setattr("llmanac.serve.watch", refuse)
    shop = Workshop(tmp_path)
    with pytest.raises(OSError, match="watch limit"):
        serve(
            shop.site,
            remake=shop.steps,
            tell=lambda code, params: None,
            watched=[shop.config],
            port=0,
        )
