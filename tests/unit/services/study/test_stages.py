"""The board of stages: columns of the method, told from facts, marked by hand, per analyst, and never a wall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, colleague, owner, study

from anselm.domain.study import PROFILES, StageAbout

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Three interviews, a code, and Ada who leads."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    for n in (1, 2, 3):
        ada.do("corpus.import_file", id=f"up{n}", file={"name": f"INT0{n}.txt", "data": TEXT.encode() + b" " * n})
    ada.do("coding.add_code", id="c1", key="D1", name="Overhearing")
    return ada


@pytest.fixture
def kay(ada: Hand) -> Hand:
    return colleague(ada.workbench, "Kay Ash", key="K")


@pytest.fixture
def lou(ada: Hand) -> Hand:
    return colleague(ada.workbench, "Lou Bay", key="L", prefix="cccccccc")


def sources(hand: Hand) -> list[str]:
    return [one.id for one in hand.do("corpus.sources")]


def reads_in(ada: Hand, kay: Hand, lou: Hand, n: int = 2, **more: Any) -> None:
    ada.do("coding.freeze_codebook", id="b1")
    given = {"judge_ids": (kay.viewer.researcher_id, lou.viewer.researcher_id), "source_ids": tuple(sources(ada)[:n])}
    ada.do("judging.start_round", id="r1", name="First round", **given, **more)


def codes(hand: Hand, source: int, round_id: str = "") -> None:
    reading = hand.do("corpus.reading", source_id=sources(hand)[source])
    place = {"version_id": reading.version_id, "start": 30, "end": 40}
    hand.do("coding.apply", id=hand.new_id(), code_id="c1", round_id=round_id, **place)


def cells(hand: Hand, stage: str) -> list[dict[str, str]]:
    """For each source, how far each analyst (or all) is in a stage."""
    board = hand.do("study.stages")
    at = [one.key for one in board.stages].index(stage)
    names = {one.id: one.initials for one in board.analysts}
    return [{names.get(each.who, "all"): each.how.value for each in row.cells[at]} for row in board.sources]


def head(hand: Hand, stage: str) -> Any:
    return next(one for one in hand.do("study.stages").stages if one.key == stage)


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_the_columns_are_the_stages_of_the_method_in_its_order(ada: Hand, profile: str) -> None:
    ada.do("study.change_study", profile=profile)
    board = ada.do("study.stages")
    assert [one.name for one in board.stages] == [one.name for one in PROFILES[profile].stages]
    assert board.profile_name == PROFILES[profile].name
    for at, one in enumerate(board.stages):
        assert (one.whole is None) == (one.about is not StageAbout.STUDY)
        assert all(bool(row.cells[at]) == (one.whole is None) for row in board.sources)
    assert len(board.sources) == 3


def test_a_round_is_followed_from_reading_to_settling(ada: Hand, kay: Hand, lou: Hand) -> None:
    assert head(ada, "codebook").whole.how == "begun"
    reads_in(ada, kay, lou, blind=False)
    assert head(ada, "codebook").whole.how == "done"
    stage = "code-independently"
    both = {"KA": "open", "LB": "open"}
    assert cells(ada, stage) == [both, both, {"KA": "not asked", "LB": "not asked"}]
    codes(kay, 0, "r1")
    assert cells(ada, stage)[0] == {"KA": "begun", "LB": "open"}
    kay.do("judging.submit", id="r1")
    assert cells(ada, stage)[1] == {"KA": "done", "LB": "open"}
    assert (head(ada, stage).n_done, head(ada, stage).n_asked) == (0, 2)
    assert cells(ada, "compare") == [{"all": "open"}, {"all": "open"}, {"all": "not asked"}]
    lou.do("judging.submit", id="r1")
    ada.do("judging.reveal", id="r1")
    assert (head(ada, stage).n_done, head(ada, "compare").n_done, head(ada, "settle").n_done) == (2, 2, 0)
    ada.do("coding.close_round", id="r1", rule="kept")
    assert head(ada, "settle").n_done == 2
    assert cells(ada, "code-the-rest") == [{"KA": "not asked", "LB": "not asked"}] * 2 + [both]
    codes(kay, 2)
    assert cells(ada, "code-the-rest")[2] == {"KA": "begun", "LB": "open"}


def test_of_a_blind_round_nothing_is_told_of_another_until_it_is_opened(ada: Hand, kay: Hand, lou: Hand) -> None:
    reads_in(ada, kay, lou)
    before = lou.do("study.stages"), ada.do("study.stages")
    codes(kay, 0, "r1")
    kay.do("study.mark_stage", id="m1", stage="code-independently", source_id=sources(kay)[1])
    kay.do("judging.submit", id="r1")
    assert (lou.do("study.stages"), ada.do("study.stages")) == before
    assert cells(lou, "code-independently")[:2] == [{"KA": "apart", "LB": "open"}] * 2
    assert cells(ada, "code-independently")[:2] == [{"KA": "apart", "LB": "apart"}] * 2
    assert cells(kay, "code-independently")[:2] == [{"KA": "done", "LB": "apart"}] * 2
    lou.do("study.unmark_stage", id="m1")
    lou.do("judging.submit", id="r1")
    ada.do("judging.reveal", id="r1")
    assert cells(lou, "code-independently")[:2] == [{"KA": "done", "LB": "done"}] * 2
    assert head(lou, "code-independently").n_done == 2
    (marked,) = [one for row in lou.do("study.stages").sources for part in row.cells for one in part if one.mark_id]
    assert marked.marked_by == "Kay Ash"


def test_what_is_judged_is_marked_by_hand_with_who_and_when_and_taken_back(ada: Hand, kay: Hand, lou: Hand) -> None:
    ada.do("study.change_study", profile="titscher-6")
    first, second, _ = sources(ada)
    assert head(ada, "read").by_hand
    assert cells(ada, "read")[0] == {"KA": "open", "LB": "open"}
    kay.do("study.mark_stage", id="m1", stage="read", source_id=first, note="Twice.")
    row = ada.do("study.stages").sources[0].cells[1]
    (mark,) = [one for one in row if one.mark_id]
    assert (mark.marked_by, mark.note, mark.how.value, mark.may_mark) == ("Kay Ash", "Twice.", "done", False)
    assert mark.marked_at.startswith("2026-01-")
    assert (head(ada, "read").n_done, head(ada, "read").n_asked) == (1, 3)
    # Another's reading is theirs to say; the same said again is the same mark with its new note.
    assert "theirs to say" in lou.refused("study.unmark_stage", id="m1").message
    assert kay.do("study.mark_stage", id="m2", stage="read", source_id=first, note="Three times.").id == "m1"
    kay.do("study.unmark_stage", id="m1")
    assert cells(ada, "read")[0] == {"KA": "open", "LB": "open"}
    kay.do("study.undo")
    assert cells(ada, "read")[0] == {"KA": "done", "LB": "open"}
    # A stage of the study is everybody's, and so is a stage of a source.
    kay.do("study.mark_stage", id="m3", stage="build-the-framework")
    kay.do("study.mark_stage", id="m4", stage="transcribe", source_id=second)
    assert "already" in lou.refused("study.mark_stage", id="m5", stage="build-the-framework").message
    assert head(lou, "build-the-framework").whole.marked_by == "Kay Ash"
    lou.do("study.unmark_stage", id="m3")
    assert head(ada, "build-the-framework").whole.how == "begun"


def test_a_mark_fits_its_stage(ada: Hand) -> None:
    refused = ada.refused("study.mark_stage", id="m", stage="review-themes")
    assert refused.message.startswith("The method of this study has no such stage; there is codebook, train,")
    assert "of the whole study" in ada.refused("study.mark_stage", id="m", stage="codebook", source_id="s").message
    assert "source by source" in ada.refused("study.mark_stage", id="m", stage="compare").message
    ada.refused("study.mark_stage", id="m", stage="compare", source_id="nothing")


def test_with_a_framework_to_apply_only_what_was_coded_since_counts(ada: Hand, kay: Hand) -> None:
    ada.do("study.change_study", profile="titscher-6")
    codes(kay, 0)
    assert cells(ada, "code")[0]["KA"] == "open"
    assert "before a framework" in ada.do("study.stages").sources[0].cells[5][0].why
    ada.do("coding.freeze_codebook", id="b1")
    codes(kay, 1)
    assert [one["KA"] for one in cells(ada, "code")] == ["open", "begun", "open"]
    ada.do("study.change_study", profile="framework-7")
    assert [one["KA"] for one in cells(ada, "code")] == ["begun", "begun", "open"]
    assert [one["KA"] for one in cells(ada, "apply-it")] == ["open", "begun", "open"]


def test_one_line_says_what_would_be_next_and_nothing_waits_for_it(ada: Hand, kay: Hand, lou: Hand) -> None:
    board = kay.do("study.stages")
    assert (board.next, board.next_to) == ("Next: 1 codebook. There are codes; no version is kept.", "/code")
    reads_in(ada, kay, lou, n=2)
    board = kay.do("study.stages")
    assert board.next == "Next for you: 3 code independently, INT01 and 1 more."
    assert board.next_to == f"/code/{sources(kay)[0]}"
    kay.do("judging.submit", id="r1")
    # What is left there is another's and is not told, and what waits for it is left out.
    assert kay.do("study.stages").next == "Next for you: 6 code the rest, INT03."
    codes(kay, 2)  # Out of order, and nobody minds.
    ada.do("study.change_study", profile="braun-clarke-6")
    assert ada.do("study.stages").next.startswith("Next: 3 search for themes.")
    assert kay.do("study.stages").next.startswith("Next for you: 1 become familiar, INT01 and 2 more.")


def test_an_empty_study_is_told_how_it_begins(tmp_path: Path) -> None:
    board = owner(study(tmp_path)).do("study.stages")
    assert (board.sources, board.next, board.next_to) == ((), "Next: bring in the first source.", "/sources")


def test_a_matrix_charts_the_cases_of_sources(ada: Hand) -> None:
    ada.do("study.change_study", profile="framework-7")
    ada.do("fieldwork.add_case", id="t1", code="T1", name="Alder")
    ada.do("corpus.bind_source", source_id=sources(ada)[0], case_id="t1")
    ada.do("interpretation.add_theme", id="h1", name="By ear")
    ada.do("interpretation.add_theme", id="h2", name="By hand")
    ada.do("interpretation.add_matrix", id="x", name="Matrix")
    assert [one["all"] for one in cells(ada, "chart")] == ["open", "not asked", "not asked"]
    ada.do("interpretation.write_cell", id="k1", matrix_id="x", case_id="t1", column_id="h1", summary="On the phone.")
    assert cells(ada, "chart")[0] == {"all": "begun"}
    ada.do("interpretation.write_cell", id="k2", matrix_id="x", case_id="t1", column_id="h2", summary="On a card.")
    assert cells(ada, "chart")[0] == {"all": "done"}
    assert (head(ada, "chart").n_done, head(ada, "chart").n_asked) == (1, 1)


def test_a_mark_goes_with_its_source_and_comes_back_with_it(ada: Hand) -> None:
    ada.do("study.change_study", profile="titscher-6")
    first = sources(ada)[0]
    ada.do("study.mark_stage", id="m1", stage="transcribe", source_id=first)
    ada.do("corpus.remove_source", source_id=first)
    assert len(ada.do("study.stages").sources) == 2
    ada.do("study.undo")
    assert ada.do("study.stages").sources[0].cells[0][0].mark_id == "m1"
