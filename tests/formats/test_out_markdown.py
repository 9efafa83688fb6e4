"""The report as Markdown reads back as the same words, and nothing in it comes alive."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.hostile import document, hostile, trace
from tests.formats.out_sample import draft

from anselm.analysis.report.blocks import SourceHeading, SourceParagraph, SourceText, lives, parse
from anselm.domain.document import Paragraph, PrintedReport, Text, Trace
from anselm.formats.out_markdown import escaped, render
from anselm.formats.out_safe import one_line

words = st.one_of(hostile, st.text("#*_-+=>|~`[](){}<>!&\\.:1a @^$ \t", max_size=30))


@given(words)
@settings(deadline=None)
def test_escaped_words_read_back_as_themselves(text: str) -> None:
    line = one_line(text)
    (*_, block) = parse("x\n\n" + escaped(line)).blocks
    assert isinstance(block, SourceParagraph)
    (read,) = block.children
    assert isinstance(read, SourceText)
    assert read.text == (line or "x")


@given(words)
@settings(max_examples=40, deadline=None)
def test_no_word_becomes_a_live_block(text: str) -> None:
    assert list(lives(parse(render(document(text), trace(text))).blocks)) == []


def test_the_demo_draft_keeps_headings_claims_and_quotations() -> None:
    found = draft()
    text = render(found.document, found.trace)
    headings = [block.level for block in parse(text).blocks if isinstance(block, SourceHeading)]
    assert headings[:3] == [1, 2, 3]
    assert "[^claim-1]: 9 of 9 teams." in text
    assert "All nine teams had some induction.[^claim-1]" in text
    assert "> (3C, turn" in text


def test_the_same_values_give_the_same_text() -> None:
    made = PrintedReport("T", (Paragraph((Text("x"),)),))
    assert render(made, Trace()) == render(made, Trace())
