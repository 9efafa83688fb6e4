from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.open_document_files import HIDES, MIMETYPE, SHOWS, content, odt_file, p, spoken, style, words
from tests.formats.test_docx import CHARACTERS
from tests.formats.word_files import zipped

from anselm.domain.parsed import Parsed, Refusal
from anselm.formats.odt import read_odt

SIGNS = st.one_of(CHARACTERS, st.sampled_from(" \t\n"))
CELL = "<text:p>x</text:p></table:table-cell>"
LINES = st.lists(st.text(SIGNS, max_size=30), min_size=1, max_size=10)


def read(body: str, styles: str = "", **others: str) -> Parsed:
    """The value; fails when the file is refused."""
    outcome = read_odt(odt_file(body, styles, **others))
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
        "<table:table-row>"
        + "".join(f"<table:table-cell>{words(cell)}</table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    expected = "\n".join(["before", *("\t".join(row) for row in rows), "after"])
    assert read(words("before") + f"<table:table>{table}</table:table>" + words("after")).text == expected


def test_spaces_and_line_ends_of_the_xml_are_one_space_and_counted_ones_are_all_there() -> None:
    body = p("\n  one\n  two ", "<text:span> three</text:span>", '<text:s text:c="3"/>', "four\n") + "\n " + p("five ")
    assert read(body).text == "one two three   four\nfive "


def test_repeated_cells_and_rows_stand_as_often_as_the_file_says() -> None:
    cells = (
        f'<table:table-cell table:number-columns-repeated="2">{words("a")}</table:table-cell>'
        f"<table:covered-table-cell>{words('gone')}</table:covered-table-cell>"
        f"<table:table-cell>{words('b')}</table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'
    parsed = read(f"<table:table>{row}</table:table>")
    assert parsed.text == "a\ta\t\tb\na\ta\t\tb"
    assert kinds(parsed) == {"hidden-text"}


@pytest.mark.parametrize(
    "body",
    [
        '<text:p>x<text:s text:c="2000000000"/></text:p>',
        '<text:p>x<text:s text:c="9e99"/></text:p>',
        '<text:p>x<text:s text:c="-1"/></text:p>',
        f'<table:table-row><table:table-cell table:number-columns-repeated="99999999">{CELL}</table:table-row>',
        f'<table:table-row table:number-rows-repeated="99999999"><table:table-cell>{CELL}</table:table-row>',
    ],
)
def test_a_count_larger_than_any_text_is_refused(body: str) -> None:
    outcome = read_odt(odt_file(body))
    assert isinstance(outcome, Refusal)
    assert "million characters" in outcome.reason


def test_a_tracked_insertion_is_kept_and_a_deletion_left_out_with_a_word_about_each() -> None:
    who = "<office:change-info><dc:creator>x</dc:creator></office:change-info>"
    changes = (
        f'<text:tracked-changes><text:changed-region text:id="a"><text:insertion>{who}</text:insertion>'
        f'</text:changed-region><text:changed-region text:id="b"><text:deletion>{who}{p("always ")}</text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )
    line = p("I ", '<text:change-start text:change-id="a"/>never <text:change-end text:change-id="a"/>', "asked.")
    parsed = read(changes + line)
    assert parsed.text == "I never asked."
    assert kinds(parsed) == {"tracked-insertion", "tracked-deletion"}
    assert "1 tracked insertion is kept." in {loss.message for loss in parsed.warnings}


def test_hidden_text_is_left_out_with_a_word_and_by_style_and_section_too() -> None:
    styles = (
        style("T1", HIDES)
        + style("T2", "", parent="T1")
        + style("T3", SHOWS, parent="T1")
        + style("P1", HIDES, "paragraph")
        + style("T4", "", parent="Far")
    )
    spans = "".join(f'<text:span text:style-name="T{n}">by {n} </text:span>' for n in (1, 2, 3, 4))
    section = f'<text:section text:display="none">{words("in a section")}</text:section>'
    field = '<text:hidden-text text:string-value="x">in a field</text:hidden-text>'
    body = p("seen ", spans, field, "again") + p("gone", style="P1") + section + words("end")
    parsed = read(body, styles, styles_part=f"<office:styles>{style('Far', HIDES)}</office:styles>")
    assert parsed.text == "seen by 3 again\nend"
    assert [loss.message for loss in parsed.warnings] == ["6 stretches of hidden text are left out."]


def test_links_fields_bookmarks_and_headings_keep_their_words() -> None:
    body = "<text:h>Head</text:h>" + p(
        '<text:a xlink:href="x">link </text:a>',
        '<text:bookmark-start text:name="b"/>mark <text:bookmark-end text:name="b"/>',
        "<text:page-number>3</text:page-number>",
    )
    assert read(body).text == "Head\nlink mark 3"


def test_notes_comments_pictures_and_lists_are_reported() -> None:
    def note(kind: str) -> str:
        body = f"<text:note-body>{words('secret')}</text:note-body>"
        return f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>{body}</text:note>'

    comment = f"<office:annotation><dc:creator>A</dc:creator>{words('hm')}</office:annotation>"
    picture = "<draw:frame><draw:image/><svg:desc>a cat</svg:desc></draw:frame>"
    ruby = "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby>"
    line = p("words", note("footnote"), note("endnote"), comment, picture, ruby)
    parsed = read(f"<text:list><text:list-item>{line}{words('more')}</text:list-item></text:list>")
    assert parsed.text == "words漢\nmore"
    assert kinds(parsed) == {"footnote", "endnote", "picture", "ruby", "list-number"}
    assert [one.words for one in parsed.marks] == ["hm"]
    assert "1 list paragraph has" in next(one.message for one in parsed.warnings if one.kind == "list-number")


def test_a_text_box_stands_after_its_paragraph_and_an_empty_drawing_is_a_picture() -> None:
    box = f"<draw:frame><draw:text-box>\n{words('in the box')}\n</draw:text-box></draw:frame>"
    drawing = f"<draw:custom-shape>{words('in a shape')}</draw:custom-shape><draw:line>{p()}</draw:line>"
    parsed = read(p("before ", box, drawing, "after") + words("next"))
    assert parsed.text == "before after\nin the box\nin a shape\nnext"
    assert kinds(parsed) == {"text-box", "picture"}


def test_page_headers_with_words_are_reported_without_the_words() -> None:
    head = f"<style:header>{words('Interview with Anna')}</style:header><style:footer>{p()}</style:footer>"
    master = f"<office:master-styles><style:master-page>{head}</style:master-page></office:master-styles>"
    parsed = read(words("text"), styles_part=master)
    assert kinds(parsed) == {"page-header"}
    assert "Anna" not in parsed.warnings[0].message


def test_turns_are_found_as_in_a_word_file() -> None:
    parsed = read("".join(words(line) for line in ("I1: Why?", "P07: Because.", "I1: Oh.", "P07: Yes.")))
    assert [turn.speaker for turn in parsed.utterances] == ["I1", "P07", "I1", "P07"]
    assert parsed.format == "odt"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"mimetype": MIMETYPE.replace(".text", ".spreadsheet"), "content.xml": content(words("x"))}, "spreadsheet"),
        ({"content.xml": content(words("x")), "META-INF/manifest.xml": "<m:encryption-data/>"}, "password"),
        ({"word/document.xml": "<a/>"}, "Word file"),
        ({"a.txt": "words"}, "without an OpenDocument text"),
        ({"content.xml": content(p(""))}, "no words"),
        ({"content.xml": content(p("<draw:image/>"))}, "pictures but no words"),
    ],
)
def test_a_container_that_gives_no_text_is_refused_by_what_it_is(parts: dict[str, str | bytes], said: str) -> None:
    outcome = read_odt(zipped(parts))
    assert isinstance(outcome, Refusal)
    assert said in outcome.reason


@pytest.mark.parametrize("part", ["content.xml", "styles.xml"])
def test_a_doctype_is_refused_in_every_part_of_an_open_document_that_is_read(part: str) -> None:
    parts: dict[str, str | bytes] = {"content.xml": content(p(spoken("text")))}
    parts[part] = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "boo">]><x>&e;</x>'
    outcome = read_odt(zipped(parts))
    assert isinstance(outcome, Refusal)
    assert "DOCTYPE" in outcome.reason
    assert part in outcome.place
