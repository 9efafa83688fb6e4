"""Before it goes out: who is heard, who could be recognised, and labels that say less."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from anselm.analysis.anonymising import How, residue
from anselm.analysis.report.blocks import ReportSource, lives
from anselm.analysis.report.disclosure import Person, disclosures, name_like, said_by_one
from anselm.analysis.report.facts import ReportFacts
from anselm.analysis.report.heard import Voice, balance
from anselm.analysis.report.labelling import Bearer, fewest, said_as
from anselm.analysis.report.resolve import Resolved
from anselm.analysis.report.support import quotable
from anselm.analysis.report.walk_disclosure import Carried, commented, in_walk, rare_in
from anselm.domain.coding import Code
from anselm.domain.corpus import AnonymisationRule, Identifying, RuleState, Source
from anselm.domain.document import Fault
from anselm.domain.fieldwork import Attribute, AttributeValue, CaseKind, Encounter, Privacy
from anselm.domain.reporting import LABELS, Report
from anselm.services.corpus.anonymising import forms_of
from anselm.services.fieldwork.speaking import People, people
from anselm.services.ports import Reads

__all__ = ["LabelChoice", "label_choices", "looked_over", "walk_looked_over"]


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """A way to label quotations (see Report.labels), one as it would be printed, and how many people share a label at
    the least."""

    labels: str
    example: str
    n_people: int
    chosen: bool


def label_choices(reads: Reads, chosen: str) -> tuple[LabelChoice, ...]:
    """The ways to label a report's quotations, each with the fewest people who then share a label."""
    known = people(reads)
    bearers = [
        Bearer(label, case.name or case.code if (case := known.cases.get(held.case_id)) else "", held.role)
        for identifier, (held, label) in known.on(None).items()
        if identifier in known.participants
    ]
    if not bearers:
        return ()
    first = min(bearers, key=lambda one: one.label)
    return tuple(LabelChoice(one, said_as(first, one), fewest(bearers, one), one == chosen) for one in LABELS)


def looked_over(reads: Reads, source: ReportSource, facts: ReportFacts) -> tuple[Fault, ...]:
    """Everything that is uneven or points to one person; advice, and never a refusal."""
    known = people(reads)
    roles = Counter(membership.role for membership, _ in known.on(None).values())
    voices = {
        key: Voice(speaker.label, speaker.case, speaker.role)
        for key, one in facts.quotations.items()
        if (speaker := one.evidence.speaker) is not None and speaker.kind == "participant"
    }
    teams = [one for one in known.cases.values() if one.kind is CaseKind.TEAM]
    compared = teams or list(known.cases.values())
    names = [one.name or one.code for one in sorted(compared, key=lambda one: one.code)]
    unit = ("team", "teams") if teams else ("case", "cases")
    return (
        *balance(source, voices, names, roles, unit),
        *disclosures(source, facts, _persons(reads, known)),
        *said_by_one(source, facts, _alone(reads, source, facts)),
    )


def walk_looked_over(
    reads: Reads, report: Report, source: ReportSource, facts: ReportFacts, made: Resolved, carried: Carried
) -> tuple[Fault, ...]:
    """What the walk back of a file would tell of one person beyond the text, whose faults `made` holds."""
    known = people(reads)
    walk = commented(source, facts, made.trace)
    alone = frozenset(_in_one_text(reads, rare_in(walk)))
    return in_walk(walk, _persons(reads, known), alone, _hidden(reads, known, report.labels), made.faults, carried)


def _hidden(reads: Reads, known: People, labels: str) -> Callable[[str], Iterator[str]]:
    """Finds in a line what should stand nowhere: replaced names, codes of people, and what wider labels hide."""
    rules = reads.find(AnonymisationRule)
    replaced = {one.id: one.replacement for one in rules if one.state is not RuleState.LEFT}
    forms = forms_of(one for one in rules if one.id in replaced)
    left = forms_of(one for one in rules if one.id not in replaced)
    words: dict[str, str] = {}
    own = {label for _, label in known.on(None).values()}
    keys = {one.key for one in reads.find(Code)}
    for one in known.participants.values():
        if one.code not in own | keys and len(one.code) > 1:
            words[one.code] = f"the code {one.code}, by which a participant is kept."
    if labels:
        words |= {one: f"the label {one}, which this report hides behind a wider one." for one in own - keys}
        held = [one.code for one in reads.find(Encounter)]
        words |= {one: f"the interview {one}, which tells whose words they are." for one in held}
    codes = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in sorted(words, key=len, reverse=True))})(?!\w)")

    def found(line: str) -> Iterator[str]:
        if words:
            yield from (words[match[0]] for match in codes.finditer(line))
        for hit in residue(line, forms, left) if forms else ():
            if hit.how is not How.INSIDE:
                yield f"a name that is replaced by {replaced[hit.rule_id]} elsewhere."

    return found


def _in_one_text(reads: Reads, words: Iterable[str]) -> list[str]:
    """Those of the words that stand in one text of the study alone."""
    wanted = tuple(dict.fromkeys(words))
    if not wanted:
        return []
    texts = reads.texts([one.current_version_id for one in reads.find(Source) if one.current_version_id]).values()
    once = [word for word in wanted if sum(word in text for text in texts) == 1]
    # "Level" at the beginning of what one person says is no name where others say "level".
    small = [text.casefold() for text in texts] if once else []
    return [word for word in once if sum(_says(text, word.casefold()) for text in small) == 1]


def _says(text: str, word: str) -> bool:
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _alone(reads: Reads, source: ReportSource, facts: ReportFacts) -> dict[str, list[str]]:
    """The name-like words of quotations that may be printed and that stand in one text of the study alone."""
    quoted = {one.key: facts.quotations[one.key] for one in lives(source.blocks) if one.key in facts.quotations}
    wanted = {
        key: name_like(one.words)
        for key, one in quoted.items()
        if one.evidence.speaker is not None
        and one.evidence.speaker.kind == "participant"
        and not quotable(one.evidence)
    }
    alone = set(_in_one_text(reads, (word for found in wanted.values() for word in found)))
    return {key: [word for word in found if word in alone] for key, found in wanted.items()}


def _real_names(reads: Reads) -> Callable[[str], str]:
    """Says of a pseudonym that is, or holds, part of a name on the register what stands in that name's place; else
    nothing. The name itself is never said."""
    rules = {one.id: one for one in reads.find(AnonymisationRule) if one.what is Identifying.PERSON}
    forms = forms_of(one for one in rules.values() if one.state is not RuleState.LEFT)
    left = forms_of(one for one in rules.values() if one.state is RuleState.LEFT)

    def real(pseudonym: str) -> str:
        hits = residue(pseudonym, forms, left) if forms and pseudonym else ()
        whole = next((hit for hit in hits if hit.how is not How.INSIDE), None)
        return f"replaced by {rules[whole.rule_id].replacement} elsewhere" if whole is not None else ""

    return real


def _persons(reads: Reads, known: People) -> list[Person]:
    """Everyone with the facts that could point to them: a profession, and attributes that are not open."""
    pointing = {one.id for one in reads.find(Attribute, about="participant") if one.privacy is not Privacy.OPEN}
    traits: dict[str, list[str]] = {}
    for value in reads.find(AttributeValue, attribute_id=list(pointing)) if pointing else ():
        if value.value:
            traits.setdefault(value.about_id, []).append(value.value)
    real = _real_names(reads)
    found = []
    for identifier, (membership, label) in known.on(None).items():
        person, case = known.participants.get(identifier), known.cases.get(membership.case_id)
        if person is not None:
            own = tuple(one for one in (person.profession, *traits.get(identifier, ())) if one)
            where = (case.name, case.code) if case else ("", "")
            found.append(Person(label, *where, own, person.pseudonym, real(person.pseudonym)))
    return found
