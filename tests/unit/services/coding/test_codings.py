"""One person gives one passage one code once, however they come to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.teams import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def coded(team: Team, start: int, end: int, code_id: str = "c1", **more: Any) -> Any:
    place = {"version_id": team.version_id, "start": start, "end": end, "code_id": code_id}
    return team.kay.do("coding.apply", id=team.kay.new_id(), **place, **more)


def places(team: Team) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.code_id) for one in team.kay.do("coding.marks", version_id=team.version_id)]


def test_a_coding_that_becomes_the_same_as_another_is_one(team: Team) -> None:
    coded(team, 60, 70, note="As first noted.")
    other = coded(team, 60, 70, "c2")
    assert team.kay.do("coding.recode", id=other.id, code_id="c1").note == "As first noted."
    third = coded(team, 60, 66)
    team.kay.do("coding.resize", id=third.id, start=60, end=70)
    assert places(team) == [(60, 70, "c1")]
    team.kay.do("study.undo")
    assert places(team) == [(60, 66, "c1"), (60, 70, "c1")]


def test_cutting_and_joining_leave_each_place_once(team: Team) -> None:
    whole = coded(team, 60, 70)
    coded(team, 60, 65)
    team.kay.do("coding.split", id=whole.id, at=65, id_after="after")
    assert places(team) == [(60, 65, "c1"), (65, 70, "c1")]
    coded(team, 60, 70)
    team.kay.do("coding.merge", id=whole.id, other_id="after")
    assert places(team) == [(60, 70, "c1")]
    assert "Choose two" in team.kay.refused("coding.merge", id=whole.id, other_id=whole.id).message


def test_many_at_once_keep_what_is_there_and_the_same_twice_once(team: Team) -> None:
    there = coded(team, 60, 70, note="As first noted.")
    some = [{"version_id": team.version_id, "start": at, "end": at + 10, "code_id": "c1"} for at in (60, 80, 80)]
    asked = tuple({"id": f"m{n}", **one} for n, one in enumerate(some))
    for _ in range(2):  # a request sent again
        kept = team.kay.do("coding.apply_many", codings=asked)
        assert [one.id for one in kept] == [there.id, "m1", "m1"]
    assert places(team) == [(60, 70, "c1"), (80, 90, "c1")]


def test_merging_codes_joins_what_one_person_marked_with_both_and_keeps_anothers(team: Team) -> None:
    coded(team, 60, 70, "c1")
    coded(team, 60, 70, "c2")
    lou = {"version_id": team.version_id, "start": 60, "end": 70, "code_id": "c2"}
    team.lou.do("coding.apply", id="l1", **lou)
    team.kay.do("coding.merge_codes", id="c2", into_id="c1")
    assert places(team) == [(60, 70, "c1"), (60, 70, "c1")]
    team.kay.do("study.undo")
    assert sorted(places(team)) == [(60, 70, "c1"), (60, 70, "c2"), (60, 70, "c2")]


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (10, 10), (20, 10)])
def test_a_passage_outside_the_text_or_without_words_is_refused(team: Team, start: int, end: int) -> None:
    place = {"version_id": team.version_id, "start": start, "end": end, "code_id": "c1"}
    assert team.kay.refused("coding.apply", id="x", **place).code == "invalid"
    assert places(team) == []


def test_several_passages_get_another_code_in_one_step_and_what_others_coded_stays(team: Team) -> None:
    for start in (60, 70, 80):
        coded(team, start, start + 5)
    team.lou.do("coding.apply", id=team.lou.new_id(), version_id=team.version_id, start=90, end=95, code_id="c1")
    asked = [{"version_id": team.version_id, "start": start, "end": start + 5} for start in (60, 70, 90)]
    done = team.kay.do("coding.change_many", code_id="c1", to_code_id="c2", places=asked)
    assert (done.n_changed, done.n_left) == (2, 1)
    assert places(team) == [(60, 65, "c2"), (70, 75, "c2"), (80, 85, "c1"), (90, 95, "c1")]
    team.kay.do("study.undo")
    assert {code for _, _, code in places(team)} == {"c1"}
    assert team.kay.do("coding.change_many", code_id="c1", places=asked).n_changed == 2
    assert places(team) == [(80, 85, "c1"), (90, 95, "c1")]


def test_a_code_merged_into_one_below_it_gives_that_one_its_place_and_no_code_lies_below_itself(team: Team) -> None:
    for n, over in ((4, None), (5, "c4"), (6, "c5"), (7, "c4")):
        team.ada.do("coding.add_code", id=f"c{n}", name=f"Idea {n}", parent_id=over)
    team.ada.do("coding.merge_codes", id="c4", into_id="c6")
    tree = {one.id: one.parent_id for one in team.ada.do("coding.codes")}
    assert (tree["c6"], tree["c5"], tree["c7"]) == (None, "c6", "c6")
    assert "below itself" in team.ada.refused("coding.move_code", id="c6", parent_id="c5", position=0).message
    team.ada.do("study.undo")
    assert {one.id: one.parent_id for one in team.ada.do("coding.codes")}["c6"] == "c5"
