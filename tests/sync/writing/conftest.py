"""Fixtures of runs that write."""

from pathlib import Path

import pytest
from copies import Copy, copied


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """The invented catalogue, to be written to."""
    return copied(tmp_path)
