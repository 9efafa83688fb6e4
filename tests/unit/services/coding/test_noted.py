"""What is noted for the codebook while settling is found again at its code."""

from __future__ import annotations

from pathlib import Path

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


def test_in_a_reflexive_study_places_are_not_counted(team: Team) -> None:
    key, *_ = _apart(team)
    _settle(team, 1, key, WHY, WHY)
    team.ada.do("study.change_study", profile="braun-clarke-6")
    found = [one for code in ("c1", "c2", "c3") for one in team.ada.do("coding.noted", code_id=code)]
    assert found
    assert {one.n for one in found} == {None}
