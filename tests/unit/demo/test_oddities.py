"""Every oddity and every trap that was planted in the demo, one by one, so that none is lost in editing."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from tests.printed import say

from anselm.demo.assembly import Transcript, as_file, transcripts
from anselm.demo.files import rows, tree

ALL = {one.name: one for one in transcripts()}
PLANTED = rows("truth/oddities.csv")
PEOPLE = {one["id"]: one for one in rows("participants.csv")}
FIRST = [one for one in rows("memberships.csv") if one["wave"] == "1"]
CONSENTS = {(one["participant"], one["scope"]): one["state"] for one in rows("consents.csv")}


def _turn_of(row: dict[str, str]) -> str:
    """Who says the words of an oddity; empty when nobody does."""
    said = [turn.who for turn in ALL[row["encounter"]].turns if turn.card == row["card"] and row["text"] in turn.said]
    return said[0] if said else ""


@pytest.mark.parametrize(
    ("kind", "n", "by"),
    [
        ("leading question", 2, "I"),
        ("interviewer's slip of a name", 1, "I"),
        ("third-party patient", 3, "P"),
        ("interruption", 1, ""),
        ("disagrees with the question", 1, "P"),
        ("misheard drug name", 1, "P"),
        ("Welsh words", 2, "P"),
    ],
)
def test_what_is_said_out_of_the_ordinary_is_said_as_often_as_planted(kind: str, n: int, by: str) -> None:
    found = {row["text"]: _turn_of(row) for row in PLANTED if row["kind"] == kind}
    for words, who in found.items():
        say(kind=kind, who=who, words=words)
    assert len(found) == n
    assert all(who.startswith(by) and who for who in found.values())


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [("CRLF line endings", "line_endings", "CRLF"), ("DOCX", "format", "docx"), ("VTT", "format", "vtt")],
)
def test_one_file_is_of_each_odd_kind(kind: str, column: str, value: str) -> None:
    planted = [row["encounter"] for row in PLANTED if row["kind"] == kind]
    found = [name for name, one in ALL.items() if one.encounter[column] == value]
    say(kind=kind, planted=planted, found=found)
    assert len(planted) == 1
    assert found == planted


def test_the_odd_files_are_what_they_say() -> None:
    files = {row["kind"]: as_file(ALL[row["encounter"]]) for row in PLANTED if not row["text"]}
    name, data = files["CRLF line endings"]
    assert data.count(b"\r\n") == data.count(b"\n") > 20
    name, data = files["DOCX"]
    assert (name[-5:], data[:2]) == (".docx", b"PK")
    name, data = files["VTT"]
    assert (name[-4:], data[:6]) == (".vtt", b"WEBVTT")
    notes = next(row["encounter"] for row in PLANTED if row["kind"] == "notes without audio")
    assert ALL[notes].encounter["participant"] == "P16"
    assert CONSENTS["P16", "audio"] == "refused"
    assert ALL[notes].encounter["audio"] == "no"


def test_every_name_that_slipped_has_what_it_is_replaced_by() -> None:
    kinds = ("interviewer's slip of a name", "third-party patient", "third-party place", "third-party relative")
    slipped = [row for row in PLANTED if row["kind"] in kinds]
    for row in slipped:
        say(encounter=row["encounter"], words=row["text"], becomes=row["replacement"])
    assert len(slipped) == 7
    assert all(re.fullmatch(r"\[[^\]]+\]", row["replacement"]) for row in slipped)
    # A name that slipped is nobody's pseudonym and stands in one interview only.
    for row in slipped:
        assert [name for name, one in ALL.items() if row["text"] in one.text] == [row["encounter"]]
        assert row["text"] not in {one["pseudonym"] for one in PEOPLE.values()}


@pytest.mark.parametrize(
    ("mark", "pattern"),
    [
        ("a short pause", r"\(\.\)"),
        ("a pause in seconds", r"\(\d+\)"),
        ("laughter", r"\[laughs[^\]]*\]"),
        ("a latched turn", r"="),
        ("a noise", r"\(\([^)]+\)\)"),
        ("what could not be heard", r"\(inaudible(?: \d\d:\d\d:\d\d)?\)"),
        ("a person replaced by what they are", r"\[(?!laughs)[a-z][^\]]+\]"),
    ],
)
def test_each_convention_of_transcribing_is_used(mark: str, pattern: str) -> None:
    found = Counter(one.name for one in ALL.values() for _ in re.findall(pattern, _said(one)))
    say(mark=mark, n=found.total(), n_interviews=len(found))
    assert found


def _said(one: Transcript) -> str:
    return "\n".join(turn.said for turn in one.turns)


def test_teams_have_the_gaps_and_collisions_planted() -> None:
    roles = Counter((one["case"], one["role"]) for one in FIRST)
    labels = {one["label"] for one in PEOPLE.values()}
    assert (roles["T4", "B"], roles["T4", "C"]) == (2, 0)
    assert (roles["T9", "A"], roles["T9", "C"]) == (0, 2)
    assert {"4B1", "4B2", "9C1", "9C2"} <= labels
    assert not {"4B", "4C", "9A", "9C"} & labels


def test_long_careers_are_new_to_the_team_and_names_have_their_marks() -> None:
    months = {one: int(PEOPLE[one]["months_in_team"]) for one in ("P01", "P02")}
    say(**months, names=[PEOPLE[one]["pseudonym"] for one in ("P07", "P23")])
    assert set(months.values()) == {4}
    assert (PEOPLE["P07"]["pseudonym"], PEOPLE["P23"]["pseudonym"]) == ("Siân", "Oluwaseun")


def test_two_people_could_be_recognised_by_one_fact_alone() -> None:
    genders, bands = (Counter(one[column] for one in PEOPLE.values()) for column in ("gender", "band"))
    assert [who for who, one in PEOPLE.items() if one["gender"] == "non-binary"] == ["P16"]
    assert [who for who, one in PEOPLE.items() if one["band"] == "8c"] == ["P19"]
    assert (genders["non-binary"], bands["8c"]) == (1, 1)


def test_the_newest_team_was_inducted_by_shadowing_and_has_no_supervision_yet() -> None:
    told = {one["practice"]: (one["value"], one["detail"]) for one in rows("practices.csv") if one["case"] == "T1"}
    assert told["induction"][0] == "yes"
    assert "shadowing" in told["induction"][1]
    assert told["supervision"] == ("no", "none yet")


def test_who_refused_what_is_as_planted() -> None:
    refused = {key for key, state in CONSENTS.items() if state == "refused"}
    assert {("P16", "audio"), ("P03", "quote"), ("P12", "quote")} <= refused
    # The two withdrawals are for whoever tries the demo to carry out.
    assert "withdrawn" not in CONSENTS.values()
    assert {one["key"] for one in tree("codebook.yaml")["codes"]} == {
        span.code for one in ALL.values() for span in one.spans
    }
