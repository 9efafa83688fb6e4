"""Where words stand on the pages of a PDF: each has its rectangle, on the page as it is seen."""

from __future__ import annotations

import zlib
from itertools import pairwise

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.pdf_files import assembled, pdf_file, stream
from tests.formats.test_pdf import LINES, read

from anselm.domain.page_words import PageWord, packed, unpacked
from anselm.domain.parsed import Parsed, RenderedPage
from anselm.formats import pdf, pdf_words
from anselm.formats.pdf_page import render_page
from anselm.workers.limits import Limits
from anselm.workers.pool import ParserPool

NUMBERS = st.integers(0, 2_000)
SOME = st.lists(st.builds(PageWord, *[NUMBERS] * 6), max_size=8)


def words(parsed: Parsed) -> list[list[tuple[str, PageWord]]]:
    """The words of each page, as they stand in the text, with their places."""
    return [[(parsed.text[one.start : one.end], one) for one in unpacked(page.words)] for page in parsed.pages]


@given(SOME)
def test_places_come_back_as_they_were_packed(some: list[PageWord]) -> None:
    assert unpacked(packed(some)) == tuple(some)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=3))
def test_every_word_of_a_page_has_its_place_in_the_text_and_on_the_page(pages: list[list[str]]) -> None:
    parsed = read(pdf_file(*pages))
    for lines, found in zip(pages, words(parsed), strict=True):
        assert [word for word, _ in found] == " ".join(lines).split()
        rows = [one.top for _, one in found]
        assert rows == sorted(rows)
        for (_, one), (_, after) in pairwise(found):
            assert one.right <= after.left or one.top < after.top


def test_a_word_broken_at_a_line_end_is_two_each_with_its_own_place() -> None:
    (found,) = words(read(pdf_file(["an exam-", "ple \U0001f600 of"])))
    assert [word for word, _ in found] == ["an", "exam-", "ple", "\U0001f600", "of"]
    assert found[1][1].top < found[2][1].top


WORD = b"BT /F 20 Tf 100 200 Td (Black) Tj ET"


def lettered(box: str) -> bytes:
    """A page with these boxes and one word, whose lower left corner lies at 100, 200."""
    font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    return assembled(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: f"<</Type/Page/Parent 2 0 R/Contents 4 0 R{font}{box}>>".encode(),
            4: stream(WORD),
        }
    )


def ink(drawn: RenderedPage, width: int) -> list[tuple[float, float]]:
    """Where the page is dark, in points from its upper left corner."""
    data = zlib.decompress(drawn.content[41 : 41 + int.from_bytes(drawn.content[33:37], "big")])
    row, scale = 1 + 3 * drawn.width, drawn.width / width
    dots = ((x, y) for y in range(drawn.height) for x in range(drawn.width) if data[y * row + 1 + 3 * x] < 128)
    return [(x / scale, y / scale) for x, y in dots]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("box", ["/MediaBox[0 0 400 600]", "/MediaBox[10 30 410 630]/CropBox[60 130 390 600]"])
def test_the_rectangle_of_a_word_is_where_the_word_is_seen(box: str, turn: int) -> None:
    data = lettered(f"{box}/Rotate {turn}")
    parsed, drawn = read(data), render_page(data, 1)
    assert isinstance(drawn, RenderedPage)
    (((said, one),),) = words(parsed)
    dark = ink(drawn, parsed.pages[0].width)
    assert said == "Black"
    assert dark
    assert all(one.left - 1 <= x <= one.right + 1 and one.top - 1 <= y <= one.bottom + 1 for x, y in dark)
    wide, high = max(x for x, _ in dark) - min(x for x, _ in dark), max(y for _, y in dark) - min(y for _, y in dark)
    long, short = (one.right - one.left, one.bottom - one.top)[:: -1 if turn % 180 else 1]
    assert abs(long - (high if turn % 180 else wide)) < 5
    assert short < 30


def test_a_word_outside_of_what_is_seen_is_in_the_text_and_has_no_place() -> None:
    parsed = read(lettered("/MediaBox[0 0 400 600]/CropBox[0 300 400 600]"))
    assert parsed.text == "Black"
    assert words(parsed) == [[]]
    assert "the words of page 1 are in the text" in " ".join(one.message for one in parsed.warnings).lower()


def test_words_beyond_those_that_can_be_found_in_time_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PLACED", 2)
    parsed = read(pdf_file(["one two three"], ["four"], ["five"]))
    assert [len(page) for page in words(parsed)] == [3, 0, 0]
    assert "The words of 2 pages, the first of them page 2, are in the text" in parsed.warnings[0].message
    monkeypatch.setattr(pdf_words, "_MOST_SIGNS", 3)
    assert words(read(pdf_file(["one two three"]))) == [[]]


def test_places_come_whole_out_of_the_limited_child() -> None:
    data = typst.compile(b"= Minutes of the ward\nOfficer\xe2\x80\x99s fluffy words.")
    with ParserPool(Limits(cpu_s=5, wall_s=15)) as pool:
        assert pool.parse("a.pdf", data) == read(data)
    assert len(words(read(data))[0]) == 7
