"""An installation for one test."""

from pathlib import Path

import pytest

from embedded.places import Places
from tests.embedded.watching import NAMED_SERVERS


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A home of its own, in surroundings that name no server."""
    for name in NAMED_SERVERS:
        monkeypatch.delenv(name, raising=False)
    return Places(tmp_path / "home")
