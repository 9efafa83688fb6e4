"""Markdown with live blocks is read into values that know where they stand."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.report.blocks import (
    Live,
    SourceHeading,
    SourceList,
    SourceParagraph,
    SourceRule,
    SourceSpan,
    SourceTable,
    SourceText,
    lives,
    parse,
)
from anselm.domain.document import Citation, Code, LineBreak


def test_the_demo_draft_gives_every_live_block_in_order() -> None:
    text = files("anselm.demo").joinpath("harrowmere/report/draft.md").read_text("utf-8")
    found = list(lives(parse(text).blocks))
    assert [one.key for one in found if one.kind == "claim"] == [
        "Q1", "Q9", "Q2", "Q5", "Q3", "Q6", "Q4", "Q7", "Q8", "Q10",
    ]  # fmt: skip
    assert [one.key for one in found if one.kind == "table"] == ["teams", "practices", "agreement"]
    assert [one.key for one in found if one.kind == "figure"] == ["levels"]
    assert sum(one.kind == "quote" for one in found) == 24
    for one in found:
        assert text[one.place.start : one.place.end] == "{{" + f"{one.kind}:{one.key}" + "}}"


def test_a_claim_may_be_worded_in_the_text_with_marks_of_its_own() -> None:
    (block,) = parse("So: {{claim:Q1|All *nine* did [@a1]}}, they said.").blocks
    assert isinstance(block, SourceParagraph)
    before, live, after = block.children
    assert (before, after) == (SourceText("So: "), SourceText(", they said."))
    assert isinstance(live, Live)
    assert live.children == (
        SourceText("All "),
        SourceSpan("emphasis", (SourceText("nine"),)),
        SourceText(" did "),
        Citation("[@a1]"),
    )


def test_a_quotation_may_stand_in_a_claim_and_its_words_are_taken_letter_by_letter() -> None:
    (block,) = parse("{{claim:Q1|They said {{quote:3C-01#b|*do* \\[ten\\]}} to all}}").blocks
    assert isinstance(block, SourceParagraph)
    (claim,) = block.children
    assert isinstance(claim, Live)
    quote = claim.children[1]
    assert isinstance(quote, Live)
    assert (quote.kind, quote.key, quote.words) == ("quote", "3C-01#b", "*do* \\[ten\\]")


def test_a_quotation_alone_is_a_block_and_two_claims_are_a_sentence() -> None:
    alone, pair, single = parse("{{quote:a#b}}\n\n{{claim:Q1}} {{claim:Q2}}\n\n{{claim:Q3}}").blocks
    assert isinstance(alone, SourceParagraph)
    assert alone.alone is not None
    assert isinstance(pair, SourceParagraph)
    assert pair.alone is None
    assert isinstance(single, SourceParagraph)
    assert single.alone is None


@pytest.mark.parametrize(
    "text", ["\\{{claim:Q1}}", "`{{claim:Q1}}`", "{{verse:Q1}}", "{{claim:}}", "{{claim:Q1", "{{claim: Q1}}"]
)
def test_what_is_no_live_block_stays_text(text: str) -> None:
    assert list(lives(parse(text).blocks)) == []


def test_html_and_pictures_are_text() -> None:
    (block,) = parse("<b onclick=x>hi</b> ![a](http://x/y.png) [b](javascript:x) [c](https://x.org)").blocks
    assert isinstance(block, SourceParagraph)
    first = block.children[0]
    assert isinstance(first, SourceText)
    assert first.text.startswith("<b onclick=x>hi</b> !")
    links = [one.address for one in block.children if isinstance(one, SourceSpan)]
    assert links == ["http://x/y.png", "https://x.org"]
    assert parse("<script>x</script>").blocks[0] == SourceParagraph(
        (SourceText("<script>x</script>"),), parse("<script>x</script>").blocks[0].place
    )


def test_lists_tables_and_headings_keep_their_parts() -> None:
    heading, bullets, table = parse(
        "## A *b*\n\n3. x\n   - y\n4. z\n\n| a | b |\n|--|--:|\n| 1 \\| 2 | {{claim:Q}} |"
    ).blocks
    assert isinstance(heading, SourceHeading)
    assert heading.level == 2
    assert isinstance(bullets, SourceList)
    assert (bullets.ordered, bullets.start, len(bullets.entries)) == (True, 3, 2)
    assert isinstance(table, SourceTable)
    assert table.aligns == ("left", "right")
    assert table.rows[0][0] == (SourceText("1 | 2"),)
    assert table.place.section == "A b"


def test_citekeys_pass_through_untouched() -> None:
    (block,) = parse("As [@smith2010, p. 4; -@jones_2]. Not [a](b) or [@x](y).").blocks
    assert isinstance(block, SourceParagraph)
    assert Citation("[@smith2010, p. 4; -@jones_2]") in block.children


def test_line_ends_do_not_move_places() -> None:
    for text in ("a\r\n\r\nb {{claim:Q}}", "a\r\rb {{claim:Q}}", "a\n\nb {{claim:Q}}"):
        source = parse(text)
        (live,) = lives(source.blocks)
        assert source.text[live.place.start : live.place.end] == "{{claim:Q}}"
        assert live.place.line == 3


fillers = st.text("ab 𝄞é*_`>#-|\\\n[]()1.{}", max_size=30)


@given(st.lists(fillers, min_size=1, max_size=5))
def test_every_live_block_found_is_where_it_says(parts: list[str]) -> None:
    source = parse("{{quote:x#y}}".join(parts))
    for one in lives(source.blocks):
        if one.kind == "quote" and not one.words:
            shown = source.text[one.place.start : one.place.end]
            assert "{{quote:x#y}}" in (shown, shown.replace("\\", ""))


def test_blocks_inside_lists_quotations_and_tables_are_found() -> None:
    source = parse(
        "> {{claim:a}}\n\n- *x {{claim:b}}*\n\n| a |\n|---|\n| {{claim:c}} |\n\n---\n\n# {{claim:d|e {{claim:f}}}}"
    )
    assert [one.key for one in lives(source.blocks)] == ["a", "b", "c", "d", "f"]
    assert isinstance(source.blocks[3], SourceRule)


def test_lines_break_where_they_are_asked_to_and_code_stays_code() -> None:
    (block, fenced) = parse("a  \nb `c`\nd\n\n```\nx\n```").blocks
    assert isinstance(block, SourceParagraph)
    assert block.children == (SourceText("a"), LineBreak(), SourceText("b "), Code("c"), SourceText(" d"))
    assert isinstance(fenced, SourceParagraph)
    assert fenced.children == (Code("x"),)


def test_sections_are_named_in_plain_words() -> None:
    *_, block = parse("# A *b* `c` [@d1]  {{claim:Q|e}}\n\nx").blocks
    assert block.place.section == "A b c [@d1]  e"
