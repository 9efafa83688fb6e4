"""Comments and highlights of an OpenDocument text stand on exactly the characters they were put on."""

from __future__ import annotations

import random

import pytest
from tests.formats.open_document_files import odt_file, p, spoken, style, words

from anselm.domain.parsed import Parsed, ParsedMark
from anselm.formats.odt import read_odt

FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"


def behind(colour: str) -> str:
    return f'<style:text-properties xmlns:fo="{FO}" fo:background-color="{colour}"/>'


STYLES = (
    style("T1", behind("#ffff00"))
    + style("T2", behind("#FFCC00"))
    + style("T3", behind("transparent"))
    + style("T4", "", parent="T1")
    + style("T5", '<style:text-properties style:font-name="Serif"/>')
    + style("P1", behind("#00ff00"), family="paragraph")
    + style("P2", behind("#ffff00").replace("text-properties", "paragraph-properties"), family="paragraph")
)


def note(said: str, name: str = "") -> str:
    """A comment as LibreOffice writes it."""
    named = f' office:name="{name}"' if name else ""
    return (
        f'<office:annotation{named} xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">'
        "<dc:creator>Mara Ellison</dc:creator><dc:date>2024-01-20T09:00:00</dc:date>"
        f"<meta:creator-initials>ME</meta:creator-initials>{said}</office:annotation>"
    )


def end(name: str) -> str:
    return f'<office:annotation-end office:name="{name}"/>'


def span(text: str, of: str) -> str:
    return f'<text:span text:style-name="{of}">{spoken(text)}</text:span>'


def read(body: str, styles: str = STYLES, **parts: str) -> Parsed:
    outcome = read_odt(odt_file(body, styles, **parts))
    assert isinstance(outcome, Parsed), outcome
    return outcome


def shown(parsed: Parsed) -> list[tuple[str, str, str]]:
    return [(one.words or one.colour, one.place, parsed.text[one.start : one.end]) for one in parsed.marks]


def test_a_comment_keeps_its_words_its_author_its_day_and_exactly_its_passage() -> None:
    said = words("waiting") + words("and hoping")
    parsed = read(p("A: We ", note(said, "n1"), "wait", end("n1"), " a lot."))
    assert parsed.text == "A: We wait a lot."
    assert parsed.marks == (
        ParsedMark("comment", 6, 10, "words", "waiting\nand hoping", "Mara Ellison", "2024-01-20T09:00:00"),
    )
    assert not parsed.warnings, "a comment that is kept is nothing lost"


def test_letters_beyond_the_first_plane_count_as_one_and_a_byte_order_mark_shifts_nothing() -> None:
    parsed = read(p("\ufeff\U0001f600 ", note(words("emoji"), "n"), "\U0001d518nd", end("n"), " so"))
    assert shown(parsed) == [("emoji", "words", "\U0001d518nd")]


def test_comments_overlap_nest_and_run_over_paragraphs() -> None:
    body = p(note(words("a"), "a"), "one ", note(words("b"), "b"), "two ", end("a"), "three") + p(
        "four ", note(words("c"), "c"), "five", end("c"), end("b"), " six"
    )
    assert shown(read(body)) == [
        ("a", "words", "one two "),
        ("b", "words", "two three\nfour five"),
        ("c", "words", "five"),
    ]


def test_a_comment_at_a_point_takes_its_paragraph_and_one_in_a_note_or_a_deletion_has_no_place() -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('gone ', note(words('on what was deleted')))}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    footnote = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('below ', note(words('in a footnote')))}</text:note-body></text:note>"
    )
    body = (
        deleted + words("before") + p("at its end", footnote, note(words("a point"))) + p(note(words("first")), "go on")
    )
    parsed = read(body)
    assert parsed.text == "before\nat its end\ngo on"
    assert shown(parsed) == [
        ("a point", "paragraph", "at its end"),
        ("first", "paragraph", "go on"),
        ("on what was deleted", "nowhere", ""),
        ("in a footnote", "nowhere", ""),
    ]
    assert {one.kind for one in parsed.warnings} == {"tracked-deletion", "footnote"}


def test_highlights_are_kept_by_colour_and_spans_of_one_colour_are_one_passage() -> None:
    body = p(
        "We ", span("wa", "T1"), span("it", "T4"), " and ", span("hope", "T2"), span(" none", "T3"), span("!", "T5")
    )
    assert shown(read(body)) == [("yellow", "words", "wait"), ("#ffcc00", "words", "hope")]


def test_a_paragraph_highlighted_as_a_whole_is_a_passage_and_one_laid_out_on_a_ground_is_none() -> None:
    body = p("all of it ", span("too", "T5"), style="P1") + p("a box", style="P2") + p("named", style="Source")
    laid_out = style("Source", behind("#eeeeee"), family="paragraph")
    assert shown(read(body, styles_part=laid_out)) == [("green", "words", "all of it too")]


def test_what_stands_in_a_text_box_is_not_taken_for_the_passage_around_it() -> None:
    box = f"<draw:frame><draw:text-box>{words('boxed')}</draw:text-box></draw:frame>"
    parsed = read(p(note(words("around"), "n"), "in ", box, "side", end("n"), " out"))
    assert parsed.text == "in side out\nboxed"
    assert shown(parsed) == [("around", "words", "in side")]


def test_a_space_before_a_line_end_of_the_xml_is_no_part_of_the_text_whatever_is_marked() -> None:
    parsed = read(p(span("marked ", "T1"), "on\n"))
    assert parsed.text == "marked on"
    assert read(p(note(words("x"), "n"), "on\n", end("n"))).text == "on"


def test_any_document_of_spans_and_comments_gives_each_comment_the_words_between_its_signs() -> None:
    chance = random.Random(7)
    for _ in range(150):
        body, expected, inside = "", {}, {}
        for number in range(chance.randint(2, 5)):
            pieces = []
            for at in range(chance.randint(1, 6)):
                if chance.random() < 0.3:
                    key = f"k{number}.{at}"
                    pieces.append(note(words(key), key))
                    inside[key] = ""
                said = chance.choice(("word", "zwei 😀", "a", "d e"))
                pieces.append(span(said, chance.choice(("T3", "T5"))))
                inside = {key: had + said for key, had in inside.items()}
                if inside and chance.random() < 0.4:
                    key = chance.choice(sorted(inside))
                    pieces.append(end(key))
                    expected[key] = inside.pop(key)
            for key in list(inside):
                pieces.append(end(key))
                expected[key] = inside.pop(key)
            body += p(*pieces)
        parsed = read(body)
        found = {one.words: parsed.text[one.start : one.end] for one in parsed.marks if one.place == "words"}
        assert found == expected


@pytest.mark.parametrize("n", [1, 50])
def test_an_end_that_never_began_and_a_beginning_that_never_ends_break_nothing(n: int) -> None:
    body = p(end("x") * n, "one", "".join(note(words(f"open {at}"), f"y{at % 9}") for at in range(n)), end("z") * n)
    parsed = read(body)
    assert parsed.text == "one"
    assert len(parsed.marks) == n
