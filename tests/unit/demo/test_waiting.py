"""What the demo keeps as data until the program can hold it: listed, whole, and true to what was planted."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest
from tests.printed import say

from anselm.demo.assembly import transcripts
from anselm.demo.files import lines, rows, tree, words
from anselm.demo.waiting import WAITING, LaterInterview, later_interviews

FIRST = transcripts()
LATER = later_interviews()
CHANGES = {one["key"]: one for one in tree("wave2/changes.yaml")["changes"]}


def plain(said: str) -> list[str]:
    return re.sub(r"[^a-zà-ÿ' ]+", " ", said.lower()).split()


def by_person() -> list[tuple[str, list[str]]]:
    first = [
        (one.encounter["participant"], plain(" ".join(t.said for t in one.turns if t.who[0] == "P"))) for one in FIRST
    ]
    later = [
        (one.encounter["participant"], plain(" ".join(said for who, said in one.turns if who[0] == "P")))
        for one in LATER
    ]
    return first + later


def in_writing() -> list[tuple[str, list[str]]]:
    """Diary entries and replies to the member check, by who wrote them."""
    diary = {one["client_uuid"]: (one["participant"], plain(one["text"])) for one in lines("diary.jsonl")}
    labels = {one["label"]: one["id"] for one in rows("participants.csv")}
    writers = {one["case"]: one["answered_by"] for one in rows("member_check/packets.csv")}
    replies = [
        (labels.get(writers[one["case"]], writers[one["case"]]), plain(one["words"]))
        for one in rows("member_check/replies.csv")
    ]
    return [*diary.values(), *replies]


def test_what_waits_is_listed_and_each_of_its_files_is_there() -> None:
    folder = files("anselm.demo").joinpath("harrowmere")
    listed = {name for names, _ in WAITING.values() for name in names}
    there = {
        f"{part}/{one.name}"
        for part in ("wave2", "member_check", "lit")
        for one in folder.joinpath(part).iterdir()
        if not one.name.startswith("INT")
    } | {one.name for one in folder.iterdir() if one.name.startswith("diary")}
    for part, (names, what_for) in sorted(WAITING.items()):
        say(part=part, n_files=len(names), waits_for=what_for)
    assert sorted(WAITING) == ["diaries", "literature", "member check", "second wave"]
    assert there == listed
    assert all(words(name) for name in listed)


@pytest.mark.parametrize("one", LATER, ids=lambda one: one.encounter["id"])
def test_a_second_interview_is_spoken_as_fast_as_people_talk(one: LaterInterview) -> None:
    hours, minutes, seconds = (int(part) for part in one.encounter["duration"].split(":"))
    length = hours * 3600 + minutes * 60 + seconds
    a_minute = round(60 * sum(len(said.split()) for _, said in one.turns) / length)
    say(words_a_minute=a_minute)
    assert 100 <= a_minute <= 150


def test_eight_were_met_again_one_could_not_be_reached_and_labels_follow_the_day() -> None:
    held = [one.encounter for one in LATER]
    missed = [one["participant"] for one in rows("wave2/encounters.csv") if one["outcome"] != "held"]
    labels = {one["participant"]: one["label"] for one in held}
    was = {one["id"]: one["label"] for one in rows("participants.csv")}
    recontact = {row["participant"]: row["state"] for row in rows("consents.csv") if row["scope"] == "recontact"}
    say(n_held=len(held), missed=missed, labels=labels)
    assert (len(held), missed) == (8, ["P03"])
    assert (labels["P05"], labels["P06"]) == ("2B1", "2B2")
    assert (was["P05"], was["P06"]) == ("2B", "2C")
    assert all(recontact[one] == "given" for one in (*labels, *missed))
    assert all(one["date"].startswith("2024-11") for one in held)


@pytest.mark.parametrize("one", LATER, ids=lambda one: one.encounter["id"])
def test_a_later_interview_is_of_one_person_and_of_the_length_of_the_first(one: LaterInterview) -> None:
    speakers = {who for who, _ in one.turns}
    n_words = sum(len(said.split()) for _, said in one.turns)
    say(encounter=one.encounter["id"], n_words=n_words)
    assert speakers == {one.encounter["interviewer"], one.encounter["participant"]}
    assert 690 <= n_words <= 1000
    assert {code for code, _ in one.spans.values()} <= {code["key"] for code in tree("codebook.yaml")["codes"]}


def test_no_eight_words_in_a_row_are_shared_by_two_people_in_anything_they_said_or_wrote() -> None:
    owners: dict[tuple[str, ...], str] = {}
    shared = []
    for person, said in by_person() + in_writing():
        for at in range(len(said) - 7):
            run = tuple(said[at : at + 8])
            if owners.setdefault(run, person) != person:
                shared.append(run)
    say(n_people=len(set(owners.values())), n_runs=len(owners), n_shared=len(shared))
    assert not shared


def test_change_claims_stand_on_passages_of_their_code_and_one_of_them_on_one_side_only() -> None:
    first = {span.key: span.code for one in FIRST for span in one.spans}
    later = {key: code for one in LATER for key, (code, _) in one.spans.items()}
    sides = {}
    for key, one in CHANGES.items():
        codes = {first[passage] for passage in one["before"]} | {later[passage] for passage in one["after"]}
        sides[key] = (len(one["before"]), len(one["after"]), one["reading"])
        say(change=key, before=len(one["before"]), after=len(one["after"]), codes=codes)
        assert one["code"] in codes
        assert (one["reading"] == "one-sided") == (not one["before"] or not one["after"])
    assert [key for key, (_, _, reading) in sides.items() if reading == "one-sided"] == ["CC3"]


def test_team_two_speaks_less_of_them_by_as_much_as_planted() -> None:
    count = CHANGES["CC2"]["count"]
    team = {row["id"] for row in rows("participants.csv") if row["label"].startswith("2")}
    people = by_person()
    found = {}
    for wave, part in (("wave1", people[: len(FIRST)]), ("wave2", people[len(FIRST) :])):
        said = [word for person, spoken in part if person in team for word in spoken]
        found[wave] = round(1000 * sum(word in count["words"] for word in said) / len(said), 1)
    say(**found)
    assert found == count["per_1000"]
    assert found["wave2"] < found["wave1"]


def test_the_member_check_went_to_nine_teams_six_answered_and_four_things_were_done() -> None:
    outcomes = Counter(one["outcome"] for one in rows("member_check/packets.csv"))
    replies = rows("member_check/replies.csv")
    asked = {one["id"] for one in rows("member_check/statements.csv")}
    stances = Counter(one["stance"] for one in replies)
    done = {one["case"]: one["action"] for one in rows("member_check/actions.csv")}
    say(outcomes=dict(outcomes), n_statements=len(asked), n_replies=len(replies), stances=dict(stances))
    assert outcomes == {"answered": 6, "no answer": 2, "refused: link expired": 1}
    assert len(asked) == 14
    assert Counter(one["case"] for one in replies) == dict.fromkeys(("T1", "T2", "T4", "T6", "T7", "T9"), 14)
    assert set(stances) == {"agree", "partly", "disagree", "not for us"}
    assert done == {
        "T9": "boundary changed",
        "T6": "coded as a new source",
        "T2": "reworded",
        "T8": "refused and logged",
    }
    boundary = next(one["boundary"] for one in tree("themes.yaml")["themes"] if one["key"] == "TH4")
    assert next(one["before"] for one in rows("member_check/actions.csv") if one["case"] == "T9") == boundary
