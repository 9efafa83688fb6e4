"""One respondent of a survey withdraws: their row goes to the byte, from copies too; the others' stay."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, file, owner, parts, study
from tests.formats.sheet_files import sheet_xml, workbook
from tests.printed import say

from anselm.bootstrap import backups, open_study, restore

TURN = "{} would rather walk along with somebody for a whole week than sit through another morning of slides"
ASIDE = "{} left a remark beside the form about the room the heating and the long way from the station"
HEAD = ("Who", "Email", "Years", "How do you learn?", "Anything else?", "Remark of the office")
CODES = ("R1", "R2", "R3")
ALIKE = "We were all told the very same thing by the very same person on the very first day here"


def rows(*codes: str, more: str = "") -> list[tuple[str, ...]]:
    return [(one, f"{one}@x.y", "4", TURN.format(one) + more, ALIKE, ASIDE.format(one)) for one in codes]


def csv(table: list[tuple[str, ...]], head: tuple[str, ...] = HEAD) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in [head, *table]) + "\n"


def brought(ada: Hand, data: str | bytes, name: str = "survey.csv", **said: Any) -> Any:
    chosen = {"respondent": "Who", "answers": "How do you learn?\nAnything else?", "facts": "Years", **said}
    done = ada.do("corpus.import_survey", file=file(name, data), keep=True, **chosen)
    assert done.kept, done.refused
    return done


def left(folder: Path, code: str) -> list[str]:
    """Every file of the folder in which something of a respondent stands, as anybody would look for it."""
    wanted = [words.format(code).encode() for words in (TURN, ASIDE)] + [f"{code}@x.y".encode()]
    files = [one for one in folder.rglob("*") if one.is_file()]
    return sorted({str(one.relative_to(folder)) for one in files if any(said in one.read_bytes() for said in wanted)})


def withdrawn(ada: Hand, code: str, name: str = "w1") -> Any:
    person = next(one for one in ada.do("fieldwork.participants") if one.code == code)
    ada.do("fieldwork.hold", id=person.id)
    seen = ada.do("reporting.preview_withdrawal", id=person.id)
    ada.do("reporting.withdraw", id=name, participant_id=person.id, code=code, reason="Asked.")
    return seen


def coded(ada: Hand) -> None:
    """A code on the first answer of everybody."""
    ada.do("coding.add_code", id="c1", name="Learning", key="learning")
    for n, source in enumerate(ada.do("corpus.sources")):
        turn = ada.do("corpus.reading", source_id=source.id).turns[0]
        where = {"start": turn.speech_start, "end": turn.speech_start + 12}
        version = ada.do("corpus.reading", source_id=source.id).version_id
        ada.do("coding.apply", id=f"k{n}", version_id=version, code_id="c1", **where)


def everything_of(ada: Hand) -> dict[str, Any]:
    """By source what is read, coded and known of it."""
    readings = {one.name: ada.do("corpus.reading", source_id=one.id) for one in ada.do("corpus.sources")}
    return {
        name: (one.text, [(row.id, row.code_id) for row in ada.do("coding.marks", version_id=one.version_id)])
        for name, one in readings.items()
    }


def test_their_row_goes_from_every_file_and_copy_and_the_others_stay_as_they_are(tmp_path: Path) -> None:
    ada = owner(study(tmp_path))
    folder = ada.workbench.folder
    brought(ada, csv(rows(*CODES)))
    brought(ada, csv(rows(*CODES, more=", and that has not changed.")))
    coded(ada)
    ada.workbench.back_up()
    before = everything_of(ada)
    assert len(left(folder, "R2")) >= 4, "the study, its copy and two tables hold them before"
    seen = withdrawn(ada, "R2")
    say(left=left(folder, "R2"), kept=left(folder, "R1"))
    assert [(one.name, one.n_others, one.whole) for one in seen.tables] == [("survey.csv", 2, False)] * 2
    assert left(folder, "R2") == []
    assert everything_of(ada) == {name: held for name, held in before.items() if name != "survey R2"}
    source = ada.do("corpus.sources")[0]
    tables = ada.do("corpus.surveys_of_source", source_id=source.id)
    assert [(one.here, one.n_rows, one.n_taken) for one in tables] == [(True, 2, 1)] * 2
    held = [one.read_bytes() for one in (folder / "media").glob("??/*")]
    assert len(held) == 2
    assert all(ASIDE.format(code).encode() in one for one in held for code in ("R1", "R3"))
    assert ada.workbench.verify().intact
    assert len(left(folder, "R1")) >= 4, "the others are in the copy and in both tables"


def test_a_later_table_still_meets_the_rows_that_are_left_and_not_the_one_that_went(tmp_path: Path) -> None:
    ada = owner(study(tmp_path))
    brought(ada, csv(rows(*CODES)))
    withdrawn(ada, "R2")
    asked = ada.do("corpus.import_survey", file=file("survey.csv", csv(rows(*CODES))), keep=True)
    assert [one.row for one in asked.refused] == [3]
    told = brought(ada, csv([*rows("R1"), *rows("R3", more=", and more."), *rows("R4")]))
    assert (told.n_same, told.n_changed, told.n_sources) == (1, 1, 1)
    withdrawn(ada, "R3", "w2")
    assert left(ada.workbench.folder, "R3") == []
    assert ada.workbench.verify().intact


def test_a_workbook_is_kept_as_text_without_the_row_and_without_its_other_sheets(tmp_path: Path) -> None:
    ada = owner(study(tmp_path))
    cover = sheet_xml((("Cover",),))
    book = workbook(cover, sheet_xml([HEAD, *rows(*CODES)]), sheet_xml([("Raw",), (ASIDE.format("R2"),)]))
    brought(ada, book, "survey.xlsx", sheet="S2")
    withdrawn(ada, "R2")
    assert left(ada.workbench.folder, "R2") == []
    (kept,) = [one.read_bytes() for one in (ada.workbench.folder / "media").glob("??/*")]
    assert kept.startswith(b'"Who","Email"')
    again = workbook(cover, sheet_xml([HEAD, *rows("R1", "R3")]), sheet_xml([("Raw",)]))
    told = ada.do("corpus.import_survey", file=file("survey.xlsx", again))
    assert (told.sheet, told.n_same, told.refused) == ("S2", 2, ())


def test_what_nobody_can_tell_goes_whole_and_the_look_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = owner(study(tmp_path))
    brought(ada, csv(rows(*CODES)))
    # A table that reads otherwise than when it came in: nobody knows whose its rows are.
    monkeypatch.setattr("anselm.services.corpus.survey_rows.kept_table", lambda *_: None)
    seen = withdrawn(ada, "R2")
    assert [(one.n_others, one.whole) for one in seen.tables] == [(2, True)]
    assert list((ada.workbench.folder / "media").glob("??/*")) == []
    assert not ada.do("corpus.surveys_of_source", source_id=ada.do("corpus.sources")[0].id)[0].here
    assert ada.workbench.verify().intact


def test_copies_carried_away_and_copies_put_back_lack_the_row_and_keep_the_others(tmp_path: Path) -> None:
    ada = owner(study(tmp_path))
    folder = ada.workbench.folder
    brought(ada, csv(rows(*CODES)))
    coded(ada)
    ada.workbench.back_up()
    shutil.copyfile(folder / "backups" / f"{backups(folder)[0].name}.db", tmp_path / "carried-away.db")
    before = everything_of(ada)
    withdrawn(ada, "R2")
    ada.workbench.close()
    restored = restore(folder, backups(folder)[0].name, tmp_path / "restored", parts=parts())
    shutil.copyfile(tmp_path / "carried-away.db", folder / "study.db")
    for place in (restored, folder):
        with open_study(place, parts=parts()) as there:
            hand = owner(there)
            assert everything_of(hand) == {name: held for name, held in before.items() if name != "survey R2"}, place
            (table,) = hand.do("corpus.surveys_of_source", source_id=hand.do("corpus.sources")[0].id)
            assert (table.here, table.n_rows, table.n_taken) == (True, 2, 1), place
            assert there.verify().intact, place
        assert left(place, "R2") == [], place


def test_a_withdrawal_that_is_refused_leaves_no_table_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = owner(study(tmp_path))
    brought(ada, csv(rows(*CODES)))
    person = next(one for one in ada.do("fieldwork.participants") if one.code == "R2")
    there = {one.name for one in (ada.workbench.folder / "media").glob("??/*")}
    asked = {"id": "w", "participant_id": person.id, "reason": "Asked."}
    ada.refused("reporting.withdraw", **asked, code="R2")
    ada.do("fieldwork.hold", id=person.id)
    ada.refused("reporting.withdraw", **asked, code="R1")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("anselm.services.reporting.erasing.take_out", full)
    with pytest.raises(OSError, match="No space"):
        ada.do("reporting.withdraw", **asked, code="R2")
    assert {one.name for one in (ada.workbench.folder / "media").glob("??/*")} == there


def test_who_is_held_back_meanwhile_comes_back_whole(tmp_path: Path) -> None:
    ada = owner(study(tmp_path))
    brought(ada, csv(rows(*CODES)))
    coded(ada)
    before = everything_of(ada)
    held = next(one for one in ada.do("fieldwork.participants") if one.code == "R2")
    ada.do("fieldwork.hold", id=held.id)
    withdrawn(ada, "R3")
    ada.do("fieldwork.release", id=held.id)
    after = everything_of(ada)
    assert {name: one for name, one in before.items() if name in after} == after
    assert len(after) == 2
    assert ALIKE in next(words for name, (words, _) in after.items() if "R2" in name)
    assert ada.workbench.verify().intact
    assert not left(ada.workbench.folder, "R3")
    assert left(ada.workbench.folder, "R2")
