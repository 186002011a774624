"""What the key of an entry names: the offer, its region, the size and quality of a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from llmanac.sync.feeds.words.regions import profiled

QUALITIES: Final = ("low", "medium", "high", "xhigh", "max", "hd", "standard", "auto")
"""What stands before a size, or alone, in keys of pictures."""

_PREFIXES: Final = {
    "amazon_nova": "amazon-nova",
    "azure_text": "azure",
    "bedrock_converse": "bedrock",
}
"""Prefixes of the map's own that are not their provider's name."""

_AZURE: Final = ("us-gov", "us", "eu", "apac", "global-standard", "global")
_SIZE: Final = re.compile(r"([1-9][0-9]*)-x-([1-9][0-9]*)")
_CLOUD_REGION: Final = re.compile(r"[a-z]{2}(-gov)?-[a-z]+-[1-9]")
_UNNAMED: Final = re.compile(
    r"(fireworks|together)-ai-.*|.*/[0-9]+-month-commitment/.*|.*/(max|[0-9]+)-steps/.*"
)
_BARE: Final = (
    "aiml", "azure", "azure_ai", "bedrock", "bedrock_converse", "fal_ai", "runwayml", "stability",
)  # fmt: skip
"""Providers whose ids have a `/` that does not stand behind a lab."""
_NO_LABS: Final = ("decision-models", "preset", "ps", "streaming", "together")
"""What stands before a `/` and is nobody's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a key names."""

    provider: str
    offer: str
    region: str | None = None
    quality: str | None = None
    size: str | None = None
    """As sellers write it: `1024x1536`."""

    @property
    def cell(self) -> tuple[tuple[str, str], ...]:
        """Keys of a table and their values, where the entry is one cell of it."""
        said = (("quality", self.quality), ("size", self.size))
        return tuple((key, value) for key, value in said if value)

    @property
    def lab_and_name(self) -> str | None:
        """The offer as `lab/name`, where its id is of that shape."""
        name = re.sub(r"^@(cf|hf)/", "", self.offer)
        parts = name.split("/")
        if self.provider in _BARE or len(parts) != 2 or parts[0] in _NO_LABS:
            return None
        return name if re.fullmatch(r"[A-Za-z0-9][^/\s]*/\S+", name) else None


def named(key: str, provider: str) -> Named | None:
    """Read a key; None where it names no offer: a class of sizes, capacity that is reserved."""
    if _UNNAMED.fullmatch(key):
        return None
    steps = key.split("/")
    _drop_prefix(steps, provider)
    quality, size = _picture(steps)
    _drop_prefix(steps, provider)
    if len(steps) > 1 and steps[0] == "claude_platform":
        provider = f"{provider}/{steps.pop(0)}"  # the lab's own API, billed by the cloud
    elif len(steps) > 1 and steps[0] == "invoke":
        steps.pop(0)
    region = _region(steps, provider)
    offer = "/".join(steps)
    if not offer or re.search(r"\s", offer):
        return None
    return Named(provider=provider, offer=offer, region=region, quality=quality, size=size)


def _drop_prefix(steps: list[str], provider: str) -> None:
    """Drop the first step where it is the map's own word for the provider."""
    family = provider.split("-", maxsplit=1)[0]
    own = {provider, provider.replace("_", "-"), _PREFIXES.get(provider, provider)}
    if len(steps) > 1 and steps[0] in own | (
        {family} if family in ("vertex_ai", "fireworks_ai") else set()
    ):
        steps.pop(0)


def _picture(steps: list[str]) -> tuple[str | None, str | None]:
    """Take quality and size off the front, where a size stands there."""
    place = next((n for n, step in enumerate(steps[:2]) if _SIZE.fullmatch(step)), None)
    if place is None or (place == 1 and steps[0] not in QUALITIES):
        return None, None
    size = _SIZE.fullmatch(steps[place])
    quality = steps[0] if place else None
    del steps[: place + 1]
    return quality, f"{size[1]}x{size[2]}" if size else None


def _region(steps: list[str], provider: str) -> str | None:
    """Take the region off the front of an id."""
    if provider == "azure" and len(steps) > 1 and steps[0] in _AZURE:
        return steps.pop(0)
    if not provider.startswith("bedrock"):
        return None
    if len(steps) > 1 and _CLOUD_REGION.fullmatch(steps[0]):
        return steps.pop(0)
    steps[0], region = profiled(steps[0])
    return region
