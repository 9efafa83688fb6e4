"""Who could be recognised by the walk back that a file carries, beyond what its text prints.

In Word it stands in comments, in pages, PDF and LaTeX at the end; there with who speaks, their role and profession.
It prints a passage whole, with the words around it and the question before it, beside the label and the case of
whoever speaks. What the report masks, or never quotes, stands there to be read. The lines looked at are those
that the file prints (see walk_words.py), so nothing can be printed that was not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from anselm.analysis.report.blocks import ReportSource, lives
from anselm.analysis.report.disclosure import Person, longest, name_like, patterns, pointing, without_labels
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.report.quotation import edits_of
from anselm.analysis.report.walk_words import about_claim, in_comment, in_pages, ordered
from anselm.analysis.words import fold
from anselm.domain.document import EvidenceTrace, Fault, Place, Trace

__all__ = ["ADVICE", "Carried", "Commented", "commented", "in_walk", "rare_in"]

# How a file carries the walk back, and what each way of it is called before a reason.
Carried = Literal["comments", "pages"]
WHERE: Mapping[Carried, str] = {"comments": "In its comment in Word", "pages": "In the walk back"}
ELSEWHERE: Mapping[Carried, str] = {"comments": "in other comments", "pages": "elsewhere in it"}
ADVICE = {
    carried: f"Let the {file}, label more widely, or take that passage from behind the sentence."
    for carried, file in (("comments", "Word file go without the trace"), ("pages", "file go without the walk back"))
}
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Commented:
    """A claim or quotation as the walk back prints it: where, beside which sentence, its first line, its evidence."""

    place: Place
    sentence: str
    about: str
    evidence: tuple[EvidenceTrace, ...]
    printed: str = ""


def commented(source: ReportSource, facts: ReportFacts, trace: Trace) -> tuple[Commented, ...]:
    """What the walk back prints in the order of the text; each claim and each quotation once, where first met.

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
    """Every word of the walk's passages that looks like a name, each once."""
    return tuple(dict.fromkeys(word for one in comments for said in one.evidence for word in _name_like(said)))


def in_walk(
    comments: Sequence[Commented],
    people: Sequence[Person],
    alone: frozenset[str],
    hidden: Callable[[str], Iterable[str]],
    printed: Sequence[Fault] = (),
    carried: Carried = "comments",
) -> tuple[Fault, ...]:
    """What in the walk back points to one person and does not in the text; advice, never a refusal.

    In comments it is said beside every sentence where it stands; in pages, which are one piece, where it first stands.

    `alone` are words that one interview alone holds; `hidden` finds in a line what should stand nowhere: a
    replaced name, a code, a label wider labels hide. `printed` is what was found in the text, and is not said again.
    """
    told = {(one.place.start, one.reason) for one in printed}
    look = _Look(people, carried)
    found: list[Fault] = []
    said: set[str] = set()
    for one in comments:
        reasons = [*look.pointing(one), *_hidden(one, hidden, carried), *_masked(one), *_rare(one, alone)]
        new = [each for each in dict.fromkeys(reasons) if (one.place.start, each) not in told and each not in said]
        found += [
            Fault(one.place, one.sentence, f"{WHERE[carried]}: {each}", ADVICE[carried], refuses=False, in_walk=True)
            for each in new
        ]
        if carried == "pages":
            said.update(new)
    return tuple(found)


def _lines(one: EvidenceTrace, carried: Carried) -> tuple[str, ...]:
    return in_comment(one) if carried == "comments" else in_pages(one)


@dataclass(slots=True)
class _Look:
    """Facts that one person alone fits, in one place and gathered under one label from several."""

    people: Sequence[Person]
    carried: Carried
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
            traits, named = self._in("\n".join(_lines(one, self.carried)))
            reasons = list(pointing(traits, named, self.people))
            yield from reasons
            yield from self._together(one, traits, named, reasons)

    def _in(self, words: str) -> tuple[set[str], set[str]]:
        folded = fold(without_labels(words, self.people)).text
        traits = {value for value, pattern in self.traits.items() if pattern.search(folded)}
        return longest(traits), {name for name, pattern in self.cases.items() if pattern.search(folded)}

    def _together(self, one: EvidenceTrace, traits: set[str], named: set[str], alone: list[str]) -> Iterator[str]:
        """What one label says in several places, where none of them says enough by itself."""
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
            yield f"together with what stands under {label} {ELSEWHERE[self.carried]}, {reason[0].lower()}{reason[1:]}"


def _hidden(comment: Commented, hidden: Callable[[str], Iterable[str]], carried: Carried) -> Iterator[str]:
    for line in (comment.about, *(line for one in comment.evidence for line in _lines(one, carried))):
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
