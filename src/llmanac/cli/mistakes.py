"""What a person can put right, in a sentence instead of a traceback."""

from llmanac import messages
from llmanac.files import Busy
from llmanac.messages import Language
from llmanac.pricing.faults import Fault

MISTAKES = (Fault, Busy, OSError, UnicodeError, ModuleNotFoundError)
"""No such id, another run at work, no permission, no room, bytes that are no text, a part of
llmanac that was not installed."""


def told(mistake: Exception, language: Language) -> str:
    """What went wrong, and what to do."""
    if isinstance(mistake, Fault | Busy):
        return messages.sentence(mistake.code, language, mistake.params)
    if isinstance(mistake, ModuleNotFoundError):
        if (mistake.name or "llmanac").partition(".")[0] == "llmanac":
            raise mistake  # a mistake of ours
        return messages.sentence("extra-missing", language, {"name": mistake.name})
    path, reason = getattr(mistake, "filename", None), getattr(mistake, "strerror", None)
    return messages.sentence(
        "system", language, {"path": path or "", "reason": reason or str(mistake)}
    )
