"""A round drawn by chance: within teams, roles or an attribute, shared out evenly, told, and drawn again the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, colleague, file, owner, study
from tests.teams import TEXT

from anselm.analysis.drawing import drawn, shared_out
from anselm.domain.judging import Round

ROLES = ("manager", "newcomer")
PEOPLE = ("Kay Ash", "Lou Bay", "Mo Cay")


class Study:
    """Two teams: Beech with five interviews, Birch with two and one that names nobody; three who can read."""

    def __init__(self, folder: Path) -> None:
        self.ada = owner(study(folder))
        self.readers = [colleague(self.ada.workbench, name, prefix=f"{n:08x}") for n, name in enumerate(PEOPLE, 1)]
        for case, name in (("t1", "Beech"), ("t2", "Birch")):
            self.ada.do("fieldwork.add_case", id=case, code=case.upper(), name=name)
        self.source_ids = [self._interview(n) for n in range(8)]

    def _interview(self, n: int) -> str:
        text = TEXT.replace("P01", f"P0{n}")
        made = self.ada.do("corpus.import_file", id=f"up{n}", file=file(f"INT0{n}.txt", text))
        source_id: str = made.accepted[0].source_id
        if n < 7:
            case = "t1" if n < 5 else "t2"
            who = {"id": f"p{n}", "code": f"P0{n}", "case_id": case, "role": ROLES[n % 2]}
            self.ada.do("fieldwork.add_participant", **who)
            self.ada.do("corpus.bind_source", source_id=source_id, case_id=case)
            (spoken,) = [one.id for one in self.ada.do("corpus.speakers", source_id=source_id) if one.raw == f"P0{n}"]
            self.ada.do("corpus.set_speaker", speaker_id=spoken, kind="participant", participant_id=f"p{n}")
        return source_id

    @property
    def judge_ids(self) -> tuple[str, ...]:
        return tuple(one.viewer.researcher_id for one in self.readers)

    def draw(self, **asked: Any) -> Any:
        return self.ada.do("judging.draw", judge_ids=self.judge_ids, **{"seed": 4711, **asked})

    def start(self, **more: Any) -> Any:
        draw = {"seed": 4711, "by": "case", "share": 0.4, "k": 2}
        given = {"id": "r1", "name": "First", "judge_ids": self.judge_ids, "draw": draw}
        return self.ada.do("judging.start_round", **given | more)


@pytest.fixture
def at(tmp_path: Path) -> Study:
    return Study(tmp_path)


def sizes(shown: Any) -> list[tuple[str, int, int]]:
    return [(one.name, one.n, one.n_drawn) for one in shown.strata]


def test_each_team_and_each_role_gives_its_share_and_what_is_not_recorded_stands_apart(at: Study) -> None:
    assert sizes(at.draw(by="case", share=0.4)) == [("Beech", 5, 2), ("Birch", 2, 1), ("not recorded", 1, 1)]
    assert sizes(at.draw(by="role", share=0.5)) == [("manager", 4, 2), ("newcomer", 3, 2), ("not recorded", 1, 1)]
    assert sizes(at.draw(share=0.25)) == [("all", 8, 2)]


def test_it_is_drawn_by_an_attribute_and_not_by_one_that_points_at_a_person(at: Study) -> None:
    for name, about, privacy in (("Setting", "case", "open"), ("Phone", "participant", "direct")):
        fields = {"id": name, "name": name, "about": about, "privacy": privacy}
        at.ada.do("fieldwork.add_attribute", **fields)
    for case, value in (("t1", "town"), ("t2", "country")):
        at.ada.do("fieldwork.set_value", id=f"v{case}", attribute_id="Setting", about_id=case, value=value)
    assert sizes(at.draw(by="Setting", share=0.5)) == [("country", 2, 1), ("town", 5, 3), ("not recorded", 1, 1)]
    assert "points at a person" in refused(at.ada, at.judge_ids, by="Phone").message
    assert "an attribute of this study" in refused(at.ada, at.judge_ids, by="nonesuch").message


def refused(hand: Hand, judge_ids: tuple[str, ...], **asked: Any) -> Any:
    return hand.refused("judging.draw", **{"judge_ids": judge_ids, "seed": 1} | asked)


def test_a_round_is_drawn_as_it_was_shown_and_its_draw_is_kept_and_comes_out_the_same_again(at: Study) -> None:
    shown = at.draw(by="case", share=0.4, k=2)
    made = at.start()
    assert made.drawn == shown
    assert {one.id: one.n_sources for one in made.readers} == {one.judge_id: len(one.source_ids) for one in shown.loads}
    with at.ada.workbench.reading(at.ada.viewer) as reads:
        kept = reads.get(Round, "r1").draw
    assert kept is not None
    pool = {one.name: one.unit_ids for one in kept.strata}
    again = drawn(pool, kept.share, kept.seed)
    assert again == {one.name: one.drawn_ids for one in kept.strata}
    shares = shared_out(again, at.judge_ids, kept.k, kept.seed)
    assert shares == {one.judge_id: one.source_ids for one in shown.loads}


def test_the_methods_text_tells_the_draw_with_its_numbers_and_its_seed(at: Study) -> None:
    at.start()
    for one in at.readers:
        one.do("judging.submit", id="r1")
    at.ada.do("judging.reveal", id="r1")
    text = at.ada.do("coding.methods", id="r1").text
    assert "4 of 8 interviews were drawn by chance within each team (Beech 2 of 5, Birch 1 of 2, not recorded 1" in text
    assert "Each was given to 2 of 3 readers by chance, loads kept even (" in text
    assert "Seed 4711." in text


def test_what_cannot_be_drawn_is_refused_in_words(at: Study) -> None:
    assert "by 4 of 3 readers" in refused(at.ada, at.judge_ids, k=4).message
    assert "not in this study" in refused(at.ada, at.judge_ids, source_ids=["nonesuch"]).message
    assert "does not work" in refused(at.ada, ("nonesuch",)).message
    assert "share: is above 1" in refused(at.ada, at.judge_ids, share=1.5).message
    fields = {"id": "r2", "name": "Second", "judge_ids": at.judge_ids, "draw": {"seed": 1}}
    assert "nothing is drawn" in at.ada.refused("judging.start_round", **fields, kind="theme").message
    shares = [{"judge_id": at.judge_ids[0], "source_ids": at.source_ids[:1]}]
    assert "let it be drawn" in at.ada.refused("judging.start_round", **fields, shares=shares).message


def test_a_source_held_back_is_drawn_by_nobody(at: Study) -> None:
    at.ada.do("fieldwork.hold", id="p0")
    assert sizes(at.draw(by="case"))[0] == ("Beech", 4, 4)
