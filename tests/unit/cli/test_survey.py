"""`anselm survey` says what would come of a table, and brings it in when told to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.formats.sheet_files import LONG, sheet_xml, workbook

from anselm.cli.main import run

ROWS = (("Who", "Ward", "What happened?"), ("R1", "3", LONG), ("R2", "4", "Nothing"), ("R3", "4", ""))


def ran(*words: object) -> int:
    """The code a command ends with."""
    with pytest.raises(SystemExit) as ended:
        run([str(word) for word in words])
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "survey.xlsx").write_bytes(workbook(sheet_xml(ROWS)))
    (tmp_path / "twice.csv").write_text(f'Who,Said\nR1,"{LONG}"\nR1,"{LONG}"\n')
    assert ran("new", tmp_path / "study") == 0
    return tmp_path


def test_a_survey_is_looked_at_first_and_comes_in_when_told_to(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("survey", folder / "study", folder / "survey.xlsx", "--who", "Who")
    capsys.readouterr()
    assert ran(*words) == 0
    said = capsys.readouterr().out
    assert "  C  open answer       2 filled in  What happened?" in said
    assert "2 sources would come in, 3 new people, 3 attributes; 1 answered nothing in words." in said
    assert "Nothing is kept yet." in said
    assert ran(*words, "--answer", "What happened?", "--keep", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in answer["sources"]] == ["survey R1", "survey R2"]
    assert ran("text", folder / "study", "survey R2") == 0
    assert capsys.readouterr().out == "What happened?\nNothing"


def test_what_is_wrong_is_said_by_line_and_column_and_nothing_comes_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert ran("survey", folder / "study", folder / "twice.csv", "--who", "Who", "--keep") == 1
    assert "line 3, “Who”: Line 2 has the same respondent." in capsys.readouterr().err
    assert ran("import", folder / "study", folder / "survey.xlsx") == 1
    assert "anselm survey STUDY FILE" in capsys.readouterr().err
    assert ran("survey", folder / "study", folder / "none.csv") == 1


def test_a_sheet_is_chosen_and_all_are_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = workbook(sheet_xml((("Cover",),)), sheet_xml(ROWS), sheet_xml(ROWS[:2]))
    (folder / "book.xlsx").write_bytes(book)
    capsys.readouterr()
    assert ran("survey", folder / "study", folder / "book.xlsx", "--who", "Who") == 0
    said = capsys.readouterr().out
    assert "  read      3  rows  S2" in said
    assert "            0  rows  S1" in said
    assert ran("survey", folder / "study", folder / "book.xlsx", "--who", "Who", "--sheet", "S3") == 0
    assert "1 sources would come in" in capsys.readouterr().out
    assert ran("survey", folder / "study", folder / "book.xlsx", "--sheet", "S1") == 1
    assert "“S2”, “S3”" in capsys.readouterr().err


def test_a_later_table_is_told_beside_the_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("survey", folder / "study", folder / "survey.xlsx")
    assert ran(*words, "--who", "Who", "--answer", "What happened?", "--keep") == 0
    later = (*ROWS[:2], ("R2", "4", "Something"), ("R4", "1", LONG))
    (folder / "later.xlsx").write_bytes(workbook(sheet_xml(later)))
    capsys.readouterr()
    assert ran("survey", folder / "study", folder / "later.xlsx", "--again", "survey.xlsx", "--keep") == 0
    said = capsys.readouterr().out
    assert "A later table of survey.xlsx of " in said
    assert "New: 1, changed: 1, as they were: 1, in the table no more: 0 (they stay)." in said
    assert " changed  R2  What happened?" in said
    assert ran("verify", folder / "study") == 0
    assert ran("survey", folder / "study", folder / "later.xlsx", "--again", "other.xlsx") == 1
    assert "There are: later.xlsx." in capsys.readouterr().err
