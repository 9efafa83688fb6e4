"""A very long text comes in parts: places of the whole, a part's turns and marks alone, and nothing unseen counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand
from tests.teams import Team

from anselm.services.coding import parts
from anselm.storage.seeing import SeenRows


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setattr(parts, "PART_BYTES", 140)
    monkeypatch.setattr(parts, "SOONER_BYTES", 70)
    return Team(tmp_path)


def shown(team: Team, hand: Hand | None = None, **which: Any) -> Any:
    return (hand or team.kay).do("coding.desk_text", source_id=team.source_id, **which)


def coded(team: Team, hand: Hand, start: int, end: int, round_id: str = "", code_id: str = "c1") -> Any:
    place = {"version_id": team.version_id, "start": start, "end": end, "code_id": code_id, "round_id": round_id}
    return hand.do("coding.apply", id=hand.new_id(), **place)


def test_parts_follow_each_other_and_hold_the_whole_text_and_its_turns(team: Team) -> None:
    whole = team.reading
    all_parts = shown(team).parts
    assert len(all_parts) > 1
    seen = [shown(team, part=one.number) for one in all_parts]
    assert "".join(one.reading.text for one in seen) == whole.text
    for one, part in zip(seen, all_parts, strict=True):
        assert (one.part, one.reading.start, one.reading.start + len(one.reading.text)) == (
            part.number,
            part.start,
            part.end,
        )
        # Turns are those of the whole text, at the places of the whole text.
        assert one.reading.turns == tuple(
            turn for turn in whole.turns if turn.start < part.end and turn.end > part.start
        )
        assert (part.first_turn, part.last_turn) == (one.reading.turns[0].number, one.reading.turns[-1].number)
        assert part.first_words in " ".join(one.reading.text.split())
        assert part.from_ms == one.reading.turns[0].t0_ms
    assert [turn.number for one in seen for turn in one.reading.turns] == [turn.number for turn in whole.turns]


def test_any_place_opens_the_part_that_holds_it(team: Team) -> None:
    n = len(team.reading.text)
    for at in range(n + 1):
        one = shown(team, at=at)
        assert one.reading.start <= at <= one.reading.start + len(one.reading.text)
        assert at == n or at < one.reading.start + len(one.reading.text)
    assert shown(team, part=99).part == len(shown(team).parts)
    assert shown(team, at=10**9).part == len(shown(team).parts)


def test_whole_is_whole_and_sooner_is_in_more_parts(team: Team) -> None:
    one = shown(team, whole=True)
    assert (one.part, one.reading.start, one.reading.text) == (0, 0, team.reading.text)
    assert len(shown(team, sooner=True).parts) > len(shown(team).parts)


def test_a_short_text_is_as_it_was(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 1_000_000)
    one = shown(team, at=50)
    assert (one.part, one.parts, one.dense) == (0, (), False)
    assert one.reading == team.kay.do("corpus.reading", source_id=team.source_id)


def test_a_coding_is_in_each_part_it_touches_at_its_own_place(team: Team) -> None:
    all_parts = shown(team).parts
    border = all_parts[0].end
    crossing = coded(team, team.kay, border - 5, border + 5)
    coded(team, team.kay, 0, 5)
    coded(team, team.kay, border - 5, border)
    marks = [team.kay.do("coding.marks", version_id=team.version_id, start=one.start, end=one.end) for one in all_parts]
    assert [len(one) for one in marks] == [3, 1] + [0] * (len(all_parts) - 2)
    assert (marks[1][0].id, marks[1][0].start, marks[1][0].end) == (crossing.id, border - 5, border + 5)
    assert team.kay.do("coding.codings_by_part", source_id=team.source_id) == (3, 1, *[0] * (len(all_parts) - 2))
    assert {one.id for some in marks for one in some} == {
        one.id for one in team.kay.do("coding.marks", version_id=team.version_id)
    }


def test_the_same_words_are_found_in_parts_further_on(team: Team) -> None:
    text = team.reading.text
    start = text.index("I1:") + 4
    word = {"version_id": team.version_id, "start": text.index("And"), "end": text.index("And") + 1}
    assert team.kay.do("coding.next_of", **word, after=start) == ()
    first = text.index("me to")
    there = team.kay.do("coding.next_of", version_id=team.version_id, start=first, end=first + 2, after=0)
    assert there == (first, first + 2)


def test_what_a_blind_reader_may_not_see_makes_no_part_and_is_in_no_count(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 1_000_000)
    monkeypatch.setattr(parts, "MARKS", 12)
    team.start()
    speech = team.reading.turns[1].speech_start
    for n in range(10):
        coded(team, team.lou, speech + 2 * n, speech + 2 * n + 1, "r1", "c2")
    # Her own marks are enough to cut it for her; to whoever reads apart from her it is whole still.
    assert len(shown(team, team.lou).parts) == 0
    for n in range(10):
        coded(team, team.lou, speech + 2 * n + 1, speech + 2 * n + 2, "r1", "c3")
    assert shown(team, team.lou).dense
    assert shown(team, team.kay).parts == ()
    monkeypatch.setattr(parts, "PART_BYTES", 140)
    asked = {"source_id": team.source_id, "round_id": "r1"}
    assert sum(team.lou.do("coding.codings_by_part", **asked)) == 20
    assert sum(team.kay.do("coding.codings_by_part", **asked)) == 0
    team.hand_in_and_open()
    assert sum(team.kay.do("coding.codings_by_part", **asked)) == 20


def test_a_coding_more_reads_the_turns_of_a_very_long_text_no_second_time(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many turns the whole has: a part is cut once more where it has too many marks, which is seldom."""
    asked: list[str] = []
    places, of = SeenRows.turn_places, SeenRows.utterances
    monkeypatch.setattr(SeenRows, "turn_places", lambda self, one: asked.append(one) or places(self, one))
    monkeypatch.setattr(SeenRows, "utterances", lambda self, one: asked.append(one) or of(self, one))
    before = shown(team).parts
    fullest = max(one.last_turn - one.first_turn + 1 for one in before)
    assert fullest < len(team.reading.turns)
    monkeypatch.setattr(parts, "MARKS", fullest + 2)
    asked.clear()
    coded(team, team.kay, team.reading.turns[0].speech_start, team.reading.turns[0].speech_start + 1)
    one = shown(team, part=2)
    assert (one.parts, one.dense, asked) == (before, False, [])
    # Where marks do cut it, where they cut it is kept too.
    for n in range(2, 10):
        start = team.reading.turns[1].speech_start + 2 * n
        coded(team, team.kay, start, start + 1)
    assert shown(team).dense
    asked.clear()
    assert shown(team).dense
    assert asked == []
