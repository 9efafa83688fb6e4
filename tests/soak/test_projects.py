"""Projects of other programs as large as they come."""

from __future__ import annotations

from pathlib import Path

from tests.factories import DirectParser, owner, study
from tests.unit.services.coding.test_project_sounds import large, many


def test_a_project_of_four_hundred_megabytes_comes_in(tmp_path: Path) -> None:
    large(tmp_path, 400)


def test_a_project_of_2700_sources_comes_in_and_goes_again(tmp_path: Path) -> None:
    many(owner(study(tmp_path, parser=DirectParser())), 2_700)
