"""Names replaced by declared rules: one person one name, looked at by a second person, and codings follow."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, rows_added, study

from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import VersionRole
from anselm.domain.fieldwork import Participant
from anselm.domain.judging import Round
from anselm.domain.reporting import Quotation
from anselm.domain.study import Memo, MemoKind
from anselm.services.corpus.residue import NOT_ASKED, WRITTEN
from anselm.storage import schema

TALK = (
    "I1: And who told you?\n"
    "Christine: It was Tom. Tom Bell rang me on the Monday, and then Rose came up to Rose ward.\n"
    "I1: What did Tom say?\n"
    "Christine: That the rota had changed. He never asks.\n"
)


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("corpus.import_file", id="s1", file=file("Christine 2.txt", TALK))
    rows_added(hand.workbench, Code("c1", "Not being asked", "D1"), Participant("p1", "P01"), Participant("p2", "P02"))
    return hand


@pytest.fixture
def bo(ada: Hand) -> Hand:
    return colleague(ada.workbench, "Bo Ek")


def current(hand: Hand) -> str:
    return str(hand.do("corpus.sources")[0].version_id)


def text(hand: Hand) -> str:
    return str(hand.do("corpus.reading", source_id="s1").text)


def rules(ada: Hand) -> None:
    ada.do("corpus.write_rule", id="r1", forms="Christine", replacement="[2B]", participant_id="p1")
    ada.do("corpus.write_rule", id="r2", forms="Tom Bell\nTom", replacement="[ward manager]", who="the manager")
    ada.do("corpus.write_rule", id="r3", forms="Rose", replacement="[colleague]")
    ada.do("corpus.write_rule", id="r4", forms="Rose ward", leave=True, reason="every hospital has one")


def applied(ada: Hand, bo: Hand, identifier: str = "v2") -> object:
    waiting = [one.id for one in ada.do("corpus.anonymisation_rules") if one.state == "waiting"]
    if waiting:
        bo.do("corpus.check_rules", ids=waiting)
    return ada.do("corpus.apply_rules", id=identifier, source_id="s1", version_id=current(ada))


def coded(hand: Hand, identifier: str, words: str) -> None:
    with hand.workbench.reading(hand.viewer) as reads:
        standing = next(one.id for one in reads.find(Round) if one.standing)
    start = text(hand).index(words)
    at = (current(hand), start, start + len(words))
    rows_added(hand.workbench, Coding(identifier, standing, hand.viewer.researcher_id, "s1", *at, "c1"))


def words_of(hand: Hand, identifier: str) -> str:
    with hand.workbench.reading(hand.viewer) as reads:
        one = reads.get(Coding, identifier)
        return str(reads.text(one.version_id)[one.start : one.end])


def test_rules_make_a_new_version_and_the_raw_one_stays(ada: Hand, bo: Hand) -> None:
    raw = current(ada)
    rules(ada)
    made = applied(ada, bo)
    assert (made.number, made.n_replaced) == (2, 6)  # type: ignore[attr-defined]
    reading = ada.do("corpus.reading", source_id="s1")
    assert reading.role is VersionRole.ANONYMISED
    assert reading.text == (
        "I1: And who told you?\n"
        "[2B]: It was [ward manager]. [ward manager] rang me on the Monday, "
        "and then [colleague] came up to Rose ward.\n"
        "I1: What did [ward manager] say?\n"
        "[2B]: That the rota had changed. He never asks.\n"
    )
    assert [reading.text[turn.speech_start : turn.end] for turn in reading.turns][3].startswith("That the rota")
    assert ada.do("corpus.reading", source_id="s1", version_id=raw).text == TALK


def test_names_of_the_file_the_source_and_who_speaks_are_replaced_too(ada: Hand, bo: Hand) -> None:
    rules(ada)
    applied(ada, bo)
    assert ada.do("corpus.sources")[0].name == "[2B] 2"
    assert [one.file_name for one in ada.do("corpus.versions", source_id="s1")] == ["[2B] 2.txt", "Christine 2.txt"]
    assert "[2B]" in {one.label for one in ada.do("corpus.speakers", source_id="s1")}


def test_codings_follow_also_where_words_in_them_were_replaced(ada: Hand, bo: Hand) -> None:
    for n, words in enumerate(["the rota had changed", "Tom Bell rang me", "Tom", "was Tom. Tom"]):
        coded(ada, f"k{n}", words)
    rules(ada)
    applied(ada, bo)
    assert [words_of(ada, f"k{n}") for n in range(3)] == [
        "the rota had changed",
        "[ward manager] rang me",
        "[ward manager]",
    ]
    # It ends inside a name that was replaced, so that a person says what becomes of it.
    (left,) = ada.do("corpus.repairs")
    assert (left.id, left.old_words, left.new_words) == ("k3", "was Tom. Tom", "was [ward manager]. [ward manager]")


def test_a_stretch_is_found_in_both_texts(ada: Hand, bo: Hand) -> None:
    raw = current(ada)
    rules(ada)
    applied(ada, bo)
    both = ada.do("corpus.both_texts", source_id="s1")
    assert (both.old_version_id, both.version_id) == (raw, "v2")
    assert [(one.old_words, one.words, one.rule_id) for one in both.replaced][1:3] == [
        ("Tom", "[ward manager]", "r2"),
        ("Tom Bell", "[ward manager]", "r2"),
    ]
    now = text(ada)
    start = now.index("[ward manager] rang me")
    back = ada.do("corpus.place", version_id="v2", start=start, end=start + 22, to_version_id=raw)
    assert TALK[back.start : back.end] == "Tom Bell rang me"
    on = ada.do("corpus.place", version_id=raw, start=back.start, end=back.end, to_version_id="v2")
    assert now[on.start : on.end] == "[ward manager] rang me"


def test_nobody_looks_at_a_rule_of_their_own_and_one_nobody_looked_at_needs_a_reason(ada: Hand, bo: Hand) -> None:
    rules(ada)
    assert "somebody else" in ada.refused("corpus.check_rules", ids=["r1"]).message
    at = {"id": "v2", "source_id": "s1", "version_id": current(ada)}
    assert "nobody else has looked at" in ada.refused("corpus.apply_rules", **at).message
    ada.do("corpus.apply_rules", **at, unchecked_because="I work alone")
    (row,) = ada.do("corpus.anonymised_sources")
    assert (row.unchecked_because, row.n_to_replace, row.n_replaced) == ("I work alone", 0, 6)
    bo.do("corpus.check_rules", ids=["r1"])
    ada.do("corpus.write_rule", id="r1", forms="Christine\nChris", replacement="[2B]", participant_id="p1")
    states = {one.id: (one.state, one.checked_by) for one in ada.do("corpus.anonymisation_rules")}
    assert states["r1"] == ("waiting", "")


def test_the_same_words_have_one_rule_and_the_same_person_one_name(ada: Hand) -> None:
    rules(ada)
    same = ada.refused("corpus.write_rule", id="r9", forms="Tom", replacement="[porter]")
    other = ada.refused("corpus.write_rule", id="r9", forms="Chrissie", replacement="[nurse]", participant_id="p1")
    twin = ada.refused("corpus.write_rule", id="r9", forms="Anna", replacement="[2B]", participant_id="p2")
    told = [(one.place, "Tom" in str(one), "Chrissie" in str(one)) for one in (same, other, twin)]
    assert told == [("forms", False, False), ("replacement", False, False), ("replacement", False, False)]
    echo = ada.refused("corpus.write_rule", id="r9", forms="Anna", replacement="[Anna's friend]")
    assert echo.place == "replacement"


def test_a_rule_made_for_one_source_leaves_the_others(ada: Hand, bo: Hand) -> None:
    ada.do("corpus.import_file", id="s2", file=file("two.txt", "I1: Tom?\nP02: Tom who? I know no Tom here at all.\n"))
    ada.do("corpus.write_rule", id="r1", forms="Tom", replacement="[manager]", source_ids=["s1"])
    ada.do("corpus.write_rule", id="r2", forms="Tom", replacement="[brother]", source_ids=["s2"])
    bo.do("corpus.check_rules", ids=["r1", "r2"])
    versions = {one.id: one.version_id for one in ada.do("corpus.sources")}
    for source, version in versions.items():
        ada.do("corpus.apply_rules", id=f"{source}-2", source_id=source, version_id=version)
    assert "[brother] who" in ada.do("corpus.reading", source_id="s2").text
    assert "[manager] Bell" in text(ada)


def test_a_rule_changed_afterwards_changes_what_it_had_put_in_place(ada: Hand, bo: Hand) -> None:
    rules(ada)
    applied(ada, bo)
    ada.do("corpus.write_rule", id="r2", forms="Tom Bell\nTom", replacement="[team leader]", who="the manager")
    (row,) = ada.do("corpus.anonymised_sources")
    assert row.n_to_replace == 3
    applied(ada, bo, "v3")
    assert "[ward manager]" not in text(ada)
    assert text(ada).count("[team leader]") == 3
    assert [one.rule_id for one in ada.do("corpus.both_texts", source_id="s1").replaced].count("r2") == 3


def test_what_is_left_is_found_in_text_memos_and_names(ada: Hand, bo: Hand) -> None:
    rules(ada)
    me = ada.viewer.researcher_id
    rows_added(ada.workbench, Memo("m1", me, MemoKind.ANALYTIC, "Mrs Bell again, and TOM"))
    start = TALK.index("Tom Bell rang")
    rows_added(ada.workbench, Quotation("q1", "Q1", "s1", current(ada), start, start + 16, printed="Tom Bell rang […]"))
    assert ada.do("corpus.residue_left").n_not_anonymised == 1
    applied(ada, bo)
    left = ada.do("corpus.residue_left")
    assert [(one.what, one.words, one.how) for one in left.found] == [
        ("memo", "Bell", "part"),
        ("memo", "TOM", "whole"),
    ]
    with ada.workbench.reading(ada.viewer) as reads:
        assert reads.get(Quotation, "q1").printed == "[ward manager] rang […]"
    assert text(ada)[: text(ada).index("rang")].endswith("[ward manager] ")


def test_a_private_memo_of_another_is_no_part_of_the_report_on_what_is_left(ada: Hand, bo: Hand) -> None:
    rules(ada)
    me = ada.viewer.researcher_id
    rows_added(ada.workbench, Memo("m1", me, MemoKind.REFLEXIVE, "Tom again", private=True))
    applied(ada, bo)
    assert [one.what for one in ada.do("corpus.residue_left").found] == ["memo"]
    assert bo.do("corpus.residue_left").found == ()


def test_every_kind_of_row_is_asked_for_what_is_left_or_named_as_not_asked() -> None:
    asked = {schema.table_of(kind).table.name for kind in WRITTEN} | set(NOT_ASKED)
    assert asked == set(schema.KINDS)


def test_a_second_person_says_whether_the_text_still_tells_who_somebody_is(ada: Hand, bo: Hand) -> None:
    rules(ada)
    said = {"id": "x1", "source_id": "s1", "clear": False, "note": "the rota does"}
    assert "not been anonymised" in bo.refused("corpus.look_over", **said, version_id=current(ada)).message
    applied(ada, bo)
    assert "You made this text" in ada.refused("corpus.look_over", **said, version_id="v2").message
    bo.do("corpus.look_over", **said, version_id="v2")
    (row,) = ada.do("corpus.anonymised_sources")
    assert (row.looked_over_by, row.clear, row.note) == ("Bo Ek", False, "the rota does")


def test_a_list_of_names_makes_a_rule_for_each_that_is_in_a_text(ada: Hand) -> None:
    rules(ada)
    lines = "Tom\nBell\t[surname]\nRose ward; [ward]\nNobody Here\n\nMonday -> [day]\n"
    made = ada.do("corpus.rules_from_list", id="l1", lines=lines)
    assert (made.n_made, made.n_known, made.n_absent) == (2, 2, 1)
    fresh = [(one.forms, one.replacement, one.state) for one in ada.do("corpus.anonymisation_rules")[4:]]
    assert fresh == [(("Bell",), "[surname]", "waiting"), (("Monday",), "[day]", "waiting")]


def test_what_rules_speak_of_is_proposed_no_more(ada: Hand) -> None:
    proposed = {one.words for one in ada.do("corpus.proposals_to_replace")}
    assert {"Tom Bell", "Tom", "Rose", "Christine"} <= proposed
    rules(ada)
    assert not {one.words for one in ada.do("corpus.proposals_to_replace")} & proposed


def test_applying_is_one_step_back_and_a_rule_that_replaced_words_stays(ada: Hand, bo: Hand) -> None:
    before = TALK
    coded(ada, "k1", "Tom Bell rang me")
    rules(ada)
    applied(ada, bo)
    assert "record of it stays" in ada.refused("corpus.remove_rule", ids=["r2"]).message
    ada.do("study.undo")
    assert (text(ada), words_of(ada, "k1")) == (before, "Tom Bell rang me")
    ada.do("corpus.remove_rule", ids=["r2"])
    assert {one.id for one in ada.do("corpus.anonymisation_rules")} == {"r1", "r3", "r4"}


def test_a_correction_keeps_the_text_anonymised_and_a_file_read_again_does_not(ada: Hand, bo: Hand) -> None:
    rules(ada)
    applied(ada, bo)
    ada.do("corpus.correct_text", id="v3", source_id="s1", version_id="v2", start=0, end=3, replacement="I1:  ")
    assert ada.do("corpus.reading", source_id="s1").role is VersionRole.ANONYMISED
    ada.do("corpus.import_file", id="v4", source_id="s1", file=file("again.txt", TALK + "I1: Thank you.\n"))
    assert ada.do("corpus.reading", source_id="s1").role is VersionRole.RAW
    (row,) = ada.do("corpus.anonymised_sources")
    assert (row.anonymised, row.n_to_replace) == (False, 6)
