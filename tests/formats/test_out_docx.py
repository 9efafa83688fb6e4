"""The report as a Word file: the words, the walk back in comments, nothing of the machine."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx
from hypothesis import given, settings
from tests.formats.hostile import PAYLOADS, document, hostile, trace
from tests.formats.out_sample import draft

from anselm.formats.out_docx import bookmark, render


def test_the_draft_is_written_with_its_walk_back_in_comments() -> None:
    found = draft()
    data = render(found.document, found.trace)
    made = docx.Document(BytesIO(data))
    text = "\n".join(one.text for one in made.paragraphs)
    assert "All nine teams had some induction." in text
    assert "the board with photographs of all the people" in text
    comments = ["\n".join(one.text for one in comment.paragraphs) for comment in made.comments]
    assert len(comments) == len(found.trace.claims) + len(found.trace.quotations)
    (first,) = [one for one in comments if one.startswith("9 of 9 teams")]
    for said in ("For: 1A, Alder", "Coding: C1", "Consent: given: take part, audio, quote", "(codebook 3)"):
        assert said in first


def test_every_claim_and_quotation_keeps_its_id_in_a_bookmark() -> None:
    found = draft()
    with ZipFile(BytesIO(render(found.document, found.trace))) as packed:
        body = packed.read("word/document.xml").decode()
    for claim in found.trace.claims:
        assert f'w:name="{bookmark("c", claim.claim_id)}"' in body
    assert body.count("w:bookmarkStart") == len(found.trace.claims) + 2 * len(found.trace.quotations)
    assert len(bookmark("c", "0f8fad5b-d9cb-469f-a165-70867728950e")) <= 40


def test_no_author_date_or_name_of_the_tool_that_packed_it_is_left() -> None:
    found = draft()
    with ZipFile(BytesIO(render(found.document, found.trace))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = packed.read("docProps/core.xml")
        comments = packed.read("word/comments.xml")
    assert b"creator" not in core
    assert b"w:date" not in comments
    assert b'w:author="Anselm"' in comments


def test_the_same_values_give_the_same_bytes() -> None:
    found = draft()
    assert render(found.document, found.trace) == render(found.document, found.trace)


@given(hostile)
@settings(max_examples=15, deadline=None)
def test_no_word_is_taken_for_markup(text: str) -> None:
    with ZipFile(BytesIO(render(document(text), trace(text)))) as packed:
        body = packed.read("word/document.xml")
    assert b"w:fldChar" not in body
    assert b"w:instrText" not in body
    assert docx.Document(BytesIO(render(document(text), trace(text)))).paragraphs


def test_a_figure_is_a_picture_with_its_words_and_its_table() -> None:
    with ZipFile(BytesIO(render(document("word"), trace("word")))) as packed:
        assert any(name.endswith(".png") for name in packed.namelist())
        assert 'descr="word"' in packed.read("word/document.xml").decode()


def test_hostile_links_stay_outside() -> None:
    for payload in PAYLOADS:
        with ZipFile(BytesIO(render(document(payload), trace(payload)))) as packed:
            assert "javascript:" not in packed.read("word/_rels/document.xml.rels").decode().replace(
                "https://x.org/javascript:", ""
            )
