"""A corrected text is a new version: what was coded follows where its words are whole, and nothing moves silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import DirectParser, Hand, colleague, file, owner, rows_added, study

from anselm.domain.coding import Code, Coding
from anselm.domain.judging import Assignment, Round, RoundKind, RoundState, UnitKind
from anselm.domain.reporting import Quotation
from anselm.domain.study import Memo, MemoKind

TALK = (
    "I1: You said you'd changed it. What happened?\n"
    "P05: Oh, it was daft. I was ever so pleased with it.\n"
    "I1: And what did you do?\n"
    "P05: Took it back off them. I write the Sunday line at the top now.\n"
)


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("corpus.import_file", id="s1", file=file("INT05.txt", TALK))
    rows_added(hand.workbench, Code("c1", "Overhearing", "D1"))
    return hand


def current(hand: Hand) -> str:
    return str(hand.do("corpus.sources")[0].version_id)


def standing(hand: Hand) -> str:
    with hand.workbench.reading(hand.viewer) as reads:
        return str(next(one.id for one in reads.find(Round) if one.standing))


def coded(hand: Hand, identifier: str, words: str, round_id: str = "", by: str = "") -> Coding:
    start = TALK.index(words)
    made = Coding(
        identifier,
        round_id or standing(hand),
        by or hand.viewer.researcher_id,
        "s1",
        current(hand),
        start,
        start + len(words),
        "c1",
    )
    rows_added(hand.workbench, made)
    return made


def codings(hand: Hand) -> dict[str, Coding]:
    with hand.workbench.reading(hand.viewer) as reads:
        return {one.id: one for one in reads.find(Coding)}


def words_of(hand: Hand, one: Coding) -> str:
    with hand.workbench.reading(hand.viewer) as reads:
        return str(reads.text(one.version_id)[one.start : one.end])


def correct(hand: Hand, old: str, new: str, identifier: str = "v2") -> None:
    with hand.workbench.reading(hand.viewer) as reads:
        at = reads.text(current(hand)).index(old)
    hand.do(
        "corpus.correct_text",
        id=identifier,
        source_id="s1",
        version_id=current(hand),
        start=at,
        end=at + len(old),
        replacement=new,
        reason="misheard",
    )


def test_a_coding_whose_words_survive_is_carried_and_keeps_its_words(ada: Hand) -> None:
    coded(ada, "k1", "the Sunday line")
    correct(ada, "daft", "rather silly")
    moved = codings(ada)["k1"]
    assert moved.version_id == "v2"
    assert words_of(ada, moved) == "the Sunday line"
    assert ada.do("corpus.repairs") == ()


def test_a_coding_whose_words_changed_stays_where_they_can_be_read_and_is_listed(ada: Hand) -> None:
    before = coded(ada, "k1", "it was daft. I was ever so pleased")
    correct(ada, "daft", "silly")
    assert codings(ada)["k1"] == before
    (repair,) = ada.do("corpus.repairs")
    assert (repair.kind, repair.id, repair.name, repair.mine) == ("coding", "k1", "Overhearing", True)
    assert repair.old_words == "it was daft. I was ever so pleased"
    assert repair.new_words == "it was silly. I was ever so pleased"
    ada.do("corpus.mend", kind="coding", id="k1", start=repair.start, end=repair.end)
    assert words_of(ada, codings(ada)["k1"]) == repair.new_words
    assert ada.do("corpus.repairs") == ()


def test_nothing_is_left_of_words_taken_out_and_that_is_said(ada: Hand) -> None:
    coded(ada, "k1", "daft")
    correct(ada, "it was daft. ", "")
    (repair,) = ada.do("corpus.repairs")
    assert (repair.start, repair.new_words) == (None, "")


def test_memos_and_quotations_are_carried_as_codings_are(ada: Hand) -> None:
    start = TALK.index("the Sunday line")
    end = start + 15
    me = ada.viewer.researcher_id
    rows_added(
        ada.workbench,
        Memo("m1", me, MemoKind.ANALYTIC, "hm", "passage", "", current(ada), start, end),
        Memo("m2", me, MemoKind.ANALYTIC, "all of it", "source", "s1", current(ada)),
        Quotation("q1", "Q1", "s1", current(ada), start, end),
    )
    correct(ada, "daft", "silly")
    with ada.workbench.reading(ada.viewer) as reads:
        assert {one.version_id for one in reads.find(Memo)} == {"v2"}
        quotation = reads.get(Quotation, "q1")
        assert reads.text("v2")[quotation.start : quotation.end] == "the Sunday line"


def test_what_others_keep_to_themselves_is_carried_too_and_nobody_is_told(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo Ek")
    him, start = bo.viewer.researcher_id, TALK.index("the Sunday line")
    at = (current(ada), start, start + 15)
    changed = (current(ada), TALK.index("daft"), TALK.index("daft") + 4)
    rows_added(
        ada.workbench,
        Memo("m1", him, MemoKind.REFLEXIVE, "mine", "passage", "", *at, private=True),
        Memo("m2", him, MemoKind.REFLEXIVE, "mine", "passage", "", *changed, private=True),
    )
    correct(ada, "daft", "silly")
    assert ada.do("corpus.repairs") == ()
    assert {one.id: one.version_id for one in bo.do("study.memos")} == {"m1": "v2", "m2": at[0]}
    assert [(one.id, one.old_words) for one in bo.do("corpus.repairs")] == [("m2", "daft")]


def closed_round(hand: Hand, bo: Hand) -> None:
    judges = (hand.viewer.researcher_id, bo.viewer.researcher_id)
    one = Round(
        "r1", "round 1", RoundKind.CODE, UnitKind.SPAN, blind=True, state=RoundState.CLOSED, judge_ids=judges
    )
    rows_added(hand.workbench, one, *(Assignment(f"a{who}", "r1", who, "s1") for who in judges))
    for who in judges:
        coded(hand, f"k1{who}", "the Sunday line", "r1", who)
        coded(hand, f"k2{who}", "it was daft", "r1", who)


def agreed_words(hand: Hand) -> list[tuple[str, str]]:
    found = hand.do("coding.passages", code_id="c1").passages
    return [(one.version_id, one.words) for one in found]


def test_readings_of_a_closed_round_stay_as_handed_in_and_what_was_agreed_follows_when_read(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo Ek")
    closed_round(ada, bo)
    old, before = current(ada), codings(ada)
    correct(ada, "daft", "rather silly")
    assert codings(ada) == before
    assert ada.do("corpus.repairs") == ()
    assert sorted(agreed_words(ada)) == sorted([(old, "it was daft"), ("v2", "the Sunday line")])
    shown = ada.do("coding.marks", version_id="v2", round_id="r1", agreed=True)
    text = ada.do("corpus.reading", source_id="s1").text
    assert [text[one.start : one.end] for one in shown] == ["the Sunday line"]
    one = next(iter(before))
    assert ada.refused("corpus.mend", kind="coding", id=one, start=0, end=3).place == "id"


def test_words_replaced_when_a_text_is_anonymised_are_not_printed_from_a_closed_round(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo Ek")
    closed_round(ada, bo)
    start = TALK.index("daft")
    ada.do(
        "corpus.correct_text",
        id="v2",
        source_id="s1",
        version_id=current(ada),
        start=start,
        end=start + 4,
        replacement="[a word]",
        role="anonymised",
    )
    assert sorted(agreed_words(ada)) == [("v2", "it was [a word]"), ("v2", "the Sunday line")]


def test_a_source_of_an_open_round_is_not_corrected(ada: Hand) -> None:
    me = ada.viewer.researcher_id
    one = Round("r1", "round 1", RoundKind.CODE, UnitKind.SPAN, blind=True, judge_ids=(me,))
    rows_added(ada.workbench, one, Assignment("a1", "r1", me, "s1"))
    refusal = ada.refused(
        "corpus.correct_text", id="v2", source_id="s1", version_id=current(ada), start=0, end=0, replacement="x"
    )
    assert "round 1" in refusal.message
    assert ada.refused("corpus.remove_source", source_id="s1").code == "refused"


def test_a_source_of_a_closed_round_is(ada: Hand) -> None:
    me = ada.viewer.researcher_id
    one = Round(
        "r1", "round 1", RoundKind.CODE, UnitKind.SPAN, blind=True, state=RoundState.CLOSED, judge_ids=(me,)
    )
    rows_added(ada.workbench, one, Assignment("a1", "r1", me, "s1"))
    correct(ada, "daft", "silly")
    assert current(ada) == "v2"


def test_a_correction_of_an_older_text_is_refused(ada: Hand) -> None:
    old = current(ada)
    correct(ada, "daft", "silly")
    again = {"source_id": "s1", "version_id": old, "start": 0, "end": 0, "replacement": "x"}
    assert "corrected since" in ada.refused("corpus.correct_text", id="v3", **again).message
    assert current(ada) == "v2"


def test_nothing_changed_is_no_version(ada: Hand) -> None:
    refusal = ada.refused("corpus.correct_text", id="v2", source_id="s1", version_id=current(ada), text=TALK)
    assert refusal.message == "Nothing has changed."


def test_turns_speakers_and_times_follow_the_correction(ada: Hand) -> None:
    before = ada.do("corpus.reading", source_id="s1")
    ada.do("corpus.correct_turn", version_id=before.version_id, number=2, speaker_id=before.turns[0].speaker_id)
    correct(ada, "daft", "rather silly")
    after = ada.do("corpus.reading", source_id="s1")
    assert [turn.speaker_id for turn in after.turns] == [
        before.turns[place].speaker_id for place in (0, 0, 2, 3)
    ]
    assert after.text[after.turns[1].speech_start : after.turns[1].end].startswith("Oh, it was rather silly.")
    assert after.text[after.turns[3].start :].startswith("P05: Took")
    assert after.subtitle == "checked, version 2"


def test_the_old_text_stays_readable_and_says_where_its_places_went(ada: Hand) -> None:
    old = current(ada)
    start = TALK.index("Sunday")
    correct(ada, "daft", "rather silly")
    assert ada.do("corpus.reading", source_id="s1", version_id=old).text == TALK
    place = ada.do("corpus.place", version_id=old, start=start, end=start + 6)
    assert (place.version_id, place.start, place.end, place.whole) == ("v2", start + 8, start + 14, True)
    assert [(one.number, one.current) for one in ada.do("corpus.versions", source_id="s1")] == [(2, True), (1, False)]


def test_two_corrections_are_mended_over_both(ada: Hand) -> None:
    coded(ada, "k1", "it was daft")
    correct(ada, "daft", "silly")
    correct(ada, "Oh, ", "Well, ", "v3")
    (repair,) = ada.do("corpus.repairs", source_id="s1")
    assert (repair.old_number, repair.version_id, repair.new_words) == (1, "v3", "it was silly")


def test_a_changed_file_brought_in_again_is_the_next_version(ada: Hand) -> None:
    ada.do("corpus.bind_source", source_id="s1", participant_code="P05")
    coded(ada, "k1", "the Sunday line")
    changed = TALK.replace("daft", "silly") + "I1: Thank you.\n"
    done = ada.do("corpus.import_file", id="v2", file=file("INT05 checked.txt", changed), source_id="s1")
    assert done.accepted[0].source_id == "s1"
    assert done.accepted[0].n_utterances == 5
    shown = ada.do("corpus.reading", source_id="s1")
    assert (shown.version_number, shown.turns[1].participant_id is not None) == (2, True)
    assert words_of(ada, codings(ada)["k1"]) == "the Sunday line"
    again = ada.do("corpus.import_file", id="v3", file=file("INT05 checked.txt", changed), source_id="s1")
    assert "Already here" in again.accepted[0].warnings[0]
    assert current(ada) == "v2"


def test_undo_takes_a_correction_back_with_everything_it_carried(ada: Hand) -> None:
    before = coded(ada, "k1", "the Sunday line")
    correct(ada, "daft", "silly")
    ada.do("study.undo")
    assert codings(ada)["k1"] == before
    assert ada.do("corpus.reading", source_id="s1").text == TALK
    assert [one.number for one in ada.do("corpus.versions", source_id="s1")] == [1]


def repairs_of(hand: Hand) -> dict[str, tuple[str, str, bool]]:
    return {one.id: (one.old_words, one.new_words, one.one_word) for one in hand.do("corpus.repairs", source_id="s1")}


def test_what_only_a_word_changed_in_is_put_in_its_place_in_one_step_and_nothing_else(ada: Hand) -> None:
    coded(ada, "k1", "Oh, it was daft. I was ever so pleased with it.")
    coded(ada, "k2", "daft")
    coded(ada, "k3", "it was daft.")
    coded(ada, "k4", "I write the Sunday line at the top")
    correct(ada, "daft", "deft")
    correct(ada, "write the Sunday line at", "wrote Sundays on", "v3")
    told = repairs_of(ada)
    assert {one: what[2] for one, what in told.items()} == {"k1": True, "k2": False, "k3": True, "k4": False}
    asked = {"source_id": "s1", "version_id": current(ada)}
    for ids in (("k1", "k2"), ("k1", "k4"), ("k1", "k9")):
        assert ada.refused("corpus.mend_many", **asked, ids=ids).code == "refused"
    assert ada.refused("corpus.mend_many", source_id="s1", version_id="older", ids=("k1",)).code == "refused"
    assert repairs_of(ada) == told
    assert ada.do("corpus.mend_many", **asked, ids=("k1", "k3")).n == 2
    assert set(repairs_of(ada)) == {"k2", "k4"}
    now = codings(ada)
    assert words_of(ada, now["k1"]) == "Oh, it was deft. I was ever so pleased with it."
    assert words_of(ada, now["k3"]) == "it was deft."
    ada.do("study.undo")
    assert repairs_of(ada) == told


def test_a_colleagues_coding_is_not_confirmed_by_another(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo", key="B")
    coded(ada, "k1", "Oh, it was daft. I was ever so pleased")
    correct(ada, "daft", "deft")
    asked = {"source_id": "s1", "version_id": current(ada), "ids": ("k1",)}
    assert bo.refused("corpus.mend_many", **asked).code == "refused"
    assert ada.do("corpus.mend_many", **asked).n == 1


def test_only_whoever_coded_it_or_the_lead_puts_a_coding_in_place(ada: Hand) -> None:
    coded(ada, "k1", "it was daft")
    correct(ada, "daft", "silly")
    bo = colleague(ada.workbench, "Bo Ek")
    assert bo.refused("corpus.mend", kind="coding", id="k1", start=0, end=5).code == "refused"
    assert ada.refused("corpus.mend", kind="coding", id="k1", start=0, end=9999).code == "invalid"


EDITS = st.lists(
    st.tuples(st.integers(0, len(TALK)), st.integers(0, 12), st.sampled_from(["", "x", "two words", "\n", "🙂", "é"])),
    min_size=1,
    max_size=4,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_no_coding_is_dropped_or_moved_off_its_words(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, int, str]]
) -> None:
    hand = owner(study(tmp_path_factory.mktemp("edits"), parser=DirectParser()))
    hand.do("corpus.import_file", id="s1", file=file("INT05.txt", TALK))
    words = {f"k{at}": TALK[at : at + 17] for at in range(0, len(TALK) - 17, 11)}
    for identifier in words:
        at = int(identifier[1:])
        rows_added(
            hand.workbench,
            Coding(identifier, standing(hand), hand.viewer.researcher_id, "s1", current(hand), at, at + 17, "c1"),
        )
    text = TALK
    for at, length, put in edits:
        text = text[:at] + put + text[at + length :]
    if text == TALK:
        return
    hand.do("corpus.correct_text", id="v2", source_id="s1", version_id=current(hand), text=text)
    held = codings(hand)
    assert set(held) == set(words)
    assert {one.id: words_of(hand, one) for one in held.values()} == words
    listed = {one.id for one in hand.do("corpus.repairs")}
    assert listed == {one.id for one in held.values() if one.version_id != "v2"}
    hand.workbench.close()
