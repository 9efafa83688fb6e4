"""A draft always resolves and is marked; a release is refused with the sentence named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.out_sample import draft, draft_text, facts

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.facts import ClaimFacts, Counts, QuotationFacts, ReportFacts, Rules
from anselm.analysis.report.resolve import Refused, Resolved, resolve
from anselm.analysis.report.support import count_words, note_of, quotable, support_of
from anselm.domain.document import (
    ClaimSpan,
    ConsentLine,
    Emphasis,
    EvidenceTrace,
    FigureBlock,
    Heading,
    Link,
    ListBlock,
    NoticeBlock,
    Paragraph,
    Passage,
    QuotationBlock,
    QuotationSpan,
    QuoteBlock,
    Rule,
    SpeakerTrace,
    Strong,
    TableBlock,
    Text,
)
from anselm.domain.drawing import Drawing

GIVEN = (ConsentLine("take-part", "given"), ConsentLine("quote", "given"))
WORDS = "She said do ten. That's all."


def evidence(label: str = "3B", stance: Any = "supports", consents: tuple[ConsentLine, ...] = GIVEN) -> EvidenceTrace:
    passage = Passage("INT08", "1", 10, 40, WORDS, before="I asked.", after="I laughed.", question="And then?")
    return EvidenceTrace("e1", stance, "Cherry", passage=passage, speaker=SpeakerTrace(label), consents=consents)


def claim(quantifier: Any = "all", counts: Counts | None = None, **more: Any) -> ClaimFacts:
    made = ClaimFacts("Q", "All nine did it.", quantifier, counts or Counts(9, 9), evidence=(evidence(),))
    return replace(made, **more)


def report(**more: Any) -> ReportFacts:
    quote = QuotationFacts("q", WORDS, "3B", evidence())
    return ReportFacts(title="T", quotations={"q": quote, **more.pop("quotations", {})}, **more)


def refused(text: str, made: ReportFacts) -> Refused:
    found = resolve(parse(text), made, "release")
    assert isinstance(found, Refused)
    return found


@pytest.mark.parametrize(
    ("key", "words", "support"),
    [
        ("Q1", "9 of 9 teams", "supported"),
        ("Q2", "3 teams, 5 otherwise, 1 not asked", "more than its count"),
        ("Q3", "6 teams, 3 otherwise", "supported"),
        ("Q4", "5 of 5 teams", "supported"),
        ("Q6", "3 of 5 teams", "supported"),
        ("Q7", "1 of 3 participants", "one voice only"),
        ("Q8", "0 participants, 2 otherwise, 25 silent", "told otherwise"),
        ("Q9", "8 participants, 1 otherwise, 18 silent", "supported"),
        ("Q10", "3 teams, 1 otherwise, 5 silent", "supported"),
    ],
)
def test_the_demo_claims_stand_as_planted(key: str, words: str, support: str) -> None:
    found = facts().claims[key]
    assert (count_words(found), support_of(found)) == (words, support)


@pytest.mark.parametrize(
    ("quantifier", "number", "counts", "support"),
    [
        ("all", 0, Counts(9, 8), "more than its count"),
        ("all", 0, Counts(9, 8, 1), "told otherwise"),
        ("most", 0, Counts(9, 4, 0, 1), "more than its count"),
        ("most", 0, Counts(9, 5, 3, 1), "supported"),
        ("exactly", 3, Counts(9, 2), "more than its count"),
        ("exactly", 2, Counts(9, 2), "supported"),
        ("one", 0, Counts(9, 1), "supported"),
        ("none", 0, Counts(9, 8, 1), "told otherwise"),
        ("many", 0, Counts(9, 2), "supported"),
        ("several", 0, Counts(9, 2, 3), "told otherwise"),
        ("some", 0, Counts(9, 1), "one voice only"),
    ],
)
def test_a_quantifier_is_held_against_its_count(quantifier: str, number: int, counts: Counts, support: str) -> None:
    assert support_of(claim(quantifier, counts, number=number)) == support


def test_an_interviewers_words_are_no_evidence() -> None:
    asked = replace(evidence(), speaker=SpeakerTrace("I1", kind="interviewer"))
    assert support_of(claim(evidence=(asked,))) == "no evidence"


def test_a_release_without_faults_is_the_document_of_the_draft() -> None:
    text = "# Findings\n\n{{claim:Q}} And: {{quote:q|she said do ten}}.\n\n{{quote:q}}"
    made = report(claims={"Q": claim()})
    released = resolve(parse(text), made, "release")
    assert isinstance(released, Resolved)
    assert released.faults == ()
    assert replace(released.document, draft=True) == resolve(parse(text), made, "draft").document
    _, sentence, quotation = released.document.blocks
    assert isinstance(sentence, Paragraph)
    assert isinstance(sentence.children[0], ClaimSpan)
    assert isinstance(sentence.children[2], QuotationSpan)
    assert sentence.children[2].quotation.edits == ("words left out", "case of a first letter")
    assert isinstance(quotation, QuotationBlock)
    assert quotation.quotation.words == WORDS


def test_a_claim_without_evidence_is_refused_and_its_sentence_named() -> None:
    found = refused("One. {{claim:Q|All of them did}} it. Two.", report(claims={"Q": claim(evidence=())}))
    assert [fault.sentence for fault in found.faults] == ["All of them did it."]
    assert "no evidence" in found.faults[0].reason
    interpretive = claim(evidence=(), interpretive=True, author="IM")
    assert isinstance(resolve(parse("{{claim:Q}}"), report(claims={"Q": interpretive}), "release"), Resolved)
    assert refused("{{claim:Q}}", report(claims={"Q": replace(interpretive, author="")})).faults[0].refuses


def test_one_altered_word_is_refused_with_the_difference() -> None:
    (fault,) = refused("{{quote:q|She said do twelve.}}", report()).faults
    assert "printed “twelve”, the source has “ten”" in fault.reason
    drafted = resolve(parse("{{quote:q|She said do twelve.}}"), report(), "draft")
    (block,) = drafted.document.blocks
    assert isinstance(block, QuotationBlock)
    assert (block.quotation.printing, block.quotation.words) == ("changed", "She said do twelve.")


@pytest.mark.parametrize("scope", ["take-part", "quote"])
@pytest.mark.parametrize("state", ["refused", "not recorded", "withdrawn", "does not apply"])
def test_words_that_consent_forbids_are_in_neither_draft_nor_trace(scope: str, state: Any) -> None:
    lines = (*tuple(line for line in GIVEN if line.scope != scope), ConsentLine(scope, state, at="20 May"))
    closed = evidence(consents=lines)
    made = report(quotations={"q": QuotationFacts("q", WORDS, "3B", closed)}, claims={"Q": claim(evidence=(closed,))})
    text = "{{claim:Q}}\n\n{{quote:q}}\n\nHe says {{quote:q|do ten}}."
    drafted = resolve(parse(text), made, "draft")
    for words in ("do ten", "I asked", "I laughed", "And then", "all."):
        assert words not in repr((drafted.document, drafted.trace, drafted.faults))
    assert [fault.refuses for fault in refused(text, made).faults if "cannot be printed" in fault.reason] == [True] * 2
    assert "3B" in repr(drafted.document)


def test_a_quotation_to_be_approved_waits_for_its_approval() -> None:
    lines = (*GIVEN, ConsentLine("quote-approve-first", "given"))
    waiting = evidence(consents=lines)
    assert "not approved this one yet" in quotable(replace(waiting, approval="waiting"))
    assert "did not approve" in quotable(replace(waiting, approval="refused"))
    assert quotable(replace(waiting, approval="given")) == ""
    assert quotable(replace(waiting, speaker=None)) == ""


def test_more_than_its_count_advises_and_refuses_only_where_the_study_says_so() -> None:
    counted = {"Q": claim("most", Counts(9, 3, 5, 1))}
    advised = resolve(parse("{{claim:Q}}"), report(claims=counted), "release")
    assert isinstance(advised, Resolved)
    assert [fault.refuses for fault in advised.faults] == [False]
    strict = report(claims=counted, rules=Rules(refuse_more_than_its_count=True))
    assert refused("{{claim:Q}}", strict).faults[0].advice == "Word it as counted: 3 teams, 5 otherwise, 1 not asked."


@pytest.mark.parametrize("text", ["{{quote:x}}", "{{claim:x}}", "{{table:x}}", "{{figure:x}}", "a {{quote:x}} b"])
def test_an_unknown_block_is_marked_in_a_draft_and_refused_in_a_release(text: str) -> None:
    assert "“x”" in repr(resolve(parse(text), report(), "draft").document)
    assert refused(text, report()).faults[0].reason.startswith("There is no ")


def test_a_figure_that_has_nothing_to_draw_is_said_in_words_and_refused() -> None:
    nothing = FigureBlock("levels", "L", Drawing(1, 1, ()), "No lens is in use.", TableBlock.of(["Levels"], []))
    nothing = replace(nothing, repair="Choose a lens for the study")
    made = report(figures={"levels": nothing})
    (block,) = resolve(parse("{{figure:levels}}"), made, "draft").document.blocks
    assert isinstance(block, NoticeBlock)
    assert block.reason == "The figure “levels” cannot be drawn. No lens is in use."
    assert refused("{{figure:levels}}", made).faults[0].advice == "Choose a lens for the study, or take the block out."
    (kept,) = resolve(parse("{{figure:levels}}"), made, "again").document.blocks
    assert isinstance(kept, NoticeBlock)


def test_a_table_inside_a_sentence_is_marked() -> None:
    found = refused("See {{table:teams}} here.", facts())
    assert found.faults[0].advice == "Put it in a paragraph of its own."


def test_a_changed_passage_is_refused_in_words() -> None:
    made = report(quotations={"q": QuotationFacts("q", WORDS, "3B", evidence(), changed="version 3 has other words")})
    assert "version 3 has other words" in refused("{{quote:q}}", made).faults[0].reason


def test_every_kind_of_block_is_kept_in_its_order() -> None:
    text = (
        "# A\n\n# A\n\n- *a* **b** [c](https://x.org) {{claim:Q}}\n\n> {{claim:nobody|said}}\n\n---\n\n"
        "| h |\n|---|\n| {{quote:q\\|do ten}} |\n\n{{table:t|Mine}}"
    )
    made = report(claims={"Q": claim()}, tables={"t": TableBlock.of(("a",), (("b",),), caption="Theirs")})
    first, second, entries, quoted, rule, table, given_table = resolve(parse(text), made, "draft").document.blocks
    assert isinstance(first, Heading)
    assert isinstance(second, Heading)
    assert (first.anchor, second.anchor) == ("s-a", "s-a-2")
    assert isinstance(entries, ListBlock)
    (paragraph,) = entries.entries[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children[:5:2] == (
        Emphasis((Text("a"),)),
        Strong((Text("b"),)),
        Link("https://x.org", (Text("c"),)),
    )
    assert isinstance(quoted, QuoteBlock)
    assert "There is no claim “nobody”." in repr(quoted)
    assert rule == Rule()
    assert isinstance(table, TableBlock)
    assert isinstance(table.rows[0][0][0], QuotationSpan)
    assert isinstance(given_table, TableBlock)
    assert given_table.caption == "Table 1. Mine"


def test_a_claim_told_twice_has_one_walk_back() -> None:
    found = resolve(
        parse("{{claim:Q}} {{claim:Q|Again}} {{quote:q}} {{quote:q}}"), report(claims={"Q": claim()}), "draft"
    )
    assert (len(found.trace.claims), len(found.trace.quotations)) == (1, 1)


def test_the_fault_names_the_sentence_and_no_participants_words() -> None:
    text = "First. Second says {{quote:q|do twelve}} and *{{claim:Q|so do all}}*! Third."
    found = refused(text, report(claims={"Q": claim(evidence=())}))
    assert {fault.sentence for fault in found.faults} == {"Second says [3B] and so do all!"}


def test_counts_are_held_to_their_scope() -> None:
    with pytest.raises(ValueError, match="9, 0, 1, 0 of 9"):
        Counts(9, 9, 1)
    assert (Counts(9, 3, 2, 1).silent, Counts(9, 3, 2, 1).asked) == (3, 8)


def test_a_count_is_said_in_words() -> None:
    assert count_words(claim(counts=Counts(0, 0))) == "not counted yet"
    assert count_words(claim(counts=Counts(1, 1))) == "1 of 1 team"
    assert count_words(claim(counts=Counts(3, 1, 1))) == "1 team, 1 otherwise, 1 silent"
    assert count_words(claim(interpretive=True)) == "interpretive statement, author’s own"
    assert note_of(claim(interpretive=True), "interpretive") == "No direct evidence."
    assert note_of(claim("exactly", Counts(9, 2), number=3), "more than its count") == "Written as 3, counted 2."


def test_a_claim_with_voices_against_and_none_for_is_told_otherwise() -> None:
    assert support_of(claim("none", Counts(9, 0, 1), evidence=(evidence("5C", "contradicts"),))) == "told otherwise"


def test_the_demo_draft_resolves_with_its_planted_troubles() -> None:
    found = draft()
    assert not [block for block in found.document.blocks if isinstance(block, NoticeBlock)]
    assert found.document.status == "Draft 4 · counted in: consensus"
    assert len(found.trace.claims) == 10
    assert len(found.trace.quotations) == 24
    assert [trace.number for trace in found.trace.claims] == list(range(1, 11))
    stopped = {fault.sentence for fault in found.faults if fault.refuses}
    assert "Nobody feared losing their own craft." in stopped
    assert resolve(parse(draft_text()), facts(), "release") == Refused(found.faults)


@given(st.text("ab {}|:claimquotetb#[]().*_\n\\", max_size=80))
def test_a_draft_of_any_text_resolves(text: str) -> None:
    found = resolve(parse("{{claim:Q|" + text), report(claims={"Q": claim()}), "draft")
    assert found == resolve(parse("{{claim:Q|" + text), report(claims={"Q": claim()}), "draft")
