"""Comments and highlights of a Word file stand on exactly the characters they were put on."""

from __future__ import annotations

import random

import pytest
from tests.formats.word_files import W, paragraph, run, word_file

from anselm.domain.parsed import Parsed, ParsedMark, Refusal
from anselm.formats.docx import read_docx
from anselm.formats.marking import MAX_MARKS
from anselm.workers.wire import outcome_of, written

GREEN = '<w:highlight w:val="green"/>'
YELLOW = '<w:highlight w:val="yellow"/>'


def begin(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def finish(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def comments(*words: str, inside: str = "") -> str:
    made = "".join(
        f'<w:comment w:id="{number}" w:author="Mara Ellison" w:date="2024-01-2{number % 10}T09:00:00Z">'
        f"<w:p>{run(said)}</w:p>{inside}</w:comment>"
        for number, said in enumerate(words)
    )
    return f'<?xml version="1.0"?><w:comments xmlns:w="{W}">{made}</w:comments>'


def read(body: str, *words: str) -> Parsed:
    outcome = read_docx(word_file(body, comments=comments(*words)) if words else word_file(body))
    assert isinstance(outcome, Parsed)
    return outcome


def shown(parsed: Parsed) -> list[tuple[str, str, str]]:
    return [(one.words or one.colour, one.place, parsed.text[one.start : one.end]) for one in parsed.marks]


def test_a_comment_keeps_its_words_its_author_its_day_and_exactly_its_passage() -> None:
    parsed = read(paragraph(run("A: We "), begin(0), run("wait"), finish(0), run(" a lot.")), "waiting")
    assert parsed.text == "A: We wait a lot."
    assert parsed.marks == (ParsedMark("comment", 6, 10, "words", "waiting", "Mara Ellison", "2024-01-20T09:00:00Z"),)
    assert not parsed.warnings, "a comment that is kept is nothing lost"


def test_letters_beyond_the_first_plane_count_as_one() -> None:
    parsed = read(paragraph(run("😀😀 "), begin(0), run("𝔘nd 👩‍⚕️"), finish(0), run(" so")), "emoji")
    assert shown(parsed) == [("emoji", "words", "𝔘nd 👩‍⚕️")]
    assert parsed.marks[0].start == 3


def test_a_mark_of_byte_order_at_the_start_shifts_nothing() -> None:
    parsed = read(paragraph(run("\ufeffWe "), begin(0), run("wait"), finish(0)), "waiting")
    assert parsed.text == "We wait"
    assert shown(parsed) == [("waiting", "words", "wait")]


def test_comments_that_overlap_nest_and_run_over_paragraphs_each_have_their_own_passage() -> None:
    body = (
        paragraph(begin(0), run("one "), begin(1), run("two "), finish(0), run("three"))
        + paragraph(run("four "), begin(2), run("five"), finish(2), finish(1), run(" six"))
        + begin(3)
        + paragraph(run("seven"))
        + finish(3)
    )
    assert shown(read(body, "a", "b", "c", "d")) == [
        ("a", "words", "one two "),
        ("b", "words", "two three\nfour five"),
        ("c", "words", "five"),
        ("d", "words", "seven"),
    ]


def test_tracked_changes_and_tables_shift_nothing() -> None:
    gone = f"<w:del>{run('no longer here ').replace('w:t', 'w:delText')}</w:del>"
    right = paragraph(run("the "), begin(1), run("right"), finish(1))
    cell = f"<w:tc>{paragraph(run('left'))}</w:tc><w:tc>{right}</w:tc>"
    body = (
        paragraph(gone, run("We "), begin(0), f"<w:ins>{run('now ')}</w:ins>", gone, run("wait"), finish(0))
        + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
        + paragraph(begin(2), gone, finish(2), run("after"))
    )
    parsed = read(body, "kept", "cell", "on what was deleted")
    assert parsed.text == "We now wait\nleft\tthe right\nafter"
    assert shown(parsed) == [
        ("kept", "words", "now wait"),
        ("cell", "words", "right"),
        ("on what was deleted", "paragraph", "after"),
    ]


def test_a_comment_at_a_point_takes_its_paragraph_and_one_in_a_footnote_is_kept_without_a_place() -> None:
    point = '<w:r><w:commentReference w:id="0"/></w:r>'
    parsed = read(paragraph(run("before")) + paragraph(point, run("here it is")), "a point", "in a footnote")
    assert shown(parsed) == [("a point", "paragraph", "here it is"), ("in a footnote", "nowhere", "")]


def test_what_stands_in_a_text_box_is_not_taken_for_the_passage_around_it() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></w:pict></w:r>"
    parsed = read(paragraph(begin(0), run("in "), box, run("side"), finish(0), run(" out")), "around")
    assert parsed.text == "in side out\nboxed"
    assert shown(parsed) == [("around", "words", "in side")]


def test_highlights_are_kept_by_colour_and_runs_of_one_colour_are_one_passage() -> None:
    body = paragraph(
        run("We "),
        run("wa", YELLOW),
        run("it", "<w:b/>" + YELLOW),
        run(" and "),
        run("hope", GREEN),
        run(" so", '<w:shd w:val="clear" w:fill="FFCC00"/>'),
        run(" none", '<w:highlight w:val="none"/><w:shd w:fill="auto"/>'),
    )
    assert shown(read(body)) == [("yellow", "words", "wait"), ("green", "words", "hope"), ("#ffcc00", "words", " so")]


def test_a_highlight_goes_on_into_the_next_paragraph_only_where_the_line_end_between_is_marked_too() -> None:
    through = paragraph(run("one", YELLOW), properties=f"<w:rPr>{YELLOW}</w:rPr>") + paragraph(run("two", YELLOW))
    assert shown(read(through)) == [("yellow", "words", "one\ntwo")]
    apart = paragraph(run("one", YELLOW)) + paragraph(run("two", YELLOW))
    assert shown(read(apart)) == [("yellow", "words", "one"), ("yellow", "words", "two")]


def test_any_document_of_runs_and_comments_gives_each_comment_the_runs_between_its_signs() -> None:
    chance = random.Random(24)
    for _ in range(150):
        paragraphs: list[str] = []
        expected: dict[int, list[str]] = {}
        open_: list[int] = []
        text: list[str] = []
        for _ in range(chance.randint(1, 5)):
            inside = []
            for _ in range(chance.randint(1, 6)):
                if chance.random() < 0.3:
                    expected[len(expected)] = []
                    open_.append(len(expected) - 1)
                    inside.append(begin(open_[-1]))
                words = "".join(chance.choice("ab😀é \t") for _ in range(chance.randint(1, 4))) + "x"
                inside.append(run(words).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>"))
                text.append(words)
                for one in open_:
                    expected[one].append(words)
                if open_ and chance.random() < 0.4:
                    inside.append(finish(open_.pop(chance.randrange(len(open_)))))
            paragraphs.append(paragraph(*inside))
            text.append("\n")
            for one in open_:
                expected[one].append("\n")
        paragraphs += [finish(one) for one in open_]
        if not expected:
            continue
        parsed = read("".join(paragraphs), *(f"n{one}" for one in expected))
        assert parsed.text == "".join(text).removesuffix("\n")
        found = {words: passage for words, _, passage in shown(parsed)}
        assert found == {f"n{one}": "".join(held).removesuffix("\n") for one, held in expected.items()}


@pytest.mark.parametrize(
    ("what", "body", "part"),
    [
        ("ends before it begins", paragraph(finish(0), run("a"), begin(0)), comments("x")),
        ("never ends", paragraph(begin(0), run("a")), comments("x")),
        ("begins twice", paragraph(begin(0), begin(0), run("a"), finish(0), finish(0)), comments("x")),
        ("one identifier twice", paragraph(begin(0), run("a"), finish(0)), comments("x").replace('"0"', '"0"')),
        ("no identifier", paragraph("<w:commentRangeStart/>", run("a"), "<w:commentRangeEnd/>"), comments("x")),
        ("signs no text holds are refused", paragraph(run("a&#1;b")), comments("x")),
        ("a damaged part", paragraph(run("a")), comments("x")[:-5]),
        ("a doctype", paragraph(run("a")), '<!DOCTYPE a [<!ENTITY b "c">]>' + comments("x")[21:]),
        ("no words", paragraph(begin(0), finish(0)), comments("x")),
    ],
)
def test_a_file_whose_comments_are_odd_is_read_or_refused_in_words(what: str, body: str, part: str) -> None:
    outcome = read_docx(word_file(body, comments=part))
    assert isinstance(outcome, (Parsed, Refusal)), what
    if isinstance(outcome, Parsed):
        assert [one.words for one in outcome.marks] == ["x"], what
        assert all(0 <= one.start <= one.end <= len(outcome.text) for one in outcome.marks), what


def test_twenty_thousand_marks_are_kept_and_those_beyond_are_counted_as_left_out() -> None:
    beyond = 7
    chance = random.Random(7)  # a file of one run over and over is refused as made to fill memory
    runs = "".join(run(f"{chance.random()}", YELLOW) + run("b") for _ in range(MAX_MARKS + beyond))
    parsed = read(paragraph(runs))
    assert len(parsed.marks) == MAX_MARKS
    assert [one.message for one in parsed.warnings if one.kind == "comment"] == [
        "7 comments and highlights beyond the first 20,000 are left out."
    ]


def test_marks_go_whole_between_the_limited_child_and_the_workbench() -> None:
    parsed = read(paragraph(begin(0), run("wait"), finish(0), run("ing", GREEN)), "wörds “so” 😀")
    assert outcome_of(written(parsed)) == parsed
