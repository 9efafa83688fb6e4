"""The report as PDF: tagged, the same every time, and set from words that are never the typesetter's language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.formats.hostile import document, hostile, trace
from tests.formats.out_sample import draft

from anselm.domain.document import Block, Heading, Paragraph, PrintedReport, QuoteBlock, Text, Trace
from anselm.domain.errors import Invalid
from anselm.formats.out_pdf import render


def test_the_demo_draft_keeps_to_pdf_ua() -> None:
    found = draft()
    made = render(found.document, found.trace)
    assert made.accessible
    assert b"pdfuaid" in made.content
    assert b"/Lang (en)" in made.content.replace(b"/Lang(en)", b"/Lang (en)")


def test_letters_the_typeface_does_not_have_are_set_and_the_file_says_so() -> None:
    made = render(PrintedReport("日本語", (Paragraph((Text("日本語"),)),)), Trace())
    assert not made.accessible
    assert "PDF/UA" in made.note
    assert made.content.startswith(b"%PDF-1.7")


def test_headings_that_skip_a_level_do_not_stop_it() -> None:
    blocks = (Heading(3, (Text("a"),)), Heading(6, (Text("b"),)), Heading(1, (Text("c"),)))
    assert render(PrintedReport("T", blocks), Trace()).accessible


def test_quotes_in_quotes_without_end_are_refused_without_a_word_of_them() -> None:
    block: Block = Paragraph((Text("She said it herself."),))
    for _ in range(300):
        block = QuoteBlock((block,))
    with pytest.raises(Invalid, match="cannot be set as a PDF") as refused:
        render(PrintedReport("Told", (block,)), Trace())
    assert "She said" not in f"{refused.value!r} {refused.value.__cause__!r} {refused.value.advice}"


@given(hostile)
@settings(max_examples=25, deadline=None)
def test_any_word_is_set(text: str) -> None:
    assert render(document(text), trace(text)).content.startswith(b"%PDF")


def test_the_same_values_give_the_same_bytes_and_no_date_or_tool_name_of_the_machine() -> None:
    found = draft()
    made = render(found.document, found.trace)
    assert made.content == render(found.document, found.trace).content
    assert not re.search(rb"/CreationDate|/ModDate|xmp:CreateDate|xmp:ModifyDate", made.content)


def test_a_file_of_words_alone_needs_no_walk_back() -> None:
    assert render(replace(PrintedReport("", ()), language="not a language"), Trace()).accessible
