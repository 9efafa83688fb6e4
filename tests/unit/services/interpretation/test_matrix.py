"""The framework matrix: summaries that rest on passages, and say so when these change; and what else is kept."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.factories import DirectParser, Hand, colleague, owner, study

from anselm.formats.docx import read_docx

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Two teams, one interview; two themes of a code each, one passage under each; a matrix of the themes."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    for n, name in ((1, "Alder"), (2, "Beech")):
        ada.do("fieldwork.add_case", id=f"t{n}", code=f"T{n}", name=name)
    ada.do("fieldwork.add_participant", id="p1", code="P01", case_id="t1", role="A", membership_id="m1")
    made = ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    ada.do("corpus.bind_source", source_id=made.accepted[0].source_id, participant_id="p1", case_id="t1")
    for n, words in ((1, "I hear them on the phone."), (2, "Then I write it down.")):
        ada.do("coding.add_code", id=f"c{n}", key=f"D{n}", name=f"Code {n}")
        ada.do("interpretation.add_theme", id=f"h{n}", name=f"Theme {n}", code_ids=(f"c{n}",))
        ada.do("coding.apply", id=f"x{n}", code_id=f"c{n}", **place(ada, words))
    ada.do("fieldwork.add_attribute", id="a1", name="Age", about="case", type="number")
    for n, age in ((1, "12"), (2, "4")):
        ada.do("fieldwork.set_value", id=f"v{n}", attribute_id="a1", about_id=f"t{n}", value=age)
    ada.do("interpretation.add_matrix", id="mx", name="Themes")
    return ada


def place(ada: Hand, words: str) -> dict[str, Any]:
    reading = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id)
    start = reading.text.index(words)
    return {"version_id": reading.version_id, "start": start, "end": start + len(words)}


WHERE = {"matrix_id": "mx", "case_id": "t1", "column_id": "h1"}


def write(hand: Hand, summary: str = "By ear.", **more: Any) -> Any:
    return hand.do("interpretation.write_cell", id="k1", summary=summary, **{**WHERE, **more})


def cell(hand: Hand) -> Any:
    return hand.do("interpretation.matrix").cells[0][0]


def test_a_cell_is_empty_then_a_draft_then_final_with_a_passage(ada: Hand) -> None:
    assert (cell(ada).state, cell(ada).n_passages) == ("empty", 1)
    assert write(ada).cell.state == "draft"
    refusal = ada.refused("interpretation.write_cell", id="k1", summary="By ear.", final=True, **WHERE)
    assert "at least one passage" in refusal.message
    made = write(ada, final=True, links=[place(ada, "I hear them on the phone.")])
    assert (made.cell.state, made.cell.n_linked, made.passages[0].linked) == ("final", 1, True)
    assert made.passages[0].words == "I hear them on the phone."


def test_a_coding_added_under_a_written_cell_turns_it_stale_and_the_new_passage_is_named(ada: Hand) -> None:
    write(ada, final=True, links=[place(ada, "I hear them on the phone.")])
    ada.do("coding.apply", id="x3", code_id="c1", **place(ada, "Then I write"))
    assert (cell(ada).state, cell(ada).why_stale) == ("stale", "1 new passage")
    opened = ada.do("interpretation.matrix_cell", case_id="t1", column_id="h1")
    assert [(one.words, one.new) for one in opened.passages] == [
        ("I hear them on the phone.", False),
        ("Then I write", True),
    ]
    ada.do("study.undo")
    assert cell(ada).state == "final"


def test_a_coding_taken_off_turns_the_cell_stale_and_writing_it_anew_takes_that_in(ada: Hand) -> None:
    write(ada)
    ada.do("coding.remove", id="x1")
    assert (cell(ada).state, cell(ada).why_stale) == ("stale", "1 no longer there")
    write(ada, summary="Nothing any more.")
    assert cell(ada).state == "draft"


def test_writing_a_cell_is_taken_back_and_a_matrix_with_its_cells(ada: Hand) -> None:
    write(ada)
    write(ada, summary="By ear and eye.")
    ada.do("study.undo")
    assert cell(ada).summary == "By ear."
    ada.do("interpretation.remove_matrix", id="mx")
    assert ada.do("interpretation.matrices") == ()
    ada.do("study.undo")
    assert cell(ada).summary == "By ear."


def test_as_a_table_of_a_report_each_cell_says_whether_it_is_a_draft_or_stale(ada: Hand) -> None:
    ada.do("reporting.add_report", id="w1", title="Findings", body="{{table:matrix:mx}}\n")

    def printed() -> str:
        return str(ada.do("reporting.draft", id="w1", format="md").content.decode())

    write(ada)
    assert "By ear. (draft)" in printed()
    write(ada, final=True, links=[place(ada, "I hear them on the phone.")])
    assert "(draft)" not in printed()
    assert "†" not in printed()
    ada.do("coding.apply", id="x3", code_id="c1", **place(ada, "Then I write"))
    assert "By ear. †" in printed()
    assert "A cell marked † was written before what it rests on changed" in printed()
    ada.do("interpretation.remove_matrix", id="mx")
    assert "There is no table “matrix:mx”." in printed()


def test_rows_stand_in_the_order_of_an_attribute(ada: Hand) -> None:
    by_age = ada.do("interpretation.matrix", group_by="Age")
    assert [(one.code, one.group) for one in by_age.rows] == [("T2", "4"), ("T1", "12")]
    assert "no attribute called Size" in ada.refused("interpretation.matrix", group_by="Size").message


def test_a_matrix_is_of_all_themes_until_one_is_made_and_may_be_of_codes(ada: Hand) -> None:
    ada.do("interpretation.add_matrix", id="my", name="Codes", columns="code", column_ids=("c2",))
    found = ada.do("interpretation.matrix", matrix="Codes")
    assert [one.id for one in found.columns] == ["c2"]
    assert (
        "no such column"
        in ada.refused(
            "interpretation.write_cell", id="k2", matrix_id="my", case_id="t1", column_id="c1", summary="x"
        ).message
    )
    for identifier in ("mx", "my"):
        ada.do("interpretation.remove_matrix", id=identifier)
    assert [one.name for one in ada.do("interpretation.matrix").columns] == ["Theme 1", "Theme 2"]


def test_a_matrix_is_written_as_word_spreadsheet_and_csv(ada: Hand) -> None:
    write(ada, summary="=By ear.", final=True, links=[place(ada, "I hear them on the phone.")])
    files = {one: ada.do("interpretation.matrix_file", format=one).content for one in ("csv", "xlsx", "docx")}
    lines = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert len(lines) == 4
    assert lines[0]["summary"] == "'=By ear."
    assert lines[0]["passages"] == "[1] 1A, turn 2"
    book = load_workbook(io.BytesIO(files["xlsx"]))
    held = book["matrix"]["C2"]
    assert (held.value, held.data_type) == ("=By ear.\n[1] 1A, turn 2", "s")
    assert book["passages"]["E2"].value == "I hear them on the phone."
    assert "#'passages'!A2" in (held.hyperlink.target or f"#{held.hyperlink.location}")
    words = read_docx(files["docx"]).text
    assert "By ear." in words
    assert "I hear them on the phone." in words


def grouped(ada: Hand) -> dict[str, Any]:
    """Rows by age and columns by level: the second theme stands further in than the first."""
    ada.do("interpretation.adopt_lens", id="l1", key="socioecological-workplace")
    levels = [one.key for one in ada.do("interpretation.lenses").lenses[0].levels]
    for theme, level in (("h1", levels[2]), ("h2", levels[0])):
        placed = {"lens_id": "l1", "level_key": level, "target_kind": "theme", "target_id": theme}
        ada.do("interpretation.place", id=f"p-{theme}", **placed)
    return {"group_by": "Age", "by_level": True}


def test_columns_stand_by_the_levels_of_the_lens_in_use_and_rows_by_an_attribute(ada: Hand) -> None:
    asked = grouped(ada)
    plain, by_level = ada.do("interpretation.matrix"), ada.do("interpretation.matrix", **asked)
    assert [one.id for one in plain.columns] == ["h1", "h2"]
    assert [one.id for one in by_level.columns] == ["h2", "h1"]
    assert len({one.level for one in by_level.columns}) == 2
    assert by_level.lens
    assert [one.column_id for one in by_level.cells[0]] == ["h2", "h1"]
    ada.do("interpretation.unplace", id="p-h2")
    assert [(one.id, bool(one.level)) for one in ada.do("interpretation.matrix", **asked).columns] == [
        ("h1", True),
        ("h2", False),
    ]


def test_the_grouping_of_rows_and_columns_goes_out_with_every_file(ada: Hand) -> None:
    asked = grouped(ada)
    write(ada, final=True, links=[place(ada, "I hear them on the phone.")])
    files = {one: ada.do("interpretation.matrix_file", format=one, **asked).content for one in ("csv", "xlsx", "docx")}
    first, second = (one.level for one in ada.do("interpretation.matrix", **asked).columns)
    rows = [[one or "" for one in row] for row in load_workbook(io.BytesIO(files["xlsx"]))["matrix"].values]
    assert rows[0][2:] == [first, second]
    assert [row[0] for row in rows] == ["", "group", "Age: 4", "4", "Age: 12", "12"]
    words = read_docx(files["docx"]).text
    assert words.index("Age: 4") < words.index("T2 Beech") < words.index("Age: 12") < words.index("T1 Alder")
    assert f"{second}: TH1 Theme 1" in words
    lines = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert [(one["group"], one["level"]) for one in lines[:2]] == [("4", first), ("4", second)]


def test_a_kept_query_is_read_as_it_was_understood_and_must_make_sense(ada: Hand) -> None:
    kept = ada.do("interpretation.save_query", id="q1", name="Heard", text="d1 and role = a")
    assert (kept.text, kept.set_name) == ("d1 AND role = a", kept.set_name)
    assert "no code or theme" in ada.refused("interpretation.save_query", id="q2", name="x", text="D77").message
    assert "of that name" in ada.refused("interpretation.save_query", id="q2", name="Heard", text="D2").message
    ada.do("interpretation.save_query", id="q1", name="Heard by others", text="D1")
    assert [one.name for one in ada.do("interpretation.saved_queries")] == ["Heard by others"]
    ada.do("interpretation.remove_query", id="q1")
    assert ada.do("interpretation.saved_queries") == ()


def test_a_kept_query_names_nothing_that_is_so_far_only_its_makers(ada: Hand) -> None:
    bo, cy = colleague(ada.workbench, "Bo"), colleague(ada.workbench, "Cy", prefix="cccccccc")
    readers = [bo.viewer.researcher_id, cy.viewer.researcher_id]
    sources = [ada.do("corpus.sources")[0].id]
    ada.do("judging.start_round", id="r1", name="Blind", judge_ids=readers, source_ids=sources)
    bo.do("coding.apply_new", id="x8", code_id="c8", name="Mine alone", round_id="r1", **place(ada, "I hear"))
    assert bo.do("interpretation.query", text='"Mine alone"', set="r1").n_passages == 1
    refusal = bo.refused("interpretation.save_query", id="q1", name="x", text='D1 OR NEAR("Mine alone", 1 turn)')
    assert "not opened yet" in refusal.message
    assert "no code or theme" in cy.refused("interpretation.query", text='"Mine alone"').message
    assert (
        "not opened yet"
        in bo.refused("interpretation.state_saturation", id="z1", kind="data", statement="Enough.", set="r1").message
    )
    assert (
        "not opened yet"
        in bo.refused("interpretation.add_matrix", id="m8", name="Mine", columns="code", column_ids=("c8",)).message
    )


def test_what_is_said_about_saturation_keeps_its_figures_and_says_what_changed(ada: Hand) -> None:
    said = ada.do(
        "interpretation.state_saturation", id="z1", kind="not claimed", statement="Not claimed, because one was read."
    )
    assert (said.n_units, said.n_codes, said.last_new, said.changed) == (1, 2, "INT01", "")
    ada.do("coding.remove", id="x2")
    (held,) = ada.do("interpretation.saturation_statements")
    assert held.changed == "2 codes then, 1 now"
    ada.do("study.change_study", profile="braun-clarke-6")
    assert ada.do("interpretation.saturation_statements") == ()
    assert (
        "reflexively"
        in ada.refused("interpretation.state_saturation", id="z2", kind="data", statement="Enough.").message
    )


def test_a_person_withdrawn_takes_their_passages_out_of_every_cell(ada: Hand) -> None:
    write(ada, final=True, links=[place(ada, "I hear them on the phone.")])
    ada.do("fieldwork.hold", id="p1")
    assert (cell(ada).state, cell(ada).why_stale) == ("stale", "a passage it rests on cannot be shown")
    ada.do("reporting.withdraw", id="w1", participant_id="p1", code="P01", reason="Asked by letter.")
    left = cell(ada)
    assert (left.state, left.n_linked, left.n_passages, left.summary) == ("draft", 0, 0, "By ear.")
