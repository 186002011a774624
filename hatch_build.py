"""Put the base of every catalogue, and this one's snapshot, into the wheel."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SNAPSHOT = "build/site/api/v1/llmanac.sqlite"


class BaseHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves it open
    """Carry the shared parts, or refuse: a wheel without them could not build a site."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the parts to a real wheel; an editable one finds them in the checkout."""
        if version == "editable":
            return
        root = Path(self.root)
        base = runpy.run_path(str(root / "src/llmanac/base.py"))
        absent = {f"catalog/{it}" for it in base["FOLDERS"] if not (root / "catalog" / it).exists()}
        parts = [part for part in base["PARTS"] if part not in absent]  # git keeps no empty folder
        carried = {part: f"llmanac/base/{part}" for part in parts} | {
            SNAPSHOT: "llmanac/llmanac.sqlite"
        }
        if missing := [part for part in carried if not _holds_something(root / part)]:
            message = f"not in the checkout: {', '.join(missing)}; `make wheel` makes what it can"
            raise FileNotFoundError(message)
        build_data["force_include"].update(
            {str(root / part): place for part, place in carried.items()}
        )


def _holds_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.is_file()
