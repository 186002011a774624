"""`llmanac serve`: the page follows the record, a mistake keeps the last good page."""

import re
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from queue import Empty, Queue
from threading import Thread

from copies import Copy
from flaws import NOVA
from terminal import COMMAND, PLAIN, heed_interrupts

PATIENCE = 60.0


class Listening:
    """What a running command says on stderr, line by line."""

    def __init__(self, run: "subprocess.Popen[str]") -> None:
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, args=[run], daemon=True).start()

    def _read(self, run: "subprocess.Popen[str]") -> None:
        for line in run.stderr or ():
            self._lines.put(line)

    def hears(self, pattern: str) -> re.Match[str]:
        """Wait for a line."""
        heard = []
        try:
            while True:
                heard.append(self._lines.get(timeout=PATIENCE))
                if found := re.search(pattern, heard[-1]):
                    return found
        except Empty:
            raise AssertionError(f"no {pattern!r} in {heard}") from None


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether it holds within patience."""
    until = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return holds()


def test_a_change_shows_and_a_mistake_does_not(copy: Copy) -> None:
    """From the first line to Ctrl-C, in one session of work."""
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"],
        cwd=copy.root.parent,
        env=PLAIN,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  # no other thread of ours forks
    ) as run:
        try:
            talk = Listening(run)
            url = talk.hears(r"Serving (\S+)")[1]

            def shown() -> str:
                with urllib.request.urlopen(f"{url}models/acme/nova/") as page:
                    return str(page.read().decode())

            assert "Nova" in shown()
            copy.edit(NOVA, "name: Nova\n", "name: Supernova\n")
            assert eventually(lambda: "Supernova" in shown())
            talk.hears("All the rest is made too")
            copy.edit(NOVA, "name: Supernova\n", "name: Supernova\nnmae: Hypernova\n")
            talk.hears("Not made; the last good site still stands")
            talk.hears(r"catalog/models/acme/nova.yaml:\d+:1: REC001")
            talk.hears(r"(?m)^    nmae: Hypernova$")
            assert "Supernova" in shown()
            assert "Hypernova" not in shown()
            copy.edit(NOVA, "name: Supernova\nnmae: Hypernova\n", "name: Hypernova\n")
            assert eventually(lambda: "Hypernova" in shown())
            run.send_signal(signal.SIGINT)
            talk.hears("Stopped")
            assert run.wait(PATIENCE) == 0
        finally:
            run.kill()
        assert run.stdout is not None
        assert run.stdout.read() == ""
