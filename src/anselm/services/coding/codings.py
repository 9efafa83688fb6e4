"""Giving a passage a code, and everything one does with that afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, TypeAlias

from annotated_types import Ge, Len

from anselm.domain.coding import Code, CodebookVersion, Coding
from anselm.domain.corpus import SourceVersion, TextSpan
from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.judging import Assignment, Round, Submission, judging_allowed
from anselm.domain.study import Right
from anselm.services.coding.codes import CodeView, NewCode, code_view, made, unrevealed
from anselm.services.judging.again import not_reading_again
from anselm.services.operations import Done, writes
from anselm.services.ports import Reads, Work

__all__ = ["CodingView", "PlaceOf", "code_for", "given_instead", "kept_once", "may_judge", "round_for"]


@dataclass(frozen=True, slots=True)
class CodingView:
    """A coding as kept."""

    id: str
    version_id: str
    source_id: str
    start: int
    end: int
    code_id: str
    coder_id: str
    round_id: str
    note: str
    created_at: str


def coding_view(one: Coding) -> CodingView:
    """A coding as kept."""
    return CodingView(
        one.id,
        one.version_id,
        one.source_id,
        one.start,
        one.end,
        one.code_id,
        one.coder_id,
        one.round_id,
        one.note,
        one.created_at,
    )


def round_for(reads: Reads, round_id: str) -> Round:
    """The round named, or the standing one. Raises NotFound."""
    if round_id:
        return reads.get(Round, round_id)
    return next(one for one in reads.find(Round, standing=True))


def may_judge(work: Work, round_: Round, source_id: str) -> None:
    """Raises Refused when the viewer may not code this source in this round now."""
    if round_.standing:
        not_reading_again(work, (source_id,))
        return
    mine = work.find(Submission, round_id=round_.id, judge_id=work.by)
    assigned = {one.unit_id for one in work.find(Assignment, round_id=round_.id, judge_id=work.by)}
    judging_allowed(round_, mine[0] if mine else None, work.by, source_id, assigned)


def code_for(work: Work, round_: Round, code_id: str) -> Code:
    """A code that can be given in this round now. Raises NotFound, Refused."""
    code = work.get(Code, code_id)
    if code.group:
        raise Refused(f"{code.name} groups other codes and is not given to passages.", advice="Choose a code below it.")
    if round_.codebook_version_id is not None and code.proposed_in != round_.id:
        book = work.get(CodebookVersion, round_.codebook_version_id)
        if code.id not in {entry.code_id for entry in book.entries}:
            raise Refused(
                f"{code.name} is not in the codebook of this round.",
                advice="Propose it as a code of your own in the round.",
            )
    elif code.proposed_in is not None and code.proposed_in != round_.id and code.proposed_in in unrevealed(work):
        raise Refused(
            f"{code.name} is your own proposal in a round that is not opened yet.",
            advice="Give it to passages in that round; here it can be used once the readings are opened.",
        )
    elif code.retired_at is not None:
        raise Refused(f"{code.name} is out of use.", advice="Take it back into use in the codebook.")
    return code


@dataclass(frozen=True, slots=True)
class Apply:
    """A passage (half-open, code points) to be given a code; without a round in open coding."""

    id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(0)]
    code_id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(0, 64)] = ""
    note: Annotated[str, Len(0, 5000)] = ""
    certainty: Annotated[str, Len(0, 40)] = ""


@writes("/codings/apply", right=Right.CODE, label="coding a passage")
def apply(work: Work, request: Apply) -> CodingView:
    """Give a passage a code. Sent twice, it is there once."""
    round_ = round_for(work, request.round_id)
    version = _checked(work, request.version_id, request.start, request.end)
    may_judge(work, round_, version.source_id)
    code_for(work, round_, request.code_id)
    return coding_view(_added(work, request, round_, version.source_id))


def _checked(work: Work, version_id: str, start: int, end: int) -> SourceVersion:
    version = work.get(SourceVersion, version_id)
    _read_and_coded(version)
    TextSpan(start, end).within(version.n_characters)
    return version


def _read_and_coded(version: SourceVersion) -> None:
    """Words that are there in two languages are coded, and counted, once."""
    if version.role.beside:
        raise Refused("This text stands beside the one that is read.", advice="Code the same words there.")


def _added(work: Work, request: Apply, round_: Round, source_id: str) -> Coding:
    twin = work.find(
        Coding,
        version_id=request.version_id,
        start=request.start,
        end=request.end,
        code_id=request.code_id,
        round_id=round_.id,
        coder_id=work.by,
    )
    if twin:
        return twin[0]
    one = Coding(
        request.id,
        round_.id,
        work.by,
        source_id,
        request.version_id,
        request.start,
        request.end,
        request.code_id,
        request.certainty,
        request.note,
        work.now,
    )
    work.add(one)
    return one


@dataclass(frozen=True, slots=True)
class ApplyNew:
    """A passage to be given a code that is made on the spot from its name."""

    id: Annotated[str, Len(1, 64)]
    code_id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    version_id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(0)]
    parent_id: Annotated[str, Len(1, 64)] | None = None
    round_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class CodedNew:
    """The code made and the coding it was made for."""

    code: CodeView
    coding: CodingView


@writes("/codings/apply-new", right=Right.CODE, label="coding a passage with a new code")
def apply_new(work: Work, request: ApplyNew) -> CodedNew:
    """Make a code and give it to a passage in one step. In a blind round the code is one's own proposal."""
    round_ = round_for(work, request.round_id)
    version = _checked(work, request.version_id, request.start, request.end)
    may_judge(work, round_, version.source_id)
    code = made(work, NewCode(request.code_id, request.name, parent_id=request.parent_id, round_id=request.round_id))
    coding = Apply(request.id, request.version_id, request.start, request.end, code.id, request.round_id)
    return CodedNew(code_view(code), coding_view(_added(work, coding, round_, version.source_id)))


@dataclass(frozen=True, slots=True)
class ApplyMany:
    """Several passages to be coded in one step that is undone in one."""

    codings: Annotated[tuple[Apply, ...], Len(1, 5000)]


@writes("/codings/apply-many", right=Right.CODE, label="coding several passages")
def apply_many(work: Work, request: ApplyMany) -> tuple[CodingView, ...]:
    """Give several passages codes, all or none. What is coded so already stays as it is."""
    rounds = {name: round_for(work, name) for name in {one.round_id for one in request.codings}}
    versions = {one.id: one for one in work.find(SourceVersion, id=[one.version_id for one in request.codings])}
    for round_id, code_id in {(one.round_id, one.code_id) for one in request.codings}:
        code_for(work, rounds[round_id], code_id)
    rows = []
    for one in request.codings:
        version = versions.get(one.version_id)
        if version is None:
            raise NotFound
        _read_and_coded(version)
        TextSpan(one.start, one.end).within(version.n_characters)
        rows.append(_row(work, one, rounds[one.round_id], version.source_id))
    for round_id, source_id in {(row.round_id, row.source_id) for row in rows}:
        may_judge(work, next(one for one in rounds.values() if one.id == round_id), source_id)
    kept = _places(work, rows)
    fresh = [row for row in rows if kept.setdefault(_place(row), row) is row]
    work.add_all(fresh)
    return tuple(coding_view(kept[_place(row)]) for row in rows)


Place: TypeAlias = tuple[str, str, str, int, int]


def _place(one: Coding) -> Place:
    return one.round_id, one.code_id, one.version_id, one.start, one.end


def _places(work: Work, rows: Sequence[Coding]) -> dict[Place, Coding]:
    """The viewer's own codings in the same texts and rounds, by place and code."""
    there = work.find(
        Coding,
        version_id=list({row.version_id for row in rows}),
        round_id=list({row.round_id for row in rows}),
        coder_id=work.by,
    )
    return {_place(one): one for one in there}


def kept_once(work: Work, changed: Coding) -> Coding:
    """The coding as changed, in place of itself and of any other of one's own that it has become the same as."""
    for twin in work.find(
        Coding,
        version_id=changed.version_id,
        start=changed.start,
        end=changed.end,
        code_id=changed.code_id,
        round_id=changed.round_id,
        coder_id=changed.coder_id,
    ):
        if twin.id != changed.id:
            changed = replace(changed, note=changed.note or twin.note, certainty=changed.certainty or twin.certainty)
            work.remove(twin)
    work.replace(changed)
    return changed


def _row(work: Work, one: Apply, round_: Round, source_id: str) -> Coding:
    return Coding(
        one.id,
        round_.id,
        work.by,
        source_id,
        one.version_id,
        one.start,
        one.end,
        one.code_id,
        one.certainty,
        one.note,
        work.now,
    )


def _own(work: Work, identifier: str) -> Coding:
    """One's own coding, still open to change. Raises NotFound, Refused."""
    coding = work.get(Coding, identifier)
    if coding.coder_id != work.by:
        raise Refused("This coding is someone else's.", advice="Code the passage yourself beside it, or write a memo.")
    may_judge(work, work.get(Round, coding.round_id), coding.source_id)
    return coding


@dataclass(frozen=True, slots=True)
class OneCoding:
    """A coding by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/codings/remove", right=Right.CODE, label="taking a code off")
def remove(work: Work, request: OneCoding) -> Done:
    """Take a code off a passage. Taking off what is gone is nothing."""
    if work.maybe(Coding, request.id) is not None:
        work.remove(_own(work, request.id))
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class Recode:
    """A coding and the code it shall have instead; with a name that code is made in the same step."""

    id: Annotated[str, Len(1, 64)]
    code_id: Annotated[str, Len(1, 64)]
    new_name: Annotated[str, Len(0, 200)] = ""


@writes("/codings/recode", right=Right.CODE, label="giving another code")
def recode(work: Work, request: Recode) -> CodingView:
    """Give a passage another code in place of this one; one made for it goes with the same step back."""
    coding = _own(work, request.id)
    round_ = work.get(Round, coding.round_id)
    if request.new_name:
        made(work, NewCode(request.code_id, request.new_name, round_id=round_.id))
    code_for(work, round_, request.code_id)
    return coding_view(kept_once(work, given_instead(work, coding, request.code_id)))


def given_instead(work: Work, coding: Coding, code_id: str) -> Coding:
    """With the code it is given now; a code it has already was given when it was given."""
    return coding if code_id == coding.code_id else replace(coding, code_id=code_id, created_at=work.now)


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """A passage in a text (half-open, code points)."""

    version_id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(0)]


@dataclass(frozen=True, slots=True)
class ChangeMany:
    """Passages that have a code in open coding, and the code they shall have instead; empty takes it off."""

    code_id: Annotated[str, Len(1, 64)]
    places: Annotated[tuple[PlaceOf, ...], Len(1, 5000)]
    to_code_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class ChangedMany:
    """How many of one's own codings changed, and how many passages have none of one's own: those stay as they are.
    `taken_off` are the codings that are there no more."""

    n_changed: int
    n_left: int
    taken_off: tuple[str, ...] = ()


@writes("/codings/change-many", right=Right.CODE, label="changing the code of several passages")
def change_many(work: Work, request: ChangeMany) -> ChangedMany:
    """Give several passages another code, or take it off, in one step that is undone in one."""
    round_ = round_for(work, "")
    if request.to_code_id:
        code_for(work, round_, request.to_code_id)
    wanted = {(one.version_id, one.start, one.end) for one in request.places}
    versions = list({one.version_id for one in request.places})
    mine = [
        one
        for one in work.find(Coding, version_id=versions, code_id=request.code_id, round_id=round_.id, coder_id=work.by)
        if (one.version_id, one.start, one.end) in wanted
    ]
    for one in mine:
        if request.to_code_id:
            kept_once(work, given_instead(work, one, request.to_code_id))
        else:
            work.remove(one)
    taken_off = () if request.to_code_id else tuple(one.id for one in mine)
    return ChangedMany(len(mine), len(wanted) - len(mine), taken_off)


@dataclass(frozen=True, slots=True)
class Resize:
    """A coding and its new ends."""

    id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(0)]


@writes("/codings/resize", right=Right.CODE, label="moving the ends of a coding")
def resize(work: Work, request: Resize) -> CodingView:
    """Move the ends of a coding."""
    coding = _own(work, request.id)
    _checked(work, coding.version_id, request.start, request.end)
    return coding_view(kept_once(work, replace(coding, start=request.start, end=request.end)))


@dataclass(frozen=True, slots=True)
class Split:
    """A coding to be cut in two at a position inside it; `id_after` names the second part."""

    id: Annotated[str, Len(1, 64)]
    at: Annotated[int, Ge(0)]
    id_after: Annotated[str, Len(1, 64)]


@writes("/codings/split", right=Right.CODE, label="cutting a coding in two")
def split(work: Work, request: Split) -> tuple[CodingView, CodingView]:
    """Cut a coding in two."""
    coding = _own(work, request.id)
    if not coding.start < request.at < coding.end:
        raise Invalid("The cut must lie inside the coding.", place="at")
    first = replace(coding, end=request.at)
    second = replace(coding, id=request.id_after, start=request.at, created_at=work.now)
    work.add(second)
    return coding_view(kept_once(work, first)), coding_view(kept_once(work, second))


@dataclass(frozen=True, slots=True)
class Join:
    """Two codings with one code to become one; the first keeps its identifier."""

    id: Annotated[str, Len(1, 64)]
    other_id: Annotated[str, Len(1, 64)]


@writes("/codings/merge", right=Right.CODE, label="joining two codings")
def merge(work: Work, request: Join) -> CodingView:
    """Join two codings of one code that touch, overlap or lie apart, with all that is between."""
    one, other = _own(work, request.id), _own(work, request.other_id)
    if one.id == other.id:
        raise Invalid("Choose two codings to join.", place="other_id")
    if (one.code_id, one.version_id, one.round_id) != (other.code_id, other.version_id, other.round_id):
        raise Refused("Only two codings with the same code, in the same text and round, can be joined.")
    joined = replace(one, start=min(one.start, other.start), end=max(one.end, other.end))
    work.remove(other)
    return coding_view(kept_once(work, joined))


@dataclass(frozen=True, slots=True)
class Annotate:
    """What a coder says beside a coding."""

    id: Annotated[str, Len(1, 64)]
    note: Annotated[str, Len(0, 5000)] = ""
    certainty: Annotated[str, Len(0, 40)] = ""


@writes("/codings/note", right=Right.CODE, label="noting why")
def note(work: Work, request: Annotate) -> CodingView:
    """Note beside a coding why it is so, and how sure one is."""
    changed = replace(_own(work, request.id), note=request.note, certainty=request.certainty)
    work.replace(changed)
    return coding_view(changed)
