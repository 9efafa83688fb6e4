"""Memos: the researcher's own writing, on the study or on anything in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.coding import Code, Coding, MediaCoding
from anselm.domain.corpus import SourceVersion, TextSpan
from anselm.domain.errors import Refused
from anselm.domain.judging import Round
from anselm.domain.study import Memo, MemoKind, Researcher, Right, initials
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work
from anselm.services.study.apart import round_apart

ABOUT = (
    *("study", "source", "code", "coding", "case", "participant", "theme", "relation", "round", "claim", "passage"),
    "answer",  # to what a checklist asks, by its key
)


@dataclass(frozen=True, slots=True)
class WhichMemos:
    """Memos about one thing, or all when both are empty; `version_id` those on passages of one text."""

    about_kind: Annotated[str, Len(0, 40)] = ""
    about_id: Annotated[str, Len(0, 64)] = ""
    version_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class MemoView:
    """A memo with its author's name."""

    id: str
    author_id: str
    author: str
    initials: str
    mine: bool
    kind: MemoKind
    body: str
    about_kind: str
    about_id: str
    version_id: str | None
    start: int | None
    end: int | None
    private: bool
    created_at: str
    edited_at: str


@reads("/memos")
def memos(reads: Reads, request: WhichMemos) -> tuple[MemoView, ...]:
    """List memos the viewer may read, newest first."""
    wanted = {
        name: getattr(request, name) for name in ("about_kind", "about_id", "version_id") if getattr(request, name)
    }
    names = {one.id: one.name for one in reads.find(Researcher)}
    found = reads.find(Memo, **wanted)
    return tuple(_view(reads, memo, names) for memo in reversed(found))


def _view(reads: Reads, memo: Memo, names: dict[str, str]) -> MemoView:
    author = names.get(memo.author_id, "")
    return MemoView(
        memo.id,
        memo.author_id,
        author,
        initials(author),
        memo.author_id == reads.viewer.researcher_id,
        memo.kind,
        memo.body,
        memo.about_kind,
        memo.about_id,
        memo.version_id,
        memo.start,
        memo.end,
        memo.private,
        memo.created_at,
        memo.edited_at,
    )


@dataclass(frozen=True, slots=True)
class WriteMemo:
    """A memo to write, or to write anew under the same identifier."""

    id: Annotated[str, Len(1, 64)]
    body: Annotated[str, Len(0, 100_000)]
    kind: MemoKind = MemoKind.ANALYTIC
    about_kind: Annotated[str, Len(1, 40)] = "study"
    about_id: Annotated[str, Len(0, 64)] = ""
    version_id: Annotated[str, Len(1, 64)] | None = None
    start: Annotated[int, Ge(0)] | None = None
    end: Annotated[int, Ge(0)] | None = None
    private: bool = False
    round_id: Annotated[str, Len(1, 64)] | None = None


@writes("/memos/write", right=Right.WRITE, label="writing a memo")
def write_memo(work: Work, request: WriteMemo) -> MemoView:
    """Write a memo, or write one's own anew. In a round not yet revealed it stays its author's."""
    _check_place(work, request)
    there = work.maybe(Memo, request.id)
    if there is not None and there.author_id != work.by:
        raise Refused("Only its author writes a memo anew.", advice="Write one of your own beside it.")
    # A memo once written in a round stays in it: written anew it would otherwise be everyone's before the reveal.
    round_id = request.round_id or (there.round_id if there is not None else None) or _round_of(work, request)
    memo = Memo(
        request.id,
        work.by,
        request.kind,
        request.body,
        request.about_kind,
        request.about_id,
        request.version_id,
        request.start,
        request.end,
        request.private,
        there.created_at if there is not None else work.now,
        work.now,
        round_id,
    )
    if there is None:
        work.add(memo)
    elif replace(there, edited_at=work.now) != memo:
        work.replace(memo)
    return _view(work, memo, {work.by: work.get(Researcher, work.by).name})


def _round_of(work: Work, request: WriteMemo) -> str | None:
    """The round a memo belongs to by what it is about: one's own coding, a code proposed in a blind round, or, of a
    note taken while reading, the round one reads that source in apart from others.

    What it is about may be gone again (undone, or refused): then it may have been of the round one reads in.
    """
    about = request.about_id if request.about_kind == "coding" else None
    coding = work.maybe(Coding, about) or work.maybe(MediaCoding, about)
    code = work.maybe(Code, request.about_id) if request.about_kind == "code" else None
    if coding is not None or code is not None:
        return coding.round_id if coding is not None else code.proposed_in if code is not None else None
    if request.kind is MemoKind.READING and request.about_kind in ("source", "passage"):
        apart = round_apart(work, request.about_id, work.by)
        return apart.id if apart is not None else None
    if request.about_kind not in ("coding", "code"):
        return None
    return next((one.id for one in work.find(Round) if one.unrevealed and work.by in one.judge_ids), None)


def _check_place(work: Work, request: WriteMemo) -> None:
    if request.about_kind not in ABOUT:
        raise Refused(f"A memo cannot be about a {request.about_kind}.", place="about_kind")
    if request.round_id is not None:
        work.get(Round, request.round_id)
    if request.version_id is None:
        return
    version = work.get(SourceVersion, request.version_id)
    if request.start is not None and request.end is not None:
        TextSpan(request.start, request.end).within(version.n_characters)


@dataclass(frozen=True, slots=True)
class OneMemo:
    """A memo by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/memos/remove", right=Right.WRITE, label="removing a memo")
def remove_memo(work: Work, request: OneMemo) -> Done:
    """Remove a memo of one's own."""
    memo = work.maybe(Memo, request.id)
    if memo is None:
        return Done(request.id)
    if memo.author_id != work.by:
        raise Refused("Only its author removes a memo.")
    work.remove(memo)
    return Done(memo.id)
