"""Quotations: passages as they are printed, checked against their source, their label and consent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.analysis.report.quotation import verify
from anselm.domain.corpus import Segment, SourceVersion, TextSpan
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import Consent, ConsentState, consent_now
from anselm.domain.reporting import Quotation
from anselm.domain.study import Right
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class QuotationView:
    """A quotation as it will be printed; `blocked` says why its words may not be, `differs` what no longer matches."""

    id: str
    key: str
    source_id: str
    version_id: str
    start: int
    end: int
    words: str
    printed: str
    label: str
    role: str
    case_code: str
    turn: int | None
    t0_ms: int | None
    claim_id: str | None
    theme_id: str | None
    blocked: str
    differs: str


@reads("/quotations")
def quotations(reads: Reads, request: Nothing) -> tuple[QuotationView, ...]:
    """List the passages kept for quoting."""
    return quotation_views(reads, reads.find(Quotation))


def quotation_views(reads: Reads, found: Sequence[Quotation]) -> tuple[QuotationView, ...]:
    """Quotations with words, labels and what stands in the way of printing."""
    passages = passages_of(reads, [Segment(one.version_id, one.start, one.end) for one in found])
    answers = consent_now(reads.find(Consent))
    views = []
    for one in found:
        passage = passages.get(Segment(one.version_id, one.start, one.end))
        if passage is not None:
            views.append(_view(one, passage, answers))
    return tuple(views)


def _view(one: Quotation, passage: Passage, answers: dict[tuple[str, str], Consent]) -> QuotationView:
    mismatch = verify(one.printed, passage.words) if one.printed else None
    return QuotationView(
        one.id,
        one.key,
        passage.source_id,
        one.version_id,
        one.start,
        one.end,
        passage.words,
        one.printed or passage.words,
        passage.label,
        passage.role,
        # An interviewer's words are no team's voice.
        "" if passage.is_interviewer else passage.case_code,
        passage.turn,
        passage.t0_ms,
        one.claim_id,
        one.theme_id,
        blocked_by(passage, answers),
        mismatch.shown() if mismatch is not None else "",
    )


def blocked_by(passage: Passage, answers: dict[tuple[str, str], Consent]) -> str:
    """Why the words may not be printed; empty when they may. An interviewer's words are the study's own."""
    if passage.is_interviewer or not passage.spoken:
        return ""
    if passage.participant_id is None:
        who = passage.label or passage.source_name
        return f"{who}: who speaks is not said, so consent to be quoted is not recorded."
    for scope in ("take-part", "quote"):
        answer = answers.get((passage.participant_id, scope))
        state = answer.state if answer is not None else ConsentState.NOT_RECORDED
        if state is not ConsentState.GIVEN:
            return f"{passage.label}: consent to {'be quoted' if scope == 'quote' else 'take part'} is {state}."
    return ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage to keep for quoting; `printed` with declared edits, or empty for the words as they are."""

    id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(0)]
    key: Annotated[str, Len(0, 60)] = ""
    printed: Annotated[str, Len(0, 20_000)] = ""
    claim_id: Annotated[str, Len(1, 64)] | None = None
    theme_id: Annotated[str, Len(1, 64)] | None = None


@writes("/quotations/keep", right=Right.WRITE, label="keeping a quotation")
def keep_quotation(work: Work, request: Quote) -> QuotationView:
    """Keep a passage for quoting, or keep it anew with other edits. Words that are not the source's are refused."""
    version = work.get(SourceVersion, request.version_id)
    if version.role.beside:
        raise Refused("This text stands beside the one that is read.", advice="Quote the same words from that one.")
    TextSpan(request.start, request.end).within(version.n_characters)
    place = Segment(request.version_id, request.start, request.end)
    passage = passages_of(work, [place])[place]
    if request.printed:
        mismatch = verify(request.printed, passage.words)
        if mismatch is not None:
            raise Refused(
                mismatch.reason,
                place="printed",
                advice="Leave words out with […], put your own in [brackets]; everything else is as it was said.",
            )
    there = work.maybe(Quotation, request.id)
    known = {one.key for one in work.find(Quotation)}
    key = request.key or (there.key if there else _key(passage.label, known))
    if key in known and (there is None or there.key != key):
        raise Refused("There is a quotation of that name already.", place="key")
    made = Quotation(
        request.id,
        key,
        version.source_id,
        version.id,
        request.start,
        request.end,
        request.printed,
        request.claim_id,
        request.theme_id,
        there.author_id if there else work.by,
        there.created_at if there else work.now,
    )
    if there is None:
        work.add(made)
    else:
        work.replace(made)
    return quotation_views(work, [made])[0]


def _key(label: str, known: set[str]) -> str:
    """A short key for Markdown: the label and a number (2B-1)."""
    stem = label.replace(" ", "") or "passage"
    return next(f"{stem}-{n}" for n in range(1, len(known) + 2) if f"{stem}-{n}" not in known)


@dataclass(frozen=True, slots=True)
class OneQuotation:
    """A quotation by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/quotations/remove", right=Right.WRITE, label="removing a quotation")
def remove_quotation(work: Work, request: OneQuotation) -> Done:
    """Remove a quotation; the passage and its codings stay."""
    found = work.maybe(Quotation, request.id)
    if found is not None:
        work.remove(found)
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class MoveQuotation:
    """A quotation and what it stands under."""

    id: Annotated[str, Len(1, 64)]
    claim_id: Annotated[str, Len(1, 64)] | None = None
    theme_id: Annotated[str, Len(1, 64)] | None = None


@writes("/quotations/place", right=Right.WRITE, label="placing a quotation")
def place_quotation(work: Work, request: MoveQuotation) -> QuotationView:
    """Say which claim or theme a quotation stands under."""
    one = replace(work.get(Quotation, request.id), claim_id=request.claim_id, theme_id=request.theme_id)
    work.replace(one)
    return quotation_views(work, [one])[0]
