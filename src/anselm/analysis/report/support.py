"""How a claim stands to its count, and whether consent lets words be printed. The words a reader sees."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from anselm.analysis.report.facts import ClaimFacts
from anselm.analysis.report.facts import Quantifier as Word
from anselm.domain.document import ConsentLine, EvidenceTrace, Passage, Stance, Support
from anselm.domain.reporting import Quantifier, reworded, support_for
from anselm.domain.reporting import count_words as counted_words

__all__ = [
    "as_worded",
    "count_words",
    "has_support",
    "note_of",
    "quotable",
    "says_less",
    "shown",
    "support_of",
    "unsupported",
    "voices",
]

_SCOPES = ("take-part", "quote")


def as_worded(claim: ClaimFacts, said: str) -> ClaimFacts:
    """The claim as its sentence reads now: where rewording changed how much it says, it is held to what it says."""
    now = None if claim.interpretive else reworded(claim.text, said)
    if now is None:
        return claim
    quantifier = "exactly" if now[0] is Quantifier.EXACTLY else now[0].value
    return replace(claim, quantifier=cast("Word", quantifier), number=now[1] or 0)


def support_of(claim: ClaimFacts) -> Support:
    """How the claim stands: by its quantifier against what was counted.

    "All" needs every unit in scope and no voice against; "most" more than half of those asked; "exactly"
    and "one" their number; "none" no voice against. "Several", "many" and "some" are never wrong by number.
    A claim with no evidence in support is "no evidence", or "told otherwise" where there is some against.
    """
    if claim.interpretive:
        return "interpretive"
    if not has_support(claim):
        return "told otherwise" if claim.counts.contradicts or _against(claim) else "no evidence"
    found = support_for(
        Quantifier("exactly n" if claim.quantifier == "exactly" else claim.quantifier),
        claim.number,
        n_supports=claim.counts.supports,
        n_contradicts=claim.counts.contradicts,
        n_not_asked=claim.counts.not_asked,
        n_scope=claim.counts.in_scope,
        n_voices=len(voices(claim)),
    )
    return found.value


def has_support(claim: ClaimFacts) -> bool:
    """Whether any participant, practice or record speaks for the claim."""
    return any(one.stance == "supports" and _counts_as_evidence(one) for one in claim.evidence)


def unsupported(claim: ClaimFacts) -> bool:
    """Whether a release refuses the claim for want of anything in support."""
    return not claim.interpretive and not has_support(claim)


def _against(claim: ClaimFacts) -> list[EvidenceTrace]:
    return [one for one in claim.evidence if one.stance == "contradicts" and _counts_as_evidence(one)]


def _counts_as_evidence(one: EvidenceTrace) -> bool:
    """An interviewer's words can be coded and are no participant's evidence."""
    return one.speaker is None or one.speaker.kind != "interviewer"


def voices(claim: ClaimFacts) -> tuple[str, ...]:
    """The labels of those whose words support the claim, each once, in the order of the evidence."""
    labels = (one.speaker.label for one in claim.evidence if one.stance == "supports" and one.speaker)
    return tuple(dict.fromkeys(labels))


def count_words(claim: ClaimFacts) -> str:
    """The count as it is read: "9 of 9 teams", "3 teams, 5 otherwise, 1 not asked" or "6 of 9 teams, 2 qualify"."""
    counts = claim.counts
    if claim.interpretive:
        return "interpretive statement, author’s own"
    return counted_words(
        claim.unit,
        n_scope=counts.in_scope,
        n_supports=counts.supports,
        n_qualifies=counts.qualifies,
        n_partly=counts.partly,
        n_contradicts=counts.contradicts,
        n_not_asked=counts.not_asked,
        nobody=claim.quantifier == "none",
    )


def says_less(claim: ClaimFacts) -> bool:
    """Whether more was counted than the sentence's number."""
    number = 1 if claim.quantifier == "one" else claim.number if claim.quantifier == "exactly" else None
    return number is not None and claim.counts.supports > number


def note_of(claim: ClaimFacts, support: Support) -> str:
    """What a reader should know about the count, in one sentence; empty when there is nothing to add."""
    counts = claim.counts
    otherwise = _by(claim, "contradicts")
    qualified = f"Qualified by {by}." if (by := _by(claim, "qualifies")) else ""
    match support:
        case "one voice only":
            return f"{', '.join(voices(claim)) or f'one {claim.unit[0]}'} only."
        case "more than its count" if claim.quantifier == "exactly":
            return f"Written as {claim.number}, counted {counts.supports}."
        case "more than its count":
            return f"“{claim.quantifier.capitalize()}”: {counts.supports} of the {counts.asked} asked."
        case "no evidence":
            return f"No evidence in support. {qualified}".strip()
        case "interpretive":
            return f"No direct evidence; {claim.author}." if claim.author else "No direct evidence."
        case _:
            return f"{qualified} Told otherwise by {otherwise}.".strip() if otherwise else qualified


def _by(claim: ClaimFacts, stance: Stance) -> str:
    """The labels of those who take this stance, each once."""
    told = (one for one in claim.evidence if one.stance == stance and _counts_as_evidence(one))
    return ", ".join(dict.fromkeys(one.speaker.label for one in told if one.speaker))


def quotable(evidence: EvidenceTrace, *, nobody: bool = False) -> str:
    """Why the words may not be printed; empty when they may. `nobody`: the report prints no participant's words.

    Words of no participant may always be printed. A participant's need take-part and quote given, and where
    the person asked to approve quotations first, that approval.
    """
    if evidence.speaker is None or evidence.speaker.kind == "interviewer":
        return ""
    if nobody:
        return "This report prints nobody’s words."
    label = evidence.speaker.label
    by_scope = {line.scope: line for line in evidence.consents}
    for scope in _SCOPES:
        line = by_scope.get(scope, ConsentLine(scope, "not recorded"))
        if line.state != "given":
            return _refusal(label, line)
    first = by_scope.get("quote-approve-first")
    if first is not None and first.state == "given" and evidence.approval != "given":
        if evidence.approval == "refused":
            return f"{label} did not approve this quotation."
        return f"{label} asked to approve quotations first and has not approved this one yet."
    return ""


def _refusal(label: str, line: ConsentLine) -> str:
    what = "be quoted" if line.scope == "quote" else "take part"
    on = f" on {line.at}" if line.at else ""
    match line.state:
        case "refused":
            return f"{label} does not wish to {what}."
        case "withdrawn":
            return f"{label} withdrew consent to {what}{on}."
        case "does not apply":
            return f"Consent of {label} to {what} is marked as not applying, so it was not given."
        case _:
            return f"Consent of {label} to {what} is not recorded."


def shown(evidence: EvidenceTrace, *, nobody: bool = False) -> EvidenceTrace:
    """The evidence as far as consent lets it be shown: without words, context and question where it does not."""
    reason = quotable(evidence, nobody=nobody)
    if not reason or evidence.passage is None:
        return evidence
    was = evidence.passage
    kept = Passage(was.source, was.version, was.start, was.end, "", locator=was.locator, time=was.time, removed=reason)
    return replace(evidence, passage=kept)
