"""The first page says where the study stands in plain words, to each viewer only what they may see."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, rows_added, study

from anselm.domain.coding import Code, Coding
from anselm.domain.interpretation import Theme
from anselm.domain.judging import Assignment, Round, RoundKind, RoundState, UnitKind
from anselm.domain.reporting import Claim

TALK = "I1: Why?\nP05: Because.\nI1: Ah.\nP05: Yes.\n"
RAIL = ["plan", "cases", "literature", "sources", "code", "compare", "interpret", "report"]


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path, parser=DirectParser()))


def sentences(hand: Hand) -> dict[str, str]:
    return {one.key: one.sentence for one in hand.do("study.home").stages}


def title(hand: Hand) -> str:
    following = hand.do("study.home").next
    return following.title if following is not None else ""


def coded(hand: Hand, identifier: str, round_id: str = "", by: str = "") -> None:
    row = next(one for one in hand.do("corpus.sources") if one.id == "s1")
    with hand.workbench.reading(hand.viewer) as reads:
        standing = next(one.id for one in reads.find(Round) if one.standing)
    who = by or hand.viewer.researcher_id
    rows_added(hand.workbench, Coding(identifier, round_id or standing, who, "s1", row.version_id, 9, 14, "c1"))


def test_an_empty_study_shows_the_path_and_asks_nothing(ada: Hand) -> None:
    shown = ada.do("study.home")
    assert shown.empty
    assert shown.next is None
    assert [one.key for one in shown.stages] == RAIL
    assert all(one.sentence.endswith(".") and one.waiting == 0 for one in shown.stages)


def test_the_next_step_follows_the_path_of_a_study(ada: Hand) -> None:
    ada.do("study.change_study", question="How do teams learn?")
    assert title(ada) == "Bring in the first transcripts"
    ada.do("corpus.import_file", id="s1", file=file("INT05.txt", TALK))
    assert title(ada) == "Say who speaks in 1 source"
    ada.do("corpus.bind_source", source_id="s1", participant_code="P05")
    assert title(ada) == "Read and code the first source"
    rows_added(ada.workbench, Code("c1", "Asking"))
    coded(ada, "k1")
    assert title(ada) == "Record whether 1 person may be quoted"
    ada.do("fieldwork.record_many", scopes=("quote",), state="refused")
    assert title(ada) == "Gather codes into themes"
    rows_added(ada.workbench, Theme("t1", "The desk next door"))
    assert title(ada) == "Write the first finding"
    rows_added(ada.workbench, Claim("x1", "Q1", "Some teams learnt."))
    assert ada.do("study.home").next is None


def test_every_stage_is_a_sentence_with_its_numbers(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s1", file=file("INT05.txt", TALK))
    ada.do("fieldwork.add_case", id="t2", code="T2", name="Beech")
    ada.do("fieldwork.write_frame_unit", id="f1", name="Beech", case_id="t2")
    ada.do("fieldwork.write_frame_unit", id="f2", name="Yew")
    rows_added(ada.workbench, Code("c1", "Asking"))
    coded(ada, "k1")
    said = sentences(ada)
    assert said["cases"] == "1 of 2 teams, 0 people."
    assert said["sources"] == "1 source. In 1 it is not said who speaks."
    assert said["code"] == "1 code. 1 of 1 source coded so far."


def test_a_correction_that_left_a_coding_behind_comes_first(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s1", file=file("INT05.txt", TALK))
    rows_added(ada.workbench, Code("c1", "Asking"))
    coded(ada, "k1")
    version = ada.do("corpus.sources")[0].version_id
    ada.do("corpus.correct_text", id="v2", source_id="s1", version_id=version, start=10, end=12, replacement="xx")
    assert title(ada) == "Put 1 passage in place"


def test_nothing_on_the_page_depends_on_a_reading_that_is_not_open_yet(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo Ek")
    judges = (ada.viewer.researcher_id, bo.viewer.researcher_id)
    ada.do("corpus.import_file", id="s1", file=file("INT05.txt", TALK))
    ada.do("corpus.bind_source", source_id="s1", participant_code="P05")
    one = Round("r1", "round 1", RoundKind.CODE, UnitKind.SPAN, blind=True, judge_ids=judges)
    rows_added(
        ada.workbench, Code("c1", "Asking"), one, *(Assignment(f"a{who}", "r1", who, "s1") for who in judges)
    )
    before = ada.do("study.home")
    coded(ada, "k1", "r1", bo.viewer.researcher_id)
    rows_added(
        ada.workbench, Code("c2", "Proposed", proposed_in="r1", author_id=bo.viewer.researcher_id)
    )
    assert ada.do("study.home") == before
    assert bo.do("study.home") != before
    assert before.next is not None
    assert before.next.title == "Read on in round 1"


def test_a_reflexive_study_counts_no_codes_and_speaks_of_dialogue(ada: Hand) -> None:
    ada.do("study.change_study", profile="braun-clarke-6")
    ada.do("corpus.import_file", id="s1", file=file("INT05.txt", TALK))
    ada.do("corpus.bind_source", source_id="s1", participant_code="P05")
    rows_added(ada.workbench, Code("c1", "Asking"))
    rows_added(
        ada.workbench,
        Round("r1", "round 1", RoundKind.CODE, UnitKind.SPAN, blind=True, state=RoundState.REVEALED),
    )
    coded(ada, "k1")
    shown = ada.do("study.home")
    assert (shown.n_codes, shown.n_codings) == (None, None)
    words = " ".join([*(f"{one.title} {one.sentence}" for one in shown.stages), shown.next.title, shown.next.why])
    assert "ifference" not in words
    assert "1 code" not in words
    assert [one.title for one in shown.stages][5] == "Dialogue"
    assert shown.next.title == "Talk over round 1"


def test_an_approval_that_ended_is_told_in_the_past_with_what_to_do(ada: Hand) -> None:
    def said(today: str) -> str:
        (plan,) = [one.sentence for one in ada.do("study.home", today=today).stages if one.key == "plan"]
        return plan

    ada.do("fieldwork.write_approval", id="a1", body="Ethics committee", valid_from="2023-01-01", valid_to="2024-05-31")
    assert said("2024-05-31").endswith("1 approval, until 2024-05-31.")
    ended = "1 approval; it ended on 2024-05-31. Write down a renewal here before more is collected."
    assert said("2024-06-01").endswith(ended)
    ada.do("fieldwork.write_approval", id="a2", body="Site", valid_from="2023-01-01", valid_to="2025-05-31")
    assert said("2024-06-01").endswith("2 approvals, the last until 2025-05-31.")
    assert "the last ended on 2025-05-31" in said("2026-01-01")
    assert "ended" not in said(""), "where the day is not known nothing is said to have ended"
