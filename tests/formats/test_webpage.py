from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.web_files import CONTAINER, book, chapter, p, page
from tests.formats.word_files import zipped

from anselm.domain.parsed import Parsed, Refusal
from anselm.formats.epub import read_epub
from anselm.formats.webpage import read_html, read_xhtml

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
LINES = st.lists(st.text(st.one_of(CHARACTERS, st.sampled_from(" \t\n<>&;\"'")), max_size=30), min_size=1, max_size=6)


def read(body: str) -> Parsed:
    """The value of a page; fails when it is refused."""
    outcome = read_html(page(body))
    assert isinstance(outcome, Parsed), outcome
    return outcome


def kinds(parsed: Parsed) -> set[str]:
    """The kinds of what was left out or changed."""
    return {loss.kind for loss in parsed.warnings}


def single_spaced(line: str) -> str:
    """The line without spaces at its ends, and one where there were several."""
    return " ".join(part for part in line.split(" ") if part)


@given(LINES)
def test_every_character_of_a_page_is_in_the_text(lines: list[str]) -> None:
    kept = [f"{line}." for line in lines]
    assert read("".join(p(line) for line in kept)).text == "\n".join(kept)
    outcome = read_epub(book(*(p(line) for line in kept)))
    assert isinstance(outcome, Parsed)
    assert outcome.text == "\n".join(kept)


@given(LINES)
def test_outside_pre_only_runs_of_spaces_are_one_space(lines: list[str]) -> None:
    body = "".join(f"<p>{html.escape(line)}.</p>\n" for line in lines)
    said = [f"{line}.".replace("\t", " ").replace("\n", " ") for line in lines]
    assert read(body).text == "\n".join(map(single_spaced, said))


@given(st.lists(st.lists(st.text(CHARACTERS, max_size=8), min_size=1, max_size=4), min_size=1, max_size=4))
def test_cells_are_parted_by_tab_and_rows_by_line_feed(rows: list[list[str]]) -> None:
    table = "".join("<tr>" + "".join(f"<td>x{html.escape(cell)}x" for cell in row) for row in rows)
    said = ["\t".join(single_spaced(f"x{cell}x") for cell in row) for row in rows]
    text = read(f"before<table><tbody>{table}</table>after").text
    assert text == "\n".join(["before", *said, "after"])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a <b>b</b>\n c </p><p>d<br>e<br></p><p><br></p>x", "a b c\nd\ne\n\nx"),
        ("a &amp; b &lt; c &eacute; &#x1F600; &nbsp;d < 3 <", "a & b < c é \U0001f600 \u00a0d < 3 <"),
        ("<ul><li>k<li>l</ul>m<hr>n", "k\nl\nm\nn"),
        ("<pre>\n a\n\n  b\n</pre>z", " a\n\n  b\nz"),
        ("<a title='x>y'>l</a><!-- > no --><img alt=\"a>b\">m", "lm"),
        ("<table><tr><th>a<td>b<table><tr><td>c<td>d</table>e<tr><td>f</table>g", "a\tb\nc\td\ne\nf\ng"),
        ("<p>a<p>b</p></p>c", "a\nb\nc"),
        ("a<script>if (b<c) '</div>'</script>d<style>p{}</style>e<noscript>f</noscript>", "ade"),
        ("<h1>One</h1><div><div>two</div>three</div>", "One\ntwo\nthree"),
    ],
)
def test_blocks_are_lines_as_a_browser_shows_them(body: str, text: str) -> None:
    assert read(body).text == text


def test_what_a_page_does_not_show_or_cannot_hold_is_reported() -> None:
    body = (
        "a<p hidden>secret<p>b<span style='color:red; display: none'>secret <span>x</span></span>"
        "<del>c</del><img src=x><svg><text>d</text></svg><iframe src='http://127.0.0.1:9/'>e</iframe>"
        "<input><textarea>f</textarea><ruby>漢<rt>kan</rt></ruby><ol><li>g</ol><math>h"
    )
    parsed = read(body)
    assert parsed.text == "a\nb漢\ng"
    assert kinds(parsed) == {
        "hidden-text",
        "tracked-deletion",
        "picture",
        "embedded-document",
        "form-field",
        "ruby",
        "list-number",
        "equation-left-out",
        "unended-part",
    }


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'<meta charset="windows-1251"><p>\xef\xf0\xe8', "при"),
        (b'<meta http-equiv=x content="text/html; charset=iso-8859-1">\x93na\xefve\x94', "“naïve”"),
        ("\ufeff<meta charset=latin1>é".encode(), "é"),
        ("<p>é\U0001f600".encode("utf-16"), "é\U0001f600"),
        ("<p>é".encode(), "é"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_names(data: bytes, text: str) -> None:
    outcome = read_html(data)
    assert isinstance(outcome, Parsed)
    assert outcome.text == text


def test_the_encoding_of_a_page_is_never_guessed() -> None:
    outcome = read_html(b"<p>caf\xe9")
    assert isinstance(outcome, Refusal)
    assert "not UTF-8" in outcome.reason
    named = read_html(b"<p>caf\xe9", "cp1252")
    assert isinstance(named, Parsed)
    assert named.text == "café"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "0 bytes"),
        (b"%PDF-1.7", "PDF"),
        (page("<p></p>"), "no words"),
        (page("<img>"), "pictures but no words"),
        (b"<p>words<a href='", "cut short"),
        (b"<p>words<!-- more", "cut short"),
        (b'<!DOCTYPE x [<!ENTITY e "boo">]><p>&e;', "names of its own"),
        (page("<table><tr><td>" * 100), "levels deep"),
        (page("<p>a\0b"), "not a web page"),
    ],
)
def test_a_page_that_gives_no_text_is_refused(data: bytes, said: str) -> None:
    outcome = read_html(data)
    assert isinstance(outcome, Refusal)
    assert said in outcome.reason


def test_chapters_stand_in_the_order_of_reading() -> None:
    outcome = read_epub(book("<p>one</p>", "<p>two<br/>lines</p><p/>", "<div>three</div>"))
    assert isinstance(outcome, Parsed)
    assert outcome.text == "one\ntwo\nlines\nthree"
    assert outcome.format == "epub"


def test_a_page_of_the_xml_variant_may_close_its_marks_itself() -> None:
    outcome = read_xhtml(chapter("a<script src='x'/>b<title/>c<![CDATA[<d>]]>").encode())
    assert isinstance(outcome, Parsed)
    assert outcome.text == "abc<d>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"I1: words", "not an electronic book"),
        (zipped({"a.txt": "x"}), "without an electronic book"),
        (zipped({"META-INF/container.xml": CONTAINER}), "without an electronic book"),
        (zipped({"META-INF/container.xml": "<!DOCTYPE x [<!ENTITY e 'b'>]>" + "<a/>"}), "DOCTYPE"),
        (book(), "no chapter"),
        (book("<p/>"), "no words"),
        (book("<p>x</p>", OEBPS__content_xml="x", META__INF="x"), ""),
    ],
)
def test_a_book_that_gives_no_text_is_refused(data: bytes, said: str) -> None:
    outcome = read_epub(data)
    assert isinstance(outcome, Refusal) == bool(said)
    assert isinstance(outcome, Parsed) or said in outcome.reason


def test_a_book_under_a_lock_is_refused_and_one_with_locked_fonts_is_read() -> None:
    def locked(part: str) -> Parsed | Refusal:
        listed = (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            f'<x xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherReference URI="{part}"/></x></encryption>'
        )
        return read_epub(book("<p>x</p>", **{"META-INF/encryption.xml": listed}))

    refused = locked("OEBPS/text/c%209.xhtml")
    assert isinstance(refused, Refusal)
    assert "lock" in refused.reason
    assert isinstance(locked("OEBPS/fonts/a.otf"), Parsed)
