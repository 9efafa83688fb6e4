"""The walk back in HTML: a claim, its evidence, then for each passage coding, words, speaker, consent, sound."""

from __future__ import annotations

from html import escape

from anselm.analysis.report.walk_words import SUPPORT_WORDS
from anselm.domain.document import (
    ClaimTrace,
    CodingTrace,
    ConsentLine,
    EvidenceTrace,
    Mark,
    Passage,
    Stance,
    TallyMark,
    Trace,
)
from anselm.formats.out_safe import clean

__all__ = ["count_line", "tally", "walk_back"]

_STANCES: tuple[tuple[Stance, str], ...] = (
    ("contradicts", "Told otherwise"),
    ("qualifies", "With a condition"),
    ("supports", "For"),
)
_MARKS: dict[Mark, tuple[str, str]] = {
    "for": ("y", "yes"),
    "qualified": ("h", "with a condition"),
    "against": ("n", "otherwise"),
    "not asked": ("q", "not asked"),
    "silent": ("q", "silent"),
}
_CONSENT = {"given": "y", "refused": "n", "withdrawn": "w", "not recorded": "r", "does not apply": "d"}


def _words(text: str) -> str:
    return escape(clean(text))


def tally(marks: tuple[TallyMark, ...]) -> str:
    """One tick a case, with the same in words for those who do not see it."""
    if not marks:
        return ""
    said = ", ".join(f"{one.name} {_MARKS[one.mark][1]}" for one in marks)
    ticks = "".join(f'<i class="{_MARKS[one.mark][0]}"></i>' for one in marks)
    return f'<span class="tally" role="img" aria-label="{_words(said)}">{ticks}</span>'


def count_line(marks: tuple[TallyMark, ...], words: str, *, care: bool) -> str:
    """The tally followed by the count in words; a triangle where it needs a look."""
    triangle = '<span class="tri" aria-hidden="true"></span>' if care else ""
    return f'<span class="verdict">{triangle}{tally(marks)}<span>{_words(words)}</span></span>'


def walk_back(trace: Trace) -> str:
    """Every claim's and every quotation's chain, each a section with an id of its own."""
    claims = "".join(_claim(claim) for claim in trace.claims)
    quotations = "".join(_quotation(one, at) for at, one in enumerate(trace.quotations, 1))
    return claims + quotations


def _step(name: str, words: str, margin: str = "", kind: str = "") -> str:
    aside = f'<div class="mt">{margin}</div>' if margin else ""
    return (
        f'<li class="step {kind}"><h3 class="nm"><span class="num" aria-hidden="true"></span>{name}</h3>'
        f'<div class="ct">{words}</div>{aside}</li>'
    )


def _claim(claim: ClaimTrace) -> str:
    at = f"claim-{claim.number}"
    ordered = [one for stance, _ in _STANCES for one in claim.evidence if one.stance == stance]
    care = claim.support not in ("supported", "interpretive")
    said = (SUPPORT_WORDS[claim.support], f"over {claim.scope}" if claim.scope else "", claim.section, claim.author)
    count = count_line(claim.tally, claim.count_words, care=care)
    margin = count + "<br>".join(_words(part) for part in said if part)
    words = f'<p class="cl-big" id="{at}-h">{_words(claim.sentence)}</p>'
    if claim.analytic_note:
        words += f'<p class="second">{_words(claim.analytic_note)}</p>'
    steps = _step("Claim", words, margin) + _step("Evidence", *_evidence(claim, ordered, at))
    passages = "".join(
        _chain(one, f"{at}-{n}", 3, f"Passage {n} of {len(ordered)}") for n, one in enumerate(ordered, 1)
    )
    return (
        f'<section class="walk" id="{at}" aria-labelledby="{at}-h"><ol class="steps">{steps}</ol>{passages}</section>'
    )


def _evidence(claim: ClaimTrace, ordered: list[EvidenceTrace], at: str) -> tuple[str, str]:
    if not ordered:
        return '<p class="second">No evidence is linked to this sentence.</p>', _words(claim.searched)
    made = ""
    for stance, name in _STANCES:
        cases: dict[str, list[int]] = {}
        for n, one in enumerate(ordered, 1):
            if one.stance == stance:
                cases.setdefault(one.case or "No case", []).append(n)
        if cases:
            links = "".join(_case_links(case, numbers, at) for case, numbers in cases.items())
            made += f'<p class="ev"><span class="evn">{name}</span>{links}</p>'
    if claim.note:
        made += f'<p class="second">{_words(claim.note)}</p>'
    n = len(ordered)
    margin = f"{n} passage{'' if n == 1 else 's'}"
    against = any(one.stance == "contradicts" for one in ordered)
    margin += "" if against else "<br>none told otherwise"
    return made, margin + (f"<br>{_words(claim.searched)}" if claim.searched else "")


def _case_links(case: str, numbers: list[int], at: str) -> str:
    name = f'<b>{_words(case)}</b> <span class="n">{len(numbers)}</span>'
    numbered = " ".join(str(number) for number in numbers)
    return f'<a href="#{at}-{numbers[0]}" data-passages="{numbered}">{name}</a>'


def _quotation(one: EvidenceTrace, number: int) -> str:
    at = f"quote-{number}"
    label = one.speaker.label if one.speaker else one.case
    chain = _chain(one, f"{at}-1", 1, f"Quotation of {label}")
    return f'<section class="walk" id="{at}" aria-label="Quotation of {_words(label)}">{chain}</section>'


def _chain(one: EvidenceTrace, name: str, start: int, title: str) -> str:
    """One passage's steps, numbered from ``start``."""
    steps = "".join(_coding(coding) for coding in one.codings)
    if one.summary:
        steps += _step("As told", f"<p>{_words(one.summary)}</p>")
    steps += _passage(one.passage) + _speaker(one) + _consents(one.consents) + _sound(one.passage)
    return (
        f'<article class="passage from-{start}" id="{name}" tabindex="-1" aria-label="{_words(title)}">'
        f'<ol class="steps" start="{start}">{steps}</ol></article>'
    )


def _coding(coding: CodingTrace) -> str:
    key = f'<span class="n">{_words(coding.key)}</span> ' if coding.key else ""
    said = [f'<span class="code">{key}<b>{_words(coding.code)}</b></span>']
    for at, coder in enumerate(coding.coders):
        rest = ", ".join(part for part in (coder.at, coder.remark) if part)
        said.append(f'<span><span class="coder c{at % 4}">{_words(coder.name)}</span> {_words(rest)}</span>')
    if coding.settled:
        said.append(f"<span>{_words(coding.settled)}</span>")
    words = f'<p class="cd">{"".join(said)}</p>'
    if coding.definition:
        version = f" ({_words(coding.codebook_version)})" if coding.codebook_version else ""
        words += f'<p class="second">{_words(coding.definition)}{version}</p>'
    if coding.reason:
        words += f'<p class="second">Settled because: “{_words(coding.reason)}”</p>'
    margin = [_words(coding.round_name)] if coding.round_name else []
    if coding.blind:
        margin.append("each without sight of the other")
    return _step("Coding", words, "<br>".join(margin))


def _passage(passage: Passage | None) -> str:
    if passage is None:
        return ""
    where = " · ".join(_words(part) for part in (passage.locator, passage.time) if part)
    margin = f"{_words(passage.source)}, {_words(passage.version)}"
    margin += f"<br>{where}" if where else ""
    margin += f"<br>characters {passage.start:,}–{passage.end:,}"
    if passage.removed:
        words = f'<p class="gone-step">The words are not shown. {_words(passage.removed)}</p>'
        return _step("Words", words, margin, "words")
    question = f'<p class="question" dir="auto">{_words(passage.question)}</p>' if passage.question else ""
    before = f'<span class="around">{_words(passage.before)}</span>' if passage.before else ""
    after = f'<span class="around">{_words(passage.after)}</span>' if passage.after else ""
    words = f'<p class="wd" dir="auto">{before}<mark>{_words(passage.words)}</mark>{after}</p>'
    return _step("Words", question + words, margin, "words")


def _speaker(one: EvidenceTrace) -> str:
    speaker = one.speaker
    if speaker is None:
        return ""
    rest = " · ".join(_words(part) for part in (speaker.role, speaker.case, speaker.about) if part)
    words = f"<p><b>{_words(speaker.label)}</b>{' · ' if rest else ''}{rest}</p>"
    told = ", ".join(part for part in (speaker.encounter, speaker.encounter_at) if part)
    if told or speaker.interviewer:
        by = f"Interviewed by {speaker.interviewer}" if speaker.interviewer else "Encounter"
        words += f'<p class="second">{_words(f"{by}: {told}" if told else by)}</p>'
    kind = "" if speaker.kind == "participant" else f"{speaker.kind}<br>"
    return _step("Speaker", words, f"{kind}printed label; real names are kept apart")


def _consents(lines: tuple[ConsentLine, ...]) -> str:
    if not lines:
        return ""
    marks = "".join(_consent(line) for line in lines)
    forms = dict.fromkeys(
        f"Form {line.form_version}{', ' if line.at else ''}{line.at}" for line in lines if line.form_version
    )
    return _step("Consent", f'<ul class="cs">{marks}</ul>', "<br>".join(_words(form) for form in forms))


def _consent(line: ConsentLine) -> str:
    scope = _words(line.scope.replace("-", " "))
    on = f" {_words(line.at)}" if line.state == "withdrawn" and line.at else ""
    state = '<span class="unseen"> given</span>' if line.state == "given" else f", {line.state}{on}"
    return f'<li class="{_CONSENT[line.state]}">{scope}{state}</li>'


def _sound(passage: Passage | None) -> str:
    if passage is None or not passage.time:
        return ""
    words = f"<p><time>{_words(passage.time)}</time> of the interview</p>"
    return _step("Time", words, "sound is not part of this file")
