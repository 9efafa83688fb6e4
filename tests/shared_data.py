"""Where the shared real files are, if this machine has them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_root() -> Path:
    """The shared folder: named by ANSELM_SHARED, or beside the repository."""
    named = os.environ.get("ANSELM_SHARED")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared"


def shared_data(sub: str) -> Path:
    """The file or folder `data/<sub>` of the shared folder; skips the test where it is missing."""
    found = shared_root() / "data" / sub
    if not found.exists():
        pytest.skip(f"shared: data/{sub} is not on this machine")
    return found
