"""A coding says under which version of the codebook it was given, where its code says other things today."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import Hand
from tests.teams import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def give(team: Team, identifier: str, start: int, code: str = "c1", who: Hand | None = None) -> None:
    place = {"version_id": team.version_id, "start": start, "end": start + 5, "code_id": code}
    (who or team.kay).do("coding.apply", id=identifier, **place)


def under(team: Team) -> dict[str, str]:
    return {one.id: one.under for one in team.kay.do("coding.marks", version_id=team.version_id)}


def test_nothing_is_said_before_a_version_is_kept_or_while_the_words_are_as_they_were(team: Team) -> None:
    give(team, "k1", 60)
    team.ada.do("coding.change_code", id="c1", definition="Other words, of a draft.")
    assert under(team) == {"k1": ""}
    team.ada.do("coding.freeze_codebook", id="v1")
    give(team, "k2", 70)
    team.ada.do("coding.move_code", id="c1", position=3)
    assert under(team) == {"k1": "before v1", "k2": ""}


def test_it_names_the_version_of_its_time_and_whether_the_words_had_changed_since_that_was_kept(team: Team) -> None:
    team.ada.do("coding.freeze_codebook", id="v1")
    give(team, "k1", 60)
    give(team, "other", 90, "c2")
    team.ada.do("coding.change_code", id="c1", definition="Said aloud, and meant for others.")
    give(team, "k2", 70)
    assert under(team) == {"k1": "v1", "k2": "", "other": ""}
    team.ada.do("coding.change_code", id="c1", exclude="What was asked for.")
    assert under(team) == {"k1": "v1", "k2": "after v1", "other": ""}
    team.ada.do("study.undo")
    team.ada.do("study.undo")
    assert under(team) == {"k1": "", "k2": "after v1", "other": ""}


def test_another_code_is_given_under_the_words_of_the_moment_in_which_it_is_given(team: Team) -> None:
    team.ada.do("coding.freeze_codebook", id="v1")
    give(team, "k1", 60)
    give(team, "k2", 70, "c2")
    give(team, "k3", 80, "c2")
    team.ada.do("coding.change_code", id="c1", definition="Said aloud, and meant for others.")
    team.kay.do("coding.recode", id="k1", code_id="c1")
    team.kay.do("coding.recode", id="k2", code_id="c1")
    place = {"version_id": team.version_id, "start": 80, "end": 85}
    team.kay.do("coding.change_many", code_id="c2", to_code_id="c1", places=(place,))
    assert under(team) == {"k1": "v1", "k2": "", "k3": ""}


def test_in_a_round_nothing_is_said_while_it_is_read_and_then_the_version_it_was_read_with(team: Team) -> None:
    team.start()
    team.code(team.kay, "I hear them", "c1")
    team.ada.do("coding.change_code", id="c1", definition="Said aloud, and meant for others.")
    marks = lambda: [one.under for one in team.kay.do("coding.marks", version_id=team.version_id, round_id="r1")]  # noqa: E731
    assert marks() == [""]
    team.hand_in_and_open()
    assert marks() == ["v1"]
