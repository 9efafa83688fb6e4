"""What a withdrawal takes: looked at before it is decided, counted before and after for whoever looks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from anselm.domain.corpus import Source, SourceVersion, Speaker
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import Case, Consent, ConsentForm, Encounter, Participant
from anselm.domain.interpretation import Account, Evidence, Placement, Relation, Theme, ThemeMember
from anselm.domain.reporting import Audience, Capsule, Claim, Quotation, Release, Report
from anselm.domain.study import Memo, Researcher, Right, Study
from anselm.services.corpus.sources import minutes_heard, title_of
from anselm.services.fieldwork.participants import OneParticipant, participants
from anselm.services.fieldwork.speaking import voices
from anselm.services.interpretation.evidence import standing
from anselm.services.operations import Nothing, reads
from anselm.services.ports import Reads, Tools
from anselm.services.reporting.claims import said_of, worded
from anselm.services.reporting.counting import Counted, counted
from anselm.services.reporting.withdrawn_tables import TouchedTable, tables_of
from anselm.services.study.tallies import codings_by

__all__ = ["WithdrawalPreview", "heard_in", "others_heard"]


@dataclass(frozen=True, slots=True)
class TouchedSource:
    """A source in which they speak; `others` are the labels of those who speak there too."""

    id: str
    title: str
    minutes: int | None
    n_turns: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TouchedCount:
    """Something that rests on passages or evidence, and on how many before and after."""

    id: str
    name: str
    n_before: int
    n_after: int


@dataclass(frozen=True, slots=True)
class TouchedAccount:
    """What they told of a practice of a case."""

    practice: str
    case_name: str
    value: str


@dataclass(frozen=True, slots=True)
class TouchedClaim:
    """A claim whose count changes. `effect`: fewer voices, weakened, unsupported, qualified by
    fewer or told otherwise by fewer."""

    id: str
    key: str
    text: str
    before: str
    after: str
    note: str
    effect: str


@dataclass(frozen=True, slots=True)
class TouchedQuotation:
    """A quotation of theirs and the places where it stands: claims and reports."""

    id: str
    key: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TouchedRelease:
    """A release that was issued with words of theirs, and who received it: that cannot be called back."""

    id: str
    report: str
    number: int
    format: str
    created_at: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TouchedCapsule:
    """A capsule that was handed over with words of theirs, for whom, and who received it."""

    id: str
    number: int
    audience: Audience
    created_at: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithdrawalPreview:
    """All that a withdrawal of everything would take. Readings of a round not opened yet are not counted.

    `coders` names how many codings each reader loses, the viewer's first; empty in a reflexive study. `stands_against`
    says why everything cannot be erased now; then only part of it can be withdrawn. `tables` are those of surveys that
    hold a row of theirs.
    """

    participant_id: str
    code: str
    label: str
    held_at: str
    terms: str
    sources: tuple[TouchedSource, ...]
    coders: tuple[TouchedCount, ...]
    themes: tuple[TouchedCount, ...]
    relations: tuple[TouchedCount, ...]
    accounts: tuple[TouchedAccount, ...]
    claims: tuple[TouchedClaim, ...]
    quotations: tuple[TouchedQuotation, ...]
    releases: tuple[TouchedRelease, ...]
    capsules: tuple[TouchedCapsule, ...]
    n_memos: int
    n_placed: int
    stands_against: tuple[str, ...]
    tables: tuple[TouchedTable, ...] = ()


def heard_in(free: Reads, participant_id: str) -> tuple[Source, ...]:
    """The sources in which a person speaks, read past the hold."""
    ids = list({one.source_id for one in free.find(Speaker, participant_id=participant_id)})
    return free.find(Source, id=ids) if ids else ()


def others_heard(free: Reads, sources: Iterable[Source], participant_id: str) -> dict[str, tuple[str, ...]]:
    """By source, the labels of those besides this person and the interviewers who speak in it."""
    held = list(sources)
    heard = voices(free, [one.id for one in held]) if held else {}
    return {
        one.id: tuple(
            dict.fromkeys(
                voice.label or voice.raw or "a speaker who is not known"
                for voice in heard[one.id].by_speaker.values()
                if voice.participant_id != participant_id and not voice.is_interviewer
            )
        )
        for one in held
    }


def _tables(tools: Tools, reads: Reads, request: OneParticipant) -> tuple[TouchedTable, ...]:
    return tables_of(tools, reads.past_hold(request.id), request.id)


@reads("/withdrawals/preview", right=Right.LEAD, prepare=_tables)
def preview_withdrawal(reads: Reads, request: OneParticipant, tables: tuple[TouchedTable, ...]) -> WithdrawalPreview:
    """Say what a person's withdrawal would take, before and after. Their material must be held back first."""
    person = reads.get(Participant, request.id)
    if person.held_at is None:
        raise Refused(
            "Their material is not held back yet.",
            advice="Hold it back first: that is immediate, and can be taken back while one looks.",
        )
    free = reads.past_hold(person.id)
    sources = heard_in(free, person.id)
    others = others_heard(free, sources, person.id)
    known = next((one for one in participants(reads, Nothing()) if one.id == person.id), None)
    versions = _versions(free, sources)
    claims = _claims(free, reads)
    return WithdrawalPreview(
        person.id,
        person.code,
        known.label if known is not None else person.code,
        person.held_at,
        _terms(reads, person.id),
        _sources(free, sources, others),
        _coders(free, sources),
        _themes(free, reads),
        _relations(free, reads),
        _accounts(free, reads),
        claims,
        _quotations(free, sources),
        _releases(free, sources),
        _capsules(free, reads, sources),
        free.count(Memo, version_id=versions) if versions else 0,
        free.count(Placement, version_id=versions) if versions else 0,
        tuple(
            f"In {title} {' and '.join(who)} can be heard too. Their words stay, so the text as a whole is not erased."
            for one, title in ((one, one.name) for one in sources)
            if (who := others[one.id])
        ),
        tables,
    )


def _versions(free: Reads, sources: Iterable[Source]) -> list[str]:
    ids = [one.id for one in sources]
    return [one.id for one in free.find(SourceVersion, source_id=ids)] if ids else []


def _terms(reads: Reads, participant_id: str) -> str:
    """What the form they signed last says of withdrawing."""
    signed = [one for one in reads.find(Consent, participant_id=participant_id) if one.form_id]
    if not signed:
        return ""
    newest = max(signed, key=lambda one: (one.at, one.recorded_at))
    form = reads.maybe(ConsentForm, newest.form_id)
    return form.withdrawal_terms if form is not None else ""


def _sources(free: Reads, sources: Collection[Source], others: dict[str, tuple[str, ...]]) -> tuple[TouchedSource, ...]:
    heard = voices(free, [one.id for one in sources]) if sources else {}
    cases = {one.id: one for one in free.find(Case)}
    met = {one.id: one for one in free.find(Encounter)}
    current = [one.current_version_id for one in sources if one.current_version_id is not None]
    versions = {one.id: one for one in free.find(SourceVersion, id=current)} if current else {}
    return tuple(
        TouchedSource(
            one.id,
            title_of(one, heard[one.id], cases.get(one.case_id or "")),
            minutes_heard(met.get(one.encounter_id or ""), versions.get(one.current_version_id or "")),
            versions[one.current_version_id or ""].n_utterances if one.current_version_id in versions else 0,
            others[one.id],
        )
        for one in sources
    )


def _coders(free: Reads, sources: Collection[Source]) -> tuple[TouchedCount, ...]:
    if not sources or free.get(Study, free.viewer.study_id).reflexive:
        return ()
    counts = codings_by(free, "coder_id", source_id=[one.id for one in sources])
    names = {one.id: one.name for one in free.find(Researcher)}
    mine = free.viewer.researcher_id
    order = sorted(counts, key=lambda one: (one != mine, names.get(one, "")))
    return tuple(TouchedCount(one, names.get(one, "Someone"), counts[one], 0) for one in order)


def _fewer(before: dict[str, int], after: dict[str, int], names: dict[str, str]) -> tuple[TouchedCount, ...]:
    return tuple(
        TouchedCount(one, name, before.get(one, 0), after.get(one, 0))
        for one, name in names.items()
        if before.get(one, 0) != after.get(one, 0)
    )


def _themes(free: Reads, reads: Reads) -> tuple[TouchedCount, ...]:
    names = {one.id: one.name for one in reads.find(Theme)}
    return _fewer(free.tally(ThemeMember, "theme_id"), reads.tally(ThemeMember, "theme_id"), names)


def _relations(free: Reads, reads: Reads) -> tuple[TouchedCount, ...]:
    names = {one.id: one.key or f"{one.from_name} and {one.to_name}" for one in reads.find(Relation)}
    on = {"subject_kind": "relation"}
    return _fewer(free.tally(Evidence, "subject_id", **on), reads.tally(Evidence, "subject_id", **on), names)


def _accounts(free: Reads, reads: Reads) -> tuple[TouchedAccount, ...]:
    left = {one.id for one in reads.find(Account)}
    cases = {one.id: one.name for one in reads.find(Case)}
    return tuple(
        TouchedAccount(one.practice_key, cases.get(one.case_id, ""), one.value.value)
        for one in free.find(Account)
        if one.id not in left
    )


def _claims(free: Reads, reads: Reads) -> tuple[TouchedClaim, ...]:
    claims, wordings = reads.find(Claim), worded(reads)
    before, after = counted(free, claims), counted(reads, claims)
    return tuple(
        TouchedClaim(one.id, one.key, said_of(one, wordings), had.words, has.words, _note(has), _effect(had, has))
        for one in claims
        if (had := before[one.id]) != (has := after[one.id])
    )


def _note(one: Counted) -> str:
    return f"{one.voices} {'voice' if one.voices == 1 else 'voices'}"


def _effect(had: Counted, has: Counted) -> str:
    if len(has.count.supports) == len(had.count.supports):
        if has.voices < had.voices:
            return "fewer voices"
        fewer = len(has.count.qualifies) < len(had.count.qualifies)
        return "qualified by fewer" if fewer else "told otherwise by fewer"
    return "weakened" if has.count.supports else "unsupported"


def _quotations(free: Reads, sources: Collection[Source]) -> tuple[TouchedQuotation, ...]:
    found = free.find(Quotation, source_id=[one.id for one in sources]) if sources else ()
    claims = {one.id: one.key for one in free.find(Claim)}
    reports = free.find(Report)
    return tuple(
        TouchedQuotation(
            one.id,
            one.key,
            (
                *([f"claim {claims[one.claim_id]}"] if one.claim_id in claims else []),
                *(report.title for report in reports if _quotes(report.body, one.key)),
            ),
        )
        for one in found
    )


def _quotes(body: str, key: str) -> bool:
    return any(f"{{{{quote:{key}{end}" in body for end in ("}}", "|"))


def _releases(free: Reads, sources: Collection[Source]) -> tuple[TouchedRelease, ...]:
    ids = {one.id for one in free.find(Quotation, source_id=[one.id for one in sources])} if sources else set()
    titles = {one.id: one.title for one in free.find(Report)}
    return tuple(
        TouchedRelease(one.id, titles.get(one.report_id, ""), one.number, one.format, one.created_at, one.recipients)
        for one in free.find(Release)
        if any(held in one.manifest for held in ids)
    )


def _capsules(free: Reads, reads: Reads, sources: Collection[Source]) -> tuple[TouchedCapsule, ...]:
    """Those whose walk back led to a quotation of theirs, or to evidence that goes with them."""
    ids = {one.id for one in free.find(Quotation, source_id=[one.id for one in sources])} if sources else set()
    there = {one.id for one in standing(free, free.find(Evidence))}
    ids |= there - {one.id for one in standing(reads, reads.find(Evidence))}
    return tuple(
        TouchedCapsule(one.id, one.number, one.audience, one.created_at, one.recipients)
        for one in free.find(Capsule)
        if ids & set(json.loads(one.manifest)["shown"])
    )
