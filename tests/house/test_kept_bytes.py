"""Bytes are kept before the row that names them, and an opening takes away what no row names (ADR 41)."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from anselm.domain.corpus import SourceVersion
from anselm.domain.fieldwork import Recording
from anselm.domain.surveys import SurveyFile

SERVICES = Path(__file__).parents[2] / "src" / "anselm" / "services"
# Where bytes are kept for good, and the row that names them by their checksum.
NAMED_BY: dict[str, tuple[type, ...]] = {
    "coding/projects.py": (Recording, SourceVersion),
    "corpus/importing.py": (SourceVersion,),
    "corpus/other_language.py": (SourceVersion,),
    "corpus/surveys.py": (SurveyFile,),
    "fieldwork/recordings.py": (Recording,),
    "reporting/withdrawn_tables.py": (SurveyFile,),
}


def unknown(services: Path) -> list[str]:
    """Modules that keep bytes and are not listed here, or are listed and keep none."""
    keeping = {
        one.relative_to(services).as_posix()
        for one in services.rglob("*.py")
        if re.search(r"\bmedia\.put\(", one.read_text(encoding="utf-8"))
    }
    return sorted(keeping ^ set(NAMED_BY))


def test_every_place_that_keeps_bytes_has_a_row_that_names_them() -> None:
    assert unknown(SERVICES) == []
    for kind in {one for kinds in NAMED_BY.values() for one in kinds}:
        assert any(one.name.endswith("sha256") for one in fields(kind)), kind


@pytest.mark.parametrize("planted", ["tools.media.put(data)", "name = self.media.put(whole)"])
def test_a_new_place_is_seen(tmp_path: Path, planted: str) -> None:
    for one in NAMED_BY:
        (tmp_path / one).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / one).write_text("tools.media.put(data)\n", encoding="utf-8")
    assert unknown(tmp_path) == []
    (tmp_path / "coding" / "aside.py").write_text(f"{planted}\n", encoding="utf-8")
    assert unknown(tmp_path) == ["coding/aside.py"]
