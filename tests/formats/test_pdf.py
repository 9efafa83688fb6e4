from __future__ import annotations

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.pdf_files import assembled, pdf_file, stream

from anselm.domain.parsed import Parsed, Refusal
from anselm.formats.pdf import read_pdf

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
        (pdf_file([], []), "None of its pages (2) holds text"),
        (pdf_file(["words"])[:300], "damaged"),
        (assembled({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"}), "damaged"),
    ],
)
def test_a_pdf_that_gives_no_text_is_refused(data: bytes, said: str) -> None:
    outcome = read_pdf(data)
    assert isinstance(outcome, Refusal)
    assert said in outcome.reason


def test_notes_on_a_page_are_reported() -> None:
    good = pdf_file(["words"])
    noted = good.replace(b"/MediaBox", b"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(x)>>]/MediaBox")
    assert kinds(read(noted)) == {"comment"}
    assert stream(b"x") == b"<</Length 1>>stream\nx\nendstream"
