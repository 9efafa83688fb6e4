"""A transcript without times is tied to its recording turn by turn; each time can be undone, and the text stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, file, owner, study

TEXT = "I1: What happened?\nP01: I heard it over the kettle.\nI1: And then?\nP01: I wrote it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("corpus.import_file", id="s1", file=file("INT01.txt", TEXT))
    return hand


def times(hand: Hand) -> list[int | None]:
    return [turn.t0_ms for turn in hand.do("corpus.reading", source_id="s1").turns]


def timed(hand: Hand, number: int, at_ms: int | None) -> None:
    version_id = hand.do("corpus.reading", source_id="s1").version_id
    hand.do("corpus.time_turn", version_id=version_id, number=number, at_ms=at_ms)


def test_a_turn_is_timed_moved_and_undone(ada: Hand) -> None:
    timed(ada, 1, 0)
    timed(ada, 2, 4200)
    timed(ada, 2, 4350)
    assert times(ada) == [0, 4350, None, None]
    ada.do("study.undo")
    assert times(ada) == [0, 4200, None, None]
    timed(ada, 2, None)
    assert times(ada) == [0, None, None, None]
    assert ada.workbench.verify().intact


def test_turns_stay_in_their_order(ada: Hand) -> None:
    timed(ada, 1, 1000)
    timed(ada, 3, 9000)
    version_id = ada.do("corpus.reading", source_id="s1").version_id
    for number, at_ms, other in ((2, 9001, "Turn 3"), (2, 999, "Turn 1"), (4, 8999, "Turn 3")):
        assert other in ada.refused("corpus.time_turn", version_id=version_id, number=number, at_ms=at_ms).message
    assert ada.refused("corpus.time_turn", version_id=version_id, number=9, at_ms=1).code == "not-found"


def test_times_follow_the_text_into_a_correction(ada: Hand) -> None:
    timed(ada, 4, 12_000)
    reading = ada.do("corpus.reading", source_id="s1")
    at = TEXT.index("kettle")
    ada.do(
        "corpus.correct_text",
        id="v2",
        source_id="s1",
        version_id=reading.version_id,
        start=at,
        end=at + 6,
        replacement="pan",
    )
    assert times(ada) == [None, None, None, 12_000]
    assert ada.workbench.verify().intact
