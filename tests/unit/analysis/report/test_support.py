"""How a claim stands to its count, by the words its sentence has now."""

from __future__ import annotations

from dataclasses import replace

from anselm.analysis.report.blocks import parse
from anselm.analysis.report.disclosure import Person, disclosures
from anselm.analysis.report.facts import ClaimFacts, Counts, ReportFacts
from anselm.analysis.report.resolve import Refused, resolve
from anselm.analysis.report.support import as_worded, count_words, note_of, support_of
from anselm.domain.document import EvidenceTrace, SpeakerTrace
from anselm.domain.interpretation import Stance
from anselm.domain.reporting import Claim, CountingUnit, Quantifier, Support, count_claim, guess_quantifier, guess_unit

SPEAKER = SpeakerTrace("3A")
SAID = EvidenceTrace("e-1", "supports", "Alder", summary="told so")


def test_a_reworded_sentence_is_held_to_what_it_says_now() -> None:
    some = ClaimFacts("c", "Some people learn in their own time.", "some", Counts(27, 6))
    assert as_worded(some, "Some people learn in their own time.") is some
    assert as_worded(some, "Some of the people learn after hours.") is some
    every = as_worded(some, "Everybody learns in their own time.")
    assert (every.quantifier, every.number) == ("all", 0)
    assert support_of(replace(every, evidence=(SAID,))) == "more than its count"
    eight = as_worded(some, "Eight people learn in their own time.")
    assert (eight.quantifier, eight.number) == ("exactly", 8)
    # What its writer chose against the guess stands while the words seem to say as much.
    chosen = ClaimFacts("c", "All teams, or nearly.", "most", Counts(9, 8))
    assert as_worded(chosen, "All of the teams, or nearly.") is chosen
    # Words without a quantifier take none away.
    assert as_worded(some, "They learn in their own time.") is some


def test_a_release_says_of_a_reworded_sentence_that_it_says_more() -> None:
    some = ClaimFacts("c", "Some people learn after hours.", "some", Counts(27, 6), evidence=(SAID,))
    facts = ReportFacts("Report", claims={"Q1": some})
    assert resolve(parse("{{claim:Q1|Some people learn after hours.}}"), facts, "draft").faults == ()
    (fault,) = resolve(parse("{{claim:Q1|Everybody learns after hours.}}"), facts, "draft").faults
    assert fault.reason.startswith("This sentence says more than its count.")


def test_a_sentence_of_which_more_was_counted_says_less_and_not_more() -> None:
    three = ClaimFacts("c", "Three do.", "exactly", Counts(9, 8), number=3, evidence=(SAID,))
    (fault,) = resolve(parse("{{claim:Q1}}"), ReportFacts("Report", claims={"Q1": three}), "draft").faults
    assert fault.reason == "This sentence says less than its count. Written as 3, counted 8."
    fewer = replace(three, counts=Counts(9, 2))
    (fault,) = resolve(parse("{{claim:Q1}}"), ReportFacts("Report", claims={"Q1": fewer}), "draft").faults
    assert fault.reason == "This sentence says more than its count. Written as 3, counted 2."


def test_what_a_number_stands_before_is_counted_and_nobody_to_ask_is_no_number() -> None:
    people, cases = CountingUnit.PARTICIPANTS, CountingUnit.CASES
    for sentence, unit in (
        ("Leaders in five teams spoke of giving leave to try.", cases),
        ("Four of the nine teams had leaders who said so.", cases),
        ("Three people in two teams said so.", people),
        ("Leaders saw themselves as a shield in their teams.", people),
    ):
        assert guess_unit(sentence) is unit, sentence
    assert guess_quantifier("In Fir people said that there was nobody to ask.") == (Quantifier.UNQUANTIFIED, None)
    assert guess_quantifier("Nobody called it advice.") == (Quantifier.NONE, None)


def test_who_says_it_on_a_condition_alone_is_counted_beside_and_not_in_support() -> None:
    said, on, against = Stance.SUPPORTS, Stance.QUALIFIES, Stance.CONTRADICTS
    stances = {"a": {said}, "b": {said, on}, "c": {on}, "d": {on, against}, "e": {against}}
    every = Claim("c", "Q1", "All did.", quantifier=Quantifier.ALL)
    count = count_claim(every, "abcdef", stances, {"f"}, 3)
    assert (count.supports, count.qualifies, count.contradicts) == (("a", "b"), ("c",), ("d", "e"))
    assert count.words() == "2 of 6 teams, 1 qualifies, 2 otherwise, 1 not asked"
    # All but those with a condition do is less than all, and a condition alone is no evidence in support.
    fewer = count_claim(every, "abc", stances, (), 3)
    assert (fewer.words(), fewer.support) == ("2 of 3 teams, 1 qualifies", Support.MORE_THAN_ITS_COUNT)
    assert count_claim(every, "c", stances, (), 1).support is Support.NO_EVIDENCE
    # The report says the same in the same words.
    spoken = replace(SAID, stance="qualifies", speaker=SPEAKER)
    facts = ClaimFacts("c", "All did.", "all", Counts(6, 2, 2, 1, 1), evidence=(SAID, spoken))
    assert (count_words(facts), facts.counts.silent) == (count.words(), 0)
    assert note_of(replace(facts, quantifier="some"), "supported") == "Qualified by 3A."


def test_a_block_that_lost_a_brace_is_named_and_no_release_prints_it() -> None:
    some = ClaimFacts("c", "Some do.", "some", Counts(9, 6), evidence=(SAID,))
    facts = ReportFacts("Report", claims={"Q1": some})
    for text in ("So {{claim:Q1|some do.} It goes on.", "**bold {{quote:2B-1** there", "- {{table:cases"):
        made = resolve(parse(text), facts, "release")
        assert isinstance(made, Refused), text
        assert "A block is not finished" in made.faults[0].reason
    for text in ("Braces {like these} and {{others}} stay.", "{{claim:Q1|Some do.}}"):
        assert not isinstance(resolve(parse(text), facts, "release"), Refused), text


def test_a_label_is_no_pay_band_and_a_band_is() -> None:
    people = (Person("8C", "Hazel", "T8", ("porter",)), Person("7A", "Gorse", "T7", ("8c",)))
    facts = ReportFacts("Report")
    assert disclosures(parse("So says 8C, who left."), facts, people) == ()
    for text in ("A Band 8C post was cut.", "An 8c post was cut."):
        (one,) = disclosures(parse(text), facts, people)
        assert one.reason == "Only one person is “8c”: 7A."


def test_the_first_words_that_say_how_many_and_of_what_are_taken() -> None:
    assert guess_quantifier("A few people had nobody to ask.") == (Quantifier.SOME, None)
    assert guess_quantifier("Nearly all people knew.") == (Quantifier.MOST, None)
    assert guess_quantifier("Not every team knew.") == (Quantifier.MOST, None)
    assert guess_quantifier("Nobody knew all of it.") == (Quantifier.NONE, None)
    assert guess_quantifier("All nine teams knew.") == (Quantifier.ALL, None)
    assert guess_unit("Nearly all people knew.") is CountingUnit.PARTICIPANTS
    assert guess_unit("In every team that shared a room people learnt by ear.") is CountingUnit.CASES
    assert guess_unit("In most interviews people laughed.") is CountingUnit.ENCOUNTERS
    assert guess_unit("Induction was short.") is CountingUnit.CASES
