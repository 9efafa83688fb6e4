"""Every coefficient of a round in each unit, for all readers or two, and what other programs would print."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
from tests.factories import Hand, colleague
from tests.teams import TEXT, Team

from anselm.services.coding.measuring import Unit

SPEECH = sum(len(line.partition(": ")[2]) for line in TEXT.splitlines())


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def read_by_three(team: Team) -> Hand:
    mo = colleague(team.ada.workbench, "Mo Cay", key="M", prefix="99999999")
    readers = tuple(one.viewer.researcher_id for one in (team.kay, team.lou, mo))
    team.ada.do("judging.start_round", id="r1", name="First", judge_ids=readers, source_ids=(team.source_id,))
    for hand in (team.kay, team.lou):
        team.code(hand, "We talk in the kitchen.", "c1")
    team.code(mo, "Nobody told me to.", "c1")
    for hand in (team.kay, team.lou, mo):
        hand.do("judging.submit", id="r1", hours=1.5)
    team.ada.do("judging.reveal", id="r1")
    return mo


def shown(team: Team, **more: Any) -> Any:
    return team.ada.do("coding.coefficients", round_id="r1", **more)


def value(shown: Any, name: str) -> Any:
    return next(one for one in shown.overall if one.coefficient == name)


def test_of_three_readers_any_two_can_be_compared_alone(team: Team) -> None:
    mo = read_by_three(team)
    kay, lou, third = (one.viewer.researcher_id for one in (team.kay, team.lou, mo))
    assert value(shown(team, reader_ids=(lou, kay)), "cohen_kappa").value == 1.0
    assert shown(team, reader_ids=(lou, kay)).readers == ("Kay Ash", "Lou Bay")
    apart = shown(team, reader_ids=(kay, third))
    assert value(apart, "cohen_kappa").value < 0
    assert [one.n_marked for one in apart.codes] == [(1, 1)]
    everyone = shown(team)
    assert value(apart, "cohen_kappa").value < value(everyone, "light_kappa").value < 1.0
    assert not [one for code in everyone.codes for one in code.theirs]
    for wrong in ((kay,), (kay, kay), (kay, team.ada.viewer.researcher_id)):
        assert "two readers" in team.ada.refused("coding.coefficients", round_id="r1", reader_ids=wrong).message


def test_the_figure_without_each_reader_and_source_stands_beside_it(team: Team) -> None:
    mo = read_by_three(team)
    named = {(one.without, one.name): one for one in shown(team).without if one.coefficient == "krippendorff_alpha"}
    assert set(named) == {*(("reader", one) for one in ("Kay Ash", "Lou Bay", "Mo Cay")), ("source", "INT01")}
    assert named["reader", "Mo Cay"].value == 1.0
    assert named["source", "INT01"].undefined == "no comparison"
    two = (team.kay.viewer.researcher_id, mo.viewer.researcher_id)
    assert {one.without for one in shown(team, reader_ids=two).without} == {"source"}
    assert team.ada.do("coding.agreement", round_id="r1").without == tuple(named.values())


def test_each_unit_counts_its_own_units_of_speech_and_nothing_else(team: Team) -> None:
    read_by_three(team)
    n = {unit: value(shown(team, unit=unit), "percent").n for unit in get_args(Unit)}
    words = sum(len(line.partition(": ")[2].replace("😀", "").split()) for line in TEXT.splitlines())
    assert n == {"character": SPEECH, "word": words, "sentence": 6, "utterance": 4, "source": 1, "case": 1}
    assert value(shown(team, unit="utterance"), "percent").value == 1.0
    assert value(shown(team, unit="sentence"), "percent").value < 1.0


def test_segments_have_a_share_and_no_chance_term(team: Team) -> None:
    team.start()
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.code(team.lou, "We talk in the", "c1")
    team.code(team.kay, "Then I write it down.", "c3")
    team.hand_in_and_open()
    half, most = (shown(team, unit="segment", overlap=overlap) for overlap in (0.5, 0.9))
    assert [(value(one, "f1").value, value(one, "percent").value) for one in (half, most)] == [(2 / 3, 1 / 2), (0, 0)]
    assert "cannot be counted" in value(half, "cohen_kappa").undefined


def test_numbers_of_other_programs_are_labelled_theirs(team: Team) -> None:
    team.start()
    team.code(team.kay, "We talk in the kitchen.", "c1")
    team.code(team.lou, "We talk in the", "c1")
    team.hand_in_and_open()
    (code,) = shown(team).codes
    theirs = {one.program: one for one in code.theirs}
    assert list(theirs) == ["NVivo", "MAXQDA", "ATLAS.ti", "QualCoder"]
    one, both = len("We talk in the kitchen."), len("We talk in the")
    assert theirs["NVivo"].value == pytest.approx(1 - (one - both) / len(TEXT))
    assert theirs["ATLAS.ti"].value == pytest.approx(2 * both / (one + both))
    assert all(one.differs for one in theirs.values())
    assert code.share_marked == pytest.approx(one / len(TEXT))


def test_a_reflexive_study_has_no_coefficients(team: Team) -> None:
    read_by_three(team)
    team.ada.do("study.change_study", profile="braun-clarke-6")
    assert "not measured" in team.ada.refused("coding.coefficients", round_id="r1").message


def test_before_the_readings_are_opened_there_are_none(team: Team) -> None:
    team.start()
    assert "not opened yet" in team.ada.refused("coding.coefficients", round_id="r1").message


def test_the_methods_paragraph_tells_the_round_from_what_is_on_record(team: Team) -> None:
    team.start(tolerance=1)
    for hand in (team.kay, team.lou):
        team.code(hand, "We talk in the kitchen.", "c1")
    team.code(team.kay, "I hear them on the phone.", "c1")
    team.code(team.lou, "I hear them on the phone.", "c2")
    team.code(team.kay, "Then I write it down.", "c3")
    team.kay.do("judging.submit", id="r1")
    team.kay.do("judging.take_back", id="r1")
    team.hand_in_and_open()
    one, _ = team.ada.do("coding.differences", round_id="r1")
    team.kay.do(
        "coding.settle", id="u", round_id="r1", difference_keys=(one.key,), outcome="first", reason="Said to another."
    )
    before = team.kay.do("coding.methods", id="r1").text
    assert "1 was settled by KA (1 as one reader had it), 1 with a written reason. 1 is not settled yet." in before
    team.ada.do("coding.close_round", id="r1", rule="left out")
    told = team.lou.do("coding.methods", id="r1").text
    assert told.startswith("Two readers (KA and LB) read the one interview with codebook version 1, frozen on ")
    for said in (
        "frozen on 1 January 2026, independently, none seeing what another had marked.",
        "One reader took a reading back and changed it before any was opened.",
        "Before any discussion 1 of 3 places was marked alike; 2 differed: 1 in the code given and 1 marked by some",
        "Ends within 1 character of each other were taken as the same.",
        "without an interval: too few interviews carry it.",
        "1 not discussed; rule applied: what was not discussed is left out.",
        "Every original reading was kept beside the agreed one.",
    ):
        assert said in told, told


def test_a_reflexive_methods_paragraph_counts_and_measures_nothing(team: Team) -> None:
    read_by_three(team)
    team.ada.do("study.change_study", profile="braun-clarke-6")
    told = team.ada.do("coding.methods", id="r1").text
    assert told.endswith("laid side by side and talked over, and every reading was kept.")
    assert not any(word in told for word in ("alike", "differ", "α", "coefficient", "code given"))
