from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.word_files import STRICT, document, paragraph, run, styles, word_file, words, zipped
from tests.shared_data import shared_data

from anselm.domain.parsed import Parsed, Refusal
from anselm.formats.docx import read_docx

# What XML can hold and Word keeps as it is: no line end and no tab, which have tags of their own.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
LINES = st.lists(st.text(CHARACTERS, max_size=30), min_size=1, max_size=10)


def read(body: str, **others: str) -> Parsed:
    """The value; fails when the file is refused."""
    outcome = read_docx(word_file(body, **others))
    assert isinstance(outcome, Parsed), outcome
    return outcome


def kinds(parsed: Parsed) -> set[str]:
    """The kinds of what was left out or changed."""
    return {loss.kind for loss in parsed.warnings}


@given(LINES)
def test_every_character_of_every_paragraph_is_in_the_text(lines: list[str]) -> None:
    body = "".join(words(line) for line in ["w", *lines])
    assert read(body).text == "\n".join(["w", *lines])


@given(st.lists(st.lists(st.text(CHARACTERS, max_size=8), min_size=1, max_size=4), min_size=1, max_size=4))
def test_cells_are_parted_by_tab_and_rows_by_line_feed(rows: list[list[str]]) -> None:
    table = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr/>{words(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    expected = "\n".join(["before", *("\t".join(row) for row in rows), "after"])
    assert read(words("before") + f"<w:tbl><w:tblPr/>{table}</w:tbl>" + words("after")).text == expected


def test_a_table_in_a_cell_keeps_its_words_in_order() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{words('b')}</w:tc><w:tc>{words('c')}</w:tc></w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr><w:tc>{words('a')}{inner}{words('d')}</w:tc><w:tc>{words('e')}</w:tc></w:tr></w:tbl>"
    )
    assert read(outer).text == "a\nb\tc\nd\te"


def test_tabs_breaks_and_hyphens_have_their_characters() -> None:
    signs = ("<w:tab/>", "<w:br/>", "<w:cr/>", "<w:noBreakHyphen/>", "")
    letters = "".join(f"<w:t>{letter}</w:t>{sign}" for letter, sign in zip("abcde", signs, strict=True))
    inside = f"<w:r>{letters}</w:r>"
    assert (
        read(paragraph(inside, properties='<w:tabs><w:tab w:val="left"/></w:tabs>')).text
        == "a\tb\nc\nd\u2011e"
    )


def test_spaces_at_the_ends_of_a_run_count_only_where_the_file_says_so() -> None:
    kept = '<w:r><w:t xml:space="preserve"> a </w:t></w:r>'
    dropped = "<w:r><w:t> b </w:t></w:r>"
    assert read(paragraph(kept, dropped)).text == " a b"


def test_a_tracked_insertion_is_kept_and_a_deletion_left_out_with_a_word_about_each() -> None:
    inserted = f'<w:ins w:id="1" w:author="x">{run("never ")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="x"><w:r><w:delText>always </w:delText></w:r></w:del>'
    parsed = read(paragraph(run("I "), inserted, deleted, run("asked.")))
    assert parsed.text == "I never asked."
    assert kinds(parsed) == {"tracked-insertion", "tracked-deletion"}
    assert "1 tracked insertion is kept." in {loss.message for loss in parsed.warnings}


def test_moved_text_stands_once_where_it_was_moved_to() -> None:
    away = f'<w:moveFrom w:id="1">{run("A")}</w:moveFrom>'
    here = f'<w:moveTo w:id="2">{run("A")}</w:moveTo>'
    parsed = read(paragraph(away, run("B")) + paragraph(here))
    assert parsed.text == "B\nA"
    assert kinds(parsed) == {"moved-text"}


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = paragraph(run("one "), properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert read(first + words("two") + words("three")).text == "one two\nthree"


def test_a_deleted_row_leaves_no_empty_row() -> None:
    inside = '<w:del w:id="2"><w:r><w:delText>x</w:delText></w:r></w:del>'
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{paragraph(inside)}</w:tc></w:tr>'
    kept = f"<w:tr><w:tc>{words('y')}</w:tc></w:tr>"
    parsed = read(f"<w:tbl>{gone}{kept}</w:tbl>")
    assert parsed.text == "y"
    assert kinds(parsed) == {"tracked-deletion"}


def test_hidden_text_is_left_out_with_a_word_and_by_style_too() -> None:
    by_style = styles(
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Secret"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Open"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    body = paragraph(
        run("seen "),
        run("hidden ", "<w:vanish/>"),
        run("by style ", '<w:rStyle w:val="Child"/>'),
        run("shown ", '<w:rStyle w:val="Child"/><w:vanish w:val="0"/>'),
        run("again", '<w:vanish w:val="false"/>'),
        properties='<w:pStyle w:val="Open"/>',
    )
    parsed = read(body, styles=by_style)
    assert parsed.text == "seen shown again"
    assert [loss.message for loss in parsed.warnings] == ["2 stretches of hidden text are left out."]


def test_what_hid_a_run_before_a_tracked_change_hides_nothing_now() -> None:
    changed = "<w:rPrChange w:id='1'><w:rPr><w:vanish/></w:rPr></w:rPrChange>"
    assert read(paragraph(run("here", changed))).text == "here"


def test_links_fields_controls_and_tags_keep_their_words() -> None:
    body = paragraph(
        f"<w:hyperlink>{run('link ')}</w:hyperlink>",
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('control ')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{run('tag ')}</w:smartTag>",
        "<w:r><w:fldChar/><w:instrText>PAGEREF x</w:instrText></w:r>",
        f"<w:fldSimple>{run('field')}</w:fldSimple>",
    )
    assert read(body).text == "link control tag field"


def test_notes_comments_pictures_and_lists_are_reported() -> None:
    body = paragraph(
        run("words"),
        "<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:endnoteReference w:id='1'/></w:r>",
        "<w:r><w:commentReference w:id='1'/></w:r><w:r><w:drawing/></w:r>",
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>',
    )
    parsed = read(body)
    assert parsed.text == "words"
    assert kinds(parsed) == {"footnote", "endnote", "comment", "picture", "list-number"}


def test_a_list_made_by_a_style_is_reported_and_one_taken_out_of_it_is_not() -> None:
    by_style = styles(
        '<w:style w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    listed = paragraph(run("a"), properties='<w:pStyle w:val="List"/>')
    free = paragraph(run("b"), properties='<w:pStyle w:val="List"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert kinds(read(listed, styles=by_style)) == {"list-number"}
    assert kinds(read(free, styles=by_style)) == set()


def test_page_headers_with_words_are_reported_without_the_words() -> None:
    parsed = read(words("text"), header1=document(words("Interview with Anna")).replace("document", "hdr"))
    assert kinds(parsed) == {"page-header"}
    assert "Anna" not in parsed.warnings[0].message


def test_a_text_box_stands_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{words('in the box')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    parsed = read(paragraph(run("before "), drawing, run("after")) + words("next"))
    assert parsed.text == "before after\nin the box\nnext"
    assert "text-box" in kinds(parsed)


def test_the_strict_variant_reads_alike() -> None:
    data = zipped({"word/document.xml": document(words("strict"), f'xmlns:w="{STRICT}"')})
    outcome = read_docx(data)
    assert isinstance(outcome, Parsed)
    assert outcome.text == "strict"


def test_words_after_a_joined_paragraph_keep_their_order_before_a_table() -> None:
    joined = paragraph(run("one"), properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert read(joined + f"<w:tbl><w:tr><w:tc>{words('two')}</w:tc></w:tr></w:tbl>").text == "one\ntwo"


def test_rows_and_words_outside_their_places_are_kept() -> None:
    assert (
        read(f"<w:tr><w:tc>{words('a')}</w:tc><w:tc>{words('b')}</w:tc></w:tr>{run('c')}").text == "a\tb\nc"
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph(""), "no words"),
        (paragraph("<w:r><w:drawing/></w:r>"), "pictures but no words"),
        (paragraph('<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>'), "tracked deletion"),
    ],
)
def test_a_word_file_without_words_is_refused(body: str, said: str) -> None:
    outcome = read_docx(word_file(body))
    assert isinstance(outcome, Refusal)
    assert said in outcome.reason


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/header1.xml", "_rels/.rels", "word/footer2.xml"]
)
def test_a_doctype_is_refused_in_every_part_that_is_read(part: str) -> None:
    parts: dict[str, str | bytes] = {"word/document.xml": document(words("text"))}
    parts[part] = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "boo">]><x>&e;</x>'
    outcome = read_docx(zipped(parts))
    assert isinstance(outcome, Refusal)
    assert "DOCTYPE" in outcome.reason
    assert part in outcome.place


def test_a_word_file_and_the_text_saved_from_it_give_one_text() -> None:
    for path in sorted(shared_data("real/transcripts_docx").rglob("*.docx")):
        outcome = read_docx(path.read_bytes())
        assert isinstance(outcome, Parsed)
        said = path.with_suffix(".txt").read_text(encoding="utf-8-sig")
        assert outcome.text.split() == said.split(), path.name
        assert len(outcome.utterances) > 80
        assert outcome.speakers[0] == "Researcher 1"
