"""Comments and highlights that came with files are proposed as codings: listed, and decided by a person one by one or
many at once. In a round each reader decides alone; in open coding one decision stands for all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source
from anselm.domain.errors import Refused
from anselm.domain.judging import Round
from anselm.domain.marked import FileMark, FileMarkAnswer, MarkAnswer, MarkKind, MarkPlace
from anselm.domain.study import Memo, MemoKind, Researcher, Right
from anselm.services.coding.codes import NewCode, made
from anselm.services.coding.codings import Apply, ApplyMany, OneCoding, apply_many, may_judge, remove, round_for
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work

MOST = 500  # listed at once
SHOWN = 400  # characters of a passage


@dataclass(frozen=True, slots=True)
class WhichFileMarks:
    """Marks of one source, or of all when empty, as they stand in a round; without one, in open coding."""

    source_id: Annotated[str, Len(0, 64)] = ""
    round_id: Annotated[str, Len(0, 64)] = ""
    waiting_only: bool = False


@dataclass(frozen=True, slots=True)
class MarkAnswerView:
    """What was decided of a mark, by whom, and in which round if not in open coding. `there`: what was made of it is
    still there."""

    answer: MarkAnswer
    by: str
    mine: bool
    at: str
    code_id: str | None
    code: str
    round: str
    there: bool


@dataclass(frozen=True, slots=True)
class FileMarkView:
    """A comment or highlight of a file with its passage. `current`: it stands in the text read now.

    `passage` is cut after 400 characters; `n_characters` is how long it is. `elsewhere` is what was decided of it in
    other rounds, as far as the viewer may know.
    """

    id: str
    source_id: str
    source: str
    version_id: str
    start: int | None
    end: int | None
    turn: int | None
    kind: MarkKind
    place: MarkPlace
    words: str
    author: str
    at: str
    colour: str
    passage: str
    n_characters: int
    current: bool
    answer: MarkAnswerView | None
    elsewhere: tuple[MarkAnswerView, ...]


@dataclass(frozen=True, slots=True)
class FileMarkGroup:
    """Comments with the same words, or highlights of one colour: how many there are, and those that can be coded."""

    kind: MarkKind
    words: str
    colour: str
    n: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileMarks:
    """What was left on files. `n_waiting` of `n` are not decided; at most 500 are listed, those not decided first."""

    n: int
    n_waiting: int
    groups: tuple[FileMarkGroup, ...]
    found: tuple[FileMarkView, ...]


@reads("/file-marks")
def file_marks(reads: Reads, request: WhichFileMarks) -> FileMarks:
    """List the comments and highlights that came with files, and what was decided of each."""
    marks = reads.find(FileMark, source_id=request.source_id) if request.source_id else reads.find(FileMark)
    if not marks:
        return FileMarks(0, 0, (), ())
    round_ = round_for(reads, request.round_id)
    told = reads.find(FileMarkAnswer, **({"source_id": request.source_id} if request.source_id else {}))
    answers = _here(reads, round_, told)
    sources = {one.id: one for one in reads.find(Source)}
    marks = tuple(sorted((one for one in marks if one.source_id in sources), key=lambda one: _order(one, sources)))
    waiting = [one for one in marks if one.id not in answers]
    shown = waiting if request.waiting_only else [*waiting, *(one for one in marks if one.id in answers)]
    shown = sorted(shown[:MOST], key=lambda one: _order(one, sources))
    views = _views(reads, shown, sources, answers, told, round_)
    return FileMarks(len(marks), len(waiting), _groups(waiting, sources), views)


def _here(reads: Reads, round_: Round, told: Iterable[FileMarkAnswer]) -> dict[str, FileMarkAnswer]:
    """What is decided by mark: in open coding by anybody, in a round by the viewer alone."""
    me = reads.viewer.researcher_id
    return {one.mark_id: one for one in told if one.round_id == round_.id and (round_.standing or one.by_id == me)}


def _order(one: FileMark, sources: Mapping[str, Source]) -> tuple[object, ...]:
    nowhere = one.start is None
    return (sources[one.source_id].position, one.source_id, nowhere, one.start or 0, one.end or 0, one.kind, one.id)


def _is_current(one: FileMark, sources: Mapping[str, Source]) -> bool:
    return one.start is not None and sources[one.source_id].current_version_id == one.version_id


def _groups(waiting: Sequence[FileMark], sources: Mapping[str, Source]) -> tuple[FileMarkGroup, ...]:
    """Two or more that say the same, the most frequent first."""
    held: dict[tuple[MarkKind, str], list[FileMark]] = {}
    for one in waiting:
        said = _said(one)
        if said:
            held.setdefault((one.kind, said.casefold()), []).append(one)
    found = []
    for (kind, _), same in held.items():
        ids = tuple(one.id for one in same if _is_current(one, sources))
        if len(same) > 1 or kind is MarkKind.HIGHLIGHT:
            found.append(FileMarkGroup(kind, same[0].words, same[0].colour, len(same), ids[:5000]))
    return tuple(sorted(found, key=lambda one: (-one.n, one.kind, one.words, one.colour)))


def _said(one: FileMark) -> str:
    return " ".join(one.words.split()) if one.kind is MarkKind.COMMENT else one.colour


def _views(
    reads: Reads,
    shown: Sequence[FileMark],
    sources: Mapping[str, Source],
    answers: Mapping[str, FileMarkAnswer],
    told: Sequence[FileMarkAnswer],
    round_: Round,
) -> tuple[FileMarkView, ...]:
    version_ids = list({one.version_id for one in shown})
    texts = reads.texts(version_ids)
    begun: dict[str, list[int]] = {}
    for version_id, _, at, _, _ in reads.turns(version_ids):
        begun.setdefault(version_id, []).append(at)
    shown_ids = {one.id for one in shown}
    words = _AnswerWords(reads, [one for one in told if one.mark_id in shown_ids])
    other: dict[str, list[FileMarkAnswer]] = {}
    for said in told:
        if said.round_id != round_.id:
            other.setdefault(said.mark_id, []).append(said)
    views = []
    for one in shown:
        start, end = one.start, one.end
        passage = "" if start is None or end is None else texts.get(one.version_id, "")[start : min(end, start + SHOWN)]
        turn = None if start is None else bisect_right(begun.get(one.version_id, []), start) or None
        answer = answers.get(one.id)
        views.append(
            FileMarkView(
                one.id,
                one.source_id,
                sources[one.source_id].name,
                one.version_id,
                start,
                end,
                turn,
                one.kind,
                one.place,
                one.words,
                one.author,
                one.at,
                one.colour,
                passage,
                0 if start is None or end is None else end - start,
                _is_current(one, sources),
                None if answer is None else words.of(answer),
                tuple(words.of(held) for held in other.get(one.id, ())),
            )
        )
    return tuple(views)


class _AnswerWords:
    """Answers with the names they are told by."""

    def __init__(self, reads: Reads, told: Sequence[FileMarkAnswer]) -> None:
        self._me = reads.viewer.researcher_id
        self._people = {one.id: one.name for one in reads.find(Researcher)}
        self._codes = {one.id: one.name for one in reads.find(Code)}
        self._rounds = {one.id: "" if one.standing else one.name for one in reads.find(Round)}
        codings = [one.coding_id for one in told if one.coding_id]
        memos = [one.memo_id for one in told if one.memo_id]
        self._there = {one for (one,) in reads.columns(Coding, "id", id=codings)} if codings else set()
        self._there |= {one for (one,) in reads.columns(Memo, "id", id=memos)} if memos else set()

    def of(self, one: FileMarkAnswer) -> MarkAnswerView:
        """An answer in words."""
        made_of_it = one.coding_id or one.memo_id
        return MarkAnswerView(
            one.answer,
            self._people.get(one.by_id, ""),
            one.by_id == self._me,
            one.at,
            one.code_id,
            self._codes.get(one.code_id or "", ""),
            self._rounds.get(one.round_id, ""),
            made_of_it is None or made_of_it in self._there,
        )


@dataclass(frozen=True, slots=True)
class OfFileMarks:
    """Marks to decide of, in a round; without one, in open coding. Those decided there already are left alone."""

    ids: Annotated[tuple[Annotated[str, Len(1, 64)], ...], Len(1, 5000)]
    round_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class CodeFileMarks:
    """Marks to make codings of, with a code that is there."""

    ids: Annotated[tuple[Annotated[str, Len(1, 64)], ...], Len(1, 5000)]
    code_id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class CodeFileMarksNew:
    """Marks to make codings of, with a code that is made on the spot from its name."""

    ids: Annotated[tuple[Annotated[str, Len(1, 64)], ...], Len(1, 5000)]
    code_id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    parent_id: Annotated[str, Len(1, 64)] | None = None
    round_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class MarksDecided:
    """How many were decided, and how many of those asked for had been decided before and were left as they are."""

    n: int
    n_before: int


@writes("/file-marks/code", right=Right.CODE, label="making codings of comments or highlights")
def code_file_marks(work: Work, request: CodeFileMarks) -> MarksDecided:
    """Make codings of comments or highlights with one code, all or none."""
    round_, marks = _to_decide(work, request.ids, request.round_id)
    return _coded(work, round_, marks, request.code_id, request)


@writes("/file-marks/code-new", right=Right.CODE, label="making a code and codings of comments or highlights")
def code_file_marks_new(work: Work, request: CodeFileMarksNew) -> MarksDecided:
    """Make a code and codings of comments or highlights with it. In a blind round the code is one's own proposal."""
    round_, marks = _to_decide(work, request.ids, request.round_id)
    if marks:
        made(work, NewCode(request.code_id, request.name, parent_id=request.parent_id, round_id=request.round_id))
    return _coded(work, round_, marks, request.code_id, request)


def _coded(
    work: Work, round_: Round, marks: Sequence[FileMark], code_id: str, request: CodeFileMarks | CodeFileMarksNew
) -> MarksDecided:
    if not marks:
        return MarksDecided(0, len(set(request.ids)))
    ids = list({one.source_id for one in marks})
    sources = {one.id: one for one in work.find(Source, id=ids)}
    wanted = []
    for one in marks:
        if one.start is None or one.end is None:
            raise Refused(
                "What this comment stands on is not in the text, so no passage can be coded.",
                place="ids",
                advice="Keep it as a memo, or set it aside.",
            )
        if not _is_current(one, sources):
            raise Refused(
                "The words under this comment or highlight were corrected since.",
                place="ids",
                advice="Say first where it belongs: open the source, Text and versions, To be looked at.",
            )
        wanted.append(Apply(work.new_id(), one.version_id, one.start, one.end, code_id, request.round_id))
    codings = apply_many(work, ApplyMany(tuple(wanted)))
    work.add_all(
        [
            _answered(work, round_, one, MarkAnswer.CODED, code_id=code_id, coding_id=coding.id)
            for one, coding in zip(marks, codings, strict=True)
        ]
    )
    return MarksDecided(len(marks), len(set(request.ids)) - len(marks))


def _to_decide(work: Work, ids: Sequence[str], round_id: str) -> tuple[Round, list[FileMark]]:
    """The round, and those of the marks that are not decided in it. Raises NotFound and Refused."""
    round_ = round_for(work, round_id)
    wanted = list(dict.fromkeys(ids))
    known = {one.id: one for one in work.find(FileMark, id=wanted)}
    for one in wanted:
        if one not in known:
            work.get(FileMark, one)
    for source_id in {one.source_id for one in known.values()}:
        may_judge(work, round_, source_id)
    decided = _here(work, round_, work.find(FileMarkAnswer, mark_id=wanted))
    return round_, [known[one] for one in wanted if one not in decided]


def _answered(
    work: Work,
    round_: Round,
    mark: FileMark,
    answer: MarkAnswer,
    *,
    code_id: str | None = None,
    coding_id: str | None = None,
    memo_id: str | None = None,
) -> FileMarkAnswer:
    return FileMarkAnswer(
        work.new_id(), mark.id, mark.source_id, round_.id, work.by, answer, code_id, coding_id, memo_id, work.now
    )


@writes("/file-marks/keep", right=Right.CODE, label="keeping comments or highlights as memos")
def keep_file_marks(work: Work, request: OfFileMarks) -> MarksDecided:
    """Keep comments or highlights as memos of one's own at their passages."""
    round_, marks = _to_decide(work, request.ids, request.round_id)
    round_id = None if round_.standing else round_.id
    memos = [_memo(work, one, round_id) for one in marks]
    work.add_all(memos)
    work.add_all(
        [_answered(work, round_, one, MarkAnswer.MEMO, memo_id=memo.id) for one, memo in zip(marks, memos, strict=True)]
    )
    return MarksDecided(len(marks), len(set(request.ids)) - len(marks))


def _memo(work: Work, one: FileMark, round_id: str | None) -> Memo:
    told = "Comment" if one.kind is MarkKind.COMMENT else f"Highlighted in {one.colour}"
    of = ", ".join(part for part in (one.author, one.at[:10]) if part)
    body = "\n\n".join(part for part in (one.words, f"{told} in the file{f': {of}' if of else ''}.") if part)
    there = one.start is not None
    return Memo(
        work.new_id(),
        work.by,
        MemoKind.ANALYTIC,
        body,
        "passage" if there else "source",
        "" if there else one.source_id,
        one.version_id,
        one.start,
        one.end,
        False,
        work.now,
        work.now,
        round_id,
    )


@writes("/file-marks/aside", right=Right.CODE, label="setting comments or highlights aside")
def set_file_marks_aside(work: Work, request: OfFileMarks) -> MarksDecided:
    """Set comments or highlights aside. They stay listed as set aside."""
    round_, marks = _to_decide(work, request.ids, request.round_id)
    work.add_all([_answered(work, round_, one, MarkAnswer.ASIDE) for one in marks])
    return MarksDecided(len(marks), len(set(request.ids)) - len(marks))


@writes("/file-marks/again", right=Right.CODE, label="deciding anew of comments or highlights")
def decide_again(work: Work, request: OfFileMarks) -> Done:
    """Let comments or highlights wait again. The coding or memo made of them goes, where it is still there."""
    round_ = round_for(work, request.round_id)
    marks = work.find(FileMark, id=list(request.ids))
    for source_id in {one.source_id for one in marks}:
        may_judge(work, round_, source_id)
    for one in _here(work, round_, work.find(FileMarkAnswer, mark_id=list(request.ids))).values():
        if one.by_id != work.by:
            raise Refused("Only whoever decided this decides anew.", advice="Code the passage yourself beside it.")
        coding = work.maybe(Coding, one.coding_id)
        if coding is not None and coding.created_at == one.at:  # else it was there before, made by hand
            remove(work, OneCoding(coding.id))
        memo = work.maybe(Memo, one.memo_id)
        if memo is not None and memo.author_id == work.by:
            work.remove(memo)
        work.remove(one)
    return Done()
