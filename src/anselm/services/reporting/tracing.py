"""The walk back: from a passage to its codings, its words in context, whose they are, and their consent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from anselm.domain.coding import Code, CodebookVersion, Coding
from anselm.domain.corpus import Segment
from anselm.domain.document import CoderMark, CodingTrace, ConsentLine, EvidenceTrace, SpeakerTrace
from anselm.domain.document import Passage as TracedPassage
from anselm.domain.fieldwork import Consent, ConsentForm, ConsentState, consent_now
from anselm.domain.judging import Round, Ruling
from anselm.domain.study import Researcher
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.fieldwork.wording import date_words
from anselm.services.ports import Reads

__all__ = ["Ground", "ground_of", "trace_of"]

SHOWN_SCOPES = ("take-part", "quote", "quote-approve-first", "audio-publish", "archive")


@dataclass(frozen=True, slots=True)
class Ground:
    """What every trace of a report stands on, read once."""

    passages: dict[Segment, Passage]
    codings: dict[str, list[Coding]]
    codes: dict[str, Code]
    rounds: dict[str, Round]
    books: dict[str, CodebookVersion]
    rulings: tuple[Ruling, ...]
    people: dict[str, str]
    answers: dict[tuple[str, str], Consent]
    forms: dict[str, str]


def ground_of(reads: Reads, segments: Iterable[Segment]) -> Ground:
    """Everything behind these passages, in about twenty statements."""
    wanted = list(dict.fromkeys(segments))
    codings: dict[str, list[Coding]] = {}
    for coding in reads.find(Coding, version_id=[one.version_id for one in wanted]):
        codings.setdefault(coding.version_id, []).append(coding)
    return Ground(
        passages_of(reads, wanted),
        codings,
        {one.id: one for one in reads.find(Code)},
        {one.id: one for one in reads.find(Round)},
        {one.id: one for one in reads.find(CodebookVersion)},
        reads.find(Ruling),
        {one.id: one.name for one in reads.find(Researcher)},
        consent_now(reads.find(Consent)),
        {one.id: one.version for one in reads.find(ConsentForm)},
    )


def trace_of(
    ground: Ground,
    segment: Segment,
    *,
    evidence_id: str,
    stance: Literal["supports", "qualifies", "contradicts"] = "supports",
    code_ids: Sequence[str] = (),
) -> EvidenceTrace | None:
    """One passage walked back as far as it goes; None when the viewer may not see it."""
    passage = ground.passages.get(segment)
    if passage is None:
        return None
    return EvidenceTrace(
        evidence_id,
        stance,
        passage.case_name or passage.case_code,
        codings=_codings(ground, segment, code_ids),
        passage=_traced(passage),
        speaker=_speaker(passage),
        consents=_consents(ground, passage),
        approval=_approval(ground, passage),
    )


def _traced(passage: Passage) -> TracedPassage:
    return TracedPassage(
        passage.encounter_code or passage.source_name,
        f"version {passage.version_number}",
        passage.segment.start,
        passage.segment.end,
        passage.words,
        passage.before[-400:],
        passage.after[:400],
        passage.question,
        f"turn {passage.turn}" if passage.turn is not None else "",
        clock_words(passage.t0_ms),
    )


def clock_words(t0_ms: int | None) -> str:
    """A moment of a recording as hours, minutes and seconds."""
    if t0_ms is None:
        return ""
    minutes, seconds = divmod(t0_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}"


def _speaker(passage: Passage) -> SpeakerTrace | None:
    if passage.is_interviewer:
        return SpeakerTrace(passage.label, kind="interviewer", encounter=passage.encounter_code)
    if not passage.spoken:
        return None  # a heading or a table: nobody said it
    return SpeakerTrace(
        passage.label,
        passage.role,
        passage.case_name,
        passage.profession,
        passage.encounter_code,
        date_words(passage.held_on),
    )


def _consents(ground: Ground, passage: Passage) -> tuple[ConsentLine, ...]:
    if passage.is_interviewer or not passage.spoken:
        return ()
    lines = []
    for scope in SHOWN_SCOPES:
        # Someone spoke. While nobody says who, nothing they agreed to is on record.
        answer = ground.answers.get((passage.participant_id or "", scope))
        if answer is None:
            if scope in ("take-part", "quote"):
                lines.append(ConsentLine(scope, "not recorded"))
            continue
        lines.append(
            ConsentLine(
                scope,
                answer.state.value,
                ground.forms.get(answer.form_id or "", ""),
                date_words(answer.at),
                answer.reason,
            )
        )
    return tuple(lines)


def _approval(ground: Ground, passage: Passage) -> Literal["not asked for", "waiting"]:
    answer = ground.answers.get((passage.participant_id or "", "quote-approve-first"))
    asked = answer is not None and answer.state is ConsentState.GIVEN
    return "waiting" if asked else "not asked for"


def _codings(ground: Ground, segment: Segment, code_ids: Sequence[str]) -> tuple[CodingTrace, ...]:
    """The codings that overlap the passage, by code and round; only these codes when any are named."""
    touching = [
        one
        for one in ground.codings.get(segment.version_id, [])
        if one.start < segment.end and one.end > segment.start and (not code_ids or one.code_id in code_ids)
    ]
    grouped: dict[tuple[str, str], list[Coding]] = {}
    for one in touching:
        grouped.setdefault((one.code_id, one.round_id), []).append(one)
    return tuple(_coding(ground, code_id, round_id, group, segment) for (code_id, round_id), group in grouped.items())


def _coding(ground: Ground, code_id: str, round_id: str, group: list[Coding], segment: Segment) -> CodingTrace:
    code, round_ = ground.codes.get(code_id), ground.rounds.get(round_id)
    book = ground.books.get(round_.codebook_version_id or "") if round_ else None
    entry = next((one for one in book.entries if one.code_id == code_id), None) if book else None
    settled = _settled(ground, round_id, group)
    return CodingTrace(
        (entry.name if entry else code.name if code else "a code since removed"),
        (entry.definition if entry else code.definition if code else ""),
        f"codebook {book.number}" if book else "",
        (entry.key if entry else code.key if code else ""),
        "open coding" if round_ is None or round_.standing else round_.name,
        round_.blind if round_ else False,
        tuple(
            CoderMark(ground.people.get(one.coder_id, ""), date_words(one.created_at), _remark(one, segment))
            for one in group
        ),
        settled.outcome.value if settled else "",
        settled.reason if settled else "",
    )


def _remark(one: Coding, segment: Segment) -> str:
    if (one.start, one.end) == (segment.start, segment.end):
        return ""
    whole = one.start <= segment.start and one.end >= segment.end
    return "marked a longer passage around it" if whole else "marked a part of it"


def _settled(ground: Ground, round_id: str, group: list[Coding]) -> Ruling | None:
    ids = {one.id for one in group}
    for ruling in ground.rulings:
        if ruling.round_id == round_id and ids & set(ruling.judgement_ids):
            return ruling
    return None
