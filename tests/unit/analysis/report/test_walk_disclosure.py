"""What the comments of a Word file tell of one person beyond the text, from the lines they print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.disclosure import Person, disclosures
from anselm.analysis.report.facts import ClaimFacts, Counts, QuotationFacts, ReportFacts
from anselm.analysis.report.labelling import coarser
from anselm.analysis.report.resolve import resolve
from anselm.analysis.report.walk_disclosure import Carried, commented, in_walk, rare_in
from anselm.domain.document import CodingTrace, ConsentLine, EvidenceTrace, Fault, Passage, SpeakerTrace

PEOPLE = (
    Person("1B", "Alder", "T1", ("nurse", "council")),
    Person("2B", "Beech", "T2", ("nurse", "charity")),
    Person("2C", "Beech", "T2", ("porter", "charity")),
    Person("2D", "Beech", "T2", ("nurse", "council")),
)
CONSENT = (ConsentLine("take-part", "given"), ConsentLine("quote", "given"))


def said(words: str, label: str = "2B", case: str = "Beech", **more: str) -> EvidenceTrace:
    passage = Passage("INT05", "version 1", 0, len(words), words, **more)
    speaker = SpeakerTrace(label, "B", case, "nurse", "INT05")
    return EvidenceTrace(
        f"e-{label}-{words[:12]}", "supports", case, passage=passage, speaker=speaker, consents=CONSENT
    )


def nothing(line: str) -> Iterable[str]:
    return ()


def looked(
    text: str,
    facts: ReportFacts,
    labels: str = "",
    alone: Iterable[str] = (),
    hidden: Callable[[str], Iterable[str]] = nothing,
    carried: Carried = "comments",
) -> list[Fault]:
    source = parse(text)
    made = resolve(source, coarser(facts, labels), "draft")
    comments = commented(source, facts, made.trace)
    return list(in_walk(comments, PEOPLE, frozenset(alone), hidden, disclosures(source, facts, PEOPLE), carried))


def claim(*evidence: EvidenceTrace, key: str = "C1", text: str = "They learnt by ear.", **more: str) -> ClaimFacts:
    return ClaimFacts(key, text, "some", Counts(2, 1), evidence=evidence, **more)


def test_a_fact_in_words_behind_a_claim_points_to_one_person_with_the_case_its_comment_names() -> None:
    facts = ReportFacts("Report", claims={"C1": claim(said("so the porter told me", label="2B"))})
    (one,) = looked("First this. {{claim:C1}}", facts)
    assert (one.sentence, one.refuses, one.in_walk) == ("They learnt by ear.", False, True)
    assert one.reason == "In its comment in Word: Only one person is “porter”: 2C."
    (case,) = looked("{{claim:C1}}", ReportFacts("Report", claims={"C1": claim(said("at the council", case="Beech"))}))
    assert case.reason == "In its comment in Word: Only one person in Beech is “council”: 2D."


def test_words_around_and_the_question_before_a_quotation_are_looked_at() -> None:
    for more in ({"before": "I am a porter."}, {"after": "says our porter"}, {"question": "As a porter?"}):
        evidence = said("it just happens", label="2C", **more)
        quotation = QuotationFacts("q", "it just happens", "2C", evidence)
        (one,) = looked("{{quote:K}}", ReportFacts("Report", quotations={"K": quotation}))
        assert one.sentence == "the quotation of 2C (K)"
        assert one.reason == "In its comment in Word: Only one person is “porter”: 2C."


def test_what_the_text_prints_there_itself_is_said_once() -> None:
    quotation = QuotationFacts("q", "as a porter", "2C", said("as a porter", label="2C"))
    facts = ReportFacts("Report", quotations={"K": quotation})
    assert [one.reason for one in disclosures(parse("{{quote:K}}"), facts, PEOPLE)] == [
        "Only one person is “porter”: 2C."
    ]
    assert looked("{{quote:K}}", facts) == []


def test_facts_that_one_label_gathers_from_several_comments_are_put_together() -> None:
    one = claim(said("as a nurse I write it down"))
    other = claim(said("the charity pays for it"), key="C2", text="Money was short.")
    facts = ReportFacts("Report", claims={"C1": one, "C2": other})
    (found,) = looked("{{claim:C1}}\n\n{{claim:C2}}", facts)
    assert found.sentence == "Money was short."
    assert found.reason == (
        "In its comment in Word: together with what stands under 2B in other comments, "
        "only one person is “charity, nurse”: 2B."
    )
    # Nothing ties them together once the label is shared.
    assert looked("{{claim:C1}}\n\n{{claim:C2}}", facts, labels="role") == []


def test_words_no_other_interview_says_are_named_with_the_label_beside_them() -> None:
    facts = ReportFacts("Report", claims={"C1": claim(said("down at the Palace, she said", before="Near Ring Road."))})
    source = parse("{{claim:C1}}")
    comments = commented(source, facts, resolve(source, facts, "draft").trace)
    assert set(rare_in(comments)) == {"Palace", "Ring", "Road"}
    (one,) = looked("{{claim:C1}}", facts, alone=("Palace", "Road"))
    assert one.reason == "In its comment in Word: “Road”, “Palace”, which no other interview says, beside 2B."


def test_what_a_quotation_masks_stands_whole_in_its_comment() -> None:
    words = "I told the depot about it and they laughed"
    facts = ReportFacts("Report", quotations={"K": QuotationFacts("q", words, "2B", said(words))})
    (one,) = looked("{{quote:K|I told […] [a place] about it}}", facts)
    assert "the passage stands whole" in one.reason
    assert looked("{{quote:K}}", facts) == []


def test_what_should_stand_nowhere_is_looked_for_in_every_line_a_comment_prints() -> None:
    def hidden(line: str) -> Iterable[str]:
        return ("the code P07.",) if "P07" in line else ()

    plain = said("as it goes")
    coded = replace(plain, codings=(CodingTrace("Overhearing", "by ear", reason="as P07 had it"),))
    for one in (
        claim(plain, analytic_note="see P07"),
        claim(coded),
        claim(replace(plain, summary="P07 told the board")),
        claim(said("and P07 laughed")),
    ):
        found = looked("{{claim:C1}}", ReportFacts("Report", claims={"C1": one}), hidden=hidden)
        assert [each.reason for each in found] == ["In its comment in Word: the code P07."], one


def test_words_that_consent_forbids_stand_in_no_comment_and_are_not_looked_at() -> None:
    forbidden = replace(said("so the porter told me"), consents=(ConsentLine("quote", "withdrawn"),))
    assert looked("{{claim:C1}}", ReportFacts("Report", claims={"C1": claim(forbidden)})) == []


def test_a_claim_met_twice_has_one_comment() -> None:
    facts = ReportFacts("Report", claims={"C1": claim(said("so the porter told me"))})
    assert len(looked("{{claim:C1}}\n\n{{claim:C1}}", facts)) == 1


def test_at_the_end_of_a_page_who_speaks_is_looked_at_too_and_said_once() -> None:
    one, other = said("it just happens", label="2C"), said("by ear", label="2C")
    one, other = (replace(each, speaker=SpeakerTrace("2C", "C", "Beech", "porter", "INT05")) for each in (one, other))
    facts = ReportFacts("Report", claims={"C1": claim(one), "C2": claim(other, key="C2", text="Money was short.")})
    assert looked("{{claim:C1}}\n\n{{claim:C2}}", facts) == []
    (found,) = looked("{{claim:C1}}\n\n{{claim:C2}}", facts, carried="pages")
    assert (found.sentence, found.reason) == (
        "They learnt by ear.",
        "In the walk back: Only one person is “porter”: 2C.",
    )
    assert "without the walk back" in found.advice
