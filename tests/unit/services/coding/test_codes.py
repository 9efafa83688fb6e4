"""Proposed codes: their maker's alone in a blind round, codes like any once it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, colleague
from tests.teams import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path)
    made.start()
    return made


def proposes(team: Team, hand: Hand, code_id: str, name: str, **more: Any) -> Any:
    place = {"version_id": team.version_id, "start": 60, "end": 70, "round_id": "r1"}
    return hand.do("coding.apply_new", id=hand.new_id(), code_id=code_id, name=name, **place, **more)


def test_a_proposal_is_used_in_its_round_only_until_that_is_opened(team: Team) -> None:
    proposes(team, team.kay, "k1", "Nobody to ask")
    fields = {"id": "o1", "version_id": team.version_id, "start": 60, "end": 70, "code_id": "k1"}
    assert "not opened yet" in team.kay.refused("coding.apply", **fields).message
    assert "not opened yet" in team.kay.refused("coding.apply_many", codings=(fields,)).message
    team.hand_in_and_open()
    assert team.kay.do("coding.apply", **fields).code_id == "k1"


def test_nothing_open_lies_below_a_proposal_or_rests_on_it(team: Team) -> None:
    proposes(team, team.kay, "k1", "Nobody to ask")
    assert "your own proposal" in team.kay.refused("coding.add_code", id="o1", name="Open", parent_id="k1").message
    assert "your own proposal" in team.kay.refused("coding.move_code", id="c1", parent_id="k1").message
    told = "would tell everyone of your reading"
    assert told in team.kay.refused("interpretation.add_theme", id="t1", name="Theme", code_ids=("k1",)).message
    mark = team.kay.do("coding.marks", version_id=team.version_id, round_id="r1")[0]
    team.kay.do("interpretation.add_theme", id="t2", name="Theme", code_ids=("c1",))
    member = {"id": "m1", "theme_id": "t2", "target_kind": "coding", "target_id": mark.id}
    assert "not opened yet" in team.kay.refused("interpretation.add_member", **member).message
    assert team.kay.do("coding.add_code", id="k2", name="Below it", parent_id="k1", round_id="r1").depth == 0
    team.hand_in_and_open()
    team.kay.do("interpretation.add_member", **member)


def test_what_is_open_is_the_same_whatever_was_proposed(team: Team) -> None:
    """Keys, colours, places and names of open codes come from open codes alone."""
    before = team.lou.do("coding.codes")
    for n in range(3):
        proposes(team, team.kay, f"k{n}", f"Idea {n}")
    made = team.kay.do("coding.add_code", id="o1", name="Idea 0")
    assert (made.key, made.family, made.position) == ("C4", 4, 3)
    team.kay.do("coding.move_code", id="k0", position=0)
    assert team.lou.do("coding.codes")[:3] == before
    assert "k1" not in {code.id for code in team.kay.do("coding.codes")}
    assert "k1" in {code.id for code in team.kay.do("coding.codes", round_id="r1")}


def test_a_proposal_stays_as_it_was_handed_in(team: Team) -> None:
    proposes(team, team.kay, "k1", "Nobody to ask")
    team.kay.do("coding.change_code", id="k1", definition="Alone with a question.")
    first = team.kay.do("judging.submit", id="r1").digest
    for name, fields in (
        ("coding.change_code", {"id": "k1", "definition": "Otherwise."}),
        ("coding.retire_code", {"id": "k1"}),
        ("coding.move_code", {"id": "k1", "parent_id": "c1"}),
        ("coding.add_code", {"id": "k2", "name": "One more", "round_id": "r1"}),
    ):
        assert "handed in" in team.kay.refused(name, **fields).message
    team.kay.do("judging.take_back", id="r1")
    team.kay.do("coding.change_code", id="k1", definition="Otherwise.")
    assert team.kay.do("judging.submit", id="r1").digest != first


def test_only_a_reader_of_the_round_proposes_a_code_in_it(team: Team) -> None:
    assert "not a reader" in team.ada.refused("coding.add_code", id="x", name="Mine", round_id="r1").message


def test_an_opened_proposal_enters_the_next_codebook_and_two_of_one_key_are_told_apart(team: Team) -> None:
    proposes(team, team.kay, "k1", "Nobody to ask")
    proposes(team, team.lou, "l1", "By chance")
    team.ada.do("coding.add_code", id="o1", name="Open since")
    team.hand_in_and_open()
    codes = team.ada.do("coding.codes")
    assert {code.id: code.key for code in codes if code.id in ("k1", "l1", "o1")} == {
        "o1": "C4",
        "l1": "C5",
        "k1": "C6",
    }
    assert not any(code.proposed for code in codes)
    assert {code.id for code in team.ada.do("coding.codes", round_id="r1") if code.proposed} == {"k1", "l1"}
    readers = (team.kay.viewer.researcher_id,)
    team.ada.do("judging.start_round", id="r2", name="Second", judge_ids=readers, source_ids=(team.source_id,))
    second = team.kay.do("coding.codes", round_id="r2")
    assert {"k1", "l1", "o1"} <= {code.id for code in second}
    assert not any(code.proposed for code in second)
    team.code(team.kay, "Then I write it down.", "l1", round_id="r2")


def test_two_codes_of_one_name_can_be_defined_and_merged_after_the_reveal(team: Team) -> None:
    proposes(team, team.kay, "k1", "By chance")
    proposes(team, team.lou, "l1", "By chance")
    team.hand_in_and_open()
    assert team.ada.do("coding.change_code", id="l1", definition="What nobody planned.").definition
    assert team.ada.do("coding.merge_codes", id="k1", into_id="l1").name == "By chance"


def test_going_back_never_takes_a_code_or_a_codebook_that_others_use(team: Team) -> None:
    bo = colleague(team.ada.workbench, "Bo Lead", "lead", key="B", prefix="ffffffff")
    bo.do("coding.add_code", id="o1", name="Open")
    team.code(team.lou, "Then I write it down.", "o1", round_id="")
    assert "in use by now" in bo.refused("study.undo").message
    cy = colleague(team.ada.workbench, "Cy Lead", "lead", key="Y", prefix="99999999")
    cy.do("coding.freeze_codebook", id="v2", note="before the second round")
    readers = (team.kay.viewer.researcher_id,)
    team.ada.do("judging.start_round", id="r2", name="Second", judge_ids=readers, source_ids=(team.source_id,))
    assert "A round is read with this version" in cy.refused("study.undo").message
    assert "o1" in {code.id for code in team.kay.do("coding.codes", round_id="r2")}


def test_a_code_of_a_kept_codebook_is_retired_and_never_removed(team: Team) -> None:
    team.hand_in_and_open()
    assert "in a codebook that was kept" in team.ada.refused("coding.remove_code", id="c3").message
    assert team.ada.do("coding.retire_code", id="c3").retired


def test_a_code_made_in_place_of_another_is_ones_own_proposal_and_one_step_back_takes_back_both(team: Team) -> None:
    place = {"version_id": team.version_id, "start": 60, "end": 70, "round_id": "r1"}
    team.kay.do("coding.apply", id="x1", code_id="c1", **place)
    team.kay.do("coding.note", id="x1", note="Why so.", certainty="")
    now = team.kay.do("coding.recode", id="x1", code_id="k1", new_name="Nobody to ask")
    assert (now.code_id, now.note) == ("k1", "Why so.")
    assert "k1" not in {one.id for one in team.lou.do("coding.codes", round_id="r1")}
    again = team.kay.refused("coding.recode", id="x1", code_id="k2", new_name="Nobody to ask")
    assert "There is a code called" in again.message
    assert team.lou.refused("coding.recode", id="x1", code_id="k3", new_name="Not mine to change")
    assert "k3" not in {one.id for one in team.lou.do("coding.codes", round_id="r1")}
    team.kay.do("study.undo")
    assert "k1" not in {one.id for one in team.kay.do("coding.codes", round_id="r1")}
    assert team.kay.do("coding.marks", version_id=team.version_id, round_id="r1")[0].code_id == "c1"
