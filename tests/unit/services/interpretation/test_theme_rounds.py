"""A round of themes: handed in unseen, opened, merged and agreed, each agreed theme naming what it came from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand
from tests.teams import Team

from anselm.domain.errors import NotFound


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = Team(tmp_path)
    readers = tuple(one.viewer.researcher_id for one in (team.kay, team.lou))
    team.ada.do("judging.start_round", id="r1", name="Themes", kind="theme", judge_ids=readers)
    return team


def proposes(hand: Hand, identifier: str, name: str, *code_ids: str) -> Any:
    return hand.do("interpretation.propose_theme", id=identifier, round_id="r1", name=name, code_ids=code_ids)


def both_handed_in(team: Team) -> None:
    proposes(team.kay, "k1", "By ear", "c1")
    proposes(team.kay, "k2", "On paper", "c3")
    proposes(team.lou, "l1", "Overheard", "c1", "c2")
    proposes(team.lou, "l2", "on  paper".replace("  ", " ").upper())
    team.hand_in_and_open()


def test_nobody_sees_anothers_themes_before_the_round_is_opened(team: Team) -> None:
    before = team.lou.do("interpretation.theme_round", id="r1")
    digest = team.kay.do("judging.submit", id="r1").digest
    team.kay.do("judging.take_back", id="r1")
    proposes(team.kay, "k1", "By ear", "c1")
    for hand in (team.lou, team.ada):
        assert hand.do("interpretation.theme_round", id="r1") == before
        assert hand.do("interpretation.themes") == ()
    assert [one.name for one in team.kay.do("interpretation.theme_round", id="r1").candidates] == ["By ear"]
    assert isinstance(team.lou.refused("interpretation.drop_candidate", id="k1"), NotFound)
    assert team.kay.do("judging.submit", id="r1").digest != digest
    assert "handed in" in team.kay.refused("interpretation.drop_candidate", id="k1").message
    fields = {"id": "t1", "round_id": "r1", "candidate_ids": ("k1",), "name": "By ear"}
    assert "not opened yet" in team.lou.refused("interpretation.agree_theme", **fields).message


def test_opened_they_stand_side_by_side_and_what_is_near_is_named(team: Team) -> None:
    both_handed_in(team)
    shown = team.ada.do("interpretation.theme_round", id="r1")
    near = {one.id: one.near_ids for one in shown.candidates}
    assert near == {"k1": ("l1",), "k2": ("l2",), "l1": ("k1",), "l2": ("k2",)}
    assert (shown.n_open, shown.agreed) == (4, ())


def test_an_agreed_theme_names_its_ancestors_and_rests_on_their_codes(team: Team) -> None:
    both_handed_in(team)
    fields = {"round_id": "r1", "candidate_ids": ("k1", "l1"), "name": "Learning by ear", "reason": "One idea."}
    shown = team.kay.do("interpretation.agree_theme", id="t1", **fields)
    assert team.kay.do("interpretation.agree_theme", id="t1", **fields) == shown
    (theme,) = shown.agreed
    assert (theme.ancestor_ids, theme.code_ids, theme.reason) == (("k1", "l1"), ("c1", "c2"), "One idea.")
    board = {one.id: one for one in team.ada.do("interpretation.themes")}
    assert (board["k1"].name, board["k1"].state, board["k1"].reason) == (
        "By ear",
        "retired",
        "Handed in by Kay Ash in Themes.",
    )
    assert (
        "settled already" in team.lou.refused("interpretation.agree_theme", id="t2", **fields | {"name": "x"}).message
    )


def test_a_round_of_themes_closes_once_each_is_a_theme_or_set_aside_or_under_a_rule(team: Team) -> None:
    both_handed_in(team)
    team.ada.do("interpretation.agree_theme", id="t1", round_id="r1", candidate_ids=("k1", "l1"), name="By ear")
    aside = {"id": "u1", "round_id": "r1", "candidate_ids": ("k2",), "reason": "A way of working, no theme."}
    assert team.lou.do("interpretation.set_aside", **aside).n_open == 1
    assert "1 difference is not settled" in team.ada.refused("coding.close_round", id="r1").message
    team.lou.do("study.undo")
    assert team.lou.do("interpretation.theme_round", id="r1").n_open == 2
    closed = team.ada.do("coding.close_round", id="r1", rule="left out")
    assert (closed.state, closed.n_by_rule) == ("closed", 2)
    assert "is closed" in team.lou.refused("interpretation.set_aside", **aside).message


def test_only_a_round_of_themes_takes_themes_and_only_from_its_readers(team: Team) -> None:
    assert (
        "not a reader" in team.ada.refused("interpretation.propose_theme", id="a1", round_id="r1", name="Mine").message
    )
    team.ada.do(
        "judging.start_round",
        id="r2",
        name="Codes",
        judge_ids=(team.kay.viewer.researcher_id,),
        source_ids=(team.source_id,),
    )
    assert (
        "not one of themes"
        in team.kay.refused("interpretation.propose_theme", id="a1", round_id="r2", name="Mine").message
    )
