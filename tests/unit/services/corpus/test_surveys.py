"""A survey comes in: a source a respondent, after a look at what would come of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, file, owner, study
from tests.formats.sheet_files import cell, sheet_xml, workbook

from anselm.domain.errors import Invalid, Refused

LONG = "Mostly by listening in on the phone, and by going along with whoever goes out to a patient that day. \U0001f600"
TABLE = (
    "Respondent ID,Email,Years in post,How do you learn here?,Anything else?\n"
    f'R7,a@b.c,4,"{LONG}\nAnd in the car.",No\n'
    f'R8,d@e.f,,,"{LONG}"\n'
    "R9,g@h.i,12,,\n"
)
QUESTIONS = ("How do you learn here?", "Anything else?")


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path))


def test_a_look_says_what_each_column_becomes_and_keeps_nothing(ada: Hand) -> None:
    before = ada.workbench.content_digest()
    seen = ada.do("corpus.import_survey", file=file("survey.csv", TABLE))
    assert [str(one.use) for one in seen.columns] == ["respondent", "nothing", "fact", "answer", "answer"]
    assert [(one.n_filled, one.n_different) for one in seen.columns[2:]] == [(2, 2), (1, 1), (2, 2)]
    assert (seen.n_sources, seen.n_people, seen.n_values, seen.n_silent, seen.kept) == (2, 3, 2, 1, False)
    assert ada.workbench.content_digest() == before


def test_each_respondent_becomes_a_source_whose_speech_is_the_answers(ada: Hand) -> None:
    done = ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True)
    assert done.kept
    sources = ada.do("corpus.sources")
    assert [one.name for one in sources] == ["survey R7", "survey R8"]
    reading = ada.do("corpus.reading", source_id=sources[0].id)
    first = f"{LONG}\nAnd in the car."
    assert reading.text == f"{QUESTIONS[0]}\n{first}\n\n{QUESTIONS[1]}\nNo"
    said = [reading.text[one.speech_start : one.end] for one in reading.turns]
    assert said == [first, "No"]
    people = {one.code: one for one in ada.do("fieldwork.participants")}
    assert sorted(people) == ["R7", "R8", "R9"]


def test_columns_are_what_one_says_they_are(ada: Hand) -> None:
    done = ada.do("corpus.import_survey", file=file("s.csv", TABLE), keep=True, answers=QUESTIONS[1], facts="Email")
    assert [str(one.use) for one in done.columns] == ["nothing", "fact", "nothing", "nothing", "answer"]
    assert [one.name for one in ada.do("corpus.sources")] == ["s R001", "s R002"]
    with pytest.raises(Invalid):
        ada.do("corpus.import_survey", file=file("s.csv", TABLE), answers="No such question?")


def test_a_survey_that_is_here_already_is_not_doubled(ada: Hand) -> None:
    ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True)
    before = ada.workbench.content_digest()
    again = ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True)
    assert not again.kept
    assert (again.n_sources, again.n_changed, again.n_same, again.n_gone) == (0, 0, 2, 0)
    assert ada.workbench.content_digest() == before
    own = ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True, again="new")
    assert [one.name for one in own.sources] == ["survey (2) R7", "survey (2) R8"]


def test_a_line_that_cannot_be_read_keeps_all_of_them_out(ada: Hand) -> None:
    table = file("s.csv", TABLE + f"r7,,,{LONG},\n")
    done = ada.do("corpus.import_survey", file=table, respondent="Respondent ID", keep=True)
    assert [one.reason for one in done.refused] == ["Line 3 has the same respondent."]
    assert ada.do("corpus.sources") == ()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("a,b\n1,2\n", "answers in words"),
        (f"a,a\n{LONG},2\n", "same name"),
        ("a\n" + f"{LONG}\n" * 5_001, "5000 at most"),
        ("a\n\xff", ""),
    ],
)
def test_a_table_that_is_no_survey_is_refused(ada: Hand, table: str, said: str) -> None:
    data = table.encode("latin-1" if "\xff" in table else "utf-8")
    with pytest.raises(Refused) as refused:
        ada.do("corpus.import_survey", file=file("s.csv", data), keep=True)
    assert said in refused.value.message


def test_bringing_in_a_survey_is_one_step_that_can_be_undone(ada: Hand) -> None:
    ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True)
    ada.do("study.undo")
    assert ada.do("corpus.sources") == ()
    assert ada.do("fieldwork.participants") == ()


def test_an_excel_workbook_comes_in_as_the_same_table_in_text_does(ada: Hand) -> None:
    rows = [("Respondent ID", "Email", "Years in post", *QUESTIONS), ("R7", "a@b.c", "4", LONG, "No")]
    seen = ada.do("corpus.import_survey", file=file("survey.xlsx", workbook(sheet_xml(rows))))
    assert [str(one.use) for one in seen.columns] == ["respondent", "nothing", "fact", "answer", "fact"]
    assert [one.letters for one in seen.columns] == list("ABCDE")
    assert seen.columns[3].first == (LONG[:60],)
    done = ada.do(
        "corpus.import_survey",
        file=file("survey.xlsx", workbook(sheet_xml(rows))),
        keep=True,
        respondent="Respondent ID",
        answers="\n".join(QUESTIONS),
        facts="Years in post",
    )
    assert [(one.row, one.name, one.respondent, one.n_answers) for one in done.sources] == [(2, "survey R7", "R7", 2)]
    assert all(one.first == () for one in done.columns)
    assert ada.do("corpus.reading", source_id=done.sources[0].source_id).text.endswith("Anything else?\nNo")
    assert not done.in_lines


def test_what_a_workbook_leaves_uncertain_keeps_it_out_only_where_the_column_is_taken(ada: Hand) -> None:
    rows = [("Who", "Said", "Age"), ("R1", LONG, "4"), ("R2", LONG, ""), ("R3", LONG, "")]
    merged = '<mergeCells><mergeCell ref="C2:C4"/></mergeCells>'
    table = file("s.xlsx", workbook(sheet_xml(rows, merged)))
    fields = {"file": table, "keep": True, "respondent": "Who", "answers": "Said"}
    refused = ada.do("corpus.import_survey", **fields, facts="Age")
    assert [(one.row, one.column) for one in refused.refused] == [(2, "Age")]
    assert "C2:C4" in refused.refused[0].reason
    assert ada.do("corpus.sources") == ()
    assert ada.do("corpus.import_survey", **fields).kept
    assert len(ada.do("corpus.sources")) == 3


def test_a_formula_without_a_result_is_refused_by_row_and_column_and_one_with_a_result_is_told(ada: Hand) -> None:
    head = cell("A1", "Who") + cell("B1", "Said") + cell("C1", "Age")
    rows = f'<row r="1">{head}</row><row r="2">{cell("A2", "R1")}{cell("B2", LONG, formula="A1")}</row>'
    done = ada.do("corpus.import_survey", file=file("s.xlsx", workbook(sheet_xml(rows))), keep=True)
    assert done.kept
    assert [(one.row, one.column) for one in done.warnings] == [(2, "Said")]
    broken = rows.replace(f"<v>{LONG}</v>", "").replace('t="str"><f>', "><f>")
    seen = ada.do("corpus.import_survey", file=file("t.xlsx", workbook(sheet_xml(broken))), answers="Said", keep=True)
    assert [(one.row, one.column, one.reason.split(":")[0]) for one in seen.refused] == [
        (2, "Said", "This formula has no result in the file")
    ]


def test_columns_of_one_name_are_named_by_their_letters_and_those_without_a_name_are_left_out(ada: Hand) -> None:
    assert ada.refused("corpus.import_survey", file=file("s.csv", "Who,a,A\n1,2,3\n")).place == "columns B and C"
    done = ada.do("corpus.import_survey", file=file("s.csv", f'Id,,Said\nR1,x,"{LONG}"\n'), keep=True)
    assert done.kept
    assert [(one.row, one.reason) for one in done.warnings] == [
        (2, "Column B has no name in the first row, so it is left out.")
    ]


def test_a_line_with_a_stray_comma_is_refused_and_not_moved_along(ada: Hand) -> None:
    done = ada.do("corpus.import_survey", file=file("s.csv", f'Id,Said\nR1,"{LONG}"\nR2,Oh, well\n'))
    assert [one.row for one in done.refused] == [3]


def test_respondents_without_codes_are_numbered_on_and_never_taken_for_one_another(ada: Hand) -> None:
    table = f"Said\n{LONG.replace(',', '')}\n"
    ada.do("corpus.import_survey", file=file("one.csv", table), keep=True)
    ada.do("corpus.import_survey", file=file("two.csv", table), keep=True)
    assert [one.name for one in ada.do("corpus.sources")] == ["one R001", "two R002"]
    again = ada.do("corpus.import_survey", file=file("two.csv", table), keep=True)
    assert [one.row for one in again.refused] == [0]
    assert len(ada.do("corpus.sources")) == 2


def test_a_value_that_stands_stays_and_is_told(ada: Hand) -> None:
    ada.do("corpus.import_survey", file=file("one.csv", TABLE), keep=True)
    done = ada.do("corpus.import_survey", file=file("two.csv", TABLE.replace("R7,a@b.c,4", "R7,a@b.c,5")), keep=True)
    assert done.kept
    assert [(one.row, one.column) for one in done.warnings] == [(3, "Years in post")]
    values = {one.value for one in ada.do("fieldwork.attributes")[0].values}
    assert values == {"4", "12"}


def test_nothing_comes_in_of_somebody_who_has_withdrawn(ada: Hand) -> None:
    ada.do("corpus.import_survey", file=file("one.csv", TABLE), keep=True)
    person = next(one for one in ada.do("fieldwork.participants") if one.code == "R7")
    ada.do("fieldwork.hold", id=person.id)
    done = ada.do("corpus.import_survey", file=file("two.csv", TABLE), keep=True)
    assert [(one.row, one.column) for one in done.refused] == [(3, "Respondent ID")]


def test_long_headings_make_attributes_of_their_first_characters_and_two_alike_are_refused(ada: Hand) -> None:
    long = "How often in the last twelve months did you " + "really " * 12
    table = f"Id,{long}a,{long}b,Said\nR1,1,2,{LONG.replace(',', '')}\n"
    done = ada.do("corpus.import_survey", file=file("s.csv", table))
    assert [(one.row, one.column) for one in done.refused] == [(0, f"{long}b")]
    done = ada.do("corpus.import_survey", file=file("s.csv", table), answers="Said", facts=f"{long}a", keep=True)
    assert done.kept
    name = ada.do("fieldwork.attributes")[0].name
    assert len(name) <= 100
    assert name.endswith("…")


def test_the_sheet_of_a_workbook_is_said_and_can_be_chosen(ada: Hand) -> None:
    rows = [("Who", "Said"), ("R1", LONG)]
    cover, names_only = sheet_xml((("Cover",),)), sheet_xml((("Who", "Said"),))
    book = file("s.xlsx", workbook(cover, sheet_xml(rows), names_only, sheet_xml([*rows, ("R2", LONG)])))
    seen = ada.do("corpus.import_survey", file=book)
    assert (seen.sheet, seen.n_sources) == ("S2", 1)
    assert [(one.name, one.n_rows) for one in seen.sheets] == [("S1", 0), ("S2", 1), ("S3", 0), ("S4", 2)]
    assert ada.do("corpus.import_survey", file=book, sheet="S4").n_sources == 2
    for sheet in ("S1", "S3"):
        refused = ada.refused("corpus.import_survey", file=book, sheet=sheet, keep=True)
        assert refused.message == f"The sheet “{sheet}” has no rows below the names of its columns."
        assert refused.advice == "Rows are in: “S2”, “S4”."
    assert ada.do("corpus.sources") == ()
    nothing = file("s.xlsx", workbook(cover, sheet_xml("")))
    assert "no rows" in ada.refused("corpus.import_survey", file=nothing).message


def kept_files(ada: Hand) -> list[bytes]:
    """Every file kept in the study's folder."""
    return [one.read_bytes() for one in (ada.workbench.folder / "media").glob("??/*")]


def test_the_table_is_kept_once_with_the_choice_of_its_columns_and_one_that_stays_out_is_not(ada: Hand) -> None:
    table = file("survey.csv", TABLE)
    ada.do("corpus.import_survey", file=table)
    twice = file("s.csv", TABLE + f"R7,,,{LONG},\n")
    assert ada.do("corpus.import_survey", file=twice, keep=True, respondent="Respondent ID").refused
    assert kept_files(ada) == []
    ada.do(
        "corpus.import_survey", file=table, keep=True, respondent="Respondent ID", answers=QUESTIONS[0], facts="Email"
    )
    assert kept_files(ada) == [TABLE.encode()]
    for source in ada.do("corpus.sources"):
        (one,) = ada.do("corpus.surveys_of_source", source_id=source.id)
        assert (one.name, one.respondent, one.answers, one.facts, one.here) == (
            "survey.csv",
            "Respondent ID",
            (QUESTIONS[0],),
            ("Email",),
            True,
        )
        assert (one.left_out, one.n_rows, one.n_sources) == (("Years in post", QUESTIONS[1]), 3, 1)
    assert ada.workbench.verify().intact
    for path in (ada.workbench.folder / "media").glob("??/*"):
        path.write_bytes(b"otherwise")
    assert [one.split(":")[1] for one in ada.workbench.verify().faults] == [" is not what was kept"]


LATER = (
    "Respondent ID,Email,Years in post,How do you learn here?,Anything else?,Since when?\n"
    f'R7,a@b.c,5,"{LONG}\nAnd in the car.",Yes,2019\n'
    "R9,g@h.i,12,At last I have something to say about it.,,2020\n"
    f'R10,j@k.l,1,"{LONG}",,2021\n'
)


def test_a_later_table_says_what_is_new_changed_and_gone_and_nothing_is_lost(ada: Hand) -> None:
    chosen = {"respondent": "Respondent ID", "answers": "\n".join(QUESTIONS), "facts": "Years in post"}
    ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True, **chosen)
    r7, r8 = ada.do("corpus.sources")
    code = ada.do("coding.add_code", id="c1", name="Learning")
    text = ada.do("corpus.reading", source_id=r7.id)
    start = text.text.index("listening")
    place = {"version_id": r7.version_id, "start": start, "end": start + len("listening in")}
    ada.do("coding.apply", id="k1", code_id=code.id, **place)

    seen = ada.do("corpus.import_survey", file=file("survey.csv", LATER))
    assert seen.before.name == "survey.csv"
    assert {one.name: str(one.use) for one in seen.columns if one.before} == {
        "Respondent ID": "respondent",
        "Email": "nothing",
        "Years in post": "fact",
        QUESTIONS[0]: "answer",
        QUESTIONS[1]: "answer",
    }
    assert [one.name for one in seen.columns if not one.before] == ["Since when?"]
    told = {one.respondent: (str(one.became), one.changed) for one in seen.sources}
    assert told == {
        "R7": ("changed", (QUESTIONS[1],)),
        "R9": ("new", ()),
        "R10": ("new", ()),
        "R8": ("gone", ()),
    }
    assert len(ada.do("corpus.versions", source_id=r7.id)) == 1

    done = ada.do("corpus.import_survey", file=file("survey.csv", LATER), keep=True)
    assert (done.kept, done.n_sources, done.n_changed, done.n_same, done.n_gone) == (True, 2, 1, 0, 1)
    assert (done.n_revalued, [one.column for one in done.warnings]) == (1, [])
    assert [one.number for one in ada.do("corpus.versions", source_id=r7.id)] == [2, 1]
    now = ada.do("corpus.reading", source_id=r7.id)
    assert now.text.endswith("Anything else?\nYes")
    assert ada.do("corpus.reading", source_id=r7.id, version_id=r7.version_id).text == text.text
    (coded,) = ada.do("coding.marks", version_id=now.version_id)
    assert now.text[coded.start : coded.end] == "listening in"
    assert [one.name for one in ada.do("corpus.sources")] == [f"survey {one}" for one in ("R7", "R8", "R9", "R10")]
    assert ada.do("corpus.reading", source_id=r8.id).text
    years = next(one for one in ada.do("fieldwork.attributes") if one.name == "Years in post")
    assert sorted(one.value for one in years.values) == ["1", "12", "5"]
    assert [one.name for one in ada.do("corpus.surveys_of_source", source_id=r7.id)] == ["survey.csv"] * 2
    assert len(kept_files(ada)) == 2
    assert ada.workbench.verify().intact
    ada.do("study.undo")
    assert [one.number for one in ada.do("corpus.versions", source_id=r7.id)] == [1]


def test_a_value_entered_by_hand_and_a_corrected_text_are_not_silently_undone_by_a_later_table(ada: Hand) -> None:
    ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True)
    r7 = ada.do("corpus.sources")[0]
    years = next(one for one in ada.do("fieldwork.attributes") if one.name == "Years in post")
    by_hand = next(one for one in years.values if one.value == "4")
    ada.do("fieldwork.set_value", id=by_hand.id, attribute_id=years.id, about_id=by_hand.about_id, value="44")
    fixed = ada.do("corpus.reading", source_id=r7.id).text.replace("phone", "telephone")
    ada.do("corpus.correct_text", id="v2", source_id=r7.id, version_id=r7.version_id, text=fixed)

    same = ada.do(
        "corpus.import_survey", file=file("survey.csv", TABLE.replace("R9,g@h.i,12", "R9,g@h.i,13")), keep=True
    )
    assert (same.n_changed, same.n_same, same.n_revalued) == (0, 2, 1)
    assert [(one.row, one.column) for one in same.warnings] == [(3, "Years in post")]
    assert ada.do("corpus.reading", source_id=r7.id).text == fixed

    changed = ada.do("corpus.import_survey", file=file("survey.csv", LATER))
    assert any("corrected here since" in one.reason for one in changed.warnings)


def test_a_column_of_answers_cannot_go_without_a_word(ada: Hand) -> None:
    ada.do(
        "corpus.import_survey",
        file=file("survey.csv", TABLE),
        keep=True,
        respondent="Respondent ID",
        answers="\n".join(QUESTIONS),
    )
    before = ada.workbench.content_digest()
    renamed = ada.do("corpus.import_survey", file=file("survey.csv", TABLE.replace("Anything", "Something")), keep=True)
    left_out = ada.do(
        "corpus.import_survey",
        file=file("survey.csv", TABLE),
        keep=True,
        respondent="Respondent ID",
        answers=QUESTIONS[0],
    )
    for one in (renamed, left_out):
        assert [(problem.row, problem.column) for problem in one.refused] == [(0, QUESTIONS[1])]
        assert not one.kept
    assert ada.workbench.content_digest() == before
    assert len(kept_files(ada)) == 1


def test_a_table_of_another_name_is_a_later_one_only_when_said(ada: Hand) -> None:
    ada.do("corpus.import_survey", file=file("spring.csv", TABLE), keep=True)
    seen = ada.do("corpus.import_survey", file=file("autumn.csv", LATER))
    assert seen.before is None
    assert seen.warnings[0].reason.startswith("It has the columns and respondents of spring.csv.")
    done = ada.do("corpus.import_survey", file=file("autumn.csv", LATER), keep=True, again=seen.befores[0].id)
    assert [one.name for one in done.sources if one.became == "new"] == ["spring R9", "spring R10"]


def test_a_sheet_that_was_chosen_is_read_again(ada: Hand) -> None:
    rows = [("Who", "Said"), ("R1", LONG)]
    book = workbook(sheet_xml((("Ward", "Beds"), ("1", "20"))), sheet_xml(rows))
    ada.do("corpus.import_survey", file=file("s.xlsx", book), keep=True, sheet="S2", respondent="Who", answers="Said")
    later = workbook(sheet_xml((("Ward", "Beds"), ("1", "20"))), sheet_xml([*rows, ("R2", LONG)]))
    seen = ada.do("corpus.import_survey", file=file("s.xlsx", later))
    assert (seen.sheet, seen.n_sources, seen.n_same) == ("S2", 1, 1)


def test_when_one_of_them_withdraws_their_row_goes_and_the_history_is_intact(ada: Hand) -> None:
    ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True)
    assert len(kept_files(ada)) == 1
    silent = next(one for one in ada.do("fieldwork.participants") if one.code == "R9")  # only facts, and no source
    ada.do("fieldwork.hold", id=silent.id)
    preview = ada.do("reporting.preview_withdrawal", id=silent.id)
    assert [(one.name, one.n_others, one.whole) for one in preview.tables] == [("survey.csv", 2, False)]
    ada.do("reporting.withdraw", id="w1", participant_id=silent.id, code="R9", reason="Asked.")
    (left,) = kept_files(ada)
    assert b"g@h.i" not in left
    assert b"a@b.c" in left
    assert ada.workbench.verify().intact
    (one,) = ada.do("corpus.surveys_of_source", source_id=ada.do("corpus.sources")[0].id)
    assert (one.here, one.n_rows, one.n_taken) == (True, 2, 1)
    again = ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True)
    assert [(problem.row, problem.column) for problem in again.refused] == [(5, "Respondent ID")]
    assert kept_files(ada) == [left]


ANSWERS = [f"{one} {LONG.replace(',', '')}" for one in ("First.", "Second.", "Third.")]


def nameless(*rows: tuple[str, str, str]) -> str:
    return "Team,Since,Said\n" + "".join(f"{team},{since},{said}\n" for team, since, said in rows)


OLD = nameless(("A", "2019", ANSWERS[0]), ("A", "2021", ANSWERS[1]), ("B", "2021", ANSWERS[2]))


def brought(ada: Hand, table: str, **said: object) -> Any:
    """A later table of a survey no column of which says who answered."""
    return ada.do("corpus.import_survey", file=file("s.csv", table), keep=True, **said)


def test_a_table_that_says_not_who_answered_waits_for_how_its_rows_are_known_again(ada: Hand) -> None:
    brought(ada, OLD)
    before = ada.workbench.content_digest()
    asked = brought(ada, OLD)
    assert asked.before is not None
    assert [one.reason.split(" came in")[0] for one in asked.refused] == ["No column said who answered when s.csv"]
    assert [(one.name, one.alone) for one in asked.apart] == [("Said", True), ("Team", False), ("Since", False)]
    assert ada.workbench.content_digest() == before


def test_rows_are_known_again_by_their_order_unless_the_tables_speak_against_it(ada: Hand) -> None:
    brought(ada, OLD)
    had = {one.name: one.id for one in ada.do("corpus.sources")}
    rows = [("A", "2019", ANSWERS[0]), ("A", "2022", "Other. " + LONG.replace(",", "")), ("B", "2021", ANSWERS[2])]
    told = brought(ada, nameless(*rows, ("C", "2024", ANSWERS[0])), by_order=True)
    assert told.kept
    assert [(one.name, str(one.became), one.source_id == had.get(one.name)) for one in told.sources] == [
        ("s R001", "same", True),
        ("s R002", "changed", True),
        ("s R003", "same", True),
        ("s R004", "new", False),
    ]
    assert told.n_revalued == 1
    assert any("Lines 2 to 4 are taken for the same people" in one.reason for one in told.warnings)
    digest = ada.workbench.content_digest()
    short = brought(ada, nameless(*rows), by_order=True)
    assert "nobody can say who is missing" in short.refused[0].reason
    moved = brought(ada, nameless(rows[0], ("D", "2024", ANSWERS[1]), *rows[1:], ("E", "2020", "")), by_order=True)
    assert moved.refused[0].reason.startswith("Line 4 has what line 3 had before, so the order is another.")
    assert ada.workbench.content_digest() == digest


def test_rows_are_known_again_by_columns_together_and_whoever_differs_is_new(ada: Hand) -> None:
    brought(ada, OLD)
    had = {one.name: one.id for one in ada.do("corpus.sources")}
    digest = ada.workbench.content_digest()
    alike = brought(ada, OLD, by_columns="Team")
    assert alike.refused[0].reason.startswith("In s.csv, lines 2 and 3 have the same, so it does not tell them apart.")
    assert ada.workbench.content_digest() == digest
    changed = "Other. " + LONG.replace(",", "")
    later = nameless(("B", "2021", changed), (" a", "2019", ANSWERS[0]), ("C", "2021", ANSWERS[1]))
    told = brought(ada, later, by_columns="Team\nSince")
    assert [(one.respondent, str(one.became), one.source_id == had.get(one.name)) for one in told.sources] == [
        ("R003", "changed", True),
        ("R001", "same", True),
        ("R004", "new", False),
        ("R002", "gone", True),
    ]
    text = ada.do("corpus.reading", source_id=had["s R003"]).text
    assert text.endswith(changed)


def test_where_the_earlier_table_is_gone_its_rows_are_not_guessed(ada: Hand) -> None:
    brought(ada, OLD)
    one = next(one for one in ada.do("fieldwork.participants") if one.code == "R002")
    ada.do("fieldwork.hold", id=one.id)
    ada.do("reporting.withdraw", id="w1", participant_id=one.id, code="R002", reason="Asked.")
    for said in ({"by_order": True}, {"by_columns": "Team\nSince"}):
        asked = brought(ada, OLD, **said)
        assert not asked.kept
        assert asked.refused
    own = brought(ada, OLD, again="new")
    assert [one.name for one in own.sources] == ["s (2) R004", "s (2) R005", "s (2) R006"]
