"""Passages stand at the levels of a lens by themselves: placed by hand or in a blind round; they follow the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand
from tests.teams import Team

from anselm.domain.corpus import Segment
from anselm.domain.interpretation import Placement, passage_at, passage_key
from anselm.domain.judging import Assignment, Judgement
from anselm.domain.study import Viewer, ViewerKind

PHONE, KITCHEN = "I hear them on the phone.", "We talk in the kitchen."


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = Team(tmp_path)
    team.ada.do("interpretation.adopt_lens", id="l1", key="socioecological-workplace")
    return team


@pytest.fixture
def levels(team: Team) -> list[str]:
    (lens,) = team.ada.do("interpretation.lenses").lenses
    return [one.key for one in lens.levels]


def span(team: Team, words: str) -> dict[str, Any]:
    text = team.ada.do("corpus.reading", source_id=team.source_id)
    start = text.text.index(words)
    return {"version_id": text.version_id, "start": start, "end": start + len(words)}


def key(team: Team, words: str) -> str:
    return passage_key(Segment(**span(team, words)))


def puts(team: Team, hand: Hand, words: str, level: str, **more: Any) -> Any:
    given = {"id": hand.new_id(), "lens_id": "l1", "level_key": level, "target_kind": "segment"} | span(team, words)
    return hand.do("interpretation.place", **given | more)


def corrects(team: Team, words: str, put: str) -> Any:
    given = {"id": "v2", "source_id": team.source_id, "replacement": put} | span(team, words)
    return team.ada.do("corpus.correct_text", **given)


def placed(hand: Hand) -> list[tuple[str, str, bool, str]]:
    found = hand.do("interpretation.placed_passages", lens_id="l1")
    return [(one.words, one.level_key, one.mine, one.round) for one in found]


def start(team: Team, *words: str) -> Any:
    readers = tuple(one.viewer.researcher_id for one in (team.kay, team.lou))
    units = tuple(key(team, one) for one in words)
    fields = {"id": "r1", "name": "Placing", "lens_id": "l1", "what": "segment", "unit_ids": units}
    return team.ada.do("interpretation.start_placing", **fields, judge_ids=readers)


def test_a_passage_is_named_by_its_place_and_by_nothing_else() -> None:
    place = Segment("a.b-c", 3, 12)
    assert passage_at(passage_key(place)) == place
    assert [passage_at(one) for one in ("t1", "v.3", "v.3-3", "v.9-3", ".3-9", "v.x-9")] == [None] * 6


def test_a_passage_is_placed_moved_taken_off_and_put_back(team: Team, levels: list[str]) -> None:
    puts(team, team.kay, PHONE, levels[1], reason="Their own ears.")
    puts(team, team.lou, PHONE, levels[0])
    puts(team, team.kay, KITCHEN, levels[0])
    assert placed(team.kay) == [
        (PHONE, levels[0], False, ""),
        (KITCHEN, levels[0], True, ""),
        (PHONE, levels[1], True, ""),
    ]
    (shown,) = [one for one in team.ada.do("interpretation.placed_passages", lens_id="l1") if one.reason]
    assert (shown.judge, shown.turn, shown.question) == ("Kay Ash", 2, "How do you learn?")
    moved = puts(team, team.kay, PHONE, levels[2])
    assert (PHONE, levels[2], True, "") in placed(team.kay)
    team.kay.do("interpretation.unplace", id=moved.id)
    assert len(placed(team.kay)) == 2
    team.kay.do("study.undo")
    assert (PHONE, levels[2], True, "") in placed(team.kay)
    team.kay.do("study.undo")
    assert (PHONE, levels[1], True, "") in placed(team.kay)


def test_a_placed_passage_is_a_mark_of_the_figure_once_a_level_and_the_last_mark_stands_for_the_rest(
    team: Team, levels: list[str]
) -> None:
    puts(team, team.kay, PHONE, levels[1])
    puts(team, team.lou, PHONE, levels[1])
    puts(team, team.lou, KITCHEN, levels[4])
    figure = team.ada.do("interpretation.level_figure")
    marks = [one for one in figure.marks if one.kind == "passage"]
    assert [(one.name, len(one.placement_ids)) for one in marks] == [
        ("Passage of P01, turn 2, at Team and employer", 2),
        ("Passage of P01, turn 4, at Time", 1),
    ]
    assert {one.ref for one in marks} == {one.ref for one in figure.shapes if one.style == "passage" and one.ref}
    start = team.reading.text.index(KITCHEN)
    for end in range(start + 1, start + 26):
        team.kay.do(
            "interpretation.place", id=team.kay.new_id(), lens_id="l1", level_key=levels[0], target_kind="segment",
            version_id=team.version_id, start=start, end=end,
        )  # fmt: skip
    marks = [one for one in team.ada.do("interpretation.level_figure").marks if one.name.endswith("close colleagues")]
    assert len(marks) == 24
    assert (marks[-1].name, len(marks[-1].placement_ids)) == ("The other passages at Person and close colleagues", 2)
    assert len({held for one in marks for held in one.placement_ids}) == 25


def test_the_words_of_a_coding_are_placed_and_not_the_coding(team: Team, levels: list[str]) -> None:
    coding = team.code(team.kay, PHONE, "c1", round_id="")
    given = {"lens_id": "l1", "level_key": levels[0], "target_kind": "coding"}
    made = team.kay.do("interpretation.place", id="p1", target_id=coding.id, **given)
    assert (made.target_kind, made.target_id) == ("segment", key(team, PHONE))
    team.kay.do("coding.remove", id=coding.id)
    assert placed(team.kay) == [(PHONE, levels[0], True, "")]
    refusal = team.kay.refused("interpretation.place", id="p2", **given | {"target_kind": "segment"})
    assert "needs its place" in refusal.message
    team.start()
    blind = team.code(team.kay, KITCHEN, "c2")
    refusal = team.kay.refused("interpretation.place", id="p3", target_id=blind.id, **given)
    assert "not opened yet" in refusal.message


def test_who_reads_a_text_apart_places_and_links_none_of_its_passages_and_who_does_not_may(
    team: Team, levels: list[str]
) -> None:
    team.ada.do("interpretation.add_theme", id="t1", name="By ear")
    other = b"[00:00:01] I1: And?\n[00:00:04] P02: We write it on the wall.\n"
    made = team.ada.do("corpus.import_file", id="s2", file={"name": "INT02.txt", "data": other})
    elsewhere = team.ada.do("corpus.reading", source_id=made.accepted[0].source_id)
    team.start()
    at = {"level_key": levels[0], "lens_id": "l1", "target_kind": "segment"} | span(team, PHONE)
    to = {"subject_kind": "theme", "subject_id": "t1"} | span(team, PHONE)
    for operation, given, done in (
        ("interpretation.place", at, "placed"),
        ("interpretation.link_evidence", to, "linked"),
    ):
        refusal = team.kay.refused(operation, id="x1", **given)
        assert refusal.message == f"In a round read apart passages are {done} once it is opened."
        assert "in the round First" in (refusal.advice or "")
        wall = {"version_id": elsewhere.version_id, "start": 25, "end": 35}
        team.kay.do(operation, id=team.kay.new_id(), **given | wall)
        team.ada.do(operation, id=team.ada.new_id(), **given)
    team.hand_in_and_open()
    puts(team, team.kay, PHONE, levels[0])
    team.kay.do("interpretation.link_evidence", id="x2", **to)


def test_a_placed_passage_follows_its_text(team: Team, levels: list[str]) -> None:
    puts(team, team.kay, PHONE, levels[0])
    puts(team, team.lou, PHONE, levels[1])
    before = key(team, PHONE)
    corrects(team, "How do you learn?", "And how do you learn?")
    assert placed(team.kay) == [(PHONE, levels[0], True, ""), (PHONE, levels[1], False, "")]
    assert key(team, PHONE) != before
    with team.ada.workbench.reading(team.ada.viewer) as reads:
        assert {one.target_id for one in reads.find(Placement)} == {key(team, PHONE)}
    puts(team, team.kay, PHONE, levels[2])
    assert len(placed(team.kay)) == 2, "the same passage is moved, not placed a second time"


def test_in_a_blind_round_nobody_sees_where_another_puts_a_passage_of_the_text(team: Team, levels: list[str]) -> None:
    puts(team, team.ada, PHONE, levels[3])
    puts(team, team.ada, "hear them", levels[3])
    start(team, PHONE, KITCHEN)
    assert placed(team.kay) == [], "what was put by hand before is out of sight, also where it only overlaps"
    in_round = {"round_id": "r1", "unit_id": key(team, PHONE)}
    team.lou.do("interpretation.place_in_round", level_key=levels[1], reason="Heard.", **in_round)
    shown = team.kay.do("interpretation.place_round", id="r1")
    assert [one.name for one in shown.things] == ["P01, turn 2", "P01, turn 4"]
    assert dict(shown.things[0].told) == {"Asked": "How do you learn?", "Said": PHONE}
    assert not any(one.placed for one in shown.things)
    for words in (PHONE, "them on the phone"):
        given = {"id": "x", "lens_id": "l1", "level_key": levels[0], "target_kind": "segment"} | span(team, words)
        assert "apart from the others" in team.kay.refused("interpretation.place", **given).message
    correction = {"id": "v2", "source_id": team.source_id, "replacement": "Why?"} | span(team, "And after?")
    assert "read in the round Placing" in team.ada.refused("corpus.correct_text", **correction).message
    team.kay.do("interpretation.place_in_round", level_key=levels[1], **in_round)
    team.lou.do("interpretation.place_in_round", round_id="r1", unit_id=key(team, KITCHEN), level_key=levels[0])
    team.hand_in_and_open()
    assert team.ada.do("interpretation.places_met", id="r1").headline == "1 of 2 passages placed at the same level."
    team.ada.do("interpretation.close_places", id="r1", rule="left out")
    assert placed(team.kay) == [(PHONE, levels[1], False, "Placing"), ("hear them", levels[3], False, "")]
    team.ada.do("corpus.correct_text", **correction)
    assert placed(team.kay)[0] == (PHONE, levels[1], False, "Placing"), "what was agreed follows the text"
    assert [one.name for one in team.kay.do("interpretation.place_round", id="r1").things] == [
        "P01, turn 2",
        "P01, turn 4",
    ]


def test_only_passages_of_the_current_text_come_into_a_round(team: Team) -> None:
    old = key(team, PHONE)
    corrects(team, "How do you learn?", "And how do you learn?")
    readers = tuple(one.viewer.researcher_id for one in (team.kay, team.lou))
    fields = {"id": "r1", "name": "Placing", "lens_id": "l1", "what": "segment", "judge_ids": readers}
    for wrong in (old, "c1", f"{team.version_id}.0-9999999"):
        refusal = team.ada.refused("interpretation.start_placing", unit_ids=(wrong,), **fields)
        assert "A passage to be placed is not in this study." in refusal.message


def test_held_words_are_at_no_level_and_erased_ones_leave_nothing_of_them(team: Team, levels: list[str]) -> None:
    team.ada.do("fieldwork.add_participant", id="p1", code="P01")
    speaker = next(one for one in team.ada.do("corpus.speakers", source_id=team.source_id) if one.raw == "P01")
    team.ada.do("corpus.set_speaker", speaker_id=speaker.id, kind="participant", participant_id="p1")
    puts(team, team.ada, KITCHEN, levels[3])
    start(team, PHONE)
    in_round = {"round_id": "r1", "unit_id": key(team, PHONE), "level_key": levels[1], "reason": "I hear them."}
    for hand in (team.kay, team.lou):
        hand.do("interpretation.place_in_round", **in_round)
    team.hand_in_and_open()
    team.ada.do("fieldwork.hold", id="p1")
    assert team.ada.do("reporting.preview_withdrawal", id="p1").n_placed == 1
    assert placed(team.ada) == []
    (thing,) = team.ada.do("interpretation.place_round", id="r1").things
    assert (thing.name, thing.told, thing.placed) == ("", (), ())


def test_erasing_a_person_takes_what_was_placed_of_their_words(team: Team, levels: list[str]) -> None:
    team.ada.do("fieldwork.add_participant", id="p1", code="P01")
    speaker = next(one for one in team.ada.do("corpus.speakers", source_id=team.source_id) if one.raw == "P01")
    team.ada.do("corpus.set_speaker", speaker_id=speaker.id, kind="participant", participant_id="p1")
    puts(team, team.ada, KITCHEN, levels[3])
    start(team, PHONE)
    in_round = {"round_id": "r1", "unit_id": key(team, PHONE), "level_key": levels[1], "reason": "I hear them."}
    team.kay.do("interpretation.place_in_round", **in_round)
    team.ada.do("fieldwork.hold", id="p1")
    team.ada.do("reporting.withdraw", id="w1", participant_id="p1", code="P01", reason="Asked for.")
    with team.ada.workbench.reading(Viewer(team.ada.viewer.study_id, "", (), ViewerKind.WORKER)) as reads:
        assert (reads.find(Placement), reads.find(Judgement, round_id="r1"), reads.find(Assignment, round_id="r1")) == (
            (),
            (),
            (),
        )
