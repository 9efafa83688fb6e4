"""Rounds of units: marked without codes, settled like a reading, and in no count of the study."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.teams import Team

from anselm.analysis.agreement.unitising import Continuum, family

KITCHEN, WRITE, PHONE = "We talk in the kitchen.", "Then I write it down.", "I hear them on the phone."


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path)
    made.start(kind="unitise")
    return made


def _unit(team: Team) -> str:
    (only,) = team.kay.do("coding.codes", round_id="r1")
    assert (only.name, only.retired, only.proposed) == ("Unit", False, False)
    return str(only.id)


def test_a_round_of_units_offers_one_mark_and_no_other_code(team: Team) -> None:
    unit = _unit(team)
    team.code(team.kay, KITCHEN, unit)
    place = {"version_id": team.version_id, "start": 30, "end": 40, "round_id": "r1"}
    assert (
        "not in the codebook of this round" in team.kay.refused("coding.apply", id="x", code_id="c1", **place).message
    )
    new = team.kay.refused("coding.apply_new", id="x", code_id="n", name="Crumbs", **place)
    assert "nothing is given a code" in new.message
    assert team.ada.do("judging.round", id="r1").codebook_number is None


def test_no_list_count_or_version_of_the_codebook_knows_of_units(team: Team) -> None:
    unit = _unit(team)
    team.code(team.kay, KITCHEN, unit)
    team.code(team.lou, KITCHEN, unit)
    team.hand_in_and_open()
    team.ada.do("coding.close_round", id="r1")
    assert {one.id for one in team.ada.do("coding.codes", with_retired=True)} == {"c1", "c2", "c3"}
    assert team.ada.do("coding.codebook_versions") == ()
    assert team.ada.do("coding.freeze_codebook", id="v").number == 1
    assert team.ada.do("coding.passages", code_id="c1").passages == ()
    standing = team.ada.do("coding.marks", version_id=team.version_id)
    assert standing == ()


def test_units_are_compared_settled_and_told_and_their_figure_is_the_librarys(team: Team) -> None:
    unit = _unit(team)
    text = team.reading.text
    spans: list[list[tuple[int, int, int]]] = []
    for hand, marked in ((team.kay, (PHONE, KITCHEN)), (team.lou, (PHONE, KITCHEN[:8], WRITE))):
        spans.append([(text.index(words), text.index(words) + len(words), 1) for words in marked])
        for words in marked:
            team.code(hand, words, unit)
    team.hand_in_and_open()
    met = team.ada.do("coding.comparison", round_id="r1")
    assert met.headline == "KA and LB marked 3 places in 1 interview: 1 alike, 2 to talk about."
    assert sorted(one.kind for one in met.patterns) == ["boundary", "marked by one only"]
    told = team.ada.do("coding.coefficients", round_id="r1").overall
    (found,) = [one for one in told if one.coefficient == "unitising_alpha"]
    (u,) = [family([Continuum.of(len(text), spans)]).u]
    assert u is not None
    assert (found.value, found.n) == (pytest.approx(float(u)), len(text))
    for n, one in enumerate(team.ada.do("coding.differences", round_id="r1")):
        fields = {"round_id": "r1", "difference_keys": (one.key,), "outcome": "first", "reason": "As it lies."}
        team.ada.do("coding.settle", id=f"u{n}", **fields)
    team.ada.do("coding.close_round", id="r1")
    words = team.ada.do("coding.methods", id="r1").text
    assert "read the one interview, marking units without codes, independently" in words


def test_units_of_one_reader_that_overlap_have_no_figure_and_say_so(team: Team) -> None:
    unit = _unit(team)
    for words in (KITCHEN, KITCHEN[:8]):
        team.code(team.kay, words, unit)
    team.code(team.lou, KITCHEN, unit)
    team.hand_in_and_open()
    told = team.ada.do("coding.coefficients", round_id="r1").overall
    (found,) = [one for one in told if one.coefficient == "unitising_alpha"]
    assert (found.value, found.undefined) == (None, "undefined because units of one reader overlap")


def test_a_second_round_of_units_has_the_same_one_mark(team: Team) -> None:
    first = _unit(team)
    both = (team.kay.viewer.researcher_id, team.lou.viewer.researcher_id)
    more = {"judge_ids": both, "source_ids": (team.source_id,), "kind": "unitise"}
    team.ada.do("judging.start_round", id="r2", name="Second", **more)
    assert [one.id for one in team.kay.do("coding.codes", round_id="r2")] == [first]
