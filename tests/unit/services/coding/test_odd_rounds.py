"""Rounds with little or nothing to compare: a result with its reason, or a refusal that says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.teams import Team

from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def figures(team: Team) -> Any:
    return team.ada.do("coding.coefficients", round_id="r1")


def reasons(team: Team) -> set[str | None]:
    return {one.undefined for one in figures(team).overall}


def told(team: Team) -> str:
    """What the first screen and the methods section say."""
    met = team.ada.do("coding.comparison", round_id="r1")
    return f"{met.headline} {team.ada.do('coding.methods', id='r1').text}"


def test_an_empty_round_has_no_figure_and_says_that_nobody_marked_anything(team: Team) -> None:
    team.start()
    team.hand_in_and_open()
    assert reasons(team) == {NOT_USED}
    assert "None of them marked anything." in told(team)
    assert team.ada.do("coding.differences", round_id="r1") == ()


def test_one_reader_alone_is_a_round_with_nothing_to_compare(team: Team) -> None:
    alone = (team.kay.viewer.researcher_id,)
    team.ada.do("judging.start_round", id="r1", name="Alone", judge_ids=alone, source_ids=(team.source_id,))
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.kay.do("judging.submit", id="r1")
    team.ada.do("judging.reveal", id="r1")
    assert {one.undefined for one in team.ada.do("coding.agreement", round_id="r1").overall} <= {NO_COMPARISON}
    assert reasons(team) <= {NO_COMPARISON}
    assert "One reader" in told(team)


def test_readers_who_share_no_interview_cannot_be_compared(team: Team) -> None:
    more = team.ada.do("corpus.import_file", id="s2", file={"name": "INT02.txt", "data": b"I1: And?\nP01: Yes.\n"})
    kay, lou = team.kay.viewer.researcher_id, team.lou.viewer.researcher_id
    shares = (
        {"judge_id": kay, "source_ids": (team.source_id,)},
        {"judge_id": lou, "source_ids": (more.accepted[0].source_id,)},
    )
    team.ada.do("judging.start_round", id="r1", name="First", judge_ids=(kay, lou), shares=shares)
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.hand_in_and_open()
    assert reasons(team) == {NO_COMPARISON}
    assert figures(team).n_sources == 0
    assert team.ada.do("coding.differences", round_id="r1") == ()


def test_a_reader_who_never_hands_in_keeps_the_round_shut(team: Team) -> None:
    team.start()
    team.kay.do("judging.submit", id="r1")
    refusal = team.ada.refused("judging.reveal", id="r1")
    assert "has handed in" in refusal.message
    assert team.ada.refused("coding.coefficients", round_id="r1")


def test_a_code_nobody_used_has_no_row_and_one_used_by_one_only_is_not_left_out(team: Team) -> None:
    team.start()
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.hand_in_and_open()
    (only,) = figures(team).codes
    assert (only.code_id, only.n_marked) == ("c1", (1, 0))
    assert next(one for one in only.figures if one.coefficient == "f1").value == 0.0


def test_a_mark_outside_the_text_is_refused_with_the_length_of_the_text(team: Team) -> None:
    team.start()
    end = len(team.reading.text) + 1
    place = {"version_id": team.version_id, "start": 3, "end": end, "code_id": "c1", "round_id": "r1"}
    assert str(end - 1) in team.kay.refused("coding.apply", id="far", **place).message


def test_marks_of_one_reader_over_each_other_count_once(team: Team) -> None:
    team.start()
    for words in ("We talk in the kitchen.", "talk in the kitchen"):
        team.code(team.kay, words, "c1")
    team.code(team.lou, "We talk in the kitchen.", "c1")
    team.hand_in_and_open()
    assert next(one for one in figures(team).overall if one.coefficient == "cohen_kappa").value == 1.0
