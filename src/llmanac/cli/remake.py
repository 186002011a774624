"""Make a site again while it is served: first what can be seen of a changed record, then all of it.

The whole is made in a process of its own, which is ended when something else changes meanwhile: it
works on every processor, and the one that serves goes on answering.
"""

import signal
import traceback
from collections.abc import Collection, Generator, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep
from typing import Final

from llmanac.build import Plan, build
from llmanac.cli.build import render
from llmanac.cli.mistakes import MISTAKES, told
from llmanac.glimpse import Glimpse
from llmanac.messages import Language, sentence
from llmanac.report.findings import report
from llmanac.serve import Made

_SPAWN: Final = get_context("spawn")
"""A process that begins anew: this one has threads, which do not survive a copy."""

_TICK: Final = 0.1  # seconds; how soon a change is heard while the whole is made
_PAUSE: Final = 10  # ticks


class Remaker:
    """Remakes one site, and holds it in memory in order to show a changed record at once."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self._plan = plan
        self._language = language
        self._glimpse: Glimpse | None = None

    def steps(self, changed: Collection[Path]) -> Iterator[Made | None]:
        """What is seen of the changed files, where that is possible, then the whole."""
        if self._glimpse:  # kept nowhere else: of the last state nothing may stay in memory
            self._glimpse = self._glimpse.after(changed)
        if self._glimpse:
            yield Made(ahead=self._glimpse.file)
            yield from _pause()
        problem = yield from self._whole()
        yield Made(problem)
        if not problem and not self._glimpse:
            self._glimpse = Glimpse.of(self._plan, render)

    def _whole(self) -> Generator[None, None, str]:
        """Make everything, and answer with what is wrong, else with nothing."""
        receiver, sender = _SPAWN.Pipe(duplex=False)
        maker = _SPAWN.Process(target=_make, args=(self._plan, self._language, sender), daemon=True)
        maker.start()
        sender.close()
        try:
            while not receiver.poll(_TICK):
                yield None
            return str(receiver.recv())
        except EOFError:
            maker.join()
            return sentence("serve.died", self._language, {"status": maker.exitcode})
        finally:
            maker.kill()
            maker.join()
            receiver.close()


def _pause() -> Iterator[None]:
    """Let browsers have the page first, and a person save once more."""
    for _ in range(_PAUSE):
        sleep(_TICK)
        yield None


def _make(plan: Plan, language: Language, answer: Connection) -> None:
    """Build, and send what is wrong; Ctrl-C is for the process that serves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        built = build(plan, render)
        said = report(built.findings, "text", root=plan.catalog, language=language)
        answer.send(said if built.fails else "")
    except MISTAKES as mistake:
        answer.send(told(mistake, language))
    except Exception:
        answer.send(traceback.format_exc())
