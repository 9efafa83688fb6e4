"""How many more sources read by two would narrow an interval, and the hours: from what is known, said as a guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.teams import Team

from anselm.analysis.agreement import intervals
from anselm.analysis.agreement.result import Figure
from anselm.analysis.agreement.table import Row
from anselm.domain.judging import Round
from anselm.services.coding import narrowing
from anselm.services.coding.narrowing import NarrowingView, narrowing_of

WIDE = Row(None, ("K", "L"), "cohen_kappa", Figure(0.6, None, 900, 0.4, 0.8))
NARROW = Row(None, ("K", "L"), "percent", Figure(0.99, None, 900, 0.98, 1.0))
NONE = Row(None, ("K", "L"), "f1", Figure(0.6, None, 900))


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = Team(tmp_path)
    team.start()
    return team


def said(team: Team, unit: str = "character") -> tuple[NarrowingView, ...]:
    with team.ada.workbench.reading(team.ada.workbench.viewer()) as reads:
        return narrowing_of(reads, reads.get(Round, "r1"), (WIDE, NARROW, NONE), 9, unit)


def test_hours_given_at_hand_in_are_those_of_two_readers(team: Team) -> None:
    for hand in (team.kay, team.lou):
        hand.do("judging.submit", id="r1", hours=1.5)
    (one,) = said(team)
    assert (one.coefficient, one.within, one.n_more, one.hours) == ("cohen_kappa", 0.1, 27, 81.0)
    assert one.sentence == (
        "About 27 more interviews read by two would bring the interval of all codes together to ± .1, about 81 hours "
        "of reading by two. It is a guess: if they are like these, and from the hours given when the readings were "
        "handed in."
    )


def test_where_nobody_gave_hours_they_are_guessed_from_the_minutes_of_talk(team: Team) -> None:
    (one,) = said(team)
    assert one.hours == pytest.approx(27 * 2 * 3 / 60)
    assert one.sentence.endswith("if they are like these, and an hour of talk takes a reader 3 hours.")


def test_where_no_time_is_known_they_are_guessed_from_the_words(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "minutes_heard", lambda *_: None)
    monkeypatch.setattr(narrowing, "WORDS_AN_HOUR", 4)
    (one,) = said(team)
    assert one.hours == pytest.approx(27 * 2 * len(team.reading.text) / 5.5 / 4, abs=0.05)
    assert one.sentence.endswith("and a reader takes an hour for 4 words.")


def test_cases_have_no_hours_and_are_called_cases(team: Team) -> None:
    (one,) = said(team, "case")
    assert one.hours is None
    assert one.sentence == (
        "About 27 more cases read by two would bring the interval of all codes together to ± .1. "
        "It is a guess: if they are like these."
    )


def test_the_next_step_is_narrower_than_the_interval() -> None:
    assert intervals.next_step(WIDE.figure) == 0.1
    assert intervals.next_step(Figure(0.6, None, 9, 0.52, 0.68)) == 0.05
    assert intervals.next_step(NARROW.figure) is None
    assert intervals.next_step(NONE.figure) is None
