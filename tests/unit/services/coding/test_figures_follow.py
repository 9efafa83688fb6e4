"""Figures and differences follow every change at once, though what they stand on is kept between questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.teams import TEXT, Team

MORE = f"{TEXT}P01: And so on.\n".encode()
WORDS = ("We talk in the kitchen.", "Then I write it down.")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def _standing(team: Team) -> str:
    (found,) = [one.id for one in team.ada.do("judging.rounds") if one.standing]
    return str(found)


def _percent(team: Team, round_id: str) -> dict[str | None, float | None]:
    told = team.ada.do("coding.agreement", round_id=round_id)
    return {one.code: one.value for one in told.codes if one.coefficient == "percent"}


def _seen(team: Team, round_id: str) -> tuple[Any, ...]:
    """Everything of a round that is shown, asked for twice: the second answer is made of what is kept."""
    answers = [
        tuple(
            team.ada.do(name, round_id=round_id)
            for name in ("coding.agreement", "coding.comparison", "coding.coefficients")
        )
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    return answers[0]


def test_each_coding_in_the_open_is_in_the_figures_at_once_and_out_again_when_it_is_undone(team: Team) -> None:
    standing = _standing(team)
    for hand in (team.kay, team.lou):
        team.code(hand, WORDS[0], "c1", standing)
    assert _percent(team, standing) == {"Overhearing": 1.0}
    before = _seen(team, standing)
    team.code(team.kay, WORDS[1], "c1", standing)
    after = _percent(team, standing)["Overhearing"]
    assert after is not None
    assert after < 1.0
    assert _seen(team, standing)[1].n_differences == 1
    team.kay.do("study.undo")
    assert _seen(team, standing) == before


def test_a_reader_who_joins_open_coding_is_compared_from_the_first_mark_on(team: Team) -> None:
    standing = _standing(team)
    team.code(team.kay, WORDS[0], "c1", standing)
    assert _seen(team, standing)[1].readers == ("Kay Ash",)
    team.code(team.lou, WORDS[0], "c2", standing)
    assert _seen(team, standing)[1].readers == ("Kay Ash", "Lou Bay")
    assert [one.n_marked for one in _seen(team, standing)[2].codes] == [(1, 0), (0, 1)]


def test_what_is_settled_is_seen_at_once_and_the_readings_stay_what_they_were(team: Team) -> None:
    team.start()
    team.code(team.kay, WORDS[0], "c1")
    team.code(team.lou, WORDS[0], "c2")
    team.hand_in_and_open()
    figures, met, _ = _seen(team, "r1")
    (key,) = [one.key for one in team.ada.do("coding.differences", round_id="r1")]
    fields = {"round_id": "r1", "difference_keys": (key,), "outcome": "first", "reason": "Heard."}
    team.ada.do("coding.settle", id="u1", **fields)
    after = _seen(team, "r1")
    assert (met.n_open, after[1].n_open, after[0]) == (1, 0, figures)
    team.ada.do("study.undo")
    assert _seen(team, "r1")[1] == met


def test_what_one_reader_read_alone_is_neither_alike_nor_apart(team: Team) -> None:
    """In open coding nobody is told to read; a reader who marked nothing in an interview has not differed in it."""
    standing = _standing(team)
    other = team.ada.do("corpus.import_file", id="s2", file={"name": "INT02.txt", "data": MORE}).accepted[0]
    version = team.ada.do("corpus.reading", source_id=other.source_id).version_id
    place = {"version_id": version, "start": 40, "end": 60, "round_id": standing}
    team.code(team.kay, WORDS[0], "c1", standing)
    team.lou.do("coding.apply", id="z1", code_id="c2", **place)
    figures, met, _ = _seen(team, standing)
    assert met.headline == "KA and LB read 2 interviews, none of them both: there is nothing to compare."
    assert {one.value for one in figures.codes} == {None}
    assert sum(one.n_met for one in met.met) == met.n_differences == 0
    team.code(team.lou, WORDS[0], "c1", standing)
    team.code(team.lou, WORDS[1], "c3", standing)
    met = _seen(team, standing)[1]
    told = "KA and LB marked 2 places in 1 interview of 2 that more than one read: 1 alike, 1 to talk about."
    assert met.headline == told
    assert sorted((one.n_read, one.n_met) for one in met.sources) == [(1, 0), (2, 1)]


def test_of_a_round_that_is_shared_out_only_what_two_read_is_told_as_alike(team: Team) -> None:
    other = team.ada.do("corpus.import_file", id="s2", file={"name": "INT02.txt", "data": MORE}).accepted[0]
    kay, lou = (hand.viewer.researcher_id for hand in (team.kay, team.lou))
    shares = [
        {"judge_id": kay, "source_ids": (team.source_id, other.source_id)},
        {"judge_id": lou, "source_ids": (team.source_id,)},
    ]
    team.ada.do("judging.start_round", id="r1", name="First", judge_ids=(kay, lou), shares=shares)
    for hand in (team.kay, team.lou):
        team.code(hand, WORDS[0], "c1")
    version = team.ada.do("corpus.reading", source_id=other.source_id).version_id
    place = {"version_id": version, "start": 40, "end": 60, "round_id": "r1"}
    team.kay.do("coding.apply", id="z1", code_id="c2", **place)
    team.hand_in_and_open()
    met = _seen(team, "r1")[1]
    told = "KA and LB marked 1 place in 1 interview of 2 that more than one read: 1 alike, 0 to talk about."
    assert (met.headline, [one.n_met for one in met.met]) == (told, [1, 0])
    assert "1 of 1 place was marked alike; 0 differed" in team.ada.do("coding.methods", id="r1").text


def test_places_to_settle_come_by_pattern_most_often_first_and_then_as_the_interviews_are_read(team: Team) -> None:
    other = team.ada.do("corpus.import_file", id="s2", file={"name": "INT02.txt", "data": MORE}).accepted[0]
    version = team.ada.do("corpus.reading", source_id=other.source_id).version_id
    kay, lou = (hand.viewer.researcher_id for hand in (team.kay, team.lou))
    both = (team.source_id, other.source_id)
    team.ada.do("judging.start_round", id="r1", name="First", judge_ids=(kay, lou), source_ids=both)
    places = [(version, 40, "c3"), (version, 60, "c1"), (team.version_id, 60, "c1"), (team.version_id, 40, "c1")]
    for n, (where, start, code) in enumerate(places):
        place = {"version_id": where, "start": start, "end": start + 9, "round_id": "r1"}
        team.kay.do("coding.apply", id=f"z{n}", code_id=code, **place)
    team.hand_in_and_open()
    found = team.ada.do("coding.differences", round_id="r1")
    assert [(one.pattern, one.source, one.start) for one in found] == [
        ("c1", "INT01", 40),
        ("c1", "INT01", 60),
        ("c1", "INT02", 60),
        ("c3", "INT02", 40),
    ]


def test_places_read_the_other_way_round_are_not_settled_together_as_one_reader_read_them(team: Team) -> None:
    """“As the first reader” would be one code here and the other there, under one reason."""
    team.start()
    for hand, code in ((team.kay, "c1"), (team.lou, "c2")):
        team.code(hand, WORDS[0], code)
    for hand, code in ((team.kay, "c2"), (team.lou, "c1")):
        team.code(hand, WORDS[1], code)
    team.hand_in_and_open()
    found = team.ada.do("coding.differences", round_id="r1")
    assert len({one.pattern for one in found}) == 1
    keys = tuple(one.key for one in found)
    fields = {"round_id": "r1", "difference_keys": keys, "reason": "Heard.", "pattern": found[0].pattern}
    for outcome in ("first", "second"):
        refused = team.ada.refused("coding.settle", id="u1", outcome=outcome, **fields)
        assert "Kitchen and car here and Overhearing there" in refused.message
    assert team.ada.do("coding.rulings", id="r1") == ()
    team.ada.do("coding.settle", id="u2", outcome="both stand", **fields)
    assert {one.settled for one in team.ada.do("coding.differences", round_id="r1")} == {"both stand"}
