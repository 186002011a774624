"""What a person can put right, in a sentence instead of a traceback."""

from llmanac import messages
from llmanac.files import Busy
from llmanac.messages import Language
from llmanac.pricing.faults import Fault

MISTAKES = (Fault, Busy, OSError, UnicodeError)
"""No such id, another run at work, no permission, no room, bytes that are no text."""


def told(mistake: Exception, language: Language) -> str:
    """What went wrong, and what to do."""
    if isinstance(mistake, Fault | Busy):
        return messages.sentence(mistake.code, language, mistake.params)
    path, reason = getattr(mistake, "filename", None), getattr(mistake, "strerror", None)
    return messages.sentence(
        "system", language, {"path": path or "", "reason": reason or str(mistake)}
    )
