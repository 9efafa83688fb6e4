"""What is settled, by how many, and that a closed round stays as it was closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, colleague
from tests.teams import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def settles(hand: Hand, identifier: str, key: str, outcome: str, **more: Any) -> Any:
    fields = {"id": identifier, "round_id": "r1", "difference_keys": (key,), "outcome": outcome}
    return hand.do("coding.settle", **fields, **more)


def read_apart(team: Team) -> list[Any]:
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.code(team.lou, "We talk in the kitchen.", "c2")
    team.code(team.kay, "Then I write it down.", "c3")
    team.hand_in_and_open()
    return list(team.ada.do("coding.differences", round_id="r1"))


def test_nothing_settled_in_a_closed_round_is_taken_back(team: Team) -> None:
    team.start()
    for n, one in enumerate(read_apart(team)):
        settles(team.ada, f"u{n}", one.key, "first")
    team.kay.do("coding.close_round", id="r1")
    before = team.ada.do("coding.agreed_reading", id="r1")
    assert len(before) == 2
    assert "closed, and what was settled in it stays" in team.ada.refused("study.undo").message
    assert team.ada.do("coding.agreed_reading", id="r1") == before


def test_a_difference_settled_twice_by_one_request_is_settled_once(team: Team) -> None:
    team.start()
    one, other = read_apart(team)
    settles(team.ada, "u1", one.key, "first")
    kept = team.ada.workbench.content_digest()
    assert settles(team.ada, "u1", one.key, "first").n_open == 1
    assert team.ada.workbench.content_digest() == kept
    settles(team.lou, "u2", one.key, "second")
    (ruling,) = team.ada.do("coding.rulings", id="r1")
    assert (ruling.id, ruling.outcome, ruling.by) == ("u2", "second", ("Lou Bay",))
    assert other.key not in ruling.difference_keys


def test_going_back_over_a_settled_difference_opens_it_again(team: Team) -> None:
    team.start()
    one, _ = read_apart(team)
    settles(team.ada, "u1", one.key, "both stand")
    assert len(team.ada.do("coding.differences", round_id="r1", only_open=True)) == 1
    team.ada.do("study.undo")
    assert len(team.ada.do("coding.differences", round_id="r1", only_open=True)) == 2
    assert team.ada.do("judging.round", id="r1").state == "revealed"


def test_with_three_readers_the_second_is_one_who_read_it_otherwise(team: Team) -> None:
    mo = colleague(team.ada.workbench, "Mo Cay", key="M", prefix="99999999")
    readers = tuple(one.viewer.researcher_id for one in (team.kay, team.lou, mo))
    team.ada.do("judging.start_round", id="r1", name="First", judge_ids=readers, source_ids=(team.source_id,))
    team.code(mo, "We talk in the kitchen.", "c1")
    for hand in (team.kay, team.lou, mo):
        hand.do("judging.submit", id="r1")
    team.ada.do("judging.reveal", id="r1")
    (one,) = team.ada.do("coding.differences", round_id="r1")
    settles(team.ada, "u1", one.key, "first")
    assert team.ada.do("coding.agreed_reading", id="r1") == ()
    settles(team.ada, "u2", one.key, "second")
    assert [span.code_id for span in team.ada.do("coding.agreed_reading", id="r1")] == ["c1"]


def test_ends_within_the_tolerance_are_one_place_in_the_count_and_in_the_agreed_reading(team: Team) -> None:
    team.start(tolerance=2)
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.code(team.lou, "We talk in the kitchen", "c1")
    team.hand_in_and_open()
    shown = team.ada.do("coding.comparison", round_id="r1")
    assert (shown.n_differences, [one.n_met for one in shown.met]) == (0, [1])
    team.ada.do("coding.close_round", id="r1")
    found = team.ada.do("coding.passages", code_id="c1")
    assert [one.words for one in found.passages] == ["We talk in the kitchen."]


def test_a_reflexive_round_is_closed_without_the_word_difference(team: Team) -> None:
    team.ada.do("study.change_study", profile="braun-clarke-6")
    team.start()
    one, _ = read_apart(team)
    settles(team.ada, "u1", one.key, "both stand")
    words = team.ada.refused("coding.close_round", id="r1")
    said = f"{words.message} {words.advice} {team.ada.do('study.steps').next_undo}"
    assert "difference" not in said
    assert not any(sign.isdigit() for sign in said)
    assert team.ada.do("coding.close_round", id="r1", rule="kept").state == "closed"


def read_with_other_ends(team: Team) -> dict[str, Any]:
    """Three boundaries of three codes, 1, 6 and 11 characters apart, and a place marked by one only."""
    team.start()
    for words, shorter, code in (
        ("We talk in the kitchen.", "We talk in the kitchen", "c1"),
        ("Then I write it down.", "Then I write it", "c3"),
        ("I hear them on the phone.", "hear them on t", "c2"),
    ):
        team.code(team.kay, words, code)
        team.code(team.lou, shorter, code)
    team.code(team.kay, "Nobody told me to.", "c1")
    team.hand_in_and_open()
    every = team.ada.do("coding.differences", round_id="r1")
    found = {one.sides[0].code_id: one for one in every if len(one.sides) > 1}
    assert {one.kind for one in found.values()} == {"boundary"}
    return found


def test_boundaries_of_all_codes_are_settled_together_under_a_stated_tolerance(team: Team) -> None:
    ends = read_with_other_ends(team)
    keys = (ends["c1"].key, ends["c3"].key)
    made = team.ada.do(
        "coding.settle", id="u1", round_id="r1", difference_keys=keys, outcome="union", reason="Whole.", tolerance=6
    )
    assert (made.n, made.tolerance, made.n_open) == (2, 6, 2)
    agreed = team.ada.do("coding.agreed_reading", id="r1")
    text = team.reading.text
    assert {text[one.start : one.end] for one in agreed} == {"We talk in the kitchen.", "Then I write it down."}
    told = team.ada.do("coding.methods", id="r1").text
    assert "2 of them, where the ends lay at most 6 characters apart, were settled together with all the words" in told
    assert "exception" not in told
    team.ada.do("study.undo")
    assert team.ada.do("coding.rulings", id="r1") == ()


def test_an_exception_to_a_tolerance_is_settled_alone_and_told(team: Team) -> None:
    ends = read_with_other_ends(team)
    settles(team.ada, "u1", ends["c1"].key, "union", tolerance=6)
    settles(team.ada, "u2", ends["c3"].key, "intersection", reason="He begins anew there.")
    told = team.ada.do("coding.methods", id="r1").text
    assert "1 of them, where the ends lay at most 6 characters apart, was settled together" in told
    assert "; 1 within that was left out of it as an exception." in told


def test_what_lies_outside_a_tolerance_is_refused_with_it_and_nothing_is_settled(team: Team) -> None:
    ends = read_with_other_ends(team)
    wide = tuple(one.key for one in ends.values())
    every = tuple(one.key for one in team.ada.do("coding.differences", round_id="r1"))
    said = [
        team.ada.refused("coding.settle", id="u1", round_id="r1", difference_keys=keys, outcome=outcome, tolerance=6)
        for keys, outcome in ((wide, "union"), (every, "union"), (wide[:1], "first"))
    ]
    assert [one.message for one in said] == [
        "1 of the 3 places is more than 6 characters apart.",
        "1 of the 4 places is no boundary.",
        "Under a tolerance boundaries are settled as all the words, the shared words, or as both readings.",
    ]
    assert team.ada.do("coding.rulings", id="r1") == ()


def test_the_next_round_is_told_how_the_ones_closed_before_it_were_settled(team: Team) -> None:
    team.start()
    swapped, alone = read_apart(team)
    assert {swapped.pattern, alone.pattern} == {"c1|c2", "c3"}
    settles(team.ada, "u1", swapped.key, "first", reason="It was heard.")
    settles(team.ada, "u2", alone.key, "neither")
    judges = tuple(one.viewer.researcher_id for one in (team.kay, team.lou))
    team.ada.do("judging.start_round", id="r2", name="Second", judge_ids=judges, source_ids=(team.source_id,))
    for hand in (team.kay, team.lou):
        hand.do("judging.submit", id="r2")
    team.ada.do("judging.reveal", id="r2")
    assert team.ada.do("coding.earlier_decisions", id="r2") == ()
    team.ada.do("coding.close_round", id="r1")
    told = {one.pattern: one for one in team.kay.do("coding.earlier_decisions", id="r2")}
    assert {pattern: (one.round, one.settled_as, one.reason, one.n) for pattern, one in told.items()} == {
        "c1|c2": ("First", "Overhearing", "It was heard.", 1),
        "c3": ("First", "neither", "", 1),
    }
    assert team.ada.do("coding.earlier_decisions", id="r1") == ()


def test_earlier_decisions_are_told_to_nobody_before_their_own_round_is_opened(team: Team) -> None:
    team.start()
    assert "not opened yet" in team.kay.refused("coding.earlier_decisions", id="r1").message


def test_earlier_decisions_are_told_once_with_their_number_and_in_a_reflexive_study_not_at_all(team: Team) -> None:
    team.start()
    for words in ("I hear them on the phone.", "Then I write it down."):
        team.code(team.kay, words, "c1")
        team.code(team.lou, words, "c2")
    team.hand_in_and_open()
    keys = tuple(one.key for one in team.ada.do("coding.differences", round_id="r1"))
    team.ada.do("coding.settle", id="u1", round_id="r1", difference_keys=keys, outcome="first", reason="Heard.")
    team.ada.do("coding.close_round", id="r1")
    judges = tuple(one.viewer.researcher_id for one in (team.kay, team.lou))
    team.ada.do("judging.start_round", id="r2", name="Second", judge_ids=judges, source_ids=(team.source_id,))
    for hand in (team.kay, team.lou):
        hand.do("judging.submit", id="r2")
    team.ada.do("judging.reveal", id="r2")
    (told,) = team.kay.do("coding.earlier_decisions", id="r2")
    assert (told.round, told.settled_as, told.n) == ("First", "Overhearing", 2)
    team.ada.do("study.change_study", profile="braun-clarke-6")
    assert "not measured" in team.ada.refused("coding.earlier_decisions", id="r2").message
