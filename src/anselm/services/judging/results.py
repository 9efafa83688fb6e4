"""How a round ended, for a reader on another laptop: a file out of the study, and into the folder they read in."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from annotated_types import Len

from anselm.analysis.sealing import token_of
from anselm.domain.coding import Code, Coding
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import Assignment, Round, RoundKey, RoundState, Ruling, Submission, SubmissionState
from anselm.domain.package import RoundResult
from anselm.domain.study import Researcher, Right, Role
from anselm.services.judging.again import whole_to
from anselm.services.operations import Uploaded, reads, writes
from anselm.services.ports import Reads, Rendering, Tools, Work


@dataclass(frozen=True, slots=True)
class WhichResult:
    """A closed round, and the reader it is told to."""

    round_id: Annotated[str, Len(1, 64)]
    judge_id: Annotated[str, Len(1, 64)]


@reads("/rounds/result", right=Right.LEAD, download=True)
def result(reads: Reads, request: WhichResult) -> Rendering:
    """Write how a round ended for a reader who read on another computer: all readings of what they read, and how it
    was settled."""
    round_ = reads.get(Round, request.round_id)
    if round_.state is not RoundState.CLOSED:
        raise Refused(
            f"The round {round_.name} is {round_.state.words}; how it ended is told once it is closed.",
            advice="Settle what is open and close the round.",
        )
    # A key is nobody's to see: the file only tells its reader, by the token they have, that it is from this study.
    keys = reads.unblinded().find(RoundKey, round_id=round_.id)
    parts = {one.judge_id: one for one in reads.find(Submission, round_id=round_.id)}
    part = parts.get(request.judge_id)
    if part is None or not part.taken_in or not keys:
        raise Refused("That reader read it here, and sees here how it ended.")
    units = [one.unit_id for one in reads.find(Assignment, round_id=round_.id, judge_id=request.judge_id)]
    whole_to(reads, units)
    assignments = reads.find(Assignment, round_id=round_.id, unit_id=units)
    codings = reads.find(Coding, round_id=round_.id, source_id=units)
    here = {one.id for one in codings}
    rulings = tuple(
        replace(one, judgement_ids=tuple(held for held in one.judgement_ids if held in here))
        for one in reads.find(Ruling, round_id=round_.id)
        if here.intersection(one.judgement_ids)
    )
    wanted = {one.code_id for one in codings} | {line.rsplit(":", 1)[-1] for one in rulings for line in one.agreed}
    people = {*round_.judge_ids, round_.settler_id, *(by for one in rulings for by in one.by_ids)}
    made = RoundResult(
        request.judge_id,
        replace(round_, draw=None),
        tuple(_named(one) for one in reads.find(Researcher) if one.id in people),
        tuple(one for one in parts.values() if one.judge_id in {held.judge_id for held in assignments}),
        assignments,
        codings,
        tuple(_alone(one) for one in reads.find(Code, id=sorted(wanted))),
        rulings,
        token_of(bytes.fromhex(keys[0].private_key), request.judge_id),
    )
    reader = reads.get(Researcher, request.judge_id)
    return Rendering(f"{round_.name}, how it ended, for {reader.name}", "anselm", made)


def _alone(one: Code) -> Code:
    """A code without the others it was placed below, merged into or split from: those stay here."""
    return replace(one, parent_id=None, merged_into_id=None, split_from_id=None, n_split=0)


def _named(one: Researcher) -> Researcher:
    """A colleague as their readings name them: no account, nothing else of them."""
    return Researcher(one.id, one.name, (Role.CODER,), key=one.key)


@dataclass(frozen=True, slots=True)
class ResultFile:
    """How a round ended, as a file."""

    file: Uploaded


@dataclass(frozen=True, slots=True)
class ToldResult:
    """Of which round it was told here how it ended, and whether it was before."""

    round_id: str
    round: str
    n_rulings: int
    already: bool = False


def _told(tools: Tools, reads: Reads, request: ResultFile) -> RoundResult:
    """Read a result. Raises Invalid and Refused, naming the file."""
    name = request.file.name
    try:
        found = tools.packages.result(request.file.data)
        if reads.maybe(Round, found.round.id) is None:
            raise Refused("It tells of a round that is not in this folder.")
    except (Invalid, Refused) as refusal:
        raise type(refusal)(f"{name}: {refusal.message}", place=name, advice=refusal.advice) from refusal
    return found


@writes(
    "/rounds/take-result",
    right=Right.CODE,
    label="taking in how a round ended",
    undoable=False,
    upload=True,
    prepare=_told,
)
def take_result(work: Work, request: ResultFile, told: RoundResult) -> ToldResult:
    """Take in, where a round was read from a package, how it ended: all readings of the same texts and how they were
    settled. One's own reading stays as it was handed in."""
    name, here = request.file.name, work.get(Round, told.round.id)
    _is_ours(work, name, told)
    answer = ToldResult(here.id, here.name, len(told.rulings))
    if here.state is RoundState.CLOSED:
        return replace(answer, already=True)
    now = work.now
    ended = [replace(one, ended_at=now) for one in told.people]
    work.add_all(_missing(work, Researcher, ended))
    work.add_all(_missing(work, Code, told.codes))
    work.add_all(
        [
            *_missing(work, Submission, told.submissions),
            *_missing(work, Assignment, told.assignments),
            *(one for one in told.codings if one.coder_id != work.by),
            *told.rulings,
        ]
    )
    work.replace(replace(told.round, codebook_version_id=here.codebook_version_id, lens_id=here.lens_id))
    return answer


def _missing(work: Work, kind: type[Any], rows: Iterable[Any]) -> list[Any]:
    return [one for one in rows if work.maybe(kind, one.id) is None]


def _is_ours(work: Work, name: str, told: RoundResult) -> None:
    """Raises Refused where a result is another's, is from elsewhere, or stands on another reading than was sent."""
    keys = [key for key in work.unblinded().find(RoundKey, round_id=told.round.id) if key.brought]
    if not keys:
        raise Refused(f"{name}: This round was not brought here in a package; how it ended is on its page.", place=name)
    if told.reader_id != work.by or not hmac.compare_digest(keys[0].token.encode(), told.token.encode()):
        raise Refused(
            f"{name}: It was not written for you by the study this round came from.",
            place=name,
            advice=f"Ask {keys[0].returns_to} for the one with your name.",
        )
    (mine,) = work.find(Submission, round_id=told.round.id, judge_id=work.by)
    theirs = next((one for one in told.submissions if one.judge_id == work.by), None)
    if mine.state is not SubmissionState.SUBMITTED or theirs is None or mine.digest != theirs.digest:
        raise Refused(
            f"{name}: It stands on another reading than the one handed in here.",
            place=name,
            advice=f"If you took yours back after you sent it, tell {keys[0].returns_to}.",
        )
    sources = {one.unit_id for one in work.find(Assignment, round_id=told.round.id, judge_id=work.by)}
    rounds = {one.round_id for rows in (told.codings, told.submissions, told.assignments, told.rulings) for one in rows}
    if rounds - {told.round.id} or {one.source_id for one in told.codings} - sources:
        raise Refused(f"{name}: It holds what is not of this round and of what you read.", place=name)
