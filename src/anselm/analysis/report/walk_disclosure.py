"""Who could be recognised by the walk back that a Word file carries in its comments, beyond what its text prints.

A comment prints a passage whole, with the words around it and the question before it, beside the label and the case
of whoever speaks. What the report masks, or never quotes, stands there to be read. The lines looked at are those
that the file prints (see walk_words.py), so nothing can be printed that was not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from anselm.analysis.report.blocks import ReportSource, lives
from anselm.analysis.report.disclosure import Person, longest, name_like, patterns, pointing
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.report.quotation import edits_of
from anselm.analysis.report.walk_words import about_claim, in_comment, ordered
from anselm.analysis.words import fold
from anselm.domain.document import EvidenceTrace, Fault, Place, Trace

__all__ = ["ADVICE", "Commented", "commented", "in_comments", "rare_in"]

ADVICE = "Let the Word file go without the trace, label more widely, or take that passage from behind the sentence."
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Commented:
    """One comment as Word prints it: where it stands, beside which sentence, its first line, and its evidence."""

    place: Place
    sentence: str
    about: str
    evidence: tuple[EvidenceTrace, ...]
    printed: str = ""


def commented(source: ReportSource, facts: ReportFacts, trace: Trace) -> tuple[Commented, ...]:
    """The comments of a Word file in the order of the text; each claim and each quotation has one, where first met.

    `facts` are those the writer sees, with everybody's own label; `trace` is what is printed.
    """
    claims = {one.claim_id: one for one in trace.claims}
    quotations = {one.evidence_id: one for one in trace.quotations}
    found = []
    for live in lives(source.blocks):
        if live.kind == "claim" and live.key in facts.claims:
            claim = claims.pop(facts.claims[live.key].claim_id, None)
            if claim is not None:
                found.append(Commented(live.place, claim.sentence, about_claim(claim), ordered(claim)))
        elif live.kind == "quote" and live.key in facts.quotations:
            told = facts.quotations[live.key]
            one = quotations.pop(told.quotation_id, None)
            if one is not None:
                sentence = f"the quotation of {told.label} ({live.key})"
                found.append(Commented(live.place, sentence, "", (one,), live.words or told.printed or told.words))
    return tuple(found)


def rare_in(comments: Iterable[Commented]) -> tuple[str, ...]:
    """Every word of the comments' passages that looks like a name, each once."""
    return tuple(dict.fromkeys(word for one in comments for said in one.evidence for word in _name_like(said)))


def in_comments(
    comments: Sequence[Commented],
    people: Sequence[Person],
    alone: frozenset[str],
    hidden: Callable[[str], Iterable[str]],
    printed: Sequence[Fault] = (),
) -> tuple[Fault, ...]:
    """What in the comments points to one person and does not in the text; advice, never a refusal.

    `alone` are words that one interview alone holds; `hidden` finds in a line what should stand nowhere: a
    replaced name, a code, a label wider labels hide. `printed` is what was found in the text, and is not said again.
    """
    told = {(one.place.start, one.reason) for one in printed}
    look = _Look(people)
    found: list[Fault] = []
    for one in comments:
        reasons = [*look.pointing(one), *_hidden(one, hidden), *_masked(one), *_rare(one, alone)]
        found += [
            Fault(one.place, one.sentence, f"In its comment in Word: {reason}", ADVICE, refuses=False, in_comment=True)
            for reason in dict.fromkeys(reasons)
            if (one.place.start, reason) not in told
        ]
    return tuple(found)


@dataclass(slots=True)
class _Look:
    """Facts that one person alone fits, in one comment and gathered under one label from several."""

    people: Sequence[Person]
    traits: Mapping[str, re.Pattern[str]] = field(init=False)
    cases: Mapping[str, re.Pattern[str]] = field(init=False)
    gathered: dict[str, set[str]] = field(default_factory=dict)
    told: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.traits = patterns({trait for one in self.people for trait in one.traits})
        self.cases = patterns({name for one in self.people for name in (one.case, one.case_code) if name})

    def pointing(self, comment: Commented) -> Iterator[str]:
        yield from pointing(*self._in(comment.about), self.people)
        for one in comment.evidence:
            traits, named = self._in("\n".join(in_comment(one)))
            reasons = list(pointing(traits, named, self.people))
            yield from reasons
            yield from self._together(one, traits, named, reasons)

    def _in(self, words: str) -> tuple[set[str], set[str]]:
        folded = fold(words).text
        traits = {value for value, pattern in self.traits.items() if pattern.search(folded)}
        return longest(traits), {name for name, pattern in self.cases.items() if pattern.search(folded)}

    def _together(self, one: EvidenceTrace, traits: set[str], named: set[str], alone: list[str]) -> Iterator[str]:
        """What one label says in several comments, where none of them says enough by itself."""
        label = one.speaker.label if one.speaker and one.speaker.kind == "participant" else ""
        person = next((each for each in self.people if each.label == label), None)
        if person is None:
            return
        held = self.gathered.setdefault(label, set())
        new = (traits & set(person.traits)) - held
        before = bool(held)
        held |= new
        key = (label, *sorted(held))
        if alone or not new or not before or key in self.told:
            return
        for reason in pointing(set(held), named, self.people, only=person):
            self.told.add(key)
            yield f"together with what stands under {label} in other comments, {reason[0].lower()}{reason[1:]}"


def _hidden(comment: Commented, hidden: Callable[[str], Iterable[str]]) -> Iterator[str]:
    for line in (comment.about, *(line for one in comment.evidence for line in in_comment(one))):
        yield from hidden(line)


def _masked(comment: Commented) -> Iterator[str]:
    passage = comment.evidence[0].passage if comment.printed else None
    if passage is None or not passage.words:
        return
    if {"words left out", "words added in brackets"} <= set(edits_of(comment.printed, passage.words)):
        yield "the passage stands whole, with the words that the report leaves out and puts brackets for."


def _name_like(one: EvidenceTrace) -> tuple[str, ...]:
    if one.passage is None or one.speaker is None or one.speaker.kind != "participant":
        return ()
    said = one.passage
    return name_like(" ".join(part for part in (said.question, said.before, said.words, said.after) if part))


def _rare(comment: Commented, alone: frozenset[str]) -> Iterator[str]:
    by_label: dict[str, list[str]] = {}
    for one in comment.evidence:
        # What the quotation itself prints was looked at where it is printed.
        rare = [word for word in _name_like(one) if word in alone and word not in comment.printed]
        if rare and one.speaker is not None:
            by_label.setdefault(one.speaker.label, []).extend(rare)
    for label, words in by_label.items():
        named = list(dict.fromkeys(words))
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        said = ", ".join(f"“{one}”" for one in named[:MOST_NAMED])
        yield f"{said}{more}, which no other interview says, beside {label}."
