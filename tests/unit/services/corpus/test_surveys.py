"""A survey comes in: a source a respondent, after a look at what would come of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import Hand, file, owner, study

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
    assert [one.row for one in again.refused] == [3, 4]
    assert ada.workbench.content_digest() == before


def test_a_line_that_cannot_be_read_keeps_all_of_them_out(ada: Hand) -> None:
    table = file("s.csv", TABLE + f"r7,,,{LONG},\n")
    done = ada.do("corpus.import_survey", file=table, respondent="Respondent ID", keep=True)
    assert [one.reason for one in done.refused] == ["Another line has the same respondent."]
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
        ada.do("corpus.import_survey", file=file("s.csv", data))
    assert said in refused.value.message


def test_bringing_in_a_survey_is_one_step_that_can_be_undone(ada: Hand) -> None:
    ada.do("corpus.import_survey", file=file("survey.csv", TABLE), keep=True)
    ada.do("study.undo")
    assert ada.do("corpus.sources") == ()
    assert ada.do("fieldwork.participants") == ()
