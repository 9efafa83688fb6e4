"""A third reader, a majority, and training: what was agreed on when a round was started is what happens at its end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, colleague
from tests.teams import Team

KITCHEN, WRITE, PHONE = "We talk in the kitchen.", "Then I write it down.", "I hear them on the phone."


class Three(Team):
    """Mo reads too, and Ida settles if anyone does."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.mo = colleague(self.ada.workbench, "Mo Cay", "coder", key="M", prefix="99999999")
        self.ida = colleague(self.ada.workbench, "Ida Doe", "adjudicator", prefix="88888888")

    @property
    def readers(self) -> tuple[Hand, ...]:
        return self.kay, self.lou, self.mo

    def begin(self, *readers: Hand, **more: Any) -> Any:
        ids = tuple(one.viewer.researcher_id for one in readers)
        fields = {"id": "r1", "name": "First", "judge_ids": ids, "source_ids": (self.source_id,)}
        return self.ada.do("judging.start_round", **fields, **more)

    def open(self, *readers: Hand) -> None:
        for one in readers:
            one.do("judging.submit", id="r1")
        self.ada.do("judging.reveal", id="r1")


@pytest.fixture
def team(tmp_path: Path) -> Three:
    return Three(tmp_path)


def by_majority(team: Three) -> None:
    """Two of three read the kitchen alike, one alone marked the writing, all three differ on the phone."""
    team.begin(*team.readers, settling="majority")
    for hand, code in zip(team.readers, ("c1", "c1", "c2"), strict=True):
        team.code(hand, KITCHEN, code)
    team.code(team.mo, WRITE, "c3")
    for hand, words in zip(team.readers, (PHONE, PHONE[:-1], PHONE[:-2]), strict=True):
        team.code(hand, words, "c3")
    team.open(*team.readers)


def test_a_majority_settles_what_it_can_and_the_rest_stays_open(team: Three) -> None:
    by_majority(team)
    assert [one.by_majority for one in team.ada.do("coding.differences", round_id="r1")].count(True) == 2
    made = team.kay.do("coding.settle_by_majority", id="m1", round_id="r1")
    assert (made.outcome, made.n, made.n_open) == ("majority", 2, 1)
    assert team.kay.do("coding.settle_by_majority", id="m1", round_id="r1").n == 2
    (left,) = team.ada.do("coding.differences", round_id="r1", only_open=True)
    assert (left.kind, left.by_majority) == ("boundary", False)
    assert [(one.code_id, one.how) for one in team.ada.do("coding.agreed_reading", id="r1")] == [("c1", "settled")]
    assert "not settled" in team.ada.refused("coding.close_round", id="r1").message
    assert team.ada.do("coding.close_round", id="r1", rule="common").n_by_rule == 1
    text = team.ada.do("coding.methods", id="r1").text
    assert "It was agreed beforehand that a place counts as more than half of its readers had it." in text
    assert "2 were settled by KA (2 as more than half of the readers had it)" in text
    assert "1 not discussed; rule applied: only the words that all marked with the code are kept." in text


def test_a_majority_is_undone_in_one_step_and_takes_back_no_decision_made_before_it(team: Three) -> None:
    by_majority(team)
    kitchen = next(one for one in team.ada.do("coding.differences", round_id="r1") if one.words == KITCHEN)
    fields = {"round_id": "r1", "difference_keys": (kitchen.key,), "outcome": "both stand"}
    team.ada.do("coding.settle", id="u1", **fields)
    assert team.kay.do("coding.settle_by_majority", id="m1", round_id="r1").n == 1
    assert {one.outcome for one in team.ada.do("coding.rulings", id="r1")} == {"both stand", "majority"}
    team.kay.do("study.undo")
    assert [one.outcome for one in team.ada.do("coding.rulings", id="r1")] == ["both stand"]


def test_no_majority_counts_that_was_not_agreed_on_or_is_not_there(team: Three) -> None:
    team.begin(*team.readers)
    team.code(team.mo, WRITE, "c3")
    team.open(*team.readers)
    assert "no majority was agreed on" in team.ada.refused("coding.settle_by_majority", id="m", round_id="r1").message
    (one,) = team.ada.do("coding.differences", round_id="r1")
    assert not one.by_majority
    fields = {"id": "u1", "round_id": "r1", "difference_keys": (one.key,), "outcome": "majority"}
    assert "all that it can at once" in team.ada.refused("coding.settle", **fields).message
    more = {"id": "r2", "name": "Two", "source_ids": (team.source_id,), "settling": "majority"}
    two = tuple(one.viewer.researcher_id for one in team.readers[:2])
    assert "three or more" in team.ada.refused("judging.start_round", judge_ids=two, **more).message


def test_a_third_reader_settles_and_nobody_else_while_they_are_there(team: Three) -> None:
    two, ida = team.readers[:2], team.ida.viewer.researcher_id
    more = {"source_ids": (team.source_id,), "settling": "third reader", "id": "r0", "name": "None"}
    ids = tuple(one.viewer.researcher_id for one in two)
    assert "third reader" in team.ada.refused("judging.start_round", judge_ids=ids, **more).message
    assert "third reader" in team.ada.refused("judging.start_round", judge_ids=ids, settler_id=ids[0], **more).message
    team.begin(*two, settling="third reader", settler_id=ida)
    team.code(team.kay, KITCHEN, "c1")
    team.code(team.lou, KITCHEN, "c2")
    team.open(*two)
    (one,) = team.ada.do("coding.differences", round_id="r1")
    fields = {"round_id": "r1", "difference_keys": (one.key,), "outcome": "first"}
    for hand in (team.kay, team.ada):
        assert "a third reader settles: Ida Doe" in hand.refused("coding.settle", id="u1", **fields).message
    team.ida.do("coding.settle", id="u1", **fields)
    assert "a third reader (ID) settled" in team.ada.do("coding.methods", id="r1").text
    team.ada.do("study.end_researcher", id=ida)
    assert team.ada.do("coding.settle", id="u2", **fields).n == 1


def test_what_was_read_for_training_counts_in_no_figure_and_no_agreed_reading_of_the_study(team: Three) -> None:
    team.code(team.ada, WRITE, "c3", round_id="")
    team.begin(*team.readers[:2], training=True)
    for hand in team.readers[:2]:
        team.code(hand, KITCHEN, "c1")
    team.open(*team.readers[:2])
    team.ada.do("coding.close_round", id="r1")
    assert team.ada.do("coding.passages", code_id="c1").passages == ()
    assert len(team.ada.do("coding.passages", code_id="c3").passages) == 1
    assert "counts in no figure of the study" in team.ada.do("coding.methods", id="r1").text
