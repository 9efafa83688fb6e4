"""What is told of a round, and how its readings met code by code and source by source."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import Hand, colleague, file, owner, study

WORDS = "I1: And then?\nP01: They told me on the phone. I wrote it down.\n"


class Reading:
    """Ada leads; Kay and Lou read two interviews blind."""

    def __init__(self, folder: Path, *, profile: str = "coding-reliability") -> None:
        self.ada = owner(study(folder))
        self.ada.do("study.change_study", profile=profile)
        self.kay = colleague(self.ada.workbench, "Kay Ash", key="K", prefix="cccccccc")
        self.lou = colleague(self.ada.workbench, "Lou Bay", key="L", prefix="dddddddd")
        made = [self.ada.do("corpus.import_file", id=f"s{n}", file=file(f"INT0{n}.txt", WORDS * n)) for n in (1, 2)]
        self.source_ids = [one.accepted[0].source_id for one in made]
        self.version_ids = [self.ada.do("corpus.reading", source_id=one).version_id for one in self.source_ids]
        for n, name in ((1, "By ear"), (2, "On paper")):
            self.ada.do("coding.add_code", id=f"c{n}", name=name, key=f"D{n}")
        readers = (self.kay.viewer.researcher_id, self.lou.viewer.researcher_id)
        self.ada.do("judging.start_round", id="r1", name="First", judge_ids=readers, source_ids=tuple(self.source_ids))

    def mark(self, hand: Hand, source: int, start: int, end: int, code_id: str) -> None:
        place = {"version_id": self.version_ids[source], "start": start, "end": end}
        hand.do("coding.apply", id=hand.new_id(), code_id=code_id, round_id="r1", **place)

    def opened(self) -> None:
        for hand in (self.kay, self.lou):
            hand.do("judging.submit", id="r1")
        self.ada.do("judging.reveal", id="r1")


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading(tmp_path)


def test_a_reader_is_told_in_how_many_of_their_own_sources_they_have_marked_something(reading: Reading) -> None:
    reading.mark(reading.kay, 1, 20, 30, "c1")
    mine = reading.kay.do("judging.round", id="r1")
    assert (mine.my_source_ids, mine.my_marked_ids) == (tuple(reading.source_ids), (reading.source_ids[1],))
    assert reading.lou.do("judging.round", id="r1").my_marked_ids == ()
    assert reading.ada.do("judging.round", id="r1").my_marked_ids == ()


def test_how_readings_met_is_counted_by_code_and_by_source(reading: Reading) -> None:
    for hand in (reading.kay, reading.lou):
        reading.mark(hand, 0, 20, 30, "c1")
    reading.mark(reading.kay, 0, 35, 45, "c1")
    reading.mark(reading.lou, 0, 35, 45, "c2")
    reading.mark(reading.lou, 1, 20, 30, "c2")
    reading.opened()
    shown = reading.ada.do("coding.comparison", round_id="r1")
    first, second = shown.met
    assert (first.n_marked, first.n_met, first.n_by, first.n_other_code) == ((2, 1), 1, (0, 0), 1)
    assert (second.n_marked, second.n_met, second.n_by, second.n_other_code) == ((0, 2), 0, (0, 1), 1)
    assert [(one.n_met, one.n_by, one.n_boundary, one.n_other_code) for one in shown.sources] == [
        (1, (0, 0), 0, 1),
        (0, (0, 1), 0, 0),
    ]


def test_a_source_in_which_nobody_marked_anything_is_counted_too(reading: Reading) -> None:
    reading.mark(reading.kay, 0, 20, 30, "c1")
    reading.opened()
    shown = reading.ada.do("coding.comparison", round_id="r1")
    assert [(one.n_read, sum(one.n_by)) for one in shown.sources] == [(2, 1), (2, 0)]


def test_a_reflexive_study_lists_places_to_talk_about_and_counts_none(tmp_path: Path) -> None:
    reading = Reading(tmp_path, profile="braun-clarke-6")
    reading.mark(reading.kay, 0, 20, 30, "c1")
    reading.mark(reading.lou, 0, 20, 30, "c2")
    reading.opened()
    shown = reading.ada.do("coding.comparison", round_id="r1")
    assert (shown.met, shown.sources, shown.overall, shown.patterns) == ((), (), (), ())
    assert (shown.n_differences, shown.n_open) == (0, 0)
    (place,) = reading.ada.do("coding.differences", round_id="r1")
    assert (place.kind, place.pattern_words) == ("", "By ear · On paper")
