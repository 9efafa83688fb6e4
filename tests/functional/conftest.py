"""What several functional tests start from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from anselm.demo.build import LAST, STAGES, build

_NOT_TAKEN = shutil.ignore_patterns("study.lock", "index.db*", "*-shm")


@pytest.fixture(scope="session")
def demo_stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo as it stood after each stage, taken while it is built once; a test that changes it works on a copy."""
    place, names = tmp_path_factory.mktemp("built"), list(STAGES)

    def said(stage: str) -> None:
        at = names.index(stage)
        if at:
            shutil.copytree(place / LAST, place / names[at - 1], ignore=_NOT_TAKEN)

    build(place / LAST, said=said)
    return {name: place / name for name in names}


@pytest.fixture(scope="session")
def demo_folder(demo_stages: dict[str, Path]) -> Path:
    """The demo study, built once for the run and closed; a test that changes it works on a copy."""
    return demo_stages[LAST]
