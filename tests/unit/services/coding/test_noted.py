"""What is noted for the codebook while settling is found again at its code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.teams import Team

WHY = "Heard and not said to them."


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def _apart(team: Team) -> list[str]:
    team.start()
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.code(team.lou, "We talk in the kitchen.", "c2")
    team.code(team.kay, "Then I write it down.", "c3")
    team.hand_in_and_open()
    found = team.ada.do("coding.differences", round_id="r1")
    return [one.key for one in found]


def _settle(team: Team, n: int, key: str, reason: str, change: str = "") -> None:
    fields = {"id": f"u{n}", "round_id": "r1", "difference_keys": (key,), "outcome": "first"}
    team.ada.do("coding.settle", **fields, reason=reason, codebook_change=change)


def test_a_reason_noted_for_the_codebook_stands_at_every_code_it_is_about_and_at_no_other(team: Team) -> None:
    swapped, alone = sorted(_apart(team), key=lambda key: key)
    for n, key in enumerate((swapped, alone)):
        _settle(team, n, key, WHY, WHY if n == 0 else "")
    by_code = {code: team.ada.do("coding.noted", code_id=code) for code in ("c1", "c2", "c3")}
    about = {code for code, found in by_code.items() if found}
    assert about in ({"c1", "c2"}, {"c3"})
    (one,) = by_code[min(about)]
    assert (one.words, one.noted, one.n, one.round_id) == (WHY, True, 1, "r1")
    assert one.by
    assert one.between


def test_a_reason_given_once_and_not_noted_is_not_proposed(team: Team) -> None:
    for n, key in enumerate(_apart(team)):
        _settle(team, n, key, f"Reason {n}.")
    assert [team.ada.do("coding.noted", code_id=code) for code in ("c1", "c2", "c3")] == [(), (), ()]


def test_nothing_is_noted_of_a_round_that_is_not_opened(team: Team) -> None:
    team.start()
    team.code(team.kay, "We talk in the kitchen.", "c1")
    assert team.ada.do("coding.noted", code_id="c1") == ()
    assert team.kay.do("coding.noted", code_id="c1") == ()


def _of(team: Team) -> Any:
    return team.ada.do("coding.proposals", id="r1")


def test_a_proposed_change_is_answered_and_answered_again_and_the_answer_is_undone(team: Team) -> None:
    key, *_ = _apart(team)
    _settle(team, 1, key, WHY, WHY)
    (open_,) = _of(team).changes
    assert (open_.answer, _of(team).n_open) == (None, 1)
    say = {"round_id": "r1", "about_id": open_.about_id}
    without = team.kay.refused("coding.answer_proposal", id="a0", taken=False, **say)
    assert (without.place, _of(team).n_open) == ("reason", 1)
    team.kay.do("coding.answer_proposal", id="a1", taken=False, reason="Near enough as it is.", **say)
    (done,) = _of(team).changes
    assert (done.answer.taken, done.answer.reason, done.answer.by) == (False, "Near enough as it is.", "Kay Ash")
    assert _of(team).n_open == 0
    assert [one.answer for one in team.ada.do("coding.noted", code_id=done.code_ids[0])] == [done.answer]
    unchanged = team.ada.refused("coding.answer_proposal", id="a2", taken=True, **say)
    assert "as they were when the round was read" in unchanged.message
    team.ada.do("coding.change_code", id=done.code_ids[0], exclude="Said to them.")
    team.ada.do("coding.answer_proposal", id="a2", taken=True, **say)
    assert [(one.answer.taken, one.answer.by) for one in _of(team).changes] == [(True, "Ada")]
    team.ada.do("study.undo")
    assert [(one.answer.taken, one.answer.by) for one in _of(team).changes] == [(False, "Kay Ash")]


def test_an_answer_stays_when_the_same_reason_is_given_again_and_goes_with_its_ruling(team: Team) -> None:
    first, second = _apart(team)
    _settle(team, 1, first, WHY, WHY)
    (one,) = _of(team).changes
    team.ada.do("coding.change_code", id=one.code_ids[0], exclude="Said to them.")
    team.ada.do("coding.answer_proposal", id="a1", round_id="r1", about_id=one.about_id, taken=True)
    _settle(team, 2, second, WHY, WHY)
    assert [(each.n, each.answer.taken) for each in _of(team).changes] == [(2, True)]
    assert team.ada.refused("coding.answer_proposal", id="a2", round_id="r1", about_id="nothing", taken=True)


def test_codes_made_while_reading_apart_stand_beside_what_the_others_gave_there_once_it_is_open(team: Team) -> None:
    team.start()
    start = team.reading.text.index("We talk in the kitchen.")
    place = {"version_id": team.version_id, "start": start, "end": start + 23, "round_id": "r1"}
    team.kay.do("coding.apply_new", id="k1", code_id="n1", name="Crumbs", **place)
    team.code(team.lou, "We talk in the kitchen.", "c2")
    team.code(team.lou, "Then I write it down.", "c3")
    told = [hand.refused("coding.proposals", id="r1").message for hand in (team.kay, team.ada)]
    assert told[0] == told[1]
    team.hand_in_and_open()
    (one,) = _of(team).codes
    assert (one.name, one.by, one.n, one.in_use, one.answer) == ("Crumbs", "Kay Ash", 1, True, None)
    assert [(each.code_id, each.reader, each.n) for each in one.beside] == [("c2", "Lou Bay", 1)]
    team.ada.do("coding.merge_codes", id="n1", into_id="c2")
    assert (_of(team).codes[0].in_use, _of(team).n_open) == (False, 0)


def test_in_a_reflexive_study_places_are_not_counted(team: Team) -> None:
    key, *_ = _apart(team)
    _settle(team, 1, key, WHY, WHY)
    team.ada.do("study.change_study", profile="braun-clarke-6")
    found = [one for code in ("c1", "c2", "c3") for one in team.ada.do("coding.noted", code_id=code)]
    assert found
    assert {one.n for one in found} == {None}
