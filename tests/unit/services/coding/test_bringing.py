"""Codes come in from a file: looked at, chosen one by one, in one step, and nothing that is here is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, colleague, file, owner, study
from tests.shared_data import shared_data

from anselm.domain.errors import Invalid, Refused

HERE = (
    {"id": "g", "name": "Ways", "group": True},
    {
        "id": "a",
        "name": "Overhearing",
        "definition": "Hears it",
        "example": "“One less”",
        "parent_id": "g",
        "family": 3,
    },
    {"id": "b", "name": "Joining", "parent_id": "g"},
)
TABLE = (
    "code,parent,definition,exclude,colour\n"
    "Ways,,,,\n"
    "overhearing,Ways,Hears what was not meant for them,Asked,#FF0000\n"
    "Joining,,,,\n"
    "Noticing,Ways,Sees it,,#777777\n"
)


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path))
    for one in HERE:
        hand.do("coding.add_code", **one)
    return hand


def tree(hand: Hand) -> list[tuple[Any, ...]]:
    """The codebook as anybody would compare it."""
    codes = {one.id: one for one in hand.do("coding.codes")}
    return [
        (
            *(one.name, codes[one.parent_id].name if one.parent_id else "", one.group, one.definition, one.include),
            *(one.exclude, one.example, one.near_miss, one.family, one.depth),
        )
        for one in codes.values()
    ]


def words(hand: Hand, name: str) -> tuple[str, str, str, int]:
    one = next(one for one in hand.do("coding.codes") if one.name == name)
    return one.definition, one.exclude, one.example, one.family


def test_a_look_says_what_is_new_what_is_here_and_what_differs_and_keeps_nothing(ada: Hand) -> None:
    before = ada.workbench.content_digest()
    seen = ada.do("coding.look_at_codes", file=file("b.csv", TABLE))
    assert [(one.name, one.state) for one in seen.codes] == [
        ("Ways", "same"),
        ("Overhearing", "differs"),
        ("Noticing", "new"),
        ("Joining", "differs"),
    ]
    assert [(one.what, one.here, one.there) for one in seen.codes[1].differences] == [
        ("definition", "Hears it", "Hears what was not meant for them"),
        ("exclude", "", "Asked"),
        ("colour", "3", "1"),
    ]
    assert [(one.what, one.here, one.there) for one in seen.codes[3].differences] == [("parent", "Ways", "")]
    assert (seen.n_new, seen.n_same, seen.n_differs) == (1, 3, 2)
    assert ada.workbench.content_digest() == before


def test_new_codes_are_added_where_they_lie_and_what_is_here_stays_as_it_is(ada: Hand) -> None:
    before = tree(ada)
    done = ada.do("coding.bring_codes", file=file("b.csv", TABLE))
    assert (done.added, done.changed, done.n_left) == (("Noticing",), (), 3)
    added = [one for one in ada.do("coding.codes") if one.name == "Noticing"]
    assert [(one.parent_id, one.family, one.depth) for one in added] == [("g", 1, 1)]
    assert [one for one in tree(ada) if one[0] != "Noticing"] == before
    ada.do("study.undo")
    assert tree(ada) == before


def test_words_are_taken_over_and_what_the_file_leaves_empty_stays(ada: Hand) -> None:
    done = ada.do("coding.bring_codes", file=file("b.csv", TABLE), new="leave", same="words")
    assert (done.added, done.changed) == ((), ("Overhearing",))
    assert words(ada, "Overhearing") == ("Hears what was not meant for them", "Asked", "“One less”", 3)
    ada.do("study.undo")
    assert words(ada, "Overhearing") == ("Hears it", "", "“One less”", 3)


def test_everything_is_taken_over_for_one_code_and_the_others_are_left(ada: Hand) -> None:
    ada.do("coding.bring_codes", file=file("b.csv", TABLE), new="leave", choices="1 all\n3 all")
    assert words(ada, "Overhearing")[3] == 1
    joining = next(one for one in ada.do("coding.codes") if one.name == "Joining")
    assert joining.parent_id is None
    assert [one.name for one in ada.do("coding.codes")] == ["Ways", "Overhearing", "Joining"]


def test_a_code_left_out_leaves_what_lies_below_it_at_the_next_place_above(ada: Hand) -> None:
    table = file("b.csv", "path\nWays/Inner/Leaf\n")
    ada.do("coding.bring_codes", file=table, choices="1 leave")
    leaf = next(one for one in ada.do("coding.codes") if one.name == "Leaf")
    assert leaf.parent_id == "g"


def test_two_codes_of_one_name_in_the_file_come_under_names_of_their_own(ada: Hand) -> None:
    table = file("b.csv", "path\nA/Pain\nB/Pain\nB/Joining\nC/Joining\n")
    seen = ada.do("coding.look_at_codes", file=table)
    assert [one.name for one in seen.codes if one.named in ("Pain", "Joining")] == [
        *("Pain", "Pain (B)", "Joining", "Joining (C)")
    ]
    ada.do("coding.bring_codes", file=table)
    names = [one.name for one in ada.do("coding.codes")]
    assert len(names) == len({one.casefold() for one in names})


def test_a_table_that_does_not_say_where_codes_lie_moves_none(ada: Hand) -> None:
    seen = ada.do("coding.look_at_codes", file=file("b.csv", "tag,description\nOverhearing,Hears it\n"))
    assert [one.state for one in seen.codes] == ["same"]
    before = tree(ada)
    ada.do("coding.bring_codes", file=file("b.csv", "tag,description\nOverhearing,\n"), same="all")
    assert tree(ada) == before


def test_what_would_lie_below_itself_is_refused_and_nothing_comes_in(ada: Hand) -> None:
    before = ada.workbench.content_digest()
    refused = ada.refused(
        "coding.bring_codes",
        file=file("b.csv", "code,parent\nOverhearing,\nWays,Overhearing\nX,\n"),
        same="all",
        choices="0 leave",
    )
    assert refused.place == "Ways"
    assert ada.workbench.content_digest() == before


def test_what_is_too_long_can_only_be_left_and_says_why(ada: Hand) -> None:
    table = file("b.csv", f"code,definition\n{'x' * 201},\nShort,{'y' * 5001}\nGood,\n")
    seen = ada.do("coding.look_at_codes", file=table)
    assert [(one.state, bool(one.note)) for one in seen.codes] == [("cannot", True), ("cannot", True), ("new", False)]
    assert ada.do("coding.bring_codes", file=table).added == ("Good",)
    with pytest.raises(Refused):
        ada.do("coding.bring_codes", file=table, choices="1 add")


@pytest.mark.parametrize(
    "fields", [{"choices": "9 add"}, {"choices": "0 add"}, {"choices": "2 words"}, {"new": "x"}, {"same": "x"}]
)
def test_a_choice_that_cannot_be_is_refused(ada: Hand, fields: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        ada.do("coding.bring_codes", file=file("b.csv", TABLE + "New,,,,\n"), **fields)


def test_keys_of_the_file_are_kept_where_they_are_free(ada: Hand) -> None:
    taken = next(one.key for one in ada.do("coding.codes") if one.name == "Joining")
    ada.do("coding.bring_codes", file=file("b.csv", f"code,key\nOne,Z9\nTwo,{taken}\nThree,Z9\n"))
    keys = {one.name: one.key for one in ada.do("coding.codes")}
    assert keys["One"] == "Z9"
    assert len(set(keys.values())) == len(keys)


def test_nobody_learns_of_a_proposal_made_in_a_blind_round(ada: Hand) -> None:
    ben = colleague(ada.workbench, "Ben", "coder")
    ada.do("corpus.import_file", id="s1", file=file("INT01.txt", "I: Well?\nP1: Words enough to read.\n"))
    ada.do(
        "judging.start_round",
        id="r1",
        name="First",
        judge_ids=(ada.viewer.researcher_id, ben.viewer.researcher_id),
        source_ids=("s1",),
    )
    ben.do("coding.add_code", id="secret", name="Whispering", definition="x", round_id="r1")
    for hand in (ada, ben):
        seen = hand.do("coding.look_at_codes", file=file("b.csv", "code,definition\nWhispering,y\n"))
        assert [(one.state, one.code_id) for one in seen.codes] == [("new", "")]
    done = ada.do("coding.bring_codes", file=file("b.csv", "code,definition\nWhispering,y\n"))
    assert done.added == ("Whispering",)


def test_a_codebook_written_and_brought_into_an_empty_study_is_the_same_tree(ada: Hand, tmp_path: Path) -> None:
    ada.do(
        "coding.change_code",
        id="a",
        definition="Hears it.\nTwice, <b>&amp;</b>",
        include="On the phone\nand at the door",
        exclude="Asked",
        near_miss="Sees it \U0001f600",
    )
    ada.do("coding.add_code", id="d", name="Deeper", parent_id="a", family=7, example="Only an example")
    for format_ in ("qdc", "xlsx"):
        written = ada.do("reporting.export", format=format_)
        other = owner(study(tmp_path / format_))
        other.do("coding.bring_codes", file=file(f"b.{format_}", written.content))
        assert tree(other) == tree(ada), format_
        seen = other.do("coding.look_at_codes", file=file(f"b.{format_}", written.content))
        assert {one.state for one in seen.codes} == {"same"}
        again = ada.do("coding.look_at_codes", file=file(f"b.{format_}", written.content))
        assert {one.state for one in again.codes} == {"same"}
        other.workbench.close()


def test_real_codebooks_come_in_whole_and_a_second_time_change_nothing(tmp_path: Path) -> None:
    for name in ("pypi_portableqda/REFI-QDA-1-5.qdc", "qc/demo.qdpx"):
        content = shared_data(f"real/{name}").read_bytes()
        hand = owner(study(tmp_path / name.replace("/", "-")))
        coming = hand.do("coding.look_at_codes", file=file(name, content))
        done = hand.do("coding.bring_codes", file=file(name, content))
        assert len(done.added) == len(coming.codes) == len(hand.do("coding.codes"))
        assert [one.depth for one in coming.codes] == [one.depth for one in hand.do("coding.codes")]
        before = hand.workbench.content_digest()
        hand.do("coding.bring_codes", file=file(name, content), new="leave", same="words")
        assert hand.workbench.content_digest() == before
        hand.workbench.close()
