"""What may be seen, decided otherwise for one test: each statement is built anew while it runs, and none is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import true

from anselm.storage import asked, visible

_BUILT = ("rows", "counts", "fields", "tallies", "versions")


def in_sight_of_all(monkeypatch: pytest.MonkeyPatch, *kinds: str) -> None:
    """Let everybody see all rows of these kinds, until the test ends."""
    for kind in kinds:
        monkeypatch.setitem(visible.FILTERS, kind, lambda table, viewer: true())
    for name in _BUILT:
        monkeypatch.setattr(asked, name, getattr(asked, name).__wrapped__)
