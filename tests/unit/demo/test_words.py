"""The demo's words and its planted truth, read from the cards before anything is built."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from tests.printed import say

from anselm.demo.assembly import Transcript, as_file, clock, transcripts
from anselm.demo.files import rows, tree
from anselm.domain.parsed import Parsed
from anselm.formats.table import read_bytes

ALL = transcripts()
CODES = {one["key"] for one in tree("codebook.yaml")["codes"]}


def spoken(one: Transcript) -> str:
    """The participant's words, lower case, without marks."""
    said = " ".join(turn.said for turn in one.turns if turn.who.startswith("P"))
    return re.sub(r"[^a-zà-ÿ' ]+", " ", said.lower())


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_each_file_is_read_to_the_text_its_spans_were_placed_in(one: Transcript) -> None:
    name, data = as_file(one)
    read = read_bytes(name, data, None)
    assert isinstance(read, Parsed)
    assert read.text.rstrip("\n") == one.text.rstrip("\n")
    assert len(read.utterances) == len(one.turns)


def test_spans_lie_in_participants_words_and_carry_known_codes() -> None:
    spans = [span for one in ALL for span in one.spans]
    assert {span.code for span in spans} == CODES
    assert all(span.start < span.end for span in spans)
    assert len({span.key for span in spans}) == len(spans)
    say(n_spans=len(spans), n_codes=len(CODES))


def test_new_codes_by_interview_in_the_order_held_are_as_planted() -> None:
    seen: set[str] = set()
    counted = {}
    for one in ALL:
        new = {span.code for span in one.spans} - seen
        seen |= new
        counted[one.name] = len(new)
    planted = {row["encounter"]: int(row["count"]) for row in rows("truth/new_codes.csv")}
    say(**{name: n for name, n in counted.items() if n})
    assert counted == planted


def test_no_eight_words_in_a_row_are_shared_by_two_participants() -> None:
    owners: dict[tuple[str, ...], str] = {}
    shared = []
    for one in ALL:
        words = spoken(one).split()
        for at in range(len(words) - 7):
            run = tuple(words[at : at + 8])
            if owners.setdefault(run, one.encounter["participant"]) != one.encounter["participant"]:
                shared.append(run)
    assert not shared


def test_people_teams_and_roles_add_up() -> None:
    roles = Counter(row["role"] for row in rows("memberships.csv") if row["wave"] == "1")
    genders = Counter(row["gender"] for row in rows("participants.csv"))
    say(**roles, **genders)
    assert roles == {"A": 8, "B": 10, "C": 9}
    assert (genders["F"], genders["M"], genders["non-binary"]) == (16, 10, 1)
    assert len(rows("cases.csv")) == 9


def test_every_oddity_stands_where_it_was_planted() -> None:
    texts = {one.name: one.text for one in ALL}
    missing = [
        row["text"] for row in rows("truth/oddities.csv") if row["text"] and row["text"] not in texts[row["encounter"]]
    ]
    assert not missing


@pytest.mark.parametrize("one", [one for one in ALL if one.encounter["recording"] == "audio"], ids=lambda one: one.name)
def test_the_times_of_a_recorded_interview_are_those_of_people_talking(one: Transcript) -> None:
    hours, minutes, seconds = (int(part) for part in one.encounter["duration"].split(":"))
    length = hours * 3600 + minutes * 60 + seconds
    a_minute = round(60 * sum(len(turn.said.split()) for turn in one.turns) / length)
    say(words_a_minute=a_minute)
    assert 100 <= a_minute <= 150
    # What could not be heard was not heard while that turn was spoken.
    for turn, begun, ended in zip(one.turns, one.seconds, (*one.seconds[1:], length), strict=True):
        for mark in re.findall(r"\(inaudible (\d\d:\d\d:\d\d)\)", turn.said):
            assert clock(begun) <= mark <= clock(ended), mark


def test_nine_interviews_are_read_by_two_one_a_team() -> None:
    double = [one.encounter["case"] for one in ALL if one.encounter["coders"] == "K L"]
    assert sorted(double) == [f"T{n}" for n in range(1, 10)]
