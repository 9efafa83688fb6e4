"""Comments and highlights of a file wait as proposals until a person decides, and nothing of them is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, study
from tests.formats.open_document_files import odt_file, p
from tests.formats.open_document_files import words as odt_words
from tests.formats.test_marks import GREEN, YELLOW, begin, comments, finish
from tests.formats.test_odt_marks import STYLES, end, note, span
from tests.formats.word_files import paragraph, run, word_file

TALK = (
    paragraph(run("I1: How do you learn?")),
    paragraph(
        run("P01: "), begin(0), run("I hear them on the phone."), finish(0), run(" 😀 Then I write it down.", GREEN)
    ),
    paragraph(run("I1: And after?")),
    paragraph(run("P01: "), begin(1), run("We talk in the kitchen."), finish(1), run(" In the "), run("car", GREEN)),
    paragraph(run("P01: so "), begin(2), run("it is clear"), finish(2), run(", "), run("Siân says", YELLOW)),
)
SAID = ("overhearing", "Overhearing", "ask Siân about this")


def talk(body: str = "".join(TALK), said: tuple[str, ...] = SAID) -> bytes:
    return word_file(body, comments=comments(*said))


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    ada = owner(study(tmp_path, parser=DirectParser()))
    ada.do("coding.add_code", id="c1", name="Learning")
    return ada


def bring(hand: Hand, data: bytes, **more: str) -> Any:
    done = hand.do("corpus.import_file", id=hand.new_id(), file=file("INT01.docx", data), **more)
    assert not done.refused, done
    return done.accepted[0]


def listed(hand: Hand, source_id: str = "", round_id: str = "") -> Any:
    return hand.do("coding.file_marks", source_id=source_id, round_id=round_id)


def by_words(hand: Hand, round_id: str = "") -> dict[str, Any]:
    return {f"{one.words or one.colour} {one.start}": one for one in listed(hand, round_id=round_id).found}


def marked(hand: Hand, **wanted: str) -> list[str]:
    return [one.id for one in listed(hand).found if all(getattr(one, key) == said for key, said in wanted.items())]


def codings(hand: Hand, version_id: str, round_id: str = "") -> list[tuple[int, int, str]]:
    found = hand.do("coding.marks", version_id=version_id, round_id=round_id)
    return [(one.start, one.end, one.code_id) for one in found]


def test_what_was_left_on_a_file_is_proposed_and_nothing_is_coded(ada: Hand) -> None:
    taken = bring(ada, talk())
    assert taken.n_marks == 6
    assert taken.warnings == ()
    found = listed(ada, taken.source_id)
    assert (found.n, found.n_waiting) == (6, 6)
    assert [(one.kind, one.words or one.colour, one.passage, one.turn) for one in found.found] == [
        ("comment", "overhearing", "I hear them on the phone.", 2),
        ("highlight", "green", " 😀 Then I write it down.", 2),
        ("comment", "Overhearing", "We talk in the kitchen.", 4),
        ("highlight", "green", "car", 4),
        ("comment", "ask Siân about this", "it is clear", 5),
        ("highlight", "yellow", "Siân says", 5),
    ]
    assert {(one.author, one.at[:7]) for one in found.found if one.kind == "comment"} == {("Mara Ellison", "2024-01")}
    assert codings(ada, found.found[0].version_id) == []


def test_a_proposal_becomes_a_coding_with_a_code_that_is_there_and_stays_listed_as_decided(ada: Hand) -> None:
    bring(ada, talk())
    (one,) = marked(ada, words="ask Siân about this")
    assert ada.do("coding.code_file_marks", ids=(one,), code_id="c1").n == 1
    (mark,) = [held for held in listed(ada).found if held.id == one]
    assert (mark.answer.answer, mark.answer.code, mark.answer.by, mark.answer.there) == (
        "coded",
        "Learning",
        "Ada",
        True,
    )
    assert codings(ada, mark.version_id) == [(mark.start, mark.end, "c1")]
    again = ada.do("coding.code_file_marks", ids=(one,), code_id="c1")
    assert (again.n, again.n_before) == (0, 1)
    assert len(codings(ada, mark.version_id)) == 1


def test_all_comments_of_the_same_words_become_one_new_code_in_one_step_that_one_undo_takes_back(ada: Hand) -> None:
    bring(ada, talk())
    (group,) = [one for one in listed(ada).groups if one.kind == "comment"]
    assert (group.words, group.n, len(group.ids)) == ("overhearing", 2, 2)
    done = ada.do("coding.code_file_marks_new", ids=group.ids, code_id="n1", name="Overhearing")
    assert done.n == 2
    version_id = listed(ada).found[0].version_id
    assert [code for _, _, code in codings(ada, version_id)] == ["n1", "n1"]
    assert listed(ada).n_waiting == 4
    ada.do("study.undo")
    assert listed(ada).n_waiting == 6
    assert codings(ada, version_id) == []
    assert [one.name for one in ada.do("coding.codes")] == ["Learning"]
    ada.do("study.redo")
    assert (listed(ada).n_waiting, len(codings(ada, version_id))) == (4, 2)


def test_all_of_one_highlight_colour_are_coded_at_once_over_several_sources(ada: Hand) -> None:
    bring(ada, talk())
    bring(ada, talk(paragraph(run("A: "), run("another", GREEN), run(" one")), ()))
    (green,) = [one for one in listed(ada).groups if one.colour == "green"]
    assert (green.n, len(green.ids)) == (3, 3)
    assert ada.do("coding.code_file_marks", ids=green.ids, code_id="c1").n == 3
    assert {one.source_id for one in listed(ada).found if one.answer} == {one.id for one in ada.do("corpus.sources")}


def test_a_comment_is_kept_as_a_memo_at_its_passage_or_set_aside_and_decided_anew(ada: Hand) -> None:
    bring(ada, talk())
    (asked,) = marked(ada, words="ask Siân about this")
    (yellow,) = marked(ada, colour="yellow")
    ada.do("coding.keep_file_marks", ids=(asked,))
    ada.do("coding.set_file_marks_aside", ids=(yellow,))
    (memo,) = ada.do("study.memos")
    (mark,) = [one for one in listed(ada).found if one.id == asked]
    assert memo.body == "ask Siân about this\n\nComment in the file: Mara Ellison, 2024-01-22."
    assert (memo.version_id, memo.start, memo.end) == (mark.version_id, mark.start, mark.end)
    assert {one.answer.answer for one in listed(ada).found if one.answer} == {"kept as a memo", "set aside"}
    ada.do("coding.decide_again", ids=(asked, yellow))
    assert (listed(ada).n_waiting, ada.do("study.memos")) == (6, ())


def test_deciding_anew_takes_off_the_coding_made_of_it_and_none_that_was_there_before(ada: Hand) -> None:
    bring(ada, talk())
    first, second = marked(ada, colour="green")
    at = {one.id: one for one in listed(ada).found}
    by_hand = {"version_id": at[first].version_id, "start": at[first].start, "end": at[first].end}
    ada.do("coding.apply", id="mine", code_id="c1", **by_hand)
    ada.do("coding.code_file_marks", ids=(first, second), code_id="c1")
    ada.do("coding.decide_again", ids=(first, second))
    assert codings(ada, at[first].version_id) == [(at[first].start, at[first].end, "c1")]


def test_a_comment_on_what_is_not_in_the_text_is_listed_and_kept_and_not_coded(ada: Hand) -> None:
    bring(ada, talk(TALK[0], ("in a footnote",)))
    (one,) = listed(ada).found
    assert (one.place, one.start, one.current) == ("nowhere", None, False)
    assert "not in the text" in ada.refused("coding.code_file_marks", ids=(one.id,), code_id="c1").message
    ada.do("coding.keep_file_marks", ids=(one.id,))
    assert ada.do("study.memos")[0].about_kind == "source"


def test_a_file_read_again_keeps_what_was_decided_and_adds_what_is_new(ada: Hand) -> None:
    source = bring(ada, talk()).source_id
    (asked,) = marked(ada, words="ask Siân about this")
    first, _ = marked(ada, colour="green")
    ada.do("coding.set_file_marks_aside", ids=(asked, first))
    longer = paragraph(run("I1: Shall we begin?")) + "".join(TALK) + paragraph(begin(3), run("P01: Done."), finish(3))
    bring(ada, talk(longer, (*SAID, "the end")), source_id=source)
    found = listed(ada)
    assert (found.n, found.n_waiting) == (7, 5)
    text = ada.do("corpus.reading", source_id=source).text
    assert all(one.current and text[one.start : one.end] == one.passage for one in found.found)
    assert {one.id for one in found.found if one.answer} == {asked, first}


def test_a_mark_the_new_file_no_longer_has_stays_and_one_whose_words_changed_waits_to_be_placed(ada: Hand) -> None:
    source = bring(ada, talk()).source_id
    without = "".join((*TALK[:3], paragraph(run("P01: We spoke in the corridor. In the "), run("car", GREEN)), TALK[4]))
    bring(ada, talk(without), source_id=source)
    found = listed(ada)
    assert found.n == 6
    (gone,) = [one for one in found.found if one.words == "Overhearing"]
    assert (gone.current, gone.passage) == (False, "") or gone.place == "nowhere"
    bring(ada, talk("".join(TALK).replace("I hear them", "I heard them")), source_id=source)
    assert listed(ada).n == 6


def test_a_corrected_text_carries_proposals_and_lists_for_mending_what_it_cannot_carry(ada: Hand) -> None:
    source = bring(ada, talk()).source_id
    reading = ada.do("corpus.reading", source_id=source)
    text = reading.text.replace("it is clear", "it was plain").replace("How do", "Well, how do")
    ada.do("corpus.correct_text", id="v2", source_id=source, version_id=reading.version_id, text=text)
    held = {one.words or one.passage: one for one in listed(ada).found}
    assert held["Overhearing"].current
    assert held["Overhearing"].passage == "We talk in the kitchen."
    lost = held["ask Siân about this"]
    assert not lost.current
    assert "corrected" in ada.refused("coding.code_file_marks", ids=(lost.id,), code_id="c1").message
    (repair,) = ada.do("corpus.repairs", source_id=source)
    ada.do("corpus.mend", kind=repair.kind, id=repair.id, start=repair.start, end=repair.end)
    ada.do("coding.code_file_marks", ids=(lost.id,), code_id="c1")


def test_rules_of_anonymisation_reach_comments_and_residue_finds_what_is_left_in_them(ada: Hand) -> None:
    source = bring(ada, talk()).source_id
    ada.do("corpus.write_rule", id="r", forms="Siân", replacement="[colleague]", reason="a third person")
    assert [one.what for one in ada.do("corpus.residue_left").found] == ["comment in a file"]
    version_id = ada.do("corpus.reading", source_id=source).version_id
    ada.do("corpus.apply_rules", id="v2", source_id=source, version_id=version_id, unchecked_because="a test")
    assert marked(ada, words="ask [colleague] about this")
    assert "Siân" not in str(listed(ada).found)
    assert ada.do("corpus.residue_left").n == 0


def team(ada: Hand) -> tuple[Hand, Hand, str]:
    kay = colleague(ada.workbench, "Kay Ash", "coder", key="K", prefix="cccccccc")
    lou = colleague(ada.workbench, "Lou Bay", "coder", key="L", prefix="dddddddd")
    source = str(bring(ada, talk()).source_id)
    judges = (kay.viewer.researcher_id, lou.viewer.researcher_id)
    ada.do("judging.start_round", id="r1", name="First", judge_ids=judges, source_ids=(source,))
    return kay, lou, source


def test_in_a_blind_round_each_reader_decides_alone_and_sees_nothing_of_the_other(ada: Hand) -> None:
    kay, lou, _ = team(ada)
    before = [listed(hand, round_id="r1") for hand in (lou, ada)]
    ids = marked(kay, colour="green")
    kay.do("coding.code_file_marks_new", ids=ids, code_id="kay", name="Hers alone", round_id="r1")
    assert listed(kay, round_id="r1").n_waiting == 4
    assert [listed(hand, round_id="r1") for hand in (lou, ada)] == before
    assert listed(lou) == listed(ada)
    assert not any(one.elsewhere for hand in (lou, ada) for one in listed(hand).found)
    assert listed(lou).n_waiting == 6
    lou.do("coding.code_file_marks", ids=ids, code_id="c1", round_id="r1")
    version_id = listed(lou).found[0].version_id
    assert {code for _, _, code in codings(lou, version_id, "r1")} == {"c1"}
    assert {code for _, _, code in codings(kay, version_id, "r1")} == {"kay"}
    for hand in (kay, lou):
        hand.do("judging.submit", id="r1")
    assert (
        "handed in"
        in kay.refused("coding.set_file_marks_aside", ids=marked(kay, colour="yellow"), round_id="r1").message
    )
    ada.do("judging.reveal", id="r1")
    told = [one.elsewhere for one in listed(ada).found if one.id in ids]
    assert [sorted((said.by, said.code, said.round) for said in one) for one in told] == [
        [("Kay Ash", "Hers alone", "First"), ("Lou Bay", "Learning", "First")]
    ] * 2


def test_whoever_only_reads_decides_nothing_and_who_is_not_assigned_decides_nothing_in_the_round(ada: Hand) -> None:
    team(ada)
    ids = marked(ada, colour="yellow")
    guest = colleague(ada.workbench, "Guy", "auditor", key="G", prefix="eeeeeeee")
    for name in ("keep_file_marks", "set_file_marks_aside", "decide_again"):
        assert guest.refused(f"coding.{name}", ids=ids)
        assert ada.refused(f"coding.{name}", ids=ids, round_id="r1")


def test_a_source_taken_away_takes_its_proposals_along_and_brings_them_back(ada: Hand) -> None:
    source = bring(ada, talk()).source_id
    ada.do("coding.set_file_marks_aside", ids=marked(ada, colour="yellow"))
    ada.do("corpus.remove_source", source_id=source)
    assert listed(ada).n == 0
    ada.do("study.undo")
    assert (listed(ada).n, listed(ada).n_waiting) == (6, 5)


def test_thousands_of_marks_are_listed_five_hundred_at_a_time_and_coded_in_one_step(ada: Hand) -> None:
    runs = "".join(run(f"w{number}", GREEN) + run(f" and {number * 7919 % 1000} ") for number in range(3000))
    bring(ada, word_file(paragraph(runs)))
    found = listed(ada)
    assert (found.n, found.n_waiting, len(found.found)) == (3000, 3000, 500)
    (green,) = found.groups
    assert ada.do("coding.code_file_marks", ids=green.ids, code_id="c1").n == 3000
    assert listed(ada).n_waiting == 0


def test_those_of_an_opendocument_text_are_proposed_alike_and_followed_when_it_comes_anew(ada: Hand) -> None:
    def text(first: str) -> bytes:
        said = p("P01: ", note(odt_words("overhearing"), "n"), "I hear them.", end("n"), span(" In the car.", "T1"))
        return odt_file(odt_words("I1: How do you learn?") + odt_words(first) + said, STYLES)

    def brought(data: bytes, **more: str) -> Any:
        done = ada.do("corpus.import_file", id=ada.new_id(), file=file("INT09.odt", data), **more)
        return done.accepted[0]

    taken = brought(text("I1: Well?"))
    assert taken.n_marks == 2
    (comment,) = marked(ada, words="overhearing")
    ada.do("coding.code_file_marks", ids=(comment,), code_id="c1")
    brought(text("I1: Well, and then?"), source_id=taken.source_id)
    found = listed(ada, taken.source_id).found
    assert [(one.words or one.colour, one.passage, one.answer is not None) for one in found] == [
        ("overhearing", "I hear them.", True),
        ("yellow", " In the car.", False),
    ]
