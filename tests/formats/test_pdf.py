from __future__ import annotations

import zlib

import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.pdf_files import assembled, pdf_file, stream

from anselm.domain.anchors import Page
from anselm.domain.parsed import Parsed, ParsedPage, Refusal, RenderedPage
from anselm.formats.pdf import read_pdf
from anselm.formats.pdf_page import MAX_DOTS, render_page, size_of

# A PDF keeps where signs stand and no runs of spaces; what is written from left to right comes out as it went in.
LETTERS = st.sampled_from("abcxyzABCZ0189äöüßéñçøłžабвгдЖЯαβγδ中文字かな\U0001f600\U00020000.,:;?!()[]")
WORDS = st.text(LETTERS, min_size=1, max_size=8).map(lambda word: f"x{word}x")
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6)


def read(data: bytes) -> Parsed:
    """The value; fails when the file is refused."""
    outcome = read_pdf(data)
    assert isinstance(outcome, Parsed), outcome
    return outcome


def kinds(parsed: Parsed) -> set[str]:
    """The kinds of what was left out or changed, but for what is said of every PDF."""
    return {loss.kind for loss in parsed.warnings} - {"page-lines"}


@settings(max_examples=60, deadline=None)  # the library is loaded by the first
@given(st.lists(LINES, min_size=1, max_size=3))
def test_the_lines_of_every_page_are_the_lines_of_the_text(pages: list[list[str]]) -> None:
    parsed = read(pdf_file(*pages))
    assert parsed.text == "\n".join("\n".join(lines) for lines in pages)
    assert not kinds(parsed)


def test_a_word_broken_at_a_line_end_stays_broken_and_is_counted() -> None:
    parsed = read(pdf_file(["an exam-", "ple of it"]))
    assert parsed.text == "an exam-\nple of it"
    assert parsed.warnings[0].message == "1 word broken at the end of a line stays so, with its hyphen."


def test_pages_without_text_are_named() -> None:
    parsed = read(pdf_file([], ["words"], [], ["more"]))
    assert parsed.text == "words\nmore"
    assert next(loss.message for loss in parsed.warnings if loss.kind == "empty-page") == (
        "2 of 4 pages hold no text: 1, 3."
    )


def test_turns_are_found_as_in_a_word_file() -> None:
    parsed = read(pdf_file(["I1: Why?", "P07: Because", "it was so.", "I1: Oh.", "P07: Yes."]))
    assert [turn.speaker for turn in parsed.utterances] == ["I1", "P07", "I1", "P07"]
    assert parsed.text[parsed.utterances[1].speech_start : parsed.utterances[1].end].strip() == "Because\nit was so."


def test_a_typeset_file_gives_its_words_with_ligatures_as_letters() -> None:
    said = "The officer’s fluffy affidavit — naïve, coöperative; Ärzte und Łódź."
    parsed = read(typst.compile(f"#set page(width: 40cm)\n{said}\n#pagebreak()\nTwo.".encode()))
    assert parsed.text.split() == [*said.split(), "Two."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "0 bytes"),
        (b"I1: words", "not a PDF"),
        (b"PK\x03\x04", "zip container"),
        (b"%PDF-1.7\n", "damaged"),
        (pdf_file([], []).replace(b"MediaBox[0 0 2000", b"MediaBox[0 0 90000"), "None of its pages (2) holds text"),
        (pdf_file(["words"])[:300], "damaged"),
        (assembled({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"}), "damaged"),
    ],
)
def test_a_pdf_that_gives_no_text_is_refused(data: bytes, said: str) -> None:
    outcome = read_pdf(data)
    assert isinstance(outcome, Refusal)
    assert said in outcome.reason


def test_a_scan_comes_in_for_its_pages_and_says_in_plain_words_that_it_has_none() -> None:
    parsed = read(pdf_file([], []))
    assert (parsed.text, len(parsed.pages), kinds(parsed)) == ("", 2, {"no-words"})
    assert parsed.warnings[0].message.startswith("It holds no words, only pages as they look")


def test_notes_on_a_page_are_reported() -> None:
    good = pdf_file(["words"])
    noted = good.replace(b"/MediaBox", b"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(x)>>]/MediaBox")
    assert kinds(read(noted)) == {"comment"}
    assert stream(b"x") == b"<</Length 1>>stream\nx\nendstream"


def test_each_page_has_its_place_in_the_text_and_its_size() -> None:
    parsed = read(pdf_file([], ["one", "two"], ["three"]))
    assert [(page.start, page.width, page.height) for page in parsed.pages] == [
        (0, 2000, 80),
        (0, 2000, 108),
        (8, 2000, 94),
    ]
    assert parsed.text[parsed.pages[2].start :] == "three"


def paged(box: str) -> bytes:
    """A file of one page with these boxes, and a black square whose lower left corner lies at 100, 200."""
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: f"<</Type/Page/Parent 2 0 R/Contents 4 0 R{box}>>".encode(),
            4: stream(b"100 200 20 20 re f"),
        }
    )


def at(drawn: RenderedPage, size: ParsedPage, x: float, y: float) -> int:
    """How light a page is at a point, in points from its upper left corner as it is seen; 255 is white."""
    data = zlib.decompress(drawn.content[41 : 41 + int.from_bytes(drawn.content[33:37], "big")])
    column, row = int(x * drawn.width / size.width), int(y * drawn.height / size.height)
    return data[row * (1 + 3 * drawn.width) + 1 + 3 * column]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("box", ["/MediaBox[0 0 400 600]", "/MediaBox[10 30 410 630]/CropBox[60 130 390 600]"])
def test_a_place_of_a_page_is_where_the_file_counts_it(box: str, turn: int) -> None:
    drawn, size = render_page(paged(f"{box}/Rotate {turn}"), 1), size_in(paged(f"{box}/Rotate {turn}"))
    assert isinstance(drawn, RenderedPage)
    x, y = (10, 30) if "Crop" in box else (0, 0)
    page = Page(0, size.width, size.height, size.inset_x, size.inset_y, size.turn)
    square = page.from_media_box((100 - x, 200 - y), (120 - x, 220 - y), 1)
    assert (square.width, square.height) == (20, 20)
    assert page.in_media_box(square) == (100 - x, 200 - y, 120 - x, 220 - y)
    assert at(drawn, size, square.left + 10, square.top + 10) == 0
    assert at(drawn, size, square.left - 4, square.top + 10) == 255
    assert at(drawn, size, square.left + 10, square.bottom + 4) == 255


def size_in(data: bytes) -> ParsedPage:
    return size_of(pypdfium2.PdfDocument(data)[0])


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ("/MediaBox[0 0 1000000 1000000]", "size"),
        ("/MediaBox[0 0 400 99999]", "size"),
        ("/MediaBox[0 0 400 0.2]", "size"),
    ],
)
def test_a_page_of_no_size_that_a_page_can_have_is_not_shown(box: str, said: str) -> None:
    outcome = render_page(paged(box), 1)
    assert isinstance(outcome, Refusal)
    assert said in outcome.reason
    assert size_in(paged(box)).width == 0


def test_a_large_page_is_drawn_with_no_more_dots_than_another() -> None:
    drawn = render_page(paged("/MediaBox[0 0 19000 19000]"), 1)
    assert isinstance(drawn, RenderedPage)
    assert drawn.width * drawn.height <= MAX_DOTS * 1.01


def test_a_page_that_is_not_there_or_damaged_is_refused() -> None:
    for data, number in ((pdf_file(["words"]), 0), (pdf_file(["words"]), 2), (b"%PDF-1.7\n", 1), (b"", 1)):
        assert isinstance(render_page(data, number), Refusal)
