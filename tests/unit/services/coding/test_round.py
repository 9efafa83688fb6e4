"""A blind round from start to agreed reading, as two readers and one who settles live it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.teams import Team

from anselm.domain.errors import NotFound, Refused


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def test_nobody_sees_anothers_reading_before_the_round_is_opened(team: Team) -> None:
    team.start()
    team.code(team.kay, "I hear them on the phone.", "c1")
    for hand in (team.lou, team.ada):
        assert hand.do("coding.marks", version_id=team.version_id, round_id="r1") == ()
        assert {code.n_codings for code in hand.do("coding.codes", round_id="r1")} == {0}
    assert len(team.kay.do("coding.marks", version_id=team.version_id, round_id="r1")) == 1


def test_a_reader_who_has_not_handed_in_does_not_learn_whether_another_has(team: Team) -> None:
    team.start()
    before = team.lou.do("judging.round", id="r1")
    team.kay.do("judging.submit", id="r1")
    assert team.lou.do("judging.round", id="r1") == before
    assert team.lou.refused("judging.reveal", id="r1").message == "Hand in your own reading first."


def test_a_round_opens_only_when_all_are_in(team: Team) -> None:
    team.start()
    team.kay.do("judging.submit", id="r1")
    assert "Not every reader" in team.ada.refused("judging.reveal", id="r1").message
    team.lou.do("judging.submit", id="r1")
    assert team.ada.do("judging.reveal", id="r1").state == "revealed"


def test_a_reading_handed_in_cannot_change_unless_taken_back_and_that_stays_visible(team: Team) -> None:
    team.start()
    mark = team.code(team.kay, "I hear them on the phone.", "c1")
    first = team.kay.do("judging.submit", id="r1").digest
    assert isinstance(team.kay.refused("coding.remove", id=mark.id), Refused)
    assert "cannot be undone" in team.kay.refused("study.undo").message
    team.kay.do("judging.take_back", id="r1")
    team.kay.do("coding.remove", id=mark.id)
    again = team.kay.do("judging.submit", id="r1")
    assert again.n_taken_back == 1
    assert again.digest != first
    team.lou.do("judging.submit", id="r1")
    team.ada.do("judging.reveal", id="r1")
    assert "cannot be taken back" in team.kay.refused("judging.take_back", id="r1").message


def test_a_code_proposed_in_a_blind_round_is_its_makers_alone(team: Team) -> None:
    team.start()
    start = team.reading.text.index("Nobody")
    made = team.kay.do(
        "coding.apply_new",
        id="x1",
        code_id="c9",
        name="Nobody to ask",
        version_id=team.version_id,
        start=start,
        end=start + 6,
        round_id="r1",
    )
    assert made.code.proposed
    assert "Nobody to ask" not in {code.name for code in team.lou.do("coding.codes", round_id="r1")}
    assert isinstance(team.lou.refused("coding.change_code", id="c9", name="Mine"), NotFound)
    team.hand_in_and_open()
    assert "Nobody to ask" in {code.name for code in team.lou.do("coding.codes", round_id="r1")}


def test_the_codebook_of_a_round_stays_as_it_was_frozen(team: Team) -> None:
    team.start()
    team.ada.do("coding.change_code", id="c1", definition="Learns from talk not meant for them.")
    team.ada.do("coding.add_code", id="c4", name="Later code")
    book = {code.id: code for code in team.kay.do("coding.codes", round_id="r1")}
    assert book["c1"].definition == ""
    assert "c4" not in book
    assert "not in the codebook" in _refusal(team, "c4")


def _refusal(team: Team, code_id: str) -> str:
    fields = {"version_id": team.version_id, "start": 60, "end": 66, "code_id": code_id, "round_id": "r1"}
    return team.kay.refused("coding.apply", id="y1", **fields).message


def test_differences_are_listed_settled_and_closed_and_originals_stay(team: Team) -> None:
    team.start()
    team.code(team.kay, "I hear them on the phone.", "c1")
    team.code(team.lou, "I hear them on the phone.", "c1")
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.code(team.lou, "We talk in the kitchen.", "c2")
    team.code(team.kay, "Then I write it down.", "c3")
    team.hand_in_and_open()
    found = team.ada.do("coding.differences", round_id="r1")
    assert {one.kind for one in found} == {"different code", "marked by one only"}
    swapped = next(one for one in found if one.kind == "different code")
    assert [side.code for side in swapped.sides] == ["Overhearing", "Kitchen and car"]
    assert swapped.question == "And after?"
    before = team.ada.do("coding.marks", version_id=team.version_id, round_id="r1")
    team.ada.do(
        "coding.settle",
        id="u1",
        round_id="r1",
        difference_keys=(swapped.key,),
        outcome="second",
        reason="It is said to them, so not overheard.",
    )
    assert "1 difference is not settled" in team.ada.refused("coding.close_round", id="r1").message
    team.ada.do("coding.close_round", id="r1", rule="left out")
    closed = team.ada.do("judging.round", id="r1")
    assert (closed.state, closed.n_by_rule) == ("closed", 1)
    agreed = team.ada.do("coding.agreed_reading", id="r1")
    assert {(one.code_id, one.how) for one in agreed} == {("c1", "read alike"), ("c2", "settled")}
    assert team.ada.do("coding.marks", version_id=team.version_id, round_id="r1") == before


def test_the_agreed_set_reads_closed_rounds_and_open_coding_elsewhere(team: Team) -> None:
    team.start()
    team.code(team.ada, "Then I write it down.", "c3", round_id="")
    team.code(team.kay, "I hear them on the phone.", "c1")
    team.code(team.lou, "I hear them on the phone.", "c1")
    team.hand_in_and_open()
    team.ada.do("coding.close_round", id="r1")
    of_code = team.ada.do("coding.passages", code_id="c1")
    assert [one.words for one in of_code.passages] == ["I hear them on the phone."]
    assert of_code.passages[0].question == "How do you learn?"
    assert team.ada.do("coding.passages", code_id="c3").n == 0
    assert team.ada.do("coding.passages", code_id="c3", set="working").n == 1


def test_the_comparison_gives_figures_or_the_reason_why_not(team: Team) -> None:
    team.start()
    team.code(team.kay, "I hear them on the phone.", "c1")
    team.code(team.lou, "I hear them on the phone.", "c1")
    team.code(team.lou, "We talk in the kitchen.", "c2")
    team.hand_in_and_open()
    shown = team.ada.do("coding.comparison", round_id="r1")
    by_code = {one.code_id: {row.coefficient: row for row in one.figures} for one in shown.met}
    assert by_code["c1"]["cohen_kappa"].value == 1.0
    assert by_code["c2"]["cohen_kappa"].value == 0.0
    assert "likely too narrow" in shown.warning
    assert shown.n_differences == 1


def test_nothing_can_be_compared_before_the_reveal(team: Team) -> None:
    team.start()
    for name in ("coding.comparison", "coding.differences"):
        assert "not opened yet" in team.kay.refused(name, round_id="r1").message


def test_a_reflexive_study_shows_no_figure_count_or_code_count(team: Team) -> None:
    team.ada.do("study.change_study", profile="braun-clarke-6")
    team.start()
    team.code(team.kay, "I hear them on the phone.", "c1")
    team.hand_in_and_open()
    shown = team.ada.do("coding.comparison", round_id="r1")
    assert (shown.met, shown.overall) == ((), ())
    assert {code.n_codings for code in team.ada.do("coding.codes")} == {None}
    assert team.ada.do("coding.passages", code_id="c1", set="r1").n is None


def test_a_coding_sent_twice_is_there_once_and_undone_at_once(team: Team) -> None:
    fields = {"id": "z1", "version_id": team.version_id, "start": 60, "end": 70, "code_id": "c1"}
    team.kay.do("coding.apply", **fields)
    team.kay.do("coding.apply", **fields)
    assert len(team.kay.do("coding.marks", version_id=team.version_id)) == 1
    team.kay.do("study.undo")
    assert team.kay.do("coding.marks", version_id=team.version_id) == ()


def test_another_coders_coding_is_theirs(team: Team) -> None:
    mark = team.code(team.kay, "I hear them on the phone.", "c1", round_id="")
    assert "someone else" in team.lou.refused("coding.remove", id=mark.id).message
    assert len(team.lou.do("coding.marks", version_id=team.version_id)) == 1
