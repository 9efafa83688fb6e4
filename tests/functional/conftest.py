"""What several functional tests start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from anselm.demo.build import build


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study, built once for the run and closed; a test that changes it works on a copy."""
    folder = tmp_path_factory.mktemp("built") / "harrowmere"
    build(folder, said=lambda stage: None)
    return folder
