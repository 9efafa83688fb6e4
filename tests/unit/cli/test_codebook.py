"""`anselm codebook import` says what would change, and brings codes in when told to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anselm.cli.main import run

TABLE = "code,parent,definition\nOverhearing,Ways,Hears it\n"


def ran(*words: object) -> int:
    """The code a command ends with."""
    with pytest.raises(SystemExit) as ended:
        run([str(word) for word in words])
    return int(ended.value.code or 0)


def test_codes_are_looked_at_first_and_come_in_when_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, changed = tmp_path / "book.csv", tmp_path / "changed.csv"
    book.write_text(TABLE)
    changed.write_text(TABLE.replace("Hears it", "Hears what was not meant for them"))
    assert ran("new", tmp_path / "study") == 0
    words = ("codebook", "import", tmp_path / "study")
    capsys.readouterr()
    assert ran(*words, book) == 0
    said = capsys.readouterr().out
    assert "new     Ways\nnew       Overhearing\n2 new, 0 here already, 0 of them different." in said
    assert "Nothing is kept yet." in said
    assert ran(*words, book, "--keep", "--json") == 0
    assert json.loads(capsys.readouterr().out)["added"] == ["Ways", "Overhearing"]
    assert ran("codebook", "import", changed, tmp_path / "study", "--keep", "--same", "words") == 0
    said = capsys.readouterr().out
    assert "definition: “Hears it” here, “Hears what was not meant for them” in the file" in said
    assert "0 added, 1 changed, 1 left as they are." in said
    assert ran(*words, tmp_path / "none.csv") == 1
    assert ran("codebook", "export", tmp_path / "study", book) == 2
