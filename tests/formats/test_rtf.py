from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.rich_text_files import FONTS, par, rtf_file, written

from anselm.domain.parsed import Parsed, Refusal
from anselm.formats.rtf import read_rtf

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
WORDS = st.text(st.one_of(CHARACTERS, st.sampled_from(" \t\n\\{}*~-_'\U0001f600é")), max_size=30)
# A character's stand-in: none, a letter, a byte, a word, two of them.
INSTEAD = {"": 0, "?": 1, r"\'3f": 1, r"\endash ": 1, "xy": 2, r"\'81\'5c": 2}


def read(body: str, **more: str) -> Parsed:
    """The value; fails when the file is refused."""
    outcome = read_rtf(rtf_file(body, **more))
    assert isinstance(outcome, Parsed), outcome
    return outcome


def kinds(parsed: Parsed) -> set[str]:
    """The kinds of what was left out or changed."""
    return {loss.kind for loss in parsed.warnings}


@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from(sorted(INSTEAD)))
def test_every_character_of_every_paragraph_is_in_the_text(lines: list[str], instead: str) -> None:
    body = "".join(written(line, instead) + "\\par\n" for line in ["w", *lines])
    parsed = read(rf"\uc{INSTEAD[instead]} " + body)
    assert parsed.text == "\n".join(["w", *lines])
    assert not kinds(parsed) - {"symbol"}


@given(st.lists(st.lists(st.text(CHARACTERS, max_size=8), min_size=1, max_size=4), min_size=1, max_size=4))
def test_cells_are_parted_by_tab_and_rows_by_line_feed(rows: list[list[str]]) -> None:
    table = "".join(
        r"\trowd\cellx1000 " + "".join(rf"\pard\intbl {written(cell)}\cell" for cell in row) + r"\row" for row in rows
    )
    expected = "\n".join(["before", *("\t".join(row) for row in rows), "after"])
    assert read(par("before") + table + r"\pard " + par("after")).text == expected


def test_a_character_beyond_65535_is_one_character_even_where_its_halves_stand_in_two_groups() -> None:
    parsed = read(r"{\u-10179 ?}{\b\u-8704 ?} {\uc0\u55357\u56832} \u128512? \u-10179?x\par")
    assert parsed.text == "\U0001f600 \U0001f600 \U0001f600 \ufffdx"
    assert kinds(parsed) == {"half-character"}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"na\'efve \'80\'93\'94", "naïve €“”"),
        (r"\f1 \'ef\'f0\'e8\'e2\'e5\'f2\f0  \'ef", "привет ï"),
        (r"\f2 \'93\'fa\'96\'7b\'83\\", "日本ソ"),
        (r"\f2 \'83\'5c\'83A", "ソア"),
        (r"\f4 \'8a", "ä"),
        ("\xe9t\xe9", "été"),
        (r"{\f1 {\plain \'e9}\'e9}", "éй"),
    ],
)
def test_bytes_are_letters_of_the_code_page_of_their_font(body: str, text: str) -> None:
    parsed = read(body)
    assert parsed.text == text
    assert not kinds(parsed)


@pytest.mark.parametrize(
    ("head", "text"), [(r"\mac", "é"), (r"\pc", "Ä"), (r"\ansi\ansicpg1251", "Ћ"), (r"\ansi\ansicpg1250", "Ž")]
)
def test_without_fonts_the_page_of_the_file_counts(head: str, text: str) -> None:
    assert read(r"\'8e", head=head, fonts="").text == text


def test_letters_that_may_be_meant_otherwise_are_named() -> None:
    assert kinds(read(r"\'e9", head=r"\ansi\ansicpg1251\deff0")) == {"code-page"}
    assert kinds(read(r"\'e9", head=r"\ansi\ansicpg77777")) == set()  # the font says Western, and so does the default
    assert kinds(read(r"\'e9", head=r"\ansi\ansicpg77777", fonts="")) == {"code-page"}
    assert kinds(read(r"x\'e9", fonts=r"{\fonttbl{\f0\fcharset130 Johab;}}")) == {"code-page"}
    assert kinds(read(r"x\'81")) == {"unknown-letter"}
    assert kinds(read(r"x\u0?\'00")) == {"control-sign"}
    assert read(r"{\f3 \'b7}x").text == "\uf0b7x"


def test_signs_line_ends_and_hyphens_have_their_characters() -> None:
    body = "a\\tab b\\line c\\~d\\-e\\_f\\\ng\\emdash h\\{\\}\\\\\r\ni\\lquote j\\page k"
    assert read(body).text == "a\tb\nc\u00a0d\u00ade\u2011f\ng\u2014h{}\\i\u2018j\nk"


def test_paragraphs_in_a_cell_and_tables_in_a_cell_keep_their_words_in_order() -> None:
    inner = r"\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    outer = r"\pard\intbl a1\par a2\par " + inner + r"\pard\intbl d\cell e\cell\row\pard end"
    assert read(outer).text == "a1\na2\nb\tc\nd\te\nend"


def test_a_tracked_insertion_is_kept_and_a_deletion_left_out_with_a_word_about_each() -> None:
    parsed = read(r"I {\revised\revauth1 never }{\deleted\revauthdel1 always \par}asked.{\mvf gone}{\mvt here}")
    assert parsed.text == "I never asked.here"
    assert kinds(parsed) == {"tracked-insertion", "tracked-deletion", "moved-text"}


def test_hidden_text_is_left_out_with_a_word_about_it() -> None:
    parsed = read(r"seen {\v hidden \b too} again\v  gone\v0  and{\v\plain  shown}")
    assert parsed.text == "seen  again and shown"
    assert [loss.message for loss in parsed.warnings] == ["2 stretches of hidden text are left out."]


def test_notes_comments_pictures_lists_and_page_headers_are_reported_without_their_words() -> None:
    body = (
        r"{\header Interview with Anna\par}{\footer \par}{\listtext\'b7\tab}words"
        r"{\footnote a}{\footnote\ftnalt b}{\*\atnid x}{\*\annotation c}{\*\shppict{\pict 00ff}}{\nonshppict{\pict 00}}"
        r"{\object\objemb{\*\objdata 00}{\result shown}}{\mmath{\*\moMath x}}{\*\whatisthis y}{\*\generator z;}"
    )
    parsed = read(body)
    assert parsed.text == "wordsshown"
    assert kinds(parsed) == {
        "list-number",
        "footnote",
        "endnote",
        "comment",
        "picture",
        "embedded-object",
        "equation-left-out",
        "unknown-part",
        "page-header",
    }
    assert all("Anna" not in loss.message and " 1 " not in loss.message for loss in parsed.warnings)


def test_a_text_box_stands_after_its_paragraph_and_an_empty_shape_is_a_picture() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt \pard in the box\par more}}{\shprslt old}}"
    parsed = read(rf"before {box}after{{\shp{{\*\shpinst{{\sp{{\sn a}}}}}}}}\par next")
    assert parsed.text == "before after\nin the box\nmore\nnext"
    assert kinds(parsed) == {"text-box", "picture"}


def test_fields_links_and_what_is_written_twice_stand_once() -> None:
    field = r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}'
    assert read(field + r"{\upr{ansi}{\*\ud{\uc0\u228}}}{\*\bkmkstart b}!").text == "linkä!"


def test_a_picture_in_bytes_is_passed_over() -> None:
    assert read("a{\\pict\\bin5 }}{{\\}b\\bin3 }}}c").text == "abc"


def test_turns_are_found_as_in_a_word_file() -> None:
    parsed = read("".join(par(line) for line in ("I1: Why?", "P07: Because.", "I1: Oh.", "P07: Yes.")))
    assert [turn.speaker for turn in parsed.utterances] == ["I1", "P07", "I1", "P07"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "0 bytes"),
        (b"I1: words", "not a Rich Text file"),
        (b"%PDF-1.7", "PDF"),
        (rtf_file("words")[:-1], "cut short"),
        (rtf_file(r"{\pict 00"), "cut short"),
        (rtf_file("{" * 500 + "x" + "}" * 500), "200 levels"),
        (rtf_file(""), "no words"),
        (rtf_file(r"{\pict 00}"), "pictures but no words"),
        (rtf_file(r"{\deleted x}"), "tracked deletion"),
    ],
)
def test_a_file_that_gives_no_text_is_refused(data: bytes, said: str) -> None:
    outcome = read_rtf(data)
    assert isinstance(outcome, Refusal)
    assert said in outcome.reason


def test_what_stands_after_the_end_is_reported() -> None:
    assert FONTS
    for more, found in ((b"\r\n\0\0", set()), (b"{\\rtf1 more}", {"after-end"})):
        outcome = read_rtf(rtf_file("words") + more)
        assert isinstance(outcome, Parsed)
        assert kinds(outcome) == found
