"""Who could be recognised: facts that one person alone fits, in sentences, quotations and tables."""

from __future__ import annotations

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.disclosure import Person, disclosures, name_like, said_by_one
from anselm.analysis.report.facts import QuotationFacts, ReportFacts
from anselm.domain.document import EvidenceTrace, Fault, TableBlock

PEOPLE = (
    Person("1A", "Alder", "T1", ("nurse lead", "8a", "F")),
    Person("1B", "Alder", "T1", ("nurse", "6", "F")),
    Person("2B", "Beech", "T2", ("nurse", "6", "M")),
    Person("2C", "Beech", "T2", ("dietitian", "5", "non-binary")),
)


def found(text: str, **facts: object) -> list[Fault]:
    return list(disclosures(parse(text), ReportFacts("Report", **facts), PEOPLE))  # type: ignore[arg-type]


def test_a_fact_only_one_person_has_is_named_with_its_sentence() -> None:
    (one,) = found("It began at work. The dietitian wrote it down. Others followed.")
    assert one.sentence == "The dietitian wrote it down."
    assert one.reason == "Only one person is “dietitian”: 2C."
    assert not one.refuses


def test_a_pseudonym_beside_a_fact_or_the_label_of_its_person_and_one_that_holds_a_real_name_are_named() -> None:
    people = (
        Person("1A", "Alder", "T1", ("nurse", "8a"), "Moira"),
        Person("2B", "Beech", "T2", ("nurse", "7"), "Will Ash", "replaced by [a colleague] elsewhere"),
    )

    def reasons(text: str) -> list[str]:
        return [one.reason for one in disclosures(parse(text), ReportFacts("Report"), people)]

    # A fact that two have says nothing by itself, and beside a pseudonym it is one person's.
    assert reasons("A nurse wrote it down. Moira did not.") == []
    assert reasons("Moira, a nurse, wrote it down.") == [
        "“Moira” stands beside “nurse”: together they draw one person, 1A."
    ]
    assert reasons("So said Moira (1A).") == [
        "“Moira” stands beside the label 1A: together they draw one person, 1A."
    ]
    assert reasons("Moira of band 7.") == []
    assert reasons("Moirah, a nurse.") == []
    # What it gives away is said without the name it gives away.
    assert reasons("Will Ash left.") == [
        "“Will Ash”, the pseudonym of 2B, holds part of a real name that is replaced by [a colleague] elsewhere."
    ]


def test_a_fact_shared_by_two_is_none_until_their_case_is_named() -> None:
    assert found("A nurse wrote it down.") == []
    (one,) = found("A nurse in Beech wrote it down.")
    assert one.reason == "Only one person in Beech is “nurse”: 2B."


def test_two_facts_that_only_together_fit_one_person_are_named_together() -> None:
    people = (
        Person("1B", "Alder", "T1", ("nurse", "council")),
        Person("2B", "Beech", "T2", ("nurse", "charity")),
        Person("2C", "Beech", "T2", ("porter", "council")),
    )
    reasons = [one.reason for one in disclosures(parse("A nurse of the council."), ReportFacts("Report"), people)]
    assert reasons == ["Only one person is “council, nurse”: 1B."]


def test_a_longer_fact_stands_for_the_shorter_one_inside_it_and_case_and_marks_make_no_difference() -> None:
    assert [one.reason for one in found("The Nurse Lead said so.")] == ["Only one person is “nurse lead”: 1A."]
    assert found("The nursery was dark.") == []


def test_a_letter_or_a_number_says_nothing_by_itself() -> None:
    assert found("Of 5 people, M was the first; 6 followed.") == []


def test_words_of_a_quotation_count_and_what_stands_in_brackets_does_not() -> None:
    def quoted(words: str) -> list[Fault]:
        quotation = QuotationFacts("q", words, "1B", EvidenceTrace("e", "supports"))
        return found("{{quote:K}}", quotations={"K": quotation})

    (one,) = quoted("so the dietitian says no")
    assert one.sentence == "the quotation of 1B (K)"
    assert quoted("so [the dietitian] says no") == []


def test_a_table_of_people_says_how_many_rows_are_the_only_ones_of_their_kind() -> None:
    rows = [["1A", "Alder", "A"], ["1B", "Alder", "B"], ["1B2", "Alder", "B"]]
    table = TableBlock.of(["Label", "Team", "Role"], rows, caption="Who took part")
    (one,) = found("{{table:participants}}", tables={"participants": table})
    assert one.sentence == "the table Who took part"
    assert one.reason.startswith("1 of 3 rows are the only one of their kind")


def test_words_like_names_are_those_with_a_capital_inside_a_sentence() -> None:
    words = (
        "Up at Ring Road, and I'd say the Palace's depot. There it was Sunday. So [Jan] said, Well, it had Jan on."
    )
    assert name_like(words) == ("Ring", "Road", "Palace", "Well", "Jan")
    assert name_like("Nothing here. Nor here! [The Palace] is gone.") == ()


def test_a_word_no_other_interview_holds_is_named_with_the_quotation_it_is_printed_in() -> None:
    quotation = QuotationFacts("q", "at the Palace, by Jan", "1B", EvidenceTrace("e", "supports"))
    facts = ReportFacts("Report", quotations={"K": quotation})

    def told(text: str) -> list[Fault]:
        return list(said_by_one(parse(text), facts, {"K": ["Palace"]}))

    (one,) = told("{{quote:K}}")
    assert (one.sentence, one.refuses) == ("the quotation of 1B (K)", False)
    assert one.reason.startswith("No other interview says “Palace”")
    assert told("{{quote:K|at the [depot], by Jan}}") == []
