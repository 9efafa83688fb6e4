"""The walk back in plain words, for files that have no page to unfold: Word comments, PDF, LaTeX."""

from __future__ import annotations

from anselm.domain.document import ClaimTrace, CodingTrace, ConsentLine, EvidenceTrace, Passage, Stance, Support

__all__ = ["SUPPORT_WORDS", "about_claim", "about_evidence", "in_comment", "in_pages", "ordered", "steps"]

SUPPORT_WORDS: dict[Support, str] = {
    "supported": "",
    "one voice only": "one voice only",
    "told otherwise": "told otherwise",
    "more than its count": "says more than its count",
    "no evidence": "no evidence",
    "interpretive": "interpretive statement, author’s own",
}

_ORDER: tuple[Stance, ...] = ("contradicts", "qualifies", "supports")
_SAID: dict[Stance, str] = {"contradicts": "Told otherwise", "qualifies": "With a condition", "supports": "For"}


def ordered(claim: ClaimTrace) -> tuple[EvidenceTrace, ...]:
    """The evidence, what tells it otherwise first."""
    return tuple(one for stance in _ORDER for one in claim.evidence if one.stance == stance)


def about_claim(claim: ClaimTrace) -> str:
    """Count, standing, scope and search in one line."""
    said = SUPPORT_WORDS[claim.support]
    count = claim.count_words if claim.count_words != said else ""
    parts = (count, said, claim.note, claim.scope, claim.searched, claim.author, claim.analytic_note)
    return "; ".join(part.rstrip(".") for part in parts if part) + "."


def about_evidence(one: EvidenceTrace) -> str:
    """Stance, label, case and place of one piece of evidence."""
    label = one.speaker.label if one.speaker else ""
    where = (one.passage.locator, one.passage.time) if one.passage else ()
    return f"{_SAID[one.stance]}: " + ", ".join(part for part in (label, one.case, *where) if part)


def steps(one: EvidenceTrace) -> tuple[tuple[str, str], ...]:
    """The steps from coding to consent, each a name and a sentence; steps with nothing to say are left out."""
    made = [("Coding", _coding(coding)) for coding in one.codings]
    if one.summary:
        made.append(("As told", one.summary))
    if one.passage is not None:
        made.append(("Words", _words(one.passage)))
    if one.speaker is not None:
        made.append(("Speaker", _speaker(one)))
    if one.consents:
        made.append(("Consent", _consent(one.consents)))
    return tuple(made)


def in_comment(one: EvidenceTrace) -> tuple[str, ...]:
    """A piece of evidence as lines of a comment in Word: all but who speaks, for in a margin that goes round no more of
    a person stands than their label."""
    return (about_evidence(one), *(f"{name}: {said}" for name, said in steps(one) if name != "Speaker"))


def in_pages(one: EvidenceTrace) -> tuple[str, ...]:
    """A piece of evidence as lines of the walk back at the end of a page, a PDF or LaTeX, with who speaks."""
    return (about_evidence(one), *(f"{name}: {said}" for name, said in steps(one)))


def _coding(coding: CodingTrace) -> str:
    name = f"{coding.key} {coding.code}".strip()
    version = f" ({coding.codebook_version})" if coding.codebook_version else ""
    definition = f": {coding.definition.rstrip('.')}" if coding.definition else ""
    coders = [" ".join(part for part in (coder.name, coder.at) if part) for coder in coding.coders]
    who = [coding.round_name, *coders, coding.settled]
    reason = f" Settled because: “{coding.reason}”" if coding.reason else ""
    return f"{name}{definition}{version}. {'; '.join(part for part in who if part)}.{reason}"


def _words(passage: Passage) -> str:
    where = f"{passage.source}, {passage.version}, characters {passage.start:,}–{passage.end:,}"
    if passage.removed:
        return f"The words are not shown. {passage.removed} ({where})"
    question = f"Asked: “{passage.question}” " if passage.question else ""
    context = " ".join(part.strip() for part in (passage.before, f"«{passage.words}»", passage.after) if part.strip())
    return f"{question}{context} ({where})"


def _speaker(one: EvidenceTrace) -> str:
    speaker = one.speaker
    if speaker is None:
        return ""
    by = f"interviewed by {speaker.interviewer}" if speaker.interviewer else ""
    parts = (speaker.label, speaker.role, speaker.case, speaker.about, by, speaker.encounter, speaker.encounter_at)
    return ", ".join(part for part in parts if part) + "."


def _consent(lines: tuple[ConsentLine, ...]) -> str:
    by_state: dict[str, list[str]] = {}
    for line in lines:
        on = f" ({line.at})" if line.state == "withdrawn" and line.at else ""
        by_state.setdefault(line.state, []).append(line.scope.replace("-", " ") + on)
    said = [f"{state}: {', '.join(scopes)}" for state, scopes in by_state.items()]
    forms = dict.fromkeys(f"form {line.form_version}, {line.at}".rstrip(", ") for line in lines if line.form_version)
    return "; ".join([*said, *forms]) + "."
