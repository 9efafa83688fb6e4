"""One reader over time: read again after so many days, the first reading out of sight, compared with it alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand
from tests.teams import Team

KITCHEN, WRITE, PHONE = "We talk in the kitchen.", "Then I write it down.", "I hear them on the phone."
DAY = 24 * 60 * 60


def later(team: Team, days: int) -> None:
    clock: Any = team.ada.workbench._parts.clock
    clock.seconds += days * DAY


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path)
    made.start()
    for words, code in ((KITCHEN, "c1"), (WRITE, "c3")):
        made.code(made.kay, words, code)
        made.code(made.lou, words, code)
    made.hand_in_and_open()
    return made


def again(team: Team, **more: Any) -> dict[str, Any]:
    fields = {"id": "r2", "name": "Again", "judge_ids": (team.kay.viewer.researcher_id,)}
    return {**fields, "source_ids": (team.source_id,), "again": {"round_id": "r1", "days": 14}, **more}


def read_again(team: Team) -> None:
    later(team, 14)
    team.ada.do("judging.start_round", **again(team))
    for words, code in ((KITCHEN, "c1"), (WRITE, "c2"), (PHONE, "c1")):
        team.code(team.kay, words, code, round_id="r2")


def test_too_early_it_is_refused_with_the_day_it_becomes_possible(team: Team) -> None:
    refusal = team.ada.refused("judging.start_round", **again(team))
    assert "Kay Ash read the last of these interviews on 1 January 2026" in refusal.message
    assert "possible from 15 January 2026" in refusal.message
    later(team, 13)
    assert "15 January" in team.ada.refused("judging.start_round", **again(team)).message
    later(team, 1)
    assert team.ada.do("judging.start_round", **again(team)).again.days == 14


def test_what_cannot_be_read_again_is_refused_in_words(team: Team) -> None:
    later(team, 14)
    two = (team.kay.viewer.researcher_id, team.lou.viewer.researcher_id)
    assert "choose one" in team.ada.refused("judging.start_round", **again(team, judge_ids=two)).message
    assert "apart from the first" in team.ada.refused("judging.start_round", **again(team, blind=False)).message
    unknown = {"round_id": "none", "days": 14}
    assert "the first time" in team.ada.refused("judging.start_round", **again(team, again=unknown)).message
    ada = (team.ada.viewer.researcher_id,)
    refusal = team.ada.refused("judging.start_round", **again(team, judge_ids=ada))
    assert "Ada" in refusal.message
    assert "did not read INT01" in refusal.message
    open_coding = {"round_id": team.ada.do("judging.rounds")[0].id, "days": 14}
    assert "in open coding" in team.ada.refused("judging.start_round", **again(team, again=open_coding)).message
    team.ada.do("judging.start_round", **again(team))
    twice = again(team, id="r3", name="Thrice")
    assert "being read again already" in team.ada.refused("judging.start_round", **twice).message


def test_open_coding_is_read_again_too_counted_from_the_last_mark(team: Team) -> None:
    team.code(team.kay, PHONE, "c1", round_id="")
    working = team.ada.do("judging.rounds")[0].id
    assert (
        "15 January"
        in team.ada.refused("judging.start_round", **again(team, again={"round_id": working, "days": 14})).message
    )
    later(team, 14)
    team.ada.do("judging.start_round", **again(team, again={"round_id": working, "days": 14}))
    team.code(team.kay, PHONE, "c1", round_id="r2")
    team.kay.do("judging.submit", id="r2")
    team.kay.do("judging.reveal", id="r2")
    assert "1 of 1 place marked alike both times" in team.kay.do("coding.comparison", round_id="r2").headline


def marks(hand: Hand, team: Team, round_id: str) -> int:
    return len(hand.do("coding.marks", version_id=team.version_id, round_id=round_id))


def test_the_first_reading_is_out_of_her_sight_until_she_hands_in_and_in_everyone_elses(team: Team) -> None:
    assert marks(team.kay, team, "r1") == 4
    read_again(team)
    assert marks(team.kay, team, "r1") == 0
    assert marks(team.lou, team, "r1") == 4
    assert (marks(team.kay, team, "r2"), marks(team.lou, team, "r2")) == (3, 0)
    assert "out of your sight" in team.kay.refused("coding.comparison", round_id="r1").message
    passage = {"version_id": team.version_id, "start": 3, "end": 9, "code_id": "c1"}
    assert "reading this interview again" in team.kay.refused("coding.apply", id="x", **passage).message
    team.kay.do("judging.submit", id="r2")
    assert marks(team.kay, team, "r1") == 4
    assert "not taken back" in team.kay.refused("judging.take_back", id="r2").message


def test_it_is_compared_with_her_own_first_reading_alone_and_called_what_it_is(team: Team) -> None:
    read_again(team)
    team.kay.do("judging.submit", id="r2")
    opened = team.kay.do("judging.reveal", id="r2")
    assert [one.name for one in opened.readers] == ["Kay Ash, first time", "Kay Ash, again"]
    assert opened.state == "closed"
    met = team.ada.do("coding.comparison", round_id="r2")
    assert met.headline == "KA read 1 interview again: 1 of 3 places marked alike both times."
    assert "one reader over time, not agreement between readers" in met.warning
    found = team.ada.do("coding.differences", round_id="r2")
    assert sorted(sorted(side.initials for side in one.sides) for one in found) == [
        ["KA again"],
        ["KA again", "KA first time"],
    ]
    figures = team.ada.do("coding.agreement", round_id="r2")
    assert figures.set == "Again (the consistency of one reader over time, not agreement between readers)"
    alphas = [one for one in figures.overall if one.coefficient == "krippendorff_alpha"]
    assert [(one.pair, 0 < (one.value or 0) < 1) for one in alphas] == [
        (("Kay Ash, first time", "Kay Ash, again"), True)
    ]
    text = team.ada.do("coding.methods", id="r2").text
    assert "One reader (KA) read the one interview again with codebook version 1" in text
    assert "14 days or more after the first reading (First), without seeing what had been marked" in text
    assert "not agreement between readers; it counts in no other figure." in text
    assert "independently" not in text
    assert "read by more than one" not in text


def test_a_second_reading_counts_in_no_agreed_reading_and_no_figure_between_readers(team: Team) -> None:
    before = team.ada.do("coding.agreement", round_id="r1")
    team.ada.do("coding.close_round", id="r1")
    passages = team.ada.do("coding.passages", code_id="c3").passages
    read_again(team)
    team.kay.do("judging.submit", id="r2")
    team.kay.do("judging.reveal", id="r2")
    assert team.ada.do("coding.agreement", round_id="r1") == before
    assert team.ada.do("coding.passages", code_id="c3").passages == passages
    wanted = {"round_id": "r2", "difference_keys": ("x",), "outcome": "first"}
    assert "is closed" in team.ada.refused("coding.settle", id="u1", **wanted).message


def drift(team: Team) -> None:
    """Kay reads again what was agreed; of two agreed places one is Lou's word and not hers."""
    later(team, 14)
    fields = again(team, again={"round_id": "r1", "days": 14, "against": "agreed"})
    refused = team.ada.refused("judging.start_round", **fields)
    assert (refused.place, refused.message) == ("again", "Nothing is agreed yet in First.")
    team.ada.do("coding.close_round", id="r1")
    assert team.ada.do("judging.start_round", **fields).again.against_agreed is True


def test_a_reading_for_drift_is_held_against_what_was_agreed_and_not_against_ones_own(tmp_path: Path) -> None:
    team = Team(tmp_path)
    team.start()
    team.code(team.kay, KITCHEN, "c1")
    team.code(team.lou, KITCHEN, "c2")
    for hand in (team.kay, team.lou):
        team.code(hand, WRITE, "c3")
    team.hand_in_and_open()
    (key,) = [one.key for one in team.ada.do("coding.differences", round_id="r1")]
    agreed = {"round_id": "r1", "difference_keys": (key,), "outcome": "second", "reason": "Said in it."}
    team.ada.do("coding.settle", id="u1", **agreed)
    drift(team)
    assert team.kay.do("coding.marks", version_id=team.version_id, round_id="r1") == ()
    for words, code in ((KITCHEN, "c1"), (WRITE, "c3")):
        team.code(team.kay, words, code, round_id="r2")
    team.kay.do("judging.submit", id="r2")
    team.ada.do("judging.reveal", id="r2")
    met = team.ada.do("coding.comparison", round_id="r2")
    assert met.readers == ("Kay Ash, as agreed", "Kay Ash, again")
    assert met.headline == "KA read 1 interview again: 1 of 2 places marked as was agreed."
    assert [(one.name, one.n_marked) for one in met.met] == [
        ("Overhearing", (0, 1)),
        ("Kitchen and car", (1, 0)),
        ("Writing down", (1, 1)),
    ]
    assert "what was agreed, not agreement between readers" in met.warning
    told = team.ada.do("coding.methods", id="r2").text
    assert "to see whether it drifts from what was agreed" in told
    assert "Held against what was agreed, 1 of 2 places was marked alike" in told
    own = team.ada.do("coding.passages", code_id="c2").passages
    assert len(own) == 1, "what was agreed stands as it was"
